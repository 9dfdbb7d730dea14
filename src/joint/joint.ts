import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";

type Words = { readonly zh: string; readonly en: string };

/** Where a joint case stands (rule book D4). */
export const JOINT_STATES = {
  "opened": { zh: "已收件，待受理", en: "received" },
  "correcting": { zh: "已一次性告知，待补正", en: "told what to correct" },
  "resubmitted": { zh: "已补正，待受理", en: "corrected" },
  "not-accepted": { zh: "不予受理", en: "not accepted" },
  "shared": { zh: "材料已共享，各单位同时办理", en: "shared, all units at work" },
  "merged": { zh: "意见已汇总，待决定", en: "opinions merged" },
  "decided": { zh: "已决定，待送达", en: "decided" },
  "fee-notified": { zh: "待缴费（一张账单）", en: "one bill is to be paid" },
  "paid": { zh: "已缴费，待送达", en: "paid" },
  "delivered": { zh: "已一次送达", en: "delivered together" },
  "withdrawn": { zh: "申请人撤回", en: "withdrawn" },
} as const satisfies Readonly<Record<string, Words>>;
export type JointState = keyof typeof JOINT_STATES;

const WAITING = ["opened", "resubmitted"] as const satisfies readonly JointState[];
type StepRow = Words & { readonly from: readonly JointState[]; /** Null: it stays where it is. */ readonly to: JointState | null };
const AFTER_MERGE: readonly JointState[] = ["merged", "decided", "fee-notified", "paid", "delivered"];
/** States in which somebody still has something to do: an officer can be handed over. */
const UNDER_WAY = ["opened", "correcting", "resubmitted", "shared", "merged", "decided", "fee-notified", "paid"] as const satisfies readonly JointState[];

/** Every step of a joint case. */
export const JOINT_STEPS = {
  "open": { zh: "收件，确定终身负责人", en: "received, an officer answers for it", from: [], to: "opened" },
  "need": { zh: "成员单位提出需要补正的内容", en: "a unit says what it needs", from: WAITING, to: null },
  "notify": { zh: "合并一次性告知", en: "all that is to be corrected is told at once", from: WAITING, to: "correcting" },
  "replace": { zh: "提交补正材料", en: "a material handed in", from: ["correcting"], to: null },
  "resubmit": { zh: "补正", en: "corrected", from: ["correcting"], to: "resubmitted" },
  "accept": { zh: "受理", en: "accepted", from: WAITING, to: "shared" },
  "deem": { zh: "逾期未告知，自收件之日起即为受理", en: "silence: accepted from the day of receipt", from: WAITING, to: "shared" },
  "turn-away": { zh: "不予受理", en: "not accepted", from: [...WAITING, "correcting"], to: "not-accepted" },
  "share": { zh: "材料共享，阶段开始", en: "materials shared, a stage begins", from: ["shared"], to: null },
  "opine": { zh: "成员单位意见", en: "a unit’s opinion", from: ["shared"], to: null },
  "silent": { zh: "成员单位逾期未答复（红灯）", en: "a unit is silent past its time (red light)", from: ["shared"], to: null },
  "overdue": { zh: "整件逾期（红灯）", en: "the whole is overdue (red light)", from: ["shared", "merged"], to: null },
  "pause": { zh: "特别程序开始，不计时", en: "special procedure, time stands still", from: ["shared"], to: null },
  "resume": { zh: "特别程序结束，恢复计时", en: "special procedure over", from: ["shared"], to: null },
  "extend": { zh: "延长办理期限", en: "its time extended", from: ["shared", "merged"], to: null },
  "recount": { zh: "放假安排公布，期限重新计算", en: "holidays are announced: the time is counted anew", from: UNDER_WAY, to: null },
  "meeting": { zh: "并联审批会议", en: "joint meeting", from: ["shared", "merged"], to: null },
  "done": { zh: "会议事项办结", en: "what a meeting decided is done", from: ["shared", "merged", "decided", "fee-notified", "paid", "delivered"], to: null },
  "merge": { zh: "汇总意见", en: "opinions merged", from: ["shared"], to: "merged" },
  "decide": { zh: "决定", en: "decided", from: ["merged"], to: "decided" },
  "ask-fee": { zh: "一张账单通知缴费", en: "one bill asked for", from: ["decided"], to: "fee-notified" },
  "pay": { zh: "已缴费", en: "paid", from: ["fee-notified"], to: "paid" },
  "deliver": { zh: "一次送达", en: "delivered together", from: ["decided", "paid"], to: "delivered" },
  "withdraw": { zh: "撤回申请", en: "withdrawn", from: ["opened", "correcting", "resubmitted", "shared"], to: "withdrawn" },
  "hand-over": { zh: "负责人移交，待接收人确认", en: "the officer hands over, to be confirmed", from: UNDER_WAY, to: null },
  "take-over": { zh: "接收人确认", en: "taken over", from: UNDER_WAY, to: null },
  "misconduct": { zh: "重复要求补正，已拒绝并记录", en: "corrections asked for twice: refused, and written down", from: ["opened", "correcting", "resubmitted"], to: null },
} as const satisfies Readonly<Record<string, StepRow>>;
export type JointStep = keyof typeof JOINT_STEPS;

/** Where a step leads from a state. */
export function jointStep(step: JointStep, state: JointState): Result<JointState> {
  const row: StepRow = JOINT_STEPS[step];
  return row.from.includes(state) ? ok(row.to ?? state) : refuse("joint-state", { step: row.zh, stepEn: row.en, state: JOINT_STATES[state].zh, stateEn: JOINT_STATES[state].en });
}
/** Whether a joint case waits for its acceptance, which silence gives too. */
export const isWaiting = (state: JointState): boolean => (WAITING as readonly JointState[]).includes(state);

