import { z } from "zod";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import { addWorking } from "../rules/calendar.js";
import { DayBody, text } from "../tenders/form.js";

type Words = { readonly zh: string; readonly en: string };

export const FINDING_KINDS = {
  "late": { zh: "迟到", en: "late" }, "left-early": { zh: "早退", en: "left early" }, "absent": { zh: "无故缺岗", en: "absent without leave" }, "attitude": { zh: "服务态度", en: "manners" }, "procedure": { zh: "违反办件规定", en: "against the rules for cases" }, "gift": { zh: "吃拿卡要", en: "took or asked for something" }, "other": { zh: "其他", en: "something else" },
} as const satisfies Readonly<Record<string, Words>>;
export type FindingKind = keyof typeof FINDING_KINDS;
export const SOURCES = { "patrol": { zh: "值班巡查", en: "patrol" }, "supervisor": { zh: "作风监督", en: "conduct supervision" } } as const satisfies Readonly<Record<string, Words>>;
export type Source = keyof typeof SOURCES;

/** What the centre itself may do about a finding; disciplinary law is another body's. */
export const SANCTIONS = {
  "reminder": { zh: "提醒谈话", en: "a talk" }, "criticism": { zh: "批评教育、书面检查", en: "criticism and a written self-examination" }, "notice": { zh: "通报批评", en: "criticism told to all" }, "training": { zh: "离岗培训", en: "training away from the window" }, "removal": { zh: "调离窗口、退回原单位", en: "removal from the window" },
} as const satisfies Readonly<Record<string, Words>>;
export type Sanction = keyof typeof SANCTIONS;

/** The way of a finding: settled at once where it is light; else told, heard (or silent in time), decided, closed. */
export const FINDING_STEPS = {
  "settle": { zh: "当场处理", en: "settled at once", from: ["found"], to: "settled" },
  "notify": { zh: "告知并听取意见", en: "told, and asked to answer", from: ["found"], to: "told" },
  "hear": { zh: "本人陈述", en: "answered", from: ["told"], to: "heard" },
  "silence": { zh: "逾期未陈述", en: "did not answer in time", from: ["told"], to: "heard" },
  "decide": { zh: "决定处理", en: "sanction decided", from: ["heard"], to: "decided" },
  "drop": { zh: "不予处理", en: "nothing decided", from: ["heard"], to: "dropped" },
  "close": { zh: "执行完毕、结案", en: "carried out and closed", from: ["decided"], to: "closed" },
} as const satisfies Readonly<Record<string, Words & { readonly from: readonly FindingState[]; readonly to: FindingState }>>;
export type FindingStep = keyof typeof FINDING_STEPS;
export type FindingState = "found" | "settled" | "told" | "heard" | "decided" | "dropped" | "closed";
export const FINDING_STATES = {
  "found": { zh: "已发现", en: "found" }, "settled": { zh: "已当场处理", en: "settled" }, "told": { zh: "等待本人陈述", en: "waits for an answer" }, "heard": { zh: "等待决定", en: "waits for a decision" }, "decided": { zh: "已决定、执行中", en: "decided" }, "dropped": { zh: "不予处理", en: "dropped" }, "closed": { zh: "已结案", en: "closed" },
} as const satisfies Readonly<Record<FindingState, Words>>;

/** Working days somebody has to answer in: the centre's own rule. */
export const ANSWER_DAYS = 5;

export const FindingBody = z.strictObject({ kind: z.enum(keysOf<FindingKind>(FINDING_KINDS)), day: DayBody, about: z.string().min(1).max(80), words: text(2_000) });
export type NewFinding = z.infer<typeof FindingBody>;
export const StepBody = z.strictObject({ step: z.enum(keysOf<FindingStep>(FINDING_STEPS)), sanction: z.enum(keysOf<Sanction>(SANCTIONS)).nullable().default(null), words: text(2_000) });
export type NewStep = z.infer<typeof StepBody>;

