import type { CaseType } from "../items/words.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { ratio } from "../kernel/ratio.js";
import type { Calendar } from "../rules/calendar.js";
import { periodOf } from "../rules/period.js";
import { holds, type FrozenRules } from "../rules/rules.js";

type Words = { readonly zh: string; readonly en: string };

/** Where a case stands. */
export const CASE_STATES = {
  "pre-filed": { zh: "网上预申报（未收件）", en: "filed in advance, not received" },
  "submitted": { zh: "已收件，待受理", en: "received" },
  "correcting": { zh: "已一次性告知，待补正（补办件）", en: "told what to correct" },
  "resubmitted": { zh: "已补正，待受理", en: "corrected" },
  "accepted": { zh: "已受理", en: "accepted" },
  "deemed-accepted": { zh: "逾期未告知，视为受理", en: "accepted by silence" },
  "not-accepted": { zh: "不予受理（退回件）", en: "not accepted" },
  "under-review": { zh: "审查中", en: "under review" },
  "suspended": { zh: "特别程序，不计时", en: "special procedure, time stands still" },
  "granted": { zh: "准予决定，待送达", en: "granted" },
  "refused": { zh: "不予决定，待送达", en: "refused" },
  "fee-notified": { zh: "待缴费", en: "fees are to be paid" },
  "paid": { zh: "已缴费，待送达", en: "fees paid" },
  "delivered": { zh: "已送达", en: "delivered" },
  "archived": { zh: "已归档", en: "archived" },
  "withdrawn": { zh: "申请人撤回", en: "withdrawn" },
} as const satisfies Readonly<Record<string, Words>>;
export type CaseState = keyof typeof CASE_STATES;

const RECEIVED = ["submitted", "resubmitted"] as const satisfies readonly CaseState[];
const TAKEN = ["accepted", "deemed-accepted", "under-review"] as const satisfies readonly CaseState[];
type StepRow = Words & { readonly from: readonly CaseState[]; /** “same”: it stays where it is. */ readonly to: CaseState | "same" };

/** Every step of a case. A decision leads to one of two states, which the step names. */
export const CASE_STEPS = {
  "pre-file": { zh: "网上预申报", en: "filed in advance", from: [], to: "pre-filed" },
  "submit": { zh: "收件", en: "received", from: ["pre-filed"], to: "submitted" },
  "notify": { zh: "一次性告知补正", en: "told at once what to correct", from: RECEIVED, to: "correcting" },
  "resubmit": { zh: "补正", en: "corrected", from: ["correcting"], to: "resubmitted" },
  "accept": { zh: "受理", en: "accepted", from: RECEIVED, to: "accepted" },
  "deem": { zh: "逾期未告知，自收件之日起即为受理", en: "silence: accepted from the day of receipt", from: RECEIVED, to: "deemed-accepted" },
  "turn-away": { zh: "不予受理", en: "not accepted", from: [...RECEIVED, "correcting"], to: "not-accepted" },
  "review": { zh: "开始审查", en: "review begins", from: ["accepted", "deemed-accepted"], to: "under-review" },
  "replace": { zh: "受理后更换材料", en: "a material replaced after acceptance", from: TAKEN, to: "under-review" },
  "suspend": { zh: "特别程序，书面告知", en: "special procedure, told in writing", from: TAKEN, to: "suspended" },
  "resume": { zh: "特别程序结束，恢复计时", en: "special procedure over", from: ["suspended"], to: "under-review" },
  "extend": { zh: "延长期限", en: "extended", from: TAKEN, to: "under-review" },
  "recount": { zh: "放假安排公布，期限重新计算", en: "holidays are announced: the time is counted anew", from: [...TAKEN, "granted", "refused", "fee-notified", "paid"], to: "same" },
  "grant": { zh: "准予", en: "granted", from: TAKEN, to: "granted" },
  "refuse": { zh: "不予许可", en: "refused", from: TAKEN, to: "refused" },
  "agree-by-silence": { zh: "逾期未答复，按规定视为同意", en: "silent past its time: taken for consent", from: TAKEN, to: "granted" },
  "ask-fee": { zh: "通知缴费", en: "fees asked for", from: ["granted"], to: "fee-notified" },
  "pay": { zh: "已缴费", en: "fees paid", from: ["fee-notified"], to: "paid" },
  "deliver": { zh: "送达", en: "delivered", from: ["granted", "refused", "paid"], to: "delivered" },
  "archive": { zh: "归档", en: "archived", from: ["delivered", "not-accepted", "withdrawn"], to: "archived" },
  "withdraw": { zh: "撤回申请", en: "withdrawn", from: ["pre-filed", ...RECEIVED, "correcting", ...TAKEN, "suspended"], to: "withdrawn" },
  "lapse": { zh: "联办件撤回，本件终止", en: "given up with the joint case", from: [...TAKEN, "suspended", "granted", "refused"], to: "withdrawn" },
} as const satisfies Readonly<Record<string, StepRow>>;
export type CaseStep = keyof typeof CASE_STEPS;

