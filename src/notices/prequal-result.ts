import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { code, column, compose, fact, facts, paragraphs, section, table, text, time, type Common } from "./blocks.js";
import type { Named, NoticeRecord, Office } from "./record.js";

/** What one applicant is told: whether it passed, and each item it failed with the clause and the finding. */
export type PrequalResultFacts = {
  readonly lot: Named; readonly to: Office; readonly passed: boolean; readonly decidedAt: Instant;
  readonly failed: readonly { readonly clause: string; readonly title: string; readonly finding: string }[];
  /** Under 有限数量制, the applicant's own score; null where there is none. */
  readonly score: string | null;
  /** Why it did not pass although it failed nothing, as a sentence; null where that is not so. */
  readonly otherwise: string | null;
};

const LAW = "《中华人民共和国招标投标法实施条例》第十九条";

/** 资格预审结果通知书. Law: 实施条例 19. */
export function prequalResult(common: Common, given: PrequalResultFacts): Result<NoticeRecord> {
  return compose(common, { type: "prequal-result", title: "资格预审结果通知书", law: LAW, sections: [
    section("一、申请人与审查结果", "1. Applicant and result", facts(
      fact("申请人", "Applicant", text(given.to.name)),
      fact("申请人统一社会信用代码", "Credit code", code(given.to.uscc)),
      fact("申请的标段（包）", "Lot applied for", text(given.lot.name)),
      fact("审查结果", "Result", text(given.passed ? "通过资格预审" : "未通过资格预审")),
      fact("你单位得分", "Own score", text(given.score)),
      fact("审查结束时间", "Decided", time(given.decidedAt)),
    )),
    section("二、未通过的原因", "2. Why it did not pass", table("不符合的审查项目", [
      column("条款号", "Clause", 14), column("审查项目", "Item", 26), column("审查认定", "Finding", 60),
    ], given.failed.map(({ clause, title, finding }) => [text(clause), text(title), text(finding)])), ...paragraphs(given.otherwise)),
    section("三、下一步", "3. What follows", ...paragraphs(given.passed
      ? "你单位具有投标资格。招标人将向通过资格预审的全部申请人同时发出投标邀请书；招标文件只向通过的申请人提供。"
      : "未通过资格预审的申请人不具有投标资格。对审查结果有异议的，可以向招标人提出。")),
  ] });
}
