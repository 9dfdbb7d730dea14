import { percentOf, yuan } from "../kernel/money.js";
import { compare, over, ratio, times } from "../kernel/ratio.js";
import { dayOf, rfc3339, SECOND_MS } from "../kernel/time.js";
import { addCalendar } from "../rules/calendar.js";
import { exactOf, wholeOf } from "../rules/rules.js";
import { no, of, type Guard } from "./guard.js";

const PERCENT = ratio(100n);

/** Conditions from the close of the box to the archive. */
export const JUDGING_GUARDS = {
  fewerThanThree: { rules: ["EC-22"], zh: "截止时投标人不足法定人数", en: "fewer bidders than the law asks",
    check: of("bidders", (bidders, { rules }) => bidders < wholeOf(rules, "EC-22") ? null : no("enough-bidders", { bidders })) },

  enoughBidders: { rules: ["EC-22"], zh: "截止时投标人达到法定人数", en: "as many bidders as the law asks",
    check: of("bidders", (bidders, { rules }) => {
      const min = wholeOf(rules, "EC-22");
      return bidders < min ? no("too-few-bidders", { bidders, min }) : null;
    }) },

  timeSourceSane: { rules: ["ET-16", "EC-23"], zh: "时间源偏差在限度内", en: "the time source is within its drift",
    check: of("opening", ({ clockDriftMs }, { rules }) => {
      const max = wholeOf(rules, "ET-16");
      return clockDriftMs > max * SECOND_MS ? no("clock-drift", { driftMs: clockDriftMs, max }) : null;
    }) },

  everyBidDecided: { rules: ["ET-05"], zh: "每份投标文件已解密或已作出认定", en: "every bid is decrypted or ruled on",
    check: of("opening", ({ undecided }) => undecided > 0 ? no("bids-undecided", { undecided }) : null) },

  enoughLeft: { rules: ["ET-06"], zh: "解密后可以继续开标", en: "what is left after decryption lets the opening go on",
    check: of("opening", ({ shortfall }) => shortfall === "continue" ? null : no("too-few-decrypted")) },

  tooFewLeft: { rules: ["ET-06"], zh: "解密后不能继续开标，补救已用尽", en: "too little is left after decryption and the remedy is used up",
    check: of("opening", ({ shortfall }) => shortfall === "fail" ? null : no("opening-can-go-on")) },

  committeeOdd: { rules: ["EC-24"], zh: "评标委员会为法定人数以上单数", en: "the committee is large enough and odd",
    check: of("committee", ({ size }, { rules }) => {
      const min = wholeOf(rules, "EC-24");
      return size < min || size % 2 === 0 ? no("committee-size", { size, min }) : null;
    }) },

  expertsEnough: { rules: ["EC-25"], zh: "专家不少于成员总数的三分之二", en: "experts are two thirds or more",
    check: of("committee", ({ size, experts }, { rules }) => {
      const min = expertsMin(size, over(exactOf(rules, "EC-25"), PERCENT));
      return experts < min ? no("too-few-experts", { experts, min, size }) : null;
    }) },

  nobodyMustAvoid: { rules: [], zh: "成员均不需回避", en: "no member must avoid the tender",
    check: of("committee", ({ conflicts }) => conflicts > 0 ? no("members-must-avoid", { conflicts }) : null) },

  technicalScored: { rules: [], zh: "技术评分表已全部签署", en: "every technical sheet is signed",
    check: of("evaluation", ({ technicalSheetsMissing: missing }) => missing > 0 ? no("sheets-missing", { missing }) : null) },

  sheetsComplete: { rules: [], zh: "评分表已全部签署", en: "every sheet is signed",
    check: of("evaluation", ({ sheetsMissing: missing }) => missing > 0 ? no("sheets-missing", { missing }) : null) },

  reportSigned: { rules: [], zh: "全体成员已签字或已书面说明不同意见", en: "every member signed or noted a dissent",
    check: of("evaluation", ({ unsigned }) => unsigned > 0 ? no("report-unsigned", { unsigned }) : null) },

  candidatesWithinLimit: { rules: ["EC-29"], zh: "推荐的候选人在法定人数以内", en: "one to three candidates",
    check: of("evaluation", ({ candidates }, { rules }) => {
      const max = wholeOf(rules, "EC-29");
      return candidates < 1 || candidates > max ? no("candidates-out-of-range", { candidates, max }) : null;
    }) },

  mayRejectAll: { rules: ["EC-28"], zh: "全部否决，或者有效投标不足且书面说明明显缺乏竞争", en: "all are rejected, or too few are left and competition is plainly lacking",
    check: of("evaluation", ({ validBids, competitionLacking }, { rules }) => {
      const min = wholeOf(rules, "EC-28");
      if (validBids === 0 || (validBids < min && competitionLacking !== null)) return null;
      return no("may-not-reject-all", { validBids, min });
    }) },

  publicityInTime: { rules: ["EC-30", "CA-02"], zh: "收到评标报告后在法定日数内公示", en: "publicity starts within its days of the report",
    check: of("publicity", ({ reportReceivedAt, startsAt }, { rules }) => {
      const { endsAt } = addCalendar(dayOf(reportReceivedAt), wholeOf(rules, "EC-30"));
      return startsAt > endsAt ? no("publicity-late", { startsAt: rfc3339(startsAt), latest: rfc3339(endsAt) }) : null;
    }) },

  publicityLongEnough: { rules: ["EC-31", "CA-01", "CA-02", "CA-04"], zh: "公示期不少于法定日数", en: "publicity lasts its days",
    check: of("publicity", ({ startsAt, endsAt }, { rules }) => {
      const min = wholeOf(rules, "EC-31");
      const earliest = addCalendar(dayOf(startsAt), min).endsAt;
      return endsAt < earliest ? no("publicity-too-short", { endsAt: rfc3339(endsAt), earliest: rfc3339(earliest), min }) : null;
    }) },

  publicityOver: { rules: ["EC-31"], zh: "公示期满", en: "publicity is over",
    check: of("publicity", ({ endsAt }, { now }) => now < endsAt ? no("publicity-runs", { endsAt: rfc3339(endsAt) }) : null) },

  noOpenObjection: { rules: [], zh: "没有未答复的异议", en: "no objection is open",
    check: of("publicity", ({ openObjections }) => openObjections > 0 ? no("objections-open", { openObjections }) : null) },

  winnerByRank: { rules: ["EC-33"], zh: "国有资金控股的依法必须招标项目确定第一候选人", en: "state-controlled compulsory projects award the first candidate",
    check: of("award", ({ rank, candidates }, { project, rules }) => {
      const max = project.compulsory && project.stateControlled ? wholeOf(rules, "EC-33") : candidates;
      return rank < 1 || rank > max ? no("winner-out-of-rank", { rank, max }) : null;
    }) },

  lettersForAll: { rules: [], zh: "全部投标人的通知书同时发出", en: "letters to all leave at one moment",
    check: of("award", ({ bidders, lettersReady }) => lettersReady === bidders ? null : no("letters-missing", { lettersReady, bidders })) },

  contractAsAwarded: { rules: [], zh: "合同价与中标价一致", en: "the contract price is the award price",
    check: of("contract", ({ contractPrice, awardPrice }) => contractPrice === awardPrice ? null : no("contract-price-differs", { contractPrice: yuan(contractPrice), awardPrice: yuan(awardPrice) })) },

  performanceBondWithinCap: { rules: ["EC-35"], zh: "履约保证金不超过法定比例", en: "the performance bond is within its cap",
    check: of("contract", ({ performanceBond, contractPrice }, { rules }) => {
      const percent = wholeOf(rules, "EC-35");
      const max = percentOf(contractPrice, BigInt(percent));
      return performanceBond !== null && performanceBond > max ? no("performance-bond-over-cap", { bond: yuan(performanceBond), max: yuan(max), percent }) : null;
    }) },

  contractInTime: { rules: ["EC-34", "CA-02"], zh: "中标通知书发出后在法定日数内签订", en: "the contract is signed within its days of the award letter",
    check: of("contract", ({ awardIssuedAt }, { now, rules }) => {
      const { endsAt } = addCalendar(dayOf(awardIssuedAt), wholeOf(rules, "EC-34"));
      return now > endsAt ? no("contract-late", { latest: rfc3339(endsAt) }) : null;
    }) },

  withinBidValidity: { rules: ["EC-49"], zh: "在投标有效期内", en: "inside the bid validity",
    check: of("contract", ({ validUntil }, { now }) => now > validUntil ? no("bids-expired", { validUntil: rfc3339(validUntil) }) : null) },

  reportInTime: { rules: ["EC-37", "CA-02"], zh: "确定中标人后在法定日数内提交书面报告", en: "the written report is within its days of the decision",
    check: of("award", ({ determinedAt }, { now, rules, project }) => {
      const { endsAt } = addCalendar(dayOf(determinedAt), wholeOf(rules, "EC-37"));
      return project.compulsory && now > endsAt ? no("report-late", { latest: rfc3339(endsAt) }) : null;
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
