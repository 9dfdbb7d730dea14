import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { code, column, compose, count, fact, facts, money, note, paragraphs, section, table, text, time, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

export type ResultLetterFacts = {
  readonly lot: Named;
  readonly to: { readonly name: string; readonly uscc: string };
  readonly winner: { readonly name: string; readonly price: Fen };
  readonly issuedAt: Instant;
  /** The reader's own result; null rank and total where the bid was not ranked. */
  readonly own: { readonly price: Fen | null; readonly total: string | null; readonly rank: number | null; readonly scores: readonly { readonly criterion: string; readonly score: string; readonly full: string; readonly reason: string | null }[] };
  readonly reasons: string;
  readonly bondRefund: string | null;
};

const LAW = "《中华人民共和国招标投标法》第四十五条";

/** 中标结果通知书 (E11), to one bidder who did not win: nobody else's scores stand in it. Law: 招标投标法 45. */
export const resultLetter = (common: Common, given: ResultLetterFacts): Result<NoticeRecord> =>
  compose(common, { type: "result-letter", title: "中标结果通知书", law: LAW, sections: [
    section(`致：${given.to.name}`, "To the bidder", ...paragraphs(`感谢你单位参加“${common.project.name}”（${given.lot.name}）的投标。现将中标结果通知如下。`), facts(
      fact("统一社会信用代码", "Credit code", code(given.to.uscc)),
      fact("标段（包）", "Lot", text(given.lot.name)),
      fact("标段（包）编号", "Lot code", code(given.lot.code)),
      fact("中标人", "Winner", text(given.winner.name)),
      fact("中标价", "Winning price", money(given.winner.price)),
      fact("发出日期", "Issued", time(given.issuedAt)),
    )),
    section("你单位的评审结果", "Your own result", facts(
      fact("你单位投标报价", "Your price", money(given.own.price)),
      fact("你单位总分", "Your total", text(given.own.total)),
      fact("你单位名次", "Your rank", count(given.own.rank, "")),
    ), table("各项得分与理由", [
      column("评标因素", "Criterion", 28), column("满分", "Full", 12, "right"), column("得分", "Score", 12, "right"), column("评审理由", "Reason", 48),
    ], given.own.scores.map((each) => [text(each.criterion), text(each.full), text(each.score), text(each.reason)]))),
    section("未中标原因", "Why your bid did not win", ...paragraphs(given.reasons), facts(fact("投标保证金退还", "Bond refund", text(given.bondRefund))),
      note("对本结果有疑问的，可按本通知所列方式询问；认为招标投标活动不符合法律、行政法规规定的，可以依法投诉。")),
  ] });
