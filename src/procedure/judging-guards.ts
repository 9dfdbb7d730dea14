import { percentOf, yuan } from "../kernel/money.js";
import { compare, over, ratio, times } from "../kernel/ratio.js";
import { dayOf, rfc3339, SECOND_MS } from "../kernel/time.js";
import { DAY_WORDS } from "../rules/calendar.js";
import { wholeOf } from "../rules/rules.js";
import { no, of, type Guard } from "./guard.js";
import { lawCited, lawDays, lawExact, lawPeriod, lawWhole } from "./law.js";

const PERCENT = ratio(100n);

/** The only grounds on which another winner is taken, in the order of 招标投标法实施条例 55. */
export const WINNER_FAILURES = {
  "gives-up": { zh: "放弃中标（拒绝签订合同）", en: "gives the award up or refuses the contract" },
  "force-majeure": { zh: "因不可抗力不能履行合同", en: "cannot perform for force majeure" },
  "no-performance-bond": { zh: "不按照招标文件要求提交履约保证金", en: "does not give the performance bond the documents ask for" },
  "unlawful-conduct": { zh: "被查实存在影响中标结果的违法行为，不符合中标条件", en: "unlawful conduct that touched the result is proven" },
} as const;

export const isWinnerFailure = (text: string): text is keyof typeof WINNER_FAILURES => Object.hasOwn(WINNER_FAILURES, text);

/** How many must be there at a close: of bidders, or of applicants for a prequalification. */
type Least = "biddersMin" | "applicantsMin";

/** At the close there are fewer than the law asks. */
export const fewerThan = (least: Least) => of("bidders", (bidders, facts) => bidders < lawWhole(facts, least) ? null : no("enough-bidders", { bidders }));

/** At the close there are as many as the law asks. */
export const asManyAs = (least: Least) => of("bidders", (bidders, facts) => {
  const min = lawWhole(facts, least);
  return bidders < min ? no("too-few-bidders", { bidders, min, ...lawCited(facts, least) }) : null;
});