/** A step as it was taken. */
export type Taken = { readonly step: FindingStep; readonly by: string; readonly on: PlainDate };
export const stateOf = (taken: readonly Pick<Taken, "step">[]): FindingState => { const last = taken.at(-1); return last === undefined ? "found" : FINDING_STEPS[last.step].to; };

/** Who takes part: who found it, whom it is about, and who asks now, by office and person. */
export type Sides = { readonly isAbout: boolean; readonly isFinder: boolean; readonly role: string };
/** Who may take which step: whoever found it settles, a conduct supervisor tells and closes, whom it is about answers, the head decides. */
const STEP_ROLES: Readonly<Record<FindingStep, readonly string[]>> = { settle: ["duty-head", "conduct-supervisor"], notify: ["conduct-supervisor"], hear: [], silence: ["conduct-supervisor"], decide: ["centre-head"], drop: ["centre-head"], close: ["conduct-supervisor"] };

/** The day until which somebody may answer what he was told on a day. */
export const answerBy = (toldOn: PlainDate): PlainDate => addWorking(toldOn, ANSWER_DAYS).rolledDate;

/** Whether a step may be taken: in its turn, by its office, never by whom it is about but for his answer, a sanction never by who found it, and silence only once the time to answer is over. */
export function checkStep({ step, sanction }: Pick<NewStep, "step" | "sanction">, taken: readonly Taken[], { isAbout, isFinder, role }: Sides, today: PlainDate): Result<FindingState> {
  const state = stateOf(taken);
  const { from, to } = FINDING_STEPS[step];
  if (!(from as readonly FindingState[]).includes(state)) return refuse("finding-state", { state: FINDING_STATES[state].zh, stateEn: FINDING_STATES[state].en });
  const may = checkSide(step, { isAbout, isFinder, role });
  if (!may.ok) return may;
  if ((step === "decide") !== (sanction !== null)) return refuse("finding-sanction");
  return step === "silence" ? checkSilence(taken, today, to) : ok(to);
}

function checkSide(step: FindingStep, { isAbout, isFinder, role }: Sides): Result<true> {
  if (step === "hear") return isAbout ? ok(true) : refuse("finding-not-about-you");
  if (isAbout || !STEP_ROLES[step].includes(role) || (step === "settle" && !isFinder)) return refuse("finding-not-yours");
  return (step === "decide" || step === "drop") && isFinder ? refuse("finding-own") : ok(true);
}

function checkSilence(taken: readonly Taken[], today: PlainDate, to: FindingState): Result<FindingState> {
  const told = taken.find((each) => each.step === "notify");
  const until = told === undefined ? today : answerBy(told.on);
  return today > until ? ok(to) : refuse("finding-may-answer", { until });
}

export const GIVERS = { "applicant": { zh: "办事人", en: "applicant" }, "firm": { zh: "企业", en: "firm" }, "intermediary": { zh: "中介", en: "intermediary" }, "unknown": { zh: "不明", en: "unknown" } } as const satisfies Readonly<Record<string, Words>>;
export type Giver = keyof typeof GIVERS;
export const DISPOSALS = { "refused": { zh: "当场拒收", en: "refused" }, "returned": { zh: "退还", en: "given back" }, "handed-in": { zh: "上交", en: "handed in" } } as const satisfies Readonly<Record<string, Words>>;
export type Disposal = keyof typeof DISPOSALS;
export const GiftBody = z.strictObject({ offeredOn: DayBody, giver: z.enum(keysOf<Giver>(GIVERS)), what: text(500), disposal: z.enum(keysOf<Disposal>(DISPOSALS)) });
export type NewGift = z.infer<typeof GiftBody>;
/** What somebody says of his own and his near relatives' interests in what passes his window; nothing where he has none. */
export const InterestBody = z.strictObject({ none: z.boolean(), words: z.string().trim().max(2_000).default("") });
export type NewInterest = z.infer<typeof InterestBody>;
/** A declaration says that there is nothing, or what there is: one of the two. */
export const checkInterest = ({ none, words }: NewInterest): Result<true> => (none === (words === "") ? ok(true) : refuse("interest-words"));
