import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";

/** Where an expert stands in the pool (rule book C2). `expired` is never kept: it is `active` or `paused` after the last day of its term. */
export const POOL_STATES = {
  "applied": { zh: "已申请", en: "applied" },
  "under-review": { zh: "审核中", en: "under review" },
  "trained": { zh: "培训考核合格", en: "trained" },
  "active": { zh: "在库", en: "active" },
  "paused": { zh: "请假", en: "paused" },
  "under-investigation": { zh: "接受调查", en: "under investigation" },
  "expired": { zh: "聘期届满", en: "expired" },
  "refused": { zh: "不予入库", en: "refused" },
  "removed": { zh: "已出库", en: "removed" },
} as const;
export type PoolState = keyof typeof POOL_STATES;

type StepRow = { readonly zh: string; readonly en: string; readonly from: readonly PoolState[]; readonly to: Exclude<PoolState, "expired">; /** What must be said: why, or until which day. */ readonly says?: "reason" | "until" };

/** What happens to an expert of the pool. All of it is the pool keeper's but taking leave and coming back, which are his own too. */
export const POOL_STEPS = {
  "review": { zh: "受理审核", en: "take up for review", from: ["applied"], to: "under-review" },
  "train": { zh: "培训考核合格", en: "passed training and test", from: ["under-review"], to: "trained" },
  "activate": { zh: "入库聘任", en: "appoint to the pool", from: ["trained"], to: "active", says: "until" },
  "refuse": { zh: "不予入库", en: "refuse", from: ["applied", "under-review", "trained"], to: "refused", says: "reason" },
  "pause": { zh: "请假", en: "take leave", from: ["active"], to: "paused" },
  "resume": { zh: "恢复参加", en: "come back", from: ["paused"], to: "active" },
  "investigate": { zh: "暂停并调查", en: "suspend and investigate", from: ["active", "paused"], to: "under-investigation", says: "reason" },
  "clear": { zh: "查无问题，恢复资格", en: "found clean", from: ["under-investigation"], to: "active", says: "reason" },
  "renew": { zh: "续聘", en: "appoint again", from: ["active", "expired"], to: "active", says: "until" },
  "remove": { zh: "出库", en: "remove", from: ["active", "paused", "under-investigation", "expired"], to: "removed", says: "reason" },
} as const satisfies Record<string, StepRow>;
export type PoolStep = keyof typeof POOL_STEPS;
/** What an expert does himself. */
export const OWN_STEPS: readonly PoolStep[] = ["pause", "resume"];

/** The state that is kept, and the last day of the term; null before the first. */
export type Standing = { readonly state: Exclude<PoolState, "expired">; readonly until: PlainDate | null };
/** Where somebody stands, as his row has it. */
export const standingOf = ({ state, term_until }: { readonly state: Standing["state"]; readonly term_until: string | null }): Standing => ({ state, until: term_until as PlainDate | null });
export type Asked = { readonly step: PoolStep; readonly reason: string | null; readonly until: PlainDate | null };

/** Where somebody stands on a day: a term ends by itself. */
export const standsAt = ({ state, until }: Standing, on: PlainDate): PoolState => ((state === "active" || state === "paused") && until !== null && until < on ? "expired" : state);

/** Takes one step, if it can be taken from where he stands and says what it must. @returns where he stands then */
export function stepTo(now: Standing, { step, reason, until }: Asked, on: PlainDate): Result<Standing> {
  const { from, to, says } = POOL_STEPS[step] as StepRow;
  const stands = standsAt(now, on);
  if (!from.includes(stands)) return refuse("pool-step", { step: POOL_STEPS[step].zh, stepEn: POOL_STEPS[step].en, state: POOL_STATES[stands].zh, stateEn: POOL_STATES[stands].en });
  if (says === "reason" && reason === null) return refuse("pool-reason-missing", { step: POOL_STEPS[step].zh, stepEn: POOL_STEPS[step].en });
  if (says === "until" && (until === null || until < on)) return refuse("pool-term-missing", { today: on });
  return ok({ state: to, until: says === "until" ? until : now.until });
}
