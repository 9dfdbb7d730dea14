import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { AskedDate } from "../rules/date-question.js";
import { answerRows, type Answers } from "./bid-answers.js";
import { code, compose, countedTime, fact, facts, list, money, note, paragraphs, section, text, time, type Common } from "./blocks.js";
import { rankInChinese } from "./evaluation-report.js";
import type { Named, NoticeRecord } from "./record.js";

export type Candidate = {
  readonly rank: number;
  readonly name: string;
  readonly uscc: string;
  readonly price: Fen;
  /** What the bid answers beside its price; whom it names to lead is published by law, so not masked. */
  readonly answers: Answers;
  readonly evaluation: string;
  readonly qualification: string;
};

export type CandidatesFacts = {
  readonly lot: Named;
  readonly candidates: readonly Candidate[];
  readonly rejected: readonly { readonly name: string; readonly reason: string }[];
  readonly publicity: { readonly from: Instant; readonly to: Instant; readonly asked: AskedDate };
  readonly objection: { readonly way: string; readonly to: string };
  readonly other: string | null;
};

const LAW = "《招标公告和公示信息发布管理办法》（国家发展改革委令第10号）第六条；《中华人民共和国招标投标法实施条例》第五十四条";

/** 中标候选人公示 (E7). Law: 10号令 6; 条例 54. */
export const candidatesNotice = (common: Common, given: CandidatesFacts): Result<NoticeRecord> =>
  compose(common, { type: "candidates", title: "中标候选人公示", law: LAW, sections: [
    section("一、公示期", "1. Publicity", facts(
      fact("标段（包）", "Lot", text(given.lot.name)),
      fact("标段（包）编号", "Lot code", code(given.lot.code)),
      fact("公示开始时间", "From", time(given.publicity.from)),
      fact("公示结束时间", "Until", countedTime(common, given.publicity.to, given.publicity.asked)),
    )),
    section("二、中标候选人", "2. Candidates", ...given.candidates.map((each) => candidateFacts(common, each))),
    section("三、被否决的投标人及理由", "3. Rejected bidders", list(given.rejected.map((each) => `${each.name}：${each.reason}`), false)),
    section("四、提出异议的渠道和方式", "4. How to object", facts(
      fact("异议提出方式", "How", text(given.objection.way)), fact("异议受理", "To", text(given.objection.to)),
    ), note("投标人或者其他利害关系人对评标结果有异议的，应当在公示期间提出。招标人作出答复前，暂停招标投标活动。")),
    section("五、招标文件规定公示的其他内容", "5. Other", ...paragraphs(given.other)),
  ] });

const candidateFacts = ({ bidForm }: Common, each: Candidate) => facts(
  fact("名次", "Rank", text(rankInChinese(each.rank))),
  fact("中标候选人", "Candidate", text(each.name)),
  fact("统一社会信用代码", "Credit code", code(each.uscc)),
  fact("投标报价", "Price", money(each.price)),
  ...answerRows(bidForm, each.answers),
  fact("评标情况", "Evaluation", text(each.evaluation)),
  fact("响应招标文件要求的资格能力条件", "Qualification met", text(each.qualification)),
);
