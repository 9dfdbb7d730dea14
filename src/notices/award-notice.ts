import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { answerRows, type Answers } from "./bid-answers.js";
import { code, compose, day, fact, facts, money, note, section, text, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

/** What was won, as the three documents of the award repeat it. */
export type Award = {
  readonly lot: Named;
  readonly winner: { readonly name: string; readonly uscc: string };
  readonly price: Fen;
  readonly answers: Answers;
};

export type AwardNoticeFacts = Award & { readonly determinedOn: PlainDate; /** Of the candidates' publicity; null on a line that has none. */ readonly candidatesNumber: string | null; /** By which method, where no candidates were published with it. */ readonly method: string | null };

const LAW = "《招标公告和公示信息发布管理办法》（国家发展改革委令第10号）第六条";

/** 中标结果公告 (E8). Law: 10号令 6. */
export const awardNotice = (common: Common, given: AwardNoticeFacts): Result<NoticeRecord> =>
  compose(common, { type: "award-notice", title: "中标结果公告", law: LAW, sections: [
    section("一、中标结果", "1. Result", facts(
      ...awardRows(common, given),
      fact("确定中标人日期", "Determined on", day(given.determinedOn)),
      ...(given.method === null ? [] : [fact("评标办法", "Method", text(given.method))]),
      ...(given.candidatesNumber === null ? [] : [fact("中标候选人公示文号", "Candidates' notice", code(given.candidatesNumber))]),
    ), ...(given.candidatesNumber === null ? [] : [note("中标候选人公示期已满，公示期间的异议（如有）均已答复。")])),
  ] });

/** Lot, winner, price, and what the bid answers beside it: time, quality, who leads. */
export const awardRows = ({ bidForm }: Common, given: Award) => [
  fact("标段（包）", "Lot", text(given.lot.name)),
  fact("标段（包）编号", "Lot code", code(given.lot.code)),
  fact("中标人", "Winner", text(given.winner.name)),
  fact("中标人统一社会信用代码", "Winner: credit code", code(given.winner.uscc)),
  fact("中标价", "Price", money(given.price)),
  ...answerRows(bidForm, given.answers),
];
