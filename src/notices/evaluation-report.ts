import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import { code, column, compose, count, fact, facts, list, money, note, paragraphs, section, table, text, time, type Common } from "./blocks.js";
import type { Block, Named, NoticeRecord } from "./record.js";

/** A bidder's line in the comparison: every criterion in the order of `criteria`, then the total; lowest price has no scores. */
export type Compared = { readonly bidder: string; readonly bidPrice: Fen; readonly evaluatedPrice: Fen | null; readonly scores: readonly string[]; readonly total: string | null };

export type EvaluationReportFacts = {
  readonly lot: Named;
  readonly evaluatedFrom: Instant;
  readonly evaluatedTo: Instant;
  readonly place: string;
  readonly ceiling: Fen | null;
  readonly bidders: number;
  readonly committee: readonly { readonly name: string; readonly role: string; readonly speciality: string; readonly office: string | null }[];
  readonly opening: { readonly number: string; readonly at: Instant; readonly sha256: string };
  readonly conforming: readonly { readonly name: string; readonly uscc: string; readonly price: Fen }[];
  /** How the experts came to their seats: by a draw, or appointed on a ground of the law. */
  readonly chosen: string;
  /** What each consortium counts as, trade by trade, a line each; absent where none states grades. Law: 招标投标法 31. */
  readonly consortia?: readonly string[];
  /** Ground: one of the seven of 条例 51. Clause: of the tender documents. */
  readonly rejections: readonly { readonly name: string; readonly ground: string; readonly clause: string; readonly reason: string }[];
  readonly method: string;
  readonly criteria: readonly { readonly name: string; readonly full: string; readonly standard: string }[];
  readonly comparison: readonly Compared[];
  readonly ranking: readonly { readonly rank: number; readonly name: string; readonly basis: string }[];
  /** How equals were drawn, and in which order they came; null where nothing was drawn. */
  readonly draw: { readonly at: Instant; readonly by: "committee" | "buyer"; readonly way: string; readonly present: string; readonly order: readonly string[] } | null;
  readonly candidates: readonly { readonly rank: number; readonly name: string; readonly price: Fen }[];
  readonly beforeContract: readonly string[];
  /** What bidders were asked in writing and answered, in the order asked; the hashes are of the files, `answered` null where nobody answered in time. Law: 12号令 42 (十). */
  readonly clarifications: readonly { readonly bidder: string; readonly question: string; readonly askedAt: Instant; readonly until: Instant; readonly asked: string; readonly answer: string; readonly answeredAt: Instant | null; readonly answered: string | null }[];
  readonly stands: readonly ReportStand[];
  /** Members who changed and scores that were looked at again, in the order it happened. Law: 条例 48; 87号令 49, 58 (6), 64. */
  readonly changes: readonly { readonly at: Instant; readonly member: string; readonly what: string; readonly reason: string }[];
  /** The lot by its id, for machines. */
  readonly ids: { readonly lot: string };
};

/**
 * How a member stands to the report: it signed, it signed its own opinion and the reasons, or it did neither and is deemed to agree. `expert` is its label in log and
 * bundle, `sha256` and `signedAt` (RFC 3339) are of what it signed; `earlier`: the dissent is on a result that was changed after it. Law: 条例 53; 12号令 43; 87号令 61.
 */
export type ReportStand = {
  readonly expert: string; readonly member: string; readonly stand: "signed" | "dissent" | "deemed"; readonly sha256: string | null; readonly signedAt: string | null;
  readonly opinion: string; readonly reason: string; readonly earlier: boolean;
};

const LAW = "《评标委员会和评标方法暂行规定》（国家计委等七部委令第12号）第四十二条；《中华人民共和国招标投标法实施条例》第五十三条";

