import { ok, refuse, type Result } from "../kernel/result.js";

type Words = { readonly zh: string; readonly en: string };

/** Where a complaint stands (rule book D9). */
export const STATES = {
  REGISTERED: { zh: "已登记", en: "registered" },
  CLASSIFIED: { zh: "已分类", en: "classified" },
  TRANSFERRED: { zh: "已转送", en: "passed on" },
  ACCEPTED: { zh: "已受理", en: "accepted" },
  REFUSED: { zh: "不予受理", en: "not accepted" },
  INVESTIGATING: { zh: "调查中", en: "under investigation" },
  DECIDED: { zh: "已作出处理决定", en: "decided" },
  SERVED: { zh: "已送达", en: "served" },
  CLOSED: { zh: "已办结", en: "closed" },
  WITHDRAWN: { zh: "已撤回", en: "withdrawn" },
} as const satisfies Readonly<Record<string, Words>>;
export type State = keyof typeof STATES;

/** A step: from which states, to which one; `same` stays. */
type StepRow = Words & { readonly from: readonly State[]; readonly to: State | "same" };
const OPEN: readonly State[] = ["CLASSIFIED", "TRANSFERRED"];
const IN_HAND: readonly State[] = ["ACCEPTED", "INVESTIGATING"];

/** Everything that can be done with a complaint. What is not named here is not done. */
export const STEPS = {
  "register": { zh: "登记", en: "registered", from: [], to: "REGISTERED" },
  "classify": { zh: "分类", en: "classified", from: ["REGISTERED", ...OPEN], to: "CLASSIFIED" },
  "transfer": { zh: "转送有权处理的部门", en: "passed on to who decides it", from: ["CLASSIFIED"], to: "TRANSFERRED" },
  "accept": { zh: "受理", en: "accepted", from: OPEN, to: "ACCEPTED" },
  "refuse": { zh: "不予受理", en: "not accepted", from: OPEN, to: "REFUSED" },
  "copy": { zh: "向被投诉人发出副本", en: "copy sent to who is complained of", from: IN_HAND, to: "same" },
  "state": { zh: "被投诉人提交书面说明", en: "written statement of who is complained of", from: IN_HAND, to: "same" },
  "join": { zh: "承办人承诺无须回避，参加办理", en: "a handler declares no interest and joins", from: IN_HAND, to: "same" },
  "leave": { zh: "承办人回避、退出", en: "a handler steps back", from: IN_HAND, to: "same" },
  "investigate": { zh: "开始调查", en: "investigation begins", from: ["ACCEPTED"], to: "INVESTIGATING" },
  "pause": { zh: "检验、检测、鉴定、专家评审，所需时间不计", en: "tests or expert review: these days do not count", from: IN_HAND, to: "same" },
  "extend": { zh: "情况复杂，延长期限", en: "complex: the period is extended", from: IN_HAND, to: "same" },
  "propose": { zh: "拟出处理决定", en: "decision drafted", from: ["INVESTIGATING"], to: "same" },
  "decide": { zh: "作出处理决定", en: "decided", from: ["INVESTIGATING"], to: "DECIDED" },
  "serve": { zh: "送达", en: "served", from: ["DECIDED", "REFUSED"], to: "SERVED" },
  "close": { zh: "办结", en: "closed", from: ["SERVED", "TRANSFERRED"], to: "CLOSED" },
  "withdraw": { zh: "撤回投诉", en: "withdrawn", from: ["REGISTERED", ...OPEN, ...IN_HAND], to: "WITHDRAWN" },
  "light": { zh: "期限提示", en: "a period runs out", from: ["REGISTERED", ...OPEN, ...IN_HAND], to: "same" },
} as const satisfies Readonly<Record<string, StepRow>>;
export type Step = keyof typeof STEPS;

/** Where a step leads. */
export function stepTo(step: Step, state: State): Result<State> {
  const row: StepRow = STEPS[step];
  if (!row.from.includes(state)) return refuse("complaint-state", { step: row.zh, stepEn: row.en, state: STATES[state].zh, stateEn: STATES[state].en });
  return ok(row.to === "same" ? state : row.to);
}

/** Steps that only the desk reads of. */
export const INSIDE: ReadonlySet<Step> = new Set<Step>(["light", "join", "leave", "propose"]);

/** Nothing more happens in these. */
export const isOver = (state: State): boolean => state === "CLOSED" || state === "WITHDRAWN";

/** Why a complaint is not accepted. */
export const REFUSALS_WHY = {
  "anonymous": { zh: "依法应当实名提出，未写明投诉人", en: "the law asks for a name, and there is none" },
  "late": { zh: "超过法定期限", en: "the legal period is over" },
  "not-concerned": { zh: "投诉人不是所投诉活动的参与者，与投诉事项无利害关系", en: "the complainant took no part and is not concerned" },
  "no-challenge": { zh: "未经质疑（异议），或者各项均超出质疑（异议）范围", en: "nobody challenged it first, or every point goes beyond the challenge" },
  "no-facts": { zh: "没有明确的请求、事实和必要的证明材料，经告知未补正", en: "no clear request, facts or evidence, and not put right when asked" },
  "decided": { zh: "同一事项已经作出处理决定，没有新的证据", en: "the same matter was decided, and there is no new evidence" },
  "in-court": { zh: "已经进入行政复议、行政诉讼程序", en: "it is before an organ of review or a court" },
  "not-ours": { zh: "不属于本机构职责，已告知有权处理的部门", en: "not ours to decide; it was said whose it is" },
} as const satisfies Readonly<Record<string, Words>>;
export type WhyRefused = keyof typeof REFUSALS_WHY;

/** How a complaint ends. */
export const OUTCOMES = {
  "upheld": { zh: "投诉成立", en: "upheld" },
  "partly": { zh: "部分成立", en: "upheld in part" },
  "unfounded": { zh: "投诉缺乏事实根据，驳回", en: "rejected: it rests on no facts" },
  "false": { zh: "捏造事实、提供虚假材料，驳回", en: "rejected: facts or papers were made up" },
  "answered": { zh: "已答复", en: "answered" },
} as const satisfies Readonly<Record<string, Words>>;
export type Outcome = keyof typeof OUTCOMES;

/** Whether a decision counts towards the bad record of whoever complained (94号令 37). */
export const isBaseless = (outcome: Outcome): boolean => outcome === "unfounded" || outcome === "false";
