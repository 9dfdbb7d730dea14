import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { plusDays, type PlainDate } from "../kernel/time.js";
import { isPrintable } from "../notices/printable.js";
import { DayBody } from "../tenders/form.js";
import type { Item, ItemVersion } from "./item.js";
import { HANDLING, ITEM_STATES, type Handling, type ItemState } from "./words.js";

type Words = { readonly zh: string; readonly en: string };

/** The six steps by which an item leaves the hall (rule book D1), in their order; none is skipped, and nothing leaves before the last. `state` is where the item stands after it; the answer’s follows from the decision. */
export const EXIT_STEPS = {
  "request": { zh: "单位书面申请", en: "the unit asks in writing", paper: "事项调整申请", state: "exit-requested" }, "report": { zh: "管委会呈报市领导", en: "the committee reports to a leader of the city", paper: "管委会呈报", state: "exit-requested" },
  "study": { zh: "中心与单位对接研究", en: "the centre studies it with the unit", paper: "对接研究记录", state: "under-study" }, "opinion": { zh: "中心拟出处理意见", en: "the centre drafts an opinion", paper: "处理意见", state: "under-study" },
  "decision": { zh: "市领导决定", en: "the leader decides", paper: "决定", state: "under-study" }, "answer": { zh: "中心答复单位", en: "the centre answers the unit", paper: "答复函", state: "kept" },
} as const satisfies Readonly<Record<string, Words & { readonly paper: string; readonly state: ItemState }>>;
export type ExitStep = keyof typeof EXIT_STEPS;
export const EXIT_ORDER = Object.keys(EXIT_STEPS) as readonly ExitStep[];

export const OUTCOMES = {
  "keep": { zh: "不调整，仍在中心办理", en: "kept in the hall", state: "kept" }, "mode-change": { zh: "调整办理方式，仍纳入中心管理", en: "handled in another way, still the centre’s", state: "mode-changed" }, "exit": { zh: "退出中心", en: "leaves the hall", state: "exited" },
} as const satisfies Readonly<Record<string, Words & { readonly state: ItemState }>>;
export type Outcome = keyof typeof OUTCOMES;
export const WANTED = { "exit": OUTCOMES.exit, "mode-change": OUTCOMES["mode-change"] } as const;
type Wanted = keyof typeof WANTED;

/** What somebody writes down of a step: a paragraph. */
const Account = z.string().trim().min(5).max(900).refine(isPrintable, "line breaks, control and direction characters are not allowed").transform((value) => value.normalize("NFC"));
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex");
const Way = { handling: z.enum(keysOf<Handling>(HANDLING)).nullable().default(null), window: z.int().min(1).max(9_999).nullable().default(null) };
const OutcomeBody = z.enum(keysOf<Outcome>(OUTCOMES));

/** The words of each step. `document`: the hash of a file kept of the item; the unit’s request has one. `handling` and `window`: how it is handled instead, of a change alone. */
export const EXIT_BODIES = {
  request: z.strictObject({ wanted: z.enum(keysOf<Wanted>(WANTED)), reason: Account, document: Sha256 }),
  report: z.strictObject({ to: Line(30), text: Account }),
  study: z.strictObject({ heldOn: DayBody, present: Line(200), unitView: Account, record: Account }),
  opinion: z.strictObject({ outcome: OutcomeBody, ...Way, text: Account }),
  decision: z.strictObject({ outcome: OutcomeBody, ...Way, number: Line(60), text: Account }),
  answer: z.strictObject({ number: Line(60), text: Account }),
} as const satisfies Readonly<Record<ExitStep, z.ZodType>>;
export type ExitBody<Step extends ExitStep> = z.infer<(typeof EXIT_BODIES)[Step]>;
export type Decided = Pick<ExitBody<"decision">, "outcome" | "handling" | "window">;

/** An exit as far as it came: its steps in their order. */
export type ExitSoFar = { readonly serial: number; readonly steps: readonly ExitStep[] };

/** Which step comes next; null after the last. */
export const nextStep = ({ steps }: Pick<ExitSoFar, "steps">): ExitStep | null => EXIT_ORDER[steps.length] ?? null;

/** Whether a step may be taken now: an item that is in the hall, the steps before it taken, itself not yet. @param open the exit under way; null where none is */
export function checkStep(item: Pick<Item, "code" | "state" | "lastOn">, open: ExitSoFar | null, step: ExitStep): Result<number> {
  if (!ITEM_STATES[item.state].in) return item.lastOn === null ? refuse("item-not-in-hall", { item: item.code }) : refuse("item-gone", { item: item.code, on: item.lastOn });
  const wanted = open === null ? "request" : nextStep(open);
  if (wanted !== step) return refuse("item-exit-order", { step: EXIT_STEPS[step].zh, stepEn: EXIT_STEPS[step].en, next: EXIT_STEPS[wanted ?? "answer"].zh, nextEn: EXIT_STEPS[wanted ?? "answer"].en });
  return ok(EXIT_ORDER.indexOf(step) + 1);
}

/** A study is of a day that was; another way of handling is named where the way changes, and only there, and is another. */
export function checkSaid(step: ExitStep, said: Partial<Decided> & { readonly heldOn?: PlainDate }, now: { readonly handling: Handling; readonly today: PlainDate }): Result<true> {
  if (step === "study" && said.heldOn !== undefined && said.heldOn > now.today) return refuse("item-study-ahead", { today: now.today });
  if (step !== "opinion" && step !== "decision") return ok(true);
  const isChange = said.outcome === "mode-change";
  if (isChange !== ((said.handling ?? null) !== null)) return refuse("item-handling-named");
  return isChange && said.handling === now.handling ? refuse("item-handling-same", { handling: HANDLING[now.handling].zh, handlingEn: HANDLING[now.handling].en }) : ok(true);
}

/** The version by which an item is handled in another way: from the day after the answer, or after the last version where that begins later. On site there is no window. */
export function changedVersion(last: ItemVersion, { handling, window }: Decided, today: PlainDate): ItemVersion {
  const tomorrow = plusDays(today, 1);
  return { ...last, version: last.version + 1, handling: handling ?? last.handling, window: handling === "port-filed" ? null : (window ?? last.window), from: last.from < tomorrow ? tomorrow : plusDays(last.from, 1) };
}

/** How an item is abolished: by an act of law or of a government, named with its paper, and its last day. */
export const AbolitionBody = z.strictObject({ lastOn: DayBody, law: Line(120), number: Line(60), document: Sha256, text: Account });
export type Abolition = z.infer<typeof AbolitionBody>;

/** An item that is in the hall is abolished from a day that is not past. */
export function checkAbolition(item: Pick<Item, "code" | "state" | "lastOn">, { lastOn }: Pick<Abolition, "lastOn">, today: PlainDate): Result<true> {
  if (item.lastOn !== null) return refuse("item-gone", { item: item.code, on: item.lastOn });
  if (!ITEM_STATES[item.state].in) return refuse("item-not-in-hall", { item: item.code });
  return lastOn < today ? refuse("item-backdated", { today }) : ok(true);
}
