import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { awardRows, type Award } from "./award-notice.js";
import { compose, countedDay, fact, facts, money, note, paragraphs, section, text, time, type Common } from "./blocks.js";
import type { NoticeRecord } from "./record.js";

export type AwardLetterFacts = Award & {
  readonly issuedAt: Instant;
  readonly contract: { readonly until: PlainDate; readonly asked: AskedDate; readonly place: string };
  /** Null where the line's law knows none. */
  readonly performanceBond: { readonly amount: Fen | null; readonly form: string | null } | null;
};

const LAW = "《中华人民共和国招标投标法》第四十五条、第四十六条";

/** 中标通知书 (E10), to the winner. Its day of issue starts the time for the contract. Law: 招标投标法 45, 46; 条例 57, 58. */
export const awardLetter = (common: Common, given: AwardLetterFacts): Result<NoticeRecord> =>
  compose(common, { type: "award-letter", title: "中标通知书", law: LAW, sections: [
    section(`致：${given.winner.name}`, "To the winner", ...paragraphs(`你单位在“${common.project.name}”（${given.lot.name}）的投标已被接受，现确定你单位为中标人。`), facts(...awardRows(common, given))),
    section("合同签订", "Contract", facts(
      fact("发出日期", "Issued", time(given.issuedAt)),
      fact("合同签订截止日期", "Contract until", countedDay(common, given.contract.until, given.contract.asked)),
      fact("合同签订地点", "Place", text(given.contract.place)),
      ...(given.performanceBond === null ? [] : [fact("履约保证金", "Performance bond", money(given.performanceBond.amount)), fact("履约保证金形式", "Form of the bond", text(given.performanceBond.form))]),
      ...(common.words.winnerDeposit === undefined ? [] : [fact("投标保证金", "Deposit", text(common.words.winnerDeposit))]),
    ), note(`请按照招标文件和你单位的投标文件与${common.words.buyer.zh}订立书面合同；不得再行订立背离合同实质性内容的其他协议。中标通知书对${common.words.buyer.zh}和中标人具有法律效力；发出后，${common.words.buyer.zh}改变中标结果的，或者中标人放弃中标项目的，应当依法承担法律责任。`)),
  ] });
