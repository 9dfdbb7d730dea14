import type { Facts, Refusal, RefusalCode } from "../kernel/refusal.js";
import { refuse } from "../kernel/result.js";
import type { RuleId } from "../rules/rules.js";
import type { LotFacts } from "./facts.js";
import type { LawfulNumber } from "./law.js";

/** A condition of a move: the numbers it holds the facts against, what it asks in words, and the check itself. */
export type Guard = {
  /** Rows of the law that hold for every line. */
  readonly rules: readonly RuleId[];
  /** Numbers that each line finds in its own act. */
  readonly numbers?: readonly LawfulNumber[];
  readonly zh: string;
  readonly en: string;
  readonly check: (facts: LotFacts) => Refusal | null;
};

/** A guard's no. */
export const no = <Code extends RefusalCode>(code: Code, ...facts: Facts<Code>): Refusal => refuse(code, ...facts).refusal;

type Form = Exclude<{ [Key in keyof LotFacts]-?: undefined extends LotFacts[Key] ? Key : never }[keyof LotFacts], undefined>;

const FORM_NAMES: Readonly<Record<Form, string>> = {
  notice: "招标公告", clarification: "澄清或修改", deadline: "投标截止时间", bidders: "截止时投标人数", clock: "时钟核对", openDisputes: "名单争议", opening: "开标情况", committee: "评标委员会名单",
  evaluation: "评审情况", qualification: "资格审查结果", invited: "受邀单位名单", prequalification: "资格预审审查结果", publicity: "公示安排", award: "定标情况", contract: "合同", signature: "合同签订日期", winnerFailure: "另行确定的理由", voiding: "废标情形", termination: "终止的情形", reason: "书面理由",
};

/** A check that needs one group of facts: without it the answer is that the form is missing. */
export const of = <Key extends Form>(form: Key, check: (group: NonNullable<LotFacts[Key]>, facts: LotFacts) => Refusal | null) => (facts: LotFacts): Refusal | null => {
  const group = facts[form];
  return group === undefined ? no("form-missing", { form, formZh: FORM_NAMES[form] }) : check(group, facts);
};