/** Conditions from the close of the box to the archive. */
export const JUDGING_GUARDS = {
  fewerThanThree: { rules: [], numbers: ["biddersMin"], zh: "截止时投标人不足法定人数", en: "fewer bidders than the law asks",
    check: fewerThan("biddersMin") },

  enoughBidders: { rules: [], numbers: ["biddersMin"], zh: "截止时投标人达到法定人数", en: "as many bidders as the law asks",
    check: asManyAs("biddersMin") },

  timeSourceSane: { rules: ["ET-16", "EC-23"], zh: "时间源偏差在限度内，或两名经办人已决定人工办理", en: "the time source is within its drift, or two officers ordered the act by hand",
    check: of("clock", ({ driftMs, byHand }, { rules }) => {
      const max = wholeOf(rules, "ET-16");
      if (byHand) return null;
      if (driftMs === null) return no("clock-unknown");
      return driftMs > max * SECOND_MS ? no("clock-drift", { driftMs, max }) : null;
    }) },

  noOpenDispute: { rules: [], zh: "没有待决定的截标名单争议", en: "no dispute over the closed list is open",
    check: of("openDisputes", (open) => open > 0 ? no("close-disputed", { open }) : null) },

  everyBidDecided: { rules: ["ET-05"], zh: "每份投标文件已解密或已作出认定", en: "every bid is decrypted or ruled on",
    check: of("opening", ({ undecided }) => undecided > 0 ? no("bids-undecided", { undecided }) : null) },

  enoughLeft: { rules: ["ET-06"], zh: "解密后可以继续开标", en: "what is left after decryption lets the opening go on",
    check: of("opening", ({ shortfall }) => shortfall === "continue" ? null : no("too-few-decrypted")) },

  tooFewLeft: { rules: ["ET-06"], zh: "解密后不能继续开标，补救已用尽", en: "too little is left after decryption and the remedy is used up",
    check: of("opening", ({ shortfall }) => shortfall === "fail" ? null : no("opening-can-go-on")) },

  committeeOdd: { rules: [], numbers: ["committeeMin"], zh: "评标委员会为法定人数以上单数", en: "the committee is large enough and odd",
    check: of("committee", ({ size }, facts) => {
      const min = lawWhole(facts, "committeeMin");
      return size < min || size % 2 === 0 ? no("committee-size", { size, min, ...lawCited(facts, "committeeMin") }) : null;
    }) },

  expertsEnough: { rules: [], numbers: ["expertShare"], zh: "专家不少于成员总数的三分之二", en: "experts are two thirds or more",
    check: of("committee", ({ size, experts }, facts) => {
      const min = expertsMin(size, over(lawExact(facts, "expertShare"), PERCENT));
      return experts < min ? no("too-few-experts", { experts, min, size, ...lawCited(facts, "expertShare") }) : null;
    }) },

  nobodyMustAvoid: { rules: [], zh: "成员均不需回避", en: "no member must avoid the tender",
    check: of("committee", ({ conflicts }) => conflicts.length > 0 ? no("members-must-avoid", { members: conflicts.join("、") }) : null) },

  technicalScored: { rules: [], zh: "技术评分表已全部签署", en: "every technical sheet is signed",
    check: of("evaluation", ({ technicalSheetsMissing: missing }) => missing > 0 ? no("sheets-missing", { missing }) : null) },

  sheetsComplete: { rules: [], zh: "评分表已全部签署", en: "every sheet is signed",
    check: of("evaluation", ({ sheetsMissing: missing }) => missing > 0 ? no("sheets-missing", { missing }) : null) },

  reportSigned: { rules: [], zh: "全体成员已签字或已书面说明不同意见", en: "every member signed or noted a dissent",
    check: of("evaluation", ({ unsigned }) => unsigned > 0 ? no("report-unsigned", { unsigned }) : null) },

  candidatesWithinLimit: { rules: [], numbers: ["candidatesMax"], zh: "推荐的候选人在法定人数以内", en: "one to three candidates",
    check: of("evaluation", ({ candidates }, facts) => {
      const max = lawWhole(facts, "candidatesMax");
      return candidates < 1 || candidates > max ? no("candidates-out-of-range", { candidates, max, ...lawCited(facts, "candidatesMax") }) : null;
    }) },

  mayRejectAll: { rules: [], numbers: ["validBidsMin"], zh: "全部否决，或者有效投标不足且书面说明明显缺乏竞争", en: "all are rejected, or too few are left and competition is plainly lacking",
    check: of("evaluation", ({ validBids, competitionLacking }, facts) => {
      const min = lawWhole(facts, "validBidsMin");
      if (validBids === 0 || (validBids < min && competitionLacking !== null)) return null;
      return no("may-not-reject-all", { validBids, min, ...lawCited(facts, "validBidsMin") });
    }) },

  publicityInTime: { rules: ["CA-02"], numbers: ["publicityStartDays"], zh: "收到评标报告后在法定日数内公示", en: "publicity starts within its days of the report",
    check: of("publicity", ({ reportReceivedAt, startsAt }, facts) => {
      const { endsAt } = lawPeriod(facts, "publicityStartDays", dayOf(reportReceivedAt));
      return startsAt > endsAt ? no("publicity-late", { startsAt: rfc3339(startsAt), latest: rfc3339(endsAt), ...lawCited(facts, "publicityStartDays") }) : null;
    }) },

  publicityLongEnough: { rules: ["CA-01", "CA-02", "CA-04"], numbers: ["publicityDays"], zh: "公示期不少于法定日数", en: "publicity lasts its days",
    check: of("publicity", ({ startsAt, endsAt }, facts) => {
      const { count: min, unit } = lawDays(facts, "publicityDays");
      const earliest = lawPeriod(facts, "publicityDays", dayOf(startsAt)).endsAt;
      const words = { min, unit: DAY_WORDS[unit].zh, unitEn: DAY_WORDS[unit].en, ...lawCited(facts, "publicityDays") };
      return endsAt < earliest ? no("publicity-too-short", { endsAt: rfc3339(endsAt), earliest: rfc3339(earliest), ...words }) : null;
    }) },

  publicityOver: { rules: [], numbers: ["publicityDays"], zh: "公示期满", en: "publicity is over",
    check: of("publicity", ({ endsAt }, facts) => facts.now < endsAt ? no("publicity-runs", { endsAt: rfc3339(endsAt), ...lawCited(facts, "publicityDays") }) : null) },

  noOpenObjection: { rules: [], zh: "没有未答复的异议", en: "no objection is open",
    check: of("publicity", ({ openObjections }) => openObjections > 0 ? no("objections-open", { openObjections }) : null) },

  complaintsOver: { rules: [], numbers: ["complaintDays"], zh: "提出过异议的投标人投诉期限届满", en: "who objected can complain no more",
    check: of("publicity", ({ complaintsUntil: until }, facts) => until !== null && facts.now < until ? no("complaints-open", { until: rfc3339(until), ...lawCited(facts, "complaintDays") }) : null) },

  winnerByRank: { rules: [], numbers: ["winnerRank"], zh: "国有资金控股的依法必须招标项目确定第一候选人", en: "state-controlled compulsory projects award the first candidate",
    check: of("award", ({ rank, candidates }, facts) => {
      const isBound = facts.project.compulsory && facts.project.stateControlled;
      const max = isBound ? lawWhole(facts, "winnerRank") : candidates;
      return rank < 1 || rank > max ? no("winner-out-of-rank", { rank, max, ...lawCited(facts, "winnerRank") }) : null;
    }) },

  failureGroundLawful: { rules: [], numbers: ["winnerFailure"], zh: "属于法定的另行确定情形", en: "the ground to take another winner is lawful",
    check: of("winnerFailure", ({ ground }, facts) => isWinnerFailure(ground) ? null : no("winner-failure-ground", { ground: ground.slice(0, 40), ...lawCited(facts, "winnerFailure") })) },

  nextCandidateThere: { rules: [], zh: "有排名在后的中标候选人", en: "a candidate ranks behind",
    check: of("winnerFailure", ({ nextRanked }) => nextRanked > 0 ? null : no("next-candidate-missing")) },

  lettersForAll: { rules: [], zh: "全部投标人的通知书同时发出", en: "letters to all leave at one moment",
    check: of("award", ({ bidders, lettersReady }) => lettersReady === bidders ? null : no("letters-missing", { lettersReady, bidders })) },

  contractAsAwarded: { rules: [], zh: "合同价与中标价一致", en: "the contract price is the award price",
    check: of("contract", ({ contractPrice, awardPrice }) => contractPrice === awardPrice ? null : no("contract-price-differs", { contractPrice: yuan(contractPrice), awardPrice: yuan(awardPrice) })) },

  performanceBondWithinCap: { rules: [], numbers: ["performanceBondShare"], zh: "履约保证金不超过法定比例", en: "the performance bond is within its cap",
    check: of("contract", ({ performanceBond, contractPrice }, facts) => {
      const percent = lawWhole(facts, "performanceBondShare");
      const max = percentOf(contractPrice, BigInt(percent));
      return performanceBond !== null && performanceBond > max ? no("performance-bond-over-cap", { bond: yuan(performanceBond), max: yuan(max), percent, ...lawCited(facts, "performanceBondShare") }) : null;
    }) },

  contractInTime: { rules: ["CA-02"], numbers: ["contractDays"], zh: "中标通知书发出后在法定日数内签订", en: "the contract is signed within its days of the award letter",
    check: of("contract", ({ awardIssuedAt }, facts) => {
      const { endsAt } = lawPeriod(facts, "contractDays", dayOf(awardIssuedAt));
      return facts.now > endsAt ? no("contract-late", { latest: rfc3339(endsAt), ...lawCited(facts, "contractDays") }) : null;
    }) },

  withinBidValidity: { rules: ["EC-49"], zh: "在投标有效期内", en: "inside the bid validity",
    check: of("contract", ({ validUntil }, { now }) => now > validUntil ? no("bids-expired", { validUntil: rfc3339(validUntil) }) : null) },

  reportInTime: { rules: ["CA-02"], numbers: ["reportDays"], zh: "确定中标人后在法定日数内提交书面报告", en: "the written report is within its days of the decision",
    check: of("award", ({ determinedAt }, facts) => {
      const { endsAt } = lawPeriod(facts, "reportDays", dayOf(determinedAt));
      return facts.project.compulsory && facts.now > endsAt ? no("report-late", { latest: rfc3339(endsAt), ...lawCited(facts, "reportDays") }) : null;
    }) },

  reasonGiven: { rules: [], zh: "已说明书面理由", en: "a written reason is given",
    check: of("reason", (reason) => reason.trim() === "" ? no("reason-empty") : null) },

  deadlineStillAhead: { rules: [], zh: "恢复后的投标截止时间尚未到达", en: "a deadline that had not passed is still ahead",
    check: ({ now, deadline, bidders }) => deadline === undefined || bidders !== undefined || now < deadline ? null : no("after-deadline", { deadline: rfc3339(deadline), now: rfc3339(now) }) },
} as const satisfies Record<string, Guard>;

/** The fewest experts a committee of `size` may have: the share, rounded up (rule book C1). */
function expertsMin(size: number, share: ReturnType<typeof ratio>): number {
  let experts = 0;
  while (compare(ratio(BigInt(experts)), times(ratio(BigInt(size)), share)) < 0) experts++;
  return experts;
}
