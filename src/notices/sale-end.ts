import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { code, compose, count, day, fact, facts, paragraphs, section, text, time, type CommonBlock } from "./blocks.js";
import type { NoticeRecord } from "./record.js";

export type SaleEndGiven = {
  /** The notice of the round that ends. */
  readonly notice: string;
  /** Ended by who sells or by the clock, or because nothing was dealt. */
  readonly ended: "terminated" | "no-deal";
  readonly decidedAt: Instant;
  readonly cause: string;
  readonly law: string;
  readonly applicants: number;
  readonly refunds: { readonly words: string; readonly by: PlainDate | null };
  readonly next: string;
};

const WORDS = { "terminated": "终止", "no-deal": "未成交" } as const;

/** 终止（未成交）公告: a grant or transfer ends without a deal (rule book E20). */
export const saleEnd = (common: CommonBlock, given: SaleEndGiven): Result<NoticeRecord> =>
  compose(common, { type: "sale-end", title: `${WORDS[given.ended]}公告`, law: given.law, terms: { notice: given.notice, applicants: given.applicants }, sections: [
    section("一、原公告", "1. The notice", facts(fact("原公告编号", "Notice", code(given.notice)), fact(`${WORDS[given.ended]}时间`, "Ended", time(given.decidedAt)))),
    section(`二、${WORDS[given.ended]}原因`, "2. Why", ...paragraphs(given.cause), facts(fact("法律依据", "Law", text(given.law)))),
    section("三、申请人和保证金", "3. Applicants and deposits", facts(fact("申请人数量", "Applicants", count(given.applicants, "个")), fact("退还内容", "What goes back", text(given.refunds.words)), fact("退还期限", "Until", day(given.refunds.by)))),
    section("四、后续安排", "4. What follows", ...paragraphs(given.next)),
  ] });
