import type { Move, Procedure } from "../procedure/procedure.js";
import type { LineWords } from "../procedure/words.js";
import type { GuardId } from "../procedure/guards.js";
import { COMMON_CHECKS } from "./common-checks.js";
import { COMMON_REMINDERS } from "./common-reminders.js";
import { GRANTED } from "./bid-forms.js";

/** Until when a grant by tender can be given up or stopped. */
const BEFORE_LETTERS = ["registered", "noticed", "bidding", "closed", "opening", "opened", "qualified", "evaluating", "evaluated", "award_decided"] as const;

/** What the lines that grant a right by tender ask in their own way: what a notice keeps to, of what a result is warned, and when a contract may be signed. */
type Own = { readonly notice: readonly GuardId[]; readonly result: readonly GuardId[]; readonly contract: readonly GuardId[] };

/**
 * How a right is granted by tender: bids sealed as everywhere; fewer than three end it; the highest price decides by the opening alone, or a committee where more than the price
 * counts; nobody publishes candidates. Law: 39号令 13, 14, 20–22; what it leaves unsaid the Tendering Law says, which holds for every tender (招标投标法 2).
 */
export const grantMoves = ({ notice, result, contract }: Own): readonly Move[] => [
  { name: "register", title: { zh: "进场登记", en: "register" }, from: ["draft"], to: "registered", by: "tenderer", guards: ["approved"], issues: [] },
  { name: "publishNotice", title: { zh: "发布招标出让公告", en: "publish the notice of the grant" }, from: ["registered"], to: "noticed", by: "tenderer",
    guards: ["openEntry", "fourEyes", "saleNotBeforeNotice", ...notice, "saleLongEnough", "deadlineAfterSale", "deadlineOnWorkDay", "oneReserveEstimate", "pricesReadOut", "methodOfLine", "weightsAddUp", "decryptionWindowSet", "objectionWindowLongEnough", "openersReady"],
    issues: ["tender-notice"] },
  { name: "startBidding", title: { zh: "开始接收投标", en: "bids come in" }, from: ["noticed"], to: "bidding", by: "clock", at: "saleStarts", guards: [], issues: [] },
  { name: "clarify", title: { zh: "发布澄清或修改", en: "publish a clarification" }, from: ["noticed", "bidding"], to: "same", by: "tenderer",
    guards: ["clarificationFourEyes", "beforeDeadline", "confirmationHasReason", "deadlineNotEarlier", "clarificationInTime", "newDeadlineOnWorkDay"], issues: ["clarification"] },
  { name: "extendAfterOutage", title: { zh: "系统故障后顺延投标截止时间", en: "move the deadline after an outage" }, from: ["bidding"], to: "same", by: "tenderer",
    guards: ["clarificationFourEyes", "boxShutByOutage", "confirmationHasReason", "newDeadlineAhead", "confirmationInTime", "newDeadlineOnWorkDay"], issues: ["clarification"] },
  { name: "close", title: { zh: "投标截止", en: "close the box" }, from: ["bidding"], to: "closed", by: "clock", at: "bidsClose", guards: ["timeSourceSane"], issues: [] },
  { name: "tooFew", title: { zh: "投标人少于三人，终止招标", en: "terminate for fewer than three bidders" }, from: ["closed"], to: "terminated", by: "clock", at: "objectionEnds",
    guards: ["noOpenDispute", "fewerThanThree", "timeSourceSane"], issues: ["failure-notice"] },
  { name: "failDisputed", title: { zh: "截标名单争议成立，流标", en: "fail for a close that is disputed with reason" }, from: ["closed"], to: "failed", by: "supervisor", guards: ["reasonGiven"], issues: ["failure-notice"] },
  { name: "startOpening", title: { zh: "开标", en: "start the opening" }, from: ["closed"], to: "opening", by: "clock", at: "objectionEnds", guards: ["noOpenDispute", "enoughBidders", "timeSourceSane"], issues: [] },
  { name: "openingFails", title: { zh: "解密后不足，终止招标", en: "terminate for too few decrypted bids" }, from: ["opening"], to: "terminated", by: "system", guards: ["everyBidDecided", "tooFewLeft"], issues: ["opening-record", "failure-notice"] },
  { name: "openingDone", title: { zh: "开标结束", en: "finish the opening" }, from: ["opening"], to: "opened", by: "system", guards: ["everyBidDecided", "enoughLeft"], issues: ["opening-record"] },
  { name: "reviewQualification", title: { zh: "审查投标资格", en: "review who qualifies" }, from: ["opened"], to: "qualified", by: "tenderer", guards: ["everyBidderReviewed", "someQualified"], issues: [] },
  { name: "tooFewQualified", title: { zh: "没有合格投标人，未成交", en: "fail where nobody qualifies" }, from: ["opened"], to: "failed", by: "tenderer", guards: ["everyBidderReviewed", "nobodyQualified"], issues: ["failure-notice"] },
  { name: "determineByPrice", title: { zh: "按报价确定中标人（价高者得）", en: "determine the winner by the highest price" }, from: ["qualified"], to: "award_decided", by: "tenderer", guards: ["priceAlone", "someBidStands"], issues: ["evaluation-report"] },
  { name: "nobodyWins", title: { zh: "没有有效投标，未成交", en: "end without a winner" }, from: ["qualified"], to: "failed", by: "tenderer", guards: ["priceAlone", "noBidStands"], issues: ["evaluation-report", "failure-notice"] },
  { name: "seatCommittee", title: { zh: "组建评标小组", en: "seat the committee" }, from: ["qualified"], to: "evaluating", by: "tenderer", guards: ["committeeJudges", "committeeOdd", "nobodyMustAvoid"], issues: [] },
  { name: "submitReport", title: { zh: "提交评标报告", en: "submit the evaluation report" }, from: ["evaluating"], to: "evaluated", by: "committee-member", guards: ["someBidStands", "sheetsComplete", "reportSigned"], issues: ["evaluation-report"] },
  { name: "rejectAll", title: { zh: "没有有效投标，未成交", en: "reject all bids" }, from: ["evaluating"], to: "failed", by: "committee-member", guards: ["noBidStands", "reportSigned"], issues: ["evaluation-report", "failure-notice"] },
  { name: "determineWinner", title: { zh: "确定中标人", en: "determine the winner" }, from: ["evaluated"], to: "award_decided", by: "tenderer", guards: ["bestOffer"], issues: [] },
  { name: "sendNotices", title: { zh: "发出中标通知书、公布结果", en: "send the letters and publish the result" }, from: ["award_decided"], to: "notified", by: "tenderer", guards: ["lettersForAll"], warns: result, issues: ["award-letter", "result-letter", "award-notice"] },
  { name: "signContract", title: { zh: "签订出让合同", en: "sign the grant contract" }, from: ["notified"], to: "contracted", by: "tenderer", guards: ["contractAsAwarded", ...contract], warns: ["contractInTime"], issues: [] },
  { name: "archive", title: { zh: "归档", en: "archive" }, from: ["contracted"], to: "archived", by: "exchange-staff", guards: [], issues: [] },
  { name: "terminate", title: { zh: "终止招标", en: "terminate the tender" }, from: BEFORE_LETTERS, to: "terminated", by: "tenderer", guards: ["reasonGiven"], issues: ["failure-notice"] },
  { name: "winnerFailsForGood", title: { zh: "中标人不能履行中标，重新出让", en: "the winner falls away: the right is granted again" }, from: ["award_decided", "notified"], to: "failed", by: "tenderer", guards: ["failureGroundLawful"], issues: ["failure-notice"] },
  { name: "orderSuspension", title: { zh: "责令暂停", en: "order a suspension" }, from: [...BEFORE_LETTERS, "notified"], to: "suspended", by: "supervisor", guards: ["reasonGiven"], issues: [] },
  { name: "resume", title: { zh: "恢复", en: "resume" }, from: ["suspended"], to: "back", by: "supervisor", guards: ["reasonGiven", "deadlineStillAhead"], issues: [] },
];