/** Where a step leads from a state. */
export function stepTo(step: CaseStep, state: CaseState): Result<CaseState> {
  const row: StepRow = CASE_STEPS[step];
  return row.from.includes(state) ? ok(row.to === "same" ? state : row.to) : refuse("case-state", { step: row.zh, stepEn: row.en, state: CASE_STATES[state].zh, stateEn: CASE_STATES[state].en });
}
/** Whether the statutory clock of a case runs, or stands still in the middle: lights are of these alone. */
export const isOpen = (state: CaseState): boolean => state === "suspended" || (TAKEN as readonly CaseState[]).includes(state);
/** Whether a case waits for its acceptance, which silence gives too. */
export const isWaiting = (state: CaseState): boolean => (RECEIVED as readonly CaseState[]).includes(state);

/** The last day on which what is missing can be told; silence after it is acceptance from `receivedOn`. Law: 行政许可法 32(4) (SV-01). */
export const silenceEnds = (rules: FrozenRules, receivedOn: PlainDate, calendar?: Calendar): { readonly on: PlainDate; readonly at: Instant } => {
  const { rolledDate, endsAt } = periodOf(rules, "SV-01", receivedOn, undefined, calendar);
  return { on: rolledDate, at: endsAt };
};

/** A material an item asks for: only one that no condition hangs on must always be there. */
export type Wanted = { readonly id: string; readonly zh: string; readonly en: string; readonly required: boolean; readonly condition: string | null };
/** A material as handed in, the how manieth of its id: the last is the one that counts. */
export type Handed = { readonly material: string; readonly serial: number };
/** How many of each material there were at a moment; what is not named there was not. */
export type Seen = Readonly<Record<string, number>>;
/** What there is of each material. */
export const seenOf = (handed: readonly Handed[]): Seen => Object.fromEntries(handed.toSorted((one, other) => one.serial - other.serial).map(({ material, serial }) => [material, serial]));
/** Whether a material came, or came anew, after what was seen then. */
export const cameAfter = (seen: Seen, handed: readonly Handed[], material: string): boolean => handed.some((each) => each.material === material && each.serial > (seen[material] ?? 0));

/** The materials that must be there and are not. */
export const missingOf = (wanted: readonly Wanted[], handed: readonly Pick<Handed, "material">[]): readonly Wanted[] =>
  wanted.filter(({ id, required, condition }) => required && condition === null && !handed.some(({ material }) => material === id));

/** Materials handed in: each is one of the item's and comes once. */
export function checkHanded(wanted: readonly Wanted[], handed: readonly { readonly material: string }[]): Result<true> {
  const seen = new Set<string>();
  for (const { material } of handed) {
    const of = wanted.find(({ id }) => id === material);
    if (of === undefined) return refuse("material-unknown", { material });
    if (seen.has(material)) return refuse("material-twice", { material: of.zh, materialEn: of.en });
    seen.add(material);
  }
  return ok(true);
}

/** What is to be corrected: which material, what is wrong, and the standard it is held to. */
export type Point = { readonly material: string; readonly what: string; readonly standard: string };