/** What a member of a joint case has said. */
export const MEMBER_STATES = {
  "ahead": { zh: "未到该阶段", en: "its stage has not begun" }, "pending": { zh: "办理中", en: "pending" }, "agreed": { zh: "同意", en: "agreed" }, "objected": { zh: "不同意", en: "objected" }, "silent": { zh: "逾期未答复", en: "silent past its time" },
} as const satisfies Readonly<Record<string, Words>>;
export type MemberState = keyof typeof MEMBER_STATES;
export type Opinion = "agree" | "object";

/** A member as the merge sees it. `endsAt`: the end of its own time; null while that stands still, or before its stage begins. */
export type Member = { readonly name: string; readonly stage: number; readonly begun: boolean; readonly endsAt: Instant | null; readonly opinion: Opinion | null };

/** Where a member stands at an instant. An opinion after its day still counts; until it comes the member is silent. */
export function memberState({ begun, endsAt, opinion }: Pick<Member, "begun" | "endsAt" | "opinion">, at: Instant): MemberState {
  if (opinion !== null) return opinion === "agree" ? "agreed" : "objected";
  if (!begun) return "ahead";
  return endsAt !== null && at >= endsAt ? "silent" : "pending";
}

/** Whether a member holds nobody up any more: it agreed, or was silent where local rules take that for consent. */
const hasConsented = (state: MemberState, silenceAgrees: boolean): boolean => state === "agreed" || (state === "silent" && silenceAgrees);

/** The stage that begins now, given the one in hand: the next one, once every member of all before it consents; null where none does. */
export function nextStage(members: readonly Member[], { stage, silenceAgrees, at }: { readonly stage: number; readonly silenceAgrees: boolean; readonly at: Instant }): number | null {
  const later = members.filter((each) => each.stage > stage).map((each) => each.stage);
  if (later.length === 0) return null;
  return members.filter((each) => each.stage <= stage).every((each) => hasConsented(memberState(each, at), silenceAgrees)) ? Math.min(...later) : null;
}

export type Merged = "agreed" | "objected";
/**
 * Whether the lead can merge what the members said, and into what. Silence agrees only where local rules say so (rule book D4). One objection is enough for
 * the whole: stages behind it never begin.
 */
export function decideMerge(members: readonly Member[], { silenceAgrees, at }: { readonly silenceAgrees: boolean; readonly at: Instant }): Result<Merged> {
  const states = members.map((member) => ({ member, state: memberState(member, at) }));
  const objected = states.some(({ state }) => state === "objected");
  const open = states.find(({ state }) => (state === "ahead" ? !objected : state === "pending" || (state === "silent" && !silenceAgrees)));
  if (open !== undefined) return refuse("joint-member-open", { unit: open.member.name, state: MEMBER_STATES[open.state].zh, stateEn: MEMBER_STATES[open.state].en });
  return ok(objected ? "objected" : "agreed");
}

/** What an opinion is held to. `counted`: what the merge took the member for, null before it. */
export type Opining = { readonly state: JointState; readonly mergedAt: Instant | null; readonly member: Member; readonly givenAt: Instant | null; readonly counted: MemberState | null };
/** A unit says its opinion once, in its stage, before the merge; afterwards it is told how it was counted, and when. */
export function decideOpinion({ state, mergedAt, member, givenAt, counted }: Opining): Result<true> {
  if (mergedAt !== null && AFTER_MERGE.includes(state)) return refuse("joint-merged", { unit: member.name, at: rfc3339(mergedAt), counted: MEMBER_STATES[counted ?? "pending"].zh, countedEn: MEMBER_STATES[counted ?? "pending"].en });
  const stands = jointStep("opine", state);
  if (!stands.ok) return stands;
  if (givenAt !== null) return refuse("joint-opined", { unit: member.name, on: dayOf(givenAt) });
  return member.begun ? ok(true) : refuse("joint-stage-ahead", { unit: member.name, stage: member.stage });
}

/** Who answers for a case, by serial; one who has not confirmed yet answers for nothing. */
export type Officer = { readonly actor: string; readonly name: string; readonly confirmed: boolean };
/** Who answers now: the last who confirmed. @throws {RangeError} of a case that nobody opened */
export function answerable(officers: readonly Officer[]): Officer {
  const last = officers.findLast(({ confirmed }) => confirmed);
  if (last === undefined) throw new RangeError("nobody answers for the case");
  return last;
}

/** A case is handed on while it is under way, to somebody else, and not before the last hand-over is confirmed; afterwards it stays with whoever delivered it, for life. */
export function decideHandOver(officers: readonly Officer[], { state, to }: { readonly state: JointState; readonly to: string }): Result<true> {
  const now = answerable(officers);
  if (!jointStep("hand-over", state).ok) return refuse("joint-for-life", { officer: now.name, state: JOINT_STATES[state].zh, stateEn: JOINT_STATES[state].en });
  const open = officers.at(-1);
  if (open?.confirmed === false) return refuse("joint-hand-over-open", { officer: open.name });
  return now.actor === to ? refuse("joint-hand-over-same", { officer: now.name }) : ok(true);
}

/** A hand-over is taken by the person it names. */
export function decideTakeOver(officers: readonly Officer[], actor: string): Result<true> {
  const open = officers.at(-1);
  if (open === undefined || open.confirmed) return refuse("joint-hand-over-none");
  return open.actor === actor ? ok(true) : refuse("joint-hand-over-theirs", { officer: open.name });
}
