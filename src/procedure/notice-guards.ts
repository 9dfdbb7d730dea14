import { percentOf, yuan } from "../kernel/money.js";
import { compare, parseRatio, ratio } from "../kernel/ratio.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { atLeast, atLeastRolled, DAY_WORDS, dayKind, latestBefore } from "../rules/calendar.js";
import { furtherOf, wholeOf } from "../rules/rules.js";
import type { LotFacts, ProjectFacts } from "./facts.js";
import type { Bought } from "./procedure.js";
import { no, of, type Guard } from "./guard.js";
import { lawCited, lawDays, lawExact, lawId, lawSets, lawWhole, type Lawful } from "./law.js";

/** Trust protocol §1.5: time for anybody to say that a lodged bid is missing from the closed list. */
const OBJECTION_WINDOW_MIN_MINUTES = 5;
const WEIGHTS_TOTAL = ratio(100n);
const SIZE = { construction: "sizeOfConstruction", goods: "sizeOfGoods", services: "sizeOfServices" } as const;
const BOND_CAP = { construction: "bondCapOfConstruction", goods: "bondCapOfGoods", services: "bondCapOfServices" } as const;
const FEN_A_YUAN = 100n;

/** Conditions of registering a project, publishing its notice and clarifying it. */
export const NOTICE_GUARDS = {
  approved: { rules: [], zh: "已取得审批（核准、备案）文件", en: "the approval document is there",
    check: ({ project }) => project.approval === null ? no("not-approved") : null },

  funded: { rules: [], zh: "资金来源已落实", en: "the funds are settled",
    check: ({ project }) => project.funds === null ? no("not-funded") : null },

  compulsoryBySize: { rules: [], numbers: ["stateBudgetShare", "sizeOfConstruction", "sizeOfGoods", "sizeOfServices"], zh: "达到规模标准的，按依法必须招标的项目办理", en: "a project of the size is treated as compulsory",
    check: (facts) => {
      const { kind, compulsory, estimate } = facts.project;
      if (kind === "right" || compulsory || !isCompulsory(facts.project, facts)) return null;
      return no("must-be-compulsory", { estimate: yuan(estimate), min: yuan(sizeOf(kind, facts)), ...lawCited(facts, SIZE[kind]) });
    } },

  fourEyes: { rules: [], zh: "由编制人以外的另一名经办人发布", en: "a second officer publishes",
    check: of("notice", ({ preparedBy }, { actor }) => actor === preparedBy ? no("four-eyes") : null) },

  saleNotBeforeNotice: { rules: [], zh: "文件发售不早于公告发布", en: "the sale begins no earlier than the notice",
    check: of("notice", ({ saleStartsAt }, { now }) => saleStartsAt < now ? no("sale-too-early", { saleStartsAt: rfc3339(saleStartsAt), now: rfc3339(now) }) : null) },

  saleLongEnough: { rules: ["CA-01", "CA-02"], numbers: ["saleDays"], zh: "发售期不少于法定日数，最后一日为工作日", en: "the sale runs the days of the law and ends on a working day",
    check: of("notice", ({ saleStartsAt, saleEndsAt }, facts) => {
      const { count: min, unit } = lawDays(facts, "saleDays");
      const earliest = atLeastRolled(saleStartsAt, min, unit);
      const words = { min, unit: DAY_WORDS[unit].zh, unitEn: DAY_WORDS[unit].en, ...lawCited(facts, "saleDays") };
      return saleEndsAt < earliest ? no("sale-too-short", { saleEndsAt: rfc3339(saleEndsAt), earliest: rfc3339(earliest), ...words }) : null;
    }) },

  deadlineAfterSale: { rules: [], zh: "投标截止不早于发售截止", en: "the bid deadline is not before the end of the sale",
    check: of("notice", ({ saleEndsAt, deadline }) => deadline < saleEndsAt ? no("deadline-before-sale-ends", { deadline: rfc3339(deadline), saleEndsAt: rfc3339(saleEndsAt) }) : null) },

  deadlineFarEnough: { rules: [], numbers: ["bidWindowDays"], zh: "依法必须招标的项目，自文件开始发出至投标截止不少于法定日数", en: "a compulsory project leaves the days of the law for making bids",
    check: of("notice", ({ saleStartsAt, deadline }, facts) => {
      const min = lawWhole(facts, "bidWindowDays");
      const earliest = atLeast(saleStartsAt, min).instant;
      return facts.project.compulsory && deadline < earliest ? no("deadline-too-soon", { deadline: rfc3339(deadline), earliest: rfc3339(earliest), min, ...lawCited(facts, "bidWindowDays") }) : null;
    }) },

  deadlineOnWorkDay: { rules: [], zh: "投标截止日为工作日", en: "the deadline is on a working day",
    check: of("notice", ({ deadline }) => onWorkDay(deadline)) },

  bondWithinShare: { rules: [], numbers: ["bondShare"], zh: "投标保证金不超过法定比例", en: "the bond is within its share of the estimate or budget",
    check: of("notice", ({ bond }, facts) => {
      const percent = lawWhole(facts, "bondShare");
      const { estimate, valuedAs } = facts.project;
      const max = percentOf(estimate, BigInt(percent));
      return bond !== null && bond > max ? no("bond-over-share", { bond: yuan(bond), max: yuan(max), percent, base: valuedAs.zh, baseEn: valuedAs.en, ...lawCited(facts, "bondShare") }) : null;
    }) },

  bondWithinCap: { rules: [], numbers: ["bondCapOfConstruction", "bondCapOfGoods", "bondCapOfServices"], zh: "投标保证金不超过最高额", en: "the bond is within the absolute cap",
    check: of("notice", ({ bond }, facts) => {
      const { kind } = facts.project;
      if (kind === "right") return null;
      const cap = BOND_CAP[kind];
      const max = BigInt(lawWhole(facts, cap)) * FEN_A_YUAN;
      return bond !== null && bond > max ? no("bond-over-cap", { bond: yuan(bond), max: yuan(max), ...lawCited(facts, cap) }) : null;
    }) },

  bondAsLongAsBids: { rules: [], numbers: ["bondValidity"], zh: "保证金有效期与投标有效期一致", en: "the bond is valid as long as the bids",
    check: of("notice", ({ bond, bondValidityDays, bidValidityDays }, facts) =>
      bond !== null && bondValidityDays !== bidValidityDays ? no("bond-validity-differs", { bondDays: bondValidityDays ?? 0, bidDays: bidValidityDays, ...lawCited(facts, "bondValidity") }) : null) },

  oneReserveEstimate: { rules: [], numbers: ["reserveEstimatesMax"], zh: "标底至多一个", en: "at most one reserve estimate",
    check: of("notice", ({ reserveEstimates }, facts) => {
      const max = lawWhole(facts, "reserveEstimatesMax");
      return reserveEstimates > max ? no("too-many-reserve-estimates", { count: reserveEstimates, max, ...lawCited(facts, "reserveEstimatesMax") }) : null;
    }) },

  noMinimumPrice: { rules: [], numbers: ["minimumPrices"], zh: "不设最低投标限价", en: "no minimum price is set",
    check: of("notice", ({ minimumPrice }, facts) => minimumPrice === null ? null : no("minimum-price-set", { price: yuan(minimumPrice), ...lawCited(facts, "minimumPrices") })) },

  methodOfLine: { rules: [], zh: "评审办法为本类交易的法定办法", en: "bids are judged by a method of the line's law",
    check: of("notice", ({ method: { isOfLine, given, known, law } }) =>
      isOfLine ? null : no("method-of-another-line", { given: given.zh, givenEn: given.en, known: known.zh, knownEn: known.en, law: law.zh, lawEn: law.en })) },

  priceFormulaWritten: { rules: [], zh: "文件载明价格的评审办法", en: "the documents state how the price is judged",
    check: of("notice", ({ priceFormula }) => priceFormula ? null : no("price-formula-missing")) },

  weightsAddUp: { rules: [], zh: "分值合计为100分", en: "the weights add up to 100",
    check: of("notice", ({ weightsTotal }) => weightsTotal === null || compare(parseRatio(weightsTotal), WEIGHTS_TOTAL) === 0 ? null : no("weights-do-not-add-up", { total: weightsTotal })) },

  tieRuleWritten: { rules: [], zh: "文件载明得分相同时的排序规则", en: "the documents state the order between equals",
    check: of("notice", ({ tieRule }) => tieRule ? null : no("tie-rule-missing")) },

  methodWithinLaw: { rules: ["GP-28", "GP-29", "GP-30", "GP-31", "GP-33", "GP-34", "GP-35"], zh: "评审办法的数值在法定范围内", en: "the method's numbers keep to the law",
    check: of("notice", ({ methodFault }) => methodFault) },

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

  confirmationHasReason: { rules: [], zh: "要求重新确认的澄清可能影响投标", en: "what asks for confirmation may affect bids",
    check: of("clarification", ({ affectsBids, reconfirm }) => reconfirm && !affectsBids ? no("confirmation-without-effect") : null) },

  confirmationInTime: { rules: [], numbers: ["clarificationDays"], zh: "要求重新确认的，留足法定日数", en: "a confirmation that is asked for gets the days of a clarification",
    check: of("clarification", ({ reconfirm, newDeadline }, facts) => reconfirm ? tooLate("clarificationDays", newDeadline, facts) : null) },

  clarificationInTime: { rules: [], numbers: ["clarificationDays"], zh: "影响投标的澄清在截止前法定日数发出，否则相应顺延", en: "a clarification that affects bids leaves its days before the deadline",
    check: of("clarification", ({ affectsBids, newDeadline }, facts) => affectsBids ? tooLate("clarificationDays", newDeadline, facts) : null) },

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

/** A clarification at `now` leaves its days before the deadline. @param number those days: of bids or of applications */
export function tooLate(number: "clarificationDays" | "applicationClarificationDays", newDeadline: Instant, facts: Lawful & Pick<LotFacts, "now">) {
  const min = lawWhole(facts, number);
  return facts.now > latestBefore(newDeadline, min, "purchaser")
    ? no("clarification-too-late", { newDeadline: rfc3339(newDeadline), earliest: rfc3339(atLeast(facts.now, min).instant), min, ...lawCited(facts, number) }) : null;
}

const sizeOf = (kind: Bought, lawful: Lawful): bigint => BigInt(lawWhole(lawful, SIZE[kind])) * FEN_A_YUAN;

/** Whether so much budget money stands in the project, and so large a share of the investment, that it lies in scope whatever is declared (16号令 2). */
function isOfBudget({ investment }: ProjectFacts, lawful: Lawful): boolean {
  if (investment === null || !lawSets(lawful, "stateBudgetShare")) return false;
  const least = furtherOf(lawful.rules, lawId(lawful, "stateBudgetShare"), "budget").n * FEN_A_YUAN;
  return investment.budget >= least && compare(ratio(investment.budget * 100n, investment.total), lawExact(lawful, "stateBudgetShare")) >= 0;
}

/** Whether the size makes a project in scope compulsory (16号令 2, 5): only what is bought has a size. */
export const isCompulsory = (project: ProjectFacts, lawful: Lawful): boolean =>
  project.kind !== "right" && (project.inScope || isOfBudget(project, lawful)) && project.estimate >= sizeOf(project.kind, lawful);

/** The earliest lawful deadline of a clarification made at `now`: what a form proposes. */
export function earliestDeadlineAfter(facts: Lawful & Pick<LotFacts, "now">, standing: Instant, number: "clarificationDays" | "applicationClarificationDays" = "clarificationDays"): Instant {
  const byLaw = atLeast(facts.now, lawWhole(facts, number)).instant;
  return byLaw > standing ? byLaw : standing;
}

function onWorkDay(deadline: Instant) {
  const kind = dayKind(dayOf(deadline));
  return kind.class === "WORK" ? null : no("deadline-on-day-off", { deadline: rfc3339(deadline), why: kind.zh, whyEn: kind.en });
}
