import { percentOf, yuan } from "../kernel/money.js";
import { compare, parseRatio, ratio } from "../kernel/ratio.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { atLeast, atLeastRolled, dayKind, latestBefore } from "../rules/calendar.js";
import { wholeOf, type FrozenRules } from "../rules/rules.js";
import type { LotFacts, ProjectFacts } from "./facts.js";
import { no, of, type Guard } from "./guard.js";

/** Trust protocol §1.5: time for anybody to say that a lodged bid is missing from the closed list. */
const OBJECTION_WINDOW_MIN_MINUTES = 5;
const WEIGHTS_TOTAL = ratio(100n);
const THRESHOLD = { construction: "EC-01", goods: "EC-02", services: "EC-03" } as const;
const BOND_CAP = { construction: "EC-16", goods: "EC-16", services: "EC-17" } as const;

/** Conditions of registering a project, publishing its notice and clarifying it. */
export const NOTICE_GUARDS = {
  approved: { rules: [], zh: "已取得审批（核准、备案）文件", en: "the approval document is there",
    check: ({ project }) => project.approval === null ? no("not-approved") : null },

  funded: { rules: [], zh: "资金来源已落实", en: "the funds are settled",
    check: ({ project }) => project.funds === null ? no("not-funded") : null },

  compulsoryBySize: { rules: ["EC-01", "EC-02", "EC-03"], zh: "达到规模标准的，按依法必须招标的项目办理", en: "a project of the size is treated as compulsory",
    check: ({ project, rules }) => project.compulsory || !isCompulsory(project, rules) ? null
      : no("must-be-compulsory", { estimate: yuan(project.estimate), min: yuan(BigInt(wholeOf(rules, THRESHOLD[project.kind])) * 100n) }) },

  fourEyes: { rules: [], zh: "由编制人以外的另一名经办人发布", en: "a second officer publishes",
    check: of("notice", ({ preparedBy }, { actor }) => actor === preparedBy ? no("four-eyes") : null) },

  saleNotBeforeNotice: { rules: [], zh: "文件发售不早于公告发布", en: "the sale begins no earlier than the notice",
    check: of("notice", ({ saleStartsAt }, { now }) => saleStartsAt < now ? no("sale-too-early", { saleStartsAt: rfc3339(saleStartsAt), now: rfc3339(now) }) : null) },

  saleLongEnough: { rules: ["EC-06", "CA-01", "CA-02"], zh: "发售期不少于法定日数，最后一日为工作日", en: "the sale runs the days of the law and ends on a working day",
    check: of("notice", ({ saleStartsAt, saleEndsAt }, { rules }) => {
      const min = wholeOf(rules, "EC-06");
      const earliest = atLeastRolled(saleStartsAt, min);
      return saleEndsAt < earliest ? no("sale-too-short", { saleEndsAt: rfc3339(saleEndsAt), earliest: rfc3339(earliest), min }) : null;
    }) },

  deadlineAfterSale: { rules: [], zh: "投标截止不早于发售截止", en: "the bid deadline is not before the end of the sale",
    check: of("notice", ({ saleEndsAt, deadline }) => deadline < saleEndsAt ? no("deadline-before-sale-ends", { deadline: rfc3339(deadline), saleEndsAt: rfc3339(saleEndsAt) }) : null) },

  deadlineFarEnough: { rules: ["EC-11"], zh: "依法必须招标的项目，自文件开始发出至投标截止不少于法定日数", en: "a compulsory project leaves the days of the law for making bids",
    check: of("notice", ({ saleStartsAt, deadline }, { project, rules }) => {
      const min = wholeOf(rules, "EC-11");
      const earliest = atLeast(saleStartsAt, min).instant;
      return project.compulsory && deadline < earliest ? no("deadline-too-soon", { deadline: rfc3339(deadline), earliest: rfc3339(earliest), min }) : null;
    }) },

  deadlineOnWorkDay: { rules: [], zh: "投标截止日为工作日", en: "the deadline is on a working day",
    check: of("notice", ({ deadline }) => onWorkDay(deadline)) },

  bondWithinShare: { rules: ["EC-15"], zh: "投标保证金不超过估算价的法定比例", en: "the bond is within the share of the estimate",
    check: of("notice", ({ bond }, { project, rules }) => {
      const percent = wholeOf(rules, "EC-15");
      const max = percentOf(project.estimate, BigInt(percent));
      return bond !== null && bond > max ? no("bond-over-share", { bond: yuan(bond), max: yuan(max), percent }) : null;
    }) },

  bondWithinCap: { rules: ["EC-16", "EC-17"], zh: "投标保证金不超过最高额", en: "the bond is within the absolute cap",
    check: of("notice", ({ bond }, { project, rules }) => {
      const max = BigInt(wholeOf(rules, BOND_CAP[project.kind])) * 100n;
      return bond !== null && bond > max ? no("bond-over-cap", { bond: yuan(bond), max: yuan(max) }) : null;
    }) },

  bondAsLongAsBids: { rules: ["EC-18"], zh: "保证金有效期与投标有效期一致", en: "the bond is valid as long as the bids",
    check: of("notice", ({ bond, bondValidityDays, bidValidityDays }) =>
      bond !== null && bondValidityDays !== bidValidityDays ? no("bond-validity-differs", { bondDays: bondValidityDays ?? 0, bidDays: bidValidityDays }) : null) },

  oneReserveEstimate: { rules: ["EC-19"], zh: "标底至多一个", en: "at most one reserve estimate",
    check: of("notice", ({ reserveEstimates }, { rules }) => {
      const max = wholeOf(rules, "EC-19");
      return reserveEstimates > max ? no("too-many-reserve-estimates", { count: reserveEstimates, max }) : null;
    }) },

  noMinimumPrice: { rules: ["EC-20"], zh: "不设最低投标限价", en: "no minimum price is set",
    check: of("notice", ({ minimumPrice }) => minimumPrice === null ? null : no("minimum-price-set", { price: yuan(minimumPrice) })) },

  priceFormulaWritten: { rules: [], zh: "文件载明价格的评审办法", en: "the documents state how the price is judged",
    check: of("notice", ({ priceFormula }) => priceFormula ? null : no("price-formula-missing")) },

  weightsAddUp: { rules: [], zh: "分值合计为100分", en: "the weights add up to 100",
    check: of("notice", ({ weightsTotal }) => weightsTotal === null || compare(parseRatio(weightsTotal), WEIGHTS_TOTAL) === 0 ? null : no("weights-do-not-add-up", { total: weightsTotal })) },

  tieRuleWritten: { rules: [], zh: "文件载明得分相同时的排序规则", en: "the documents state the order between equals",
    check: of("notice", ({ tieRule }) => tieRule ? null : no("tie-rule-missing")) },

  decryptionWindowSet: { rules: ["ET-15"], zh: "文件载明解密时限", en: "the documents state the decryption window",
    check: of("notice", ({ decryptionWindowMinutes }, { rules }) => (decryptionWindowMinutes ?? 0) >= 1 ? null : no("decryption-window-missing", { suggested: wholeOf(rules, "ET-15") })) },

  objectionWindowLongEnough: { rules: [], zh: "截止后核对投标清单的时间不少于5分钟", en: "five minutes or more to check the closed list",
    check: of("notice", ({ objectionWindowMinutes: given }) => given < OBJECTION_WINDOW_MIN_MINUTES ? no("objection-window-too-short", { given, min: OBJECTION_WINDOW_MIN_MINUTES }) : null) },

  openersReady: { rules: ["ET-04"], zh: "全部开标人密钥已登记", en: "every opener's key is logged",
    check: of("notice", ({ openersMissing }) => openersMissing > 0 ? no("openers-not-ready", { missing: openersMissing }) : null) },

  clarificationFourEyes: { rules: [], zh: "澄清由编制人以外的另一名经办人发布", en: "a second officer publishes the clarification",
    check: of("clarification", ({ preparedBy }, { actor }) => actor === preparedBy ? no("four-eyes") : null) },

  beforeDeadline: { rules: [], zh: "在投标截止时间之前", en: "before the bid deadline",
    check: of("deadline", (deadline, { now }) => now >= deadline ? no("after-deadline", { deadline: rfc3339(deadline), now: rfc3339(now) }) : null) },

  clarificationInTime: { rules: ["EC-10"], zh: "影响投标的澄清在截止前法定日数发出，否则相应顺延", en: "a clarification that affects bids leaves its days before the deadline",
    check: of("clarification", ({ affectsBids, newDeadline }, { now, rules }) => {
      const min = wholeOf(rules, "EC-10");
      return affectsBids && now > latestBefore(newDeadline, min, "purchaser")
        ? no("clarification-too-late", { newDeadline: rfc3339(newDeadline), earliest: rfc3339(atLeast(now, min).instant), min }) : null;
    }) },

  deadlineNotEarlier: { rules: [], zh: "澄清不得提前投标截止时间", en: "a clarification never brings the deadline forward",
    check: of("clarification", ({ newDeadline }, { deadline }) =>
      deadline !== undefined && newDeadline < deadline ? no("deadline-brought-forward", { newDeadline: rfc3339(newDeadline), deadline: rfc3339(deadline) }) : null) },

  boxShutByOutage: { rules: [], zh: "截止时未取得截止检查点，投标箱保持关闭", en: "no deadline checkpoint came and the box stays shut",
    check: of("clarification", ({ shutByOutage }) => shutByOutage ? null : no("no-outage")) },

  newDeadlineAhead: { rules: [], zh: "新的截止时间尚未到达", en: "the new deadline is ahead",
    check: of("clarification", ({ newDeadline }, { now }) => newDeadline <= now ? no("after-deadline", { deadline: rfc3339(newDeadline), now: rfc3339(now) }) : null) },

  newDeadlineOnWorkDay: { rules: [], zh: "顺延后的截止日为工作日", en: "the new deadline is on a working day",
    check: of("clarification", ({ newDeadline }) => onWorkDay(newDeadline)) },
} as const satisfies Record<string, Guard>;

/** Whether the size alone makes a project in scope compulsory (16号令 5). */
export const isCompulsory = ({ inScope, kind, estimate }: ProjectFacts, rules: FrozenRules): boolean =>
  inScope && estimate >= BigInt(wholeOf(rules, THRESHOLD[kind])) * 100n;

/** The earliest lawful deadline of a clarification made at `now`: what a form proposes. */
export function earliestDeadlineAfter(facts: Pick<LotFacts, "now" | "rules">, standing: Instant): Instant {
  const byLaw = atLeast(facts.now, wholeOf(facts.rules, "EC-10")).instant;
  return byLaw > standing ? byLaw : standing;
}

function onWorkDay(deadline: Instant) {
  const kind = dayKind(dayOf(deadline));
  return kind.class === "WORK" ? null : no("deadline-on-day-off", { deadline: rfc3339(deadline), why: kind.zh, whyEn: kind.en });
}