/**
 * A notice of corrections names at once all that is to be corrected (行政许可法 32(4)): what is missing is in it, in time. A second one is lawful only
 * about what came after the first; `misconduct` where it asks what the first could have asked.
 */
export function decideNotice(given: { readonly wanted: readonly Wanted[]; readonly handed: readonly Handed[]; readonly points: readonly Point[]; /** What there was at the notice before; null of the first. */ readonly seen: Seen | null; readonly ends: Instant; readonly at: Instant }): Result<true> {
  const { wanted, handed, points, seen, ends, at } = given;
  if (at >= ends) return refuse("notice-late", { until: dayOf((ends - 1) as Instant) });
  const known = points.find(({ material }) => !wanted.some(({ id }) => id === material));
  if (known !== undefined) return refuse("material-unknown", { material: known.material });
  const nameOf = (id: string): Words => wanted.find((each) => each.id === id) ?? { zh: id, en: id };
  const stale = seen === null ? undefined : points.find(({ material }) => !cameAfter(seen, handed, material));
  if (stale !== undefined) return refuse("correction-twice", { material: nameOf(stale.material).zh, materialEn: nameOf(stale.material).en });
  const left = missingOf(wanted, handed).find(({ id }) => !points.some(({ material }) => material === id));
  return left === undefined ? ok(true) : refuse("notice-incomplete", { material: left.zh, materialEn: left.en });
}

/** A case is accepted when nothing that must be there is missing. */
export function decideAcceptance(wanted: readonly Wanted[], handed: readonly Handed[]): Result<true> {
  const [missing] = missingOf(wanted, handed);
  return missing === undefined ? ok(true) : refuse("material-missing", { material: missing.zh, materialEn: missing.en });
}

/** What stops the clock by law, and must be told in writing with the days it is expected to take. Law: 行政许可法 45 (SV-08). */
export const SPECIAL_PROCEDURES = {
  "hearing": { zh: "听证", en: "hearing" }, "tender": { zh: "招标", en: "tender" }, "auction": { zh: "拍卖", en: "auction" }, "test": { zh: "检验、检测", en: "test" }, "quarantine": { zh: "检疫", en: "quarantine" }, "appraisal": { zh: "鉴定", en: "appraisal" }, "expert-review": { zh: "专家评审", en: "expert review" },
} as const satisfies Readonly<Record<string, Words>>;
export type SpecialProcedure = keyof typeof SPECIAL_PROCEDURES;

/** What an extension is held to. `dueOn` is null while time stands still; `days`: working days asked for. */
export type Extending = { readonly type: CaseType; readonly extended: number; readonly dueOn: PlainDate | null; readonly days: number; readonly on: PlainDate };

/** The time of a case is extended once, before it is over, by no more than the law lets the head. Law: 行政许可法 42 (SV-03, SV-05). */
export function decideExtension(rules: FrozenRules, { type, extended, dueOn, days, on }: Extending): Result<true> {
  if (type === "immediate") return refuse("extension-immediate");
  if (extended > 0) return refuse("extension-twice", { days: extended });
  if (dueOn === null || on > dueOn) return refuse("extension-late", { due: dueOn ?? "—" });
  const id = type === "joint" ? "SV-05" : "SV-03";
  return holds(rules, id, ratio(BigInt(days))) ? ok(true) : refuse("extension-long", { days, max: rules.rules[id]?.value ?? "" });
}

/** The last day to deliver a decision. Law: 行政许可法 44 (SV-07). */
export const deliveryDue = (rules: FrozenRules, decidedOn: PlainDate, calendar?: Calendar): PlainDate => periodOf(rules, "SV-07", decidedOn, undefined, calendar).rolledDate;

/** Whether an applicant's trips to the centre are as few as promised (SV-11). */
export const tripsKept = (rules: FrozenRules, trips: number): boolean => holds(rules, "SV-11", ratio(BigInt(trips)));

/** Whether a case was done in time: on its due day at the latest; what is not done is in time until that day is over. */
export const wasInTime = ({ dueOn, decidedOn }: { readonly dueOn: PlainDate; readonly decidedOn: PlainDate }): boolean => decidedOn <= dueOn;
