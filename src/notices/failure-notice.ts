import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { code, compose, count, countedDay, fact, facts, note, paragraphs, section, text, time, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

export type FailureNoticeFacts = {
  /** `failed` is 流标, for want of bids; `terminated` is 终止, by the tenderer. */
  readonly kind: "failed" | "terminated";
  readonly lot: Named;
  readonly originalNumber: string;
  readonly decidedAt: Instant;
  readonly cause: string;
  readonly article: string;
  /** How many stood at the deadline; null before it. Names are not published. */
  readonly bidders: number | null;
  readonly unopened: boolean;
  readonly refunds: { readonly what: string; readonly by: PlainDate; readonly asked: AskedDate } | null;
  readonly next: string;
};

const LAW = {
  failed: "《中华人民共和国招标投标法》第二十八条；《中华人民共和国招标投标法实施条例》第四十四条",
  terminated: "《中华人民共和国招标投标法实施条例》第三十一条",
} as const;

/** 流标公告 or 终止公告 (E20). Law: 招标投标法 28; 条例 31, 44. */
export const failureNotice = (common: Common, given: FailureNoticeFacts): Result<NoticeRecord> =>
  compose(common, { type: "failure-notice", worded: given.kind, title: given.kind === "failed" ? "流标公告" : "终止公告", law: LAW[given.kind], sections: [
    section("一、原招标公告", "1. The tender", facts(
      fact("原招标公告文号", "Original notice", code(given.originalNumber)),
      fact("标段（包）", "Lot", text(given.lot.name)),
      fact("标段（包）编号", "Lot code", code(given.lot.code)),
    )),
    section(given.kind === "failed" ? "二、流标原因" : "二、终止原因", "2. Cause", ...paragraphs(given.cause), facts(
      fact("法律依据", "Article", text(given.article)),
      fact("决定时间", "Decided", time(given.decidedAt)),
      fact("投标截止时的投标人数量", "Bidders at the deadline", count(given.bidders, "家")),
    ), ...given.unopened ? [note("已递交的投标文件未开启，加密内容不予解密，退回投标人。")] : []),
    section("三、退还事项", "3. Refunds", facts(
      fact("退还内容", "What", text(given.refunds?.what ?? null)),
      fact("退还期限", "By", countedDay(common, given.refunds?.by ?? null, given.refunds?.asked ?? null)),
    )),
    section("四、后续安排", "4. Next step", ...paragraphs(given.next)),
  ] });