/** 评标报告 (E5): the ten items of 12号令 42 in their order. Law: 12号令 42, 43; 条例 51, 53. */
export const evaluationReport = (common: Common, given: EvaluationReportFacts): Result<NoticeRecord> =>
  compose(common, { type: "evaluation-report", title: "评标报告", law: LAW, terms: { v: "evaluation-report/1", ...given.ids, stands: given.stands.map((each) => ({ ...each })), ...(given.clarifications.length === 0 ? {} : { clarifications: given.clarifications.map(({ asked, answered }) => ({ asked, answered })) }) }, sections: [
    section("一、基本情况和数据表", "1. Basic data", facts(
      fact("标段（包）", "Lot", text(given.lot.name)),
      fact("标段（包）编号", "Lot code", code(given.lot.code)),
      fact("评标开始时间", "Began", time(given.evaluatedFrom)),
      fact("评标结束时间", "Ended", time(given.evaluatedTo)),
      fact("评标地点", "Place", text(given.place)),
      fact("最高投标限价", "Ceiling price", money(given.ceiling)),
      fact("投标人数量", "Bidders", count(given.bidders, "家")),
    )),
    section("二、评标委员会成员名单", "2. Committee", ...(given.committee.length === 0 ? paragraphs(given.chosen) : [table(null, [
      column("序号", "No.", 8, "center"), column("姓名", "Name", 20), column("身份", "Role", 22), column("专业", "Speciality", 22), column("工作单位", "Office", 28),
    ], given.committee.map((member, index) => [text(String(index + 1)), text(member.name), text(member.role), text(member.speciality), text(member.office)])), facts(fact("评标专家的确定方式", "How its experts were chosen", text(given.chosen)))])),
    section("三、开标记录", "3. Opening record", facts(
      fact("开标记录文号", "Number", code(given.opening.number)), fact("开标时间", "Opened", time(given.opening.at)), fact("开标记录摘要（SHA-256）", "sha256", code(given.opening.sha256)),
    )),
    section("四、符合要求的投标一览表", "4. Conforming bids", table(null, [
      column("序号", "No.", 8, "center"), column("投标人", "Bidder", 40), column("统一社会信用代码", "Credit code", 27), column("投标报价", "Price", 25, "right"),
    ], given.conforming.map((bid, index) => [text(String(index + 1)), text(bid.name), code(bid.uscc), money(bid.price)])), ...(given.consortia ?? []).map(note)),
    section("五、否决投标的情况说明", "5. Rejections", table(null, [
      column("投标人", "Bidder", 26), column(`否决情形（${common.words.rejectionLaw}）`, "Ground", 26), column("招标文件条款", "Clause", 16), column("理由", "Reason", 32),
    ], given.rejections.map((each) => [text(each.name), text(each.ground), text(each.clause), text(each.reason)]))),
    section("六、评标标准、评标方法或者评标因素一览表", "6. Criteria and method", ...paragraphs(given.method), table(null, [
      column("评标因素", "Criterion", 22), column("满分", "Full", 12, "right"), column("评分标准", "Standard", 66),
    ], given.criteria.map((each) => [text(each.name), text(each.full), text(each.standard)]))),
    section("七、经评审的价格或者评分比较一览表", "7. Evaluated prices or scores", comparisonTable(given)),
    section("八、经评审的投标人排序", "8. Ranking", table(null, [
      column("名次", "Rank", 10, "center"), column("投标人", "Bidder", 45), column("排序依据", "By", 45),
    ], given.ranking.map((each) => [text(String(each.rank)), text(each.name), text(each.basis)])), ...drawBlocks(given.draw, common)),
    section("九、推荐的中标候选人名单与签订合同前要处理的事宜", "9. Candidates and what to settle before contract", table(null, [
      column("名次", "Rank", 15, "center"), column("中标候选人", "Candidate", 50), column("投标报价", "Price", 35, "right"),
    ], given.candidates.map((each) => [text(rankInChinese(each.rank)), text(each.name), money(each.price)])), list(given.beforeContract)),
    section("十、澄清、说明、补正事项纪要", "10. Clarifications by bidders", ...clarificationBlocks(given.clarifications)),
    section("十一、成员签字和不同意见", "11. Signatures and dissent", ...standBlocks(given.stands)),
    ...(given.changes.length === 0 ? [] : [section("十二、评标委员会成员变动和评分复核", "12. Changes of members and scores looked at again", table(null, [
      column("时间", "When", 22), column("成员", "Member", 14), column("事项", "What", 32), column("理由", "Why", 32),
    ], given.changes.map((each) => [time(each.at), text(each.member), text(each.what), text(each.reason)])))]),
  ] });