/** What every right that is granted by tender has in common: all but its words, its numbers and its moves. */
export const GRANT_TENDER = {
  valuedAs: { zh: "最低价（起始价）", en: "lowest price", inNotice: true },
  kinds: ["right"],
  forms: { right: GRANTED },
  binds: "all",
  losersFrom: "decision",
  interestAfter: [],
  convertsDeposits: false,
  ways: { open: { zh: "招标出让（公开招标）", en: "grant by open tender" } },
  invitationGrounds: {}, terminationGrounds: {}, otherWays: {},
  start: "draft",
  shortfall: [
    { left: ["enough"], outcome: "continue", zh: "解密后仍达到法定数量，继续开标", en: "enough bids are decrypted: the opening goes on" },
    { left: ["some", "none"], outsideCause: true, remedyLeft: true, outcome: "remedy", zh: "有投标人以外的原因，先执行招标文件规定的补救方案", en: "a cause outside the bidders: first the remedy plan of the documents" },
    { left: ["some", "none"], outcome: "fail", zh: "解密后投标人少于三人，终止招标", en: "fewer than three bidders are left: terminated" },
  ],
  reminders: COMMON_REMINDERS,
  // A ceiling stands above the lowest price of a right, not below it.
  checks: COMMON_CHECKS.filter((id) => id !== "ceiling-within-estimate"),
} as const satisfies Partial<Procedure>;

/** What its documents call rows that others call otherwise. */
export const GRANT_LABELS = {
  "招标范围": { zh: "出让内容", en: "What is granted" }, "资金来源及落实情况": { zh: "权属来源", en: "Source of the title" }, "项目审批、核准或备案文件": { zh: "出让方案批准文件", en: "Approval of the scheme" },
  "评标办法": { zh: "确定中标人的标准和方法", en: "How the winner is determined" }, "招标方式": { zh: "出让方式", en: "Way of granting" }, "一、招标条件与项目概况": { zh: "一、出让条件与标的概况", en: "1. What is granted" }, "二、招标范围": { zh: "二、出让标的", en: "2. Lots" },
  "中标价": { zh: "成交价款", en: "Price" }, "合同签订截止日期": { zh: "出让合同签订截止日期", en: "Grant contract until" }, "标底": { zh: "标底", en: "Reserve" },
} as const;

/** A reserve of a right binds: below it nobody wins, by the articles that are named. */
export const reserveWords = (zh: string, en: string): NonNullable<LineWords["reserve"]> => ({
  notice: `设有标底：投标截止前以哈希写入公开日志，开标时公布；报价低于标底的不能中标（${zh}）`,
  record: `标底的哈希在投标截止前已写入公开日志，任何人都能核对公布的标底文件。报价低于标底的不能中标（${zh}）。`,
  meaning: { zh: `报价低于标底的不能中标（${zh}）`, en: `a bid below it cannot win (${en})` },
});
