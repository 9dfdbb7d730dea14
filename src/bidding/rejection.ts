import { ok, refuse, type Result } from "../kernel/result.js";

/** The only grounds on which a committee rejects a bid for works (招标投标法实施条例 51), in the order of the article. */
const ARTICLE_51 = {
  "not-signed": { zh: "投标文件未经投标单位盖章和单位负责人签字", en: "neither stamped by the bidder nor signed by its head", article: "实施条例 51(1)" },
  "no-consortium-agreement": { zh: "投标联合体没有提交共同投标协议", en: "a consortium without its agreement", article: "实施条例 51(2)" },
  "not-qualified": { zh: "投标人不符合国家或者招标文件规定的资格条件", en: "the bidder does not qualify", article: "实施条例 51(3)" },
  "two-bids": { zh: "同一投标人提交两个以上不同的投标文件或者投标报价（招标文件要求提交备选投标的除外）", en: "two different bids or prices of one bidder, unless alternatives were asked for", article: "实施条例 51(4)" },
  "price-out-of-bounds": { zh: "投标报价低于成本或者高于招标文件设定的最高投标限价", en: "a price below cost or above the ceiling", article: "实施条例 51(5)" },
  "not-responsive": { zh: "投标文件没有对招标文件的实质性要求和条件作出响应", en: "no response to the substantive requirements", article: "实施条例 51(6)" },
  "unlawful-conduct": { zh: "投标人有串通投标、弄虚作假、行贿等违法行为", en: "collusion, fraud or bribery", article: "实施条例 51(7)" },
} as const;

/**
 * The only grounds on which a bid in procurement is invalid: 87号令 63 in its order, and the five articles that say so by themselves.
 * The sixth item names no fact: the clause of the documents or of a law does.
 */
const ARTICLE_63 = {
  "bond-not-given": { zh: "未按照招标文件的规定提交投标保证金", en: "no bid bond as the documents ask", article: "87号令 63(1)" },
  "signature-missing": { zh: "投标文件未按招标文件要求签署、盖章", en: "not signed or stamped as the documents ask", article: "87号令 63(2)" },
  "qualification-missing": { zh: "不具备招标文件中规定的资格要求", en: "without the qualifications of the documents", article: "87号令 63(3)" },
  "price-over-budget": { zh: "报价超过招标文件中规定的预算金额或者最高限价", en: "a price above the budget or the ceiling of the documents", article: "87号令 63(4)" },
  "conditions-attached": { zh: "投标文件含有采购人不能接受的附加条件", en: "conditions that the purchaser cannot accept", article: "87号令 63(5)" },
  "invalid-by-rule": { zh: "法律、法规和招标文件规定的其他无效情形", en: "another case that law or documents call invalid", article: "87号令 63(6)" },
  "same-brand-dearer": { zh: "提供相同品牌产品，以报价最低的参加评标，其他投标无效", en: "the same brand offered at a higher price", article: "87号令 31" },
  "collusion": { zh: "恶意串通，或者有视为串通投标的情形", en: "collusion, or what is deemed collusion", article: "87号令 37" },
  "correction-refused": { zh: "投标人不确认按规定修正后的报价", en: "the corrected price is not confirmed", article: "87号令 59" },
  "imported": { zh: "招标文件不接受进口产品，投标人提供进口产品", en: "products made abroad, which the documents do not take", article: "政府采购法 10；财库〔2007〕119号" },
  "price-unproven": { zh: "报价明显低于其他通过符合性审查投标人的报价，且不能证明其报价合理性", en: "an abnormally low price that the bidder cannot justify", article: "87号令 60" },
} as const;

/**
 * The only grounds on which an offer for a right that is granted does not count. Order 39 closes no list of them: these are what its articles let the notice ask for, and what
 * makes a result void.
 */
const GRANT = {
  "grantee-unqualified": { zh: "投标人不符合公告规定的投标资格", en: "the bidder does not qualify as the notice asks", article: "39号令 9；矿产资源法 19" },
  "deposit-not-paid": { zh: "未按公告交纳投标保证金", en: "the deposit of the notice is not there", article: "39号令 9；矿产资源法 19" },
  "price-under-floor": { zh: "投标报价低于公布的最低价或者开标时公布的标底", en: "a price below the lowest price of the notice, or below the reserve read out at the opening", article: "39号令 10、19；矿业权出让交易规则(自然资规〔2023〕1号)" },
  "price-over-limit": { zh: "投标报价高于公告设定的最高限价", en: "a price above the ceiling of the notice", article: "39号令 9；矿产资源法 19" },
  "terms-not-met": { zh: "投标文件不满足招标文件的实质性要求", en: "the bid does not meet what the documents ask", article: "39号令 13；矿产资源法 19" },
  "false-or-colluding": { zh: "提供虚假文件、隐瞒事实，或者行贿、恶意串通", en: "false papers, hidden facts, bribery or collusion", article: "39号令 25；矿产资源法 19" },
} as const;

/** The closed lists, by the article that closes them; which one counts is said by the method of the documents. */
export const GROUND_LISTS = { "article-51": ARTICLE_51, "article-63": ARTICLE_63, "grant": GRANT } as const;
export type GroundList = keyof typeof GROUND_LISTS;

/** Every ground by its name. */
export const REJECTION_GROUNDS = { ...ARTICLE_51, ...ARTICLE_63, ...GRANT } as const;
export type RejectionGround = keyof typeof REJECTION_GROUNDS;

/** A rejection cites its ground, the clause of the tender documents and what was found. */
export type Rejection = { readonly ground: RejectionGround; readonly clause: string; readonly finding: string };

/** What the documents say that a ground depends on: the finding by which they take imports, where they do. */
type Documents = { readonly imports?: string };

/** Checks that a rejection stands on a ground of the list that counts, with clause and finding. */
export function checkRejection(given: { readonly ground: string; readonly clause: string; readonly finding: string }, list: GroundList, documents: Documents = {}): Result<Rejection> {
  const { ground, clause, finding } = given;
  if (ground === "imported" && documents.imports !== undefined) return refuse("imports-taken", { finding: documents.imports });
  if (!isGround(ground, list)) return refuse("rejection-ground", { ground: ground.slice(0, 40) });
  if (clause.trim() === "") return refuse("rejection-clause");
  if (finding.trim() === "") return refuse("rejection-finding");
  return ok({ ground, clause: clause.trim(), finding: finding.trim() });
}

const isGround = (text: string, list: GroundList): text is RejectionGround => Object.hasOwn(GROUND_LISTS[list], text);