/** The record of a draw between equals. Law: 87号令 68. */
const drawBlocks = (draw: EvaluationReportFacts["draw"], { words: { buyer } }: Common): readonly Block[] => draw === null ? [] : [facts(
  fact("抽签时间", "Drawn at", time(draw.at)), fact("由谁抽取", "By", text(draw.by === "buyer" ? buyer.zh : `评标委员会（受${buyer.zh}委托，或者按招标文件的规定）`)),
  fact("抽签方式", "How", text(draw.way)), fact("在场人员", "Present", text(draw.present)), fact("抽签结果（依次）", "Order drawn", text(draw.order.join("、"))),
)];

/** 第一名 for the first candidate. @param rank 1 to 9 */
export const rankInChinese = (rank: number): string => `第${"一二三四五六七八九".charAt(rank - 1)}名`;

/** What the scores share of a table a hundred wide; whole numbers alone, as the record is canonical JSON. */
const SCORES_WIDTH = 36;

function comparisonTable(given: EvaluationReportFacts): Block {
  const width = Math.max(1, Math.floor(SCORES_WIDTH / Math.max(1, given.criteria.length)));
  const scores = given.criteria.map((each) => column(each.name, each.name, width, "right"));
  return table(null, [column("投标人", "Bidder", 24), column("投标报价", "Price", 20, "right"), column("评标价", "Evaluated price", 20, "right"), ...scores, column("总分", "Total", 10, "right")],
    given.comparison.map((each) => [text(each.bidder), money(each.bidPrice), money(each.evaluatedPrice), ...given.criteria.map((_, index) => text(each.scores[index] ?? null)), text(each.total)]));
}

const clarificationBlocks = (clarifications: EvaluationReportFacts["clarifications"]): readonly Block[] => clarifications.length === 0 ? paragraphs(null)
  : clarifications.map((each) => facts(fact("投标人", "Bidder", text(each.bidder)), fact("评标委员会要求", "Asked", text(each.question)), fact("要求时间", "Asked at", time(each.askedAt)), fact("答复截止时间", "To be answered by", time(each.until)),
    fact("投标人答复", "Answered", text(each.answered === null ? "逾期未答复" : each.answer)), fact("答复时间", "Answered at", time(each.answeredAt)), fact("要求文件摘要（SHA-256）", "sha256 of the question", code(each.asked)), fact("答复文件摘要（SHA-256）", "sha256 of the answer", code(each.answered))));

const STANDS: Readonly<Record<ReportStand["stand"], string>> = { signed: "同意并签字", dissent: "不同意，已书面说明", deemed: "未签字也未书面说明不同意见，视为同意评标结果" };

/** Who signed, who disagrees and why, word for word over its own signature. */
const standBlocks = (stands: readonly ReportStand[]): readonly Block[] => [
  table(null, [column("成员", "Member", 16), column("对评标结果", "Stand", 28), column("签署时间", "Signed", 24), column("签署文件摘要（SHA-256）", "sha256", 32)],
    stands.map((each) => [text(each.member), text(STANDS[each.stand]), time(each.signedAt === null ? null : at(each.signedAt)), code(each.sha256)])),
  ...stands.filter(({ stand }) => stand === "dissent").map((each) => facts(
    fact("持不同意见的成员", "Member", text(each.member)), fact("不同意见", "Opinion", text(each.opinion)), fact("理由", "Reasons", text(each.reason)),
    ...each.earlier ? [fact("说明", "Note", text("该意见针对签署时的评标结果，评标结果此后有变动，该成员未收回意见。"))] : [],
  )),
  note(stands.some(({ stand }) => stand === "dissent") ? "不同意见由该成员本人签署，照录原文。" : "评标委员会成员未提出不同意见。"),
];
