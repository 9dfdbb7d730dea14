import { yuan } from "../kernel/money.js";
import { ratio } from "../kernel/ratio.js";
import type { Facts, Refusal, RefusalCode } from "../kernel/refusal.js";
import { refuse } from "../kernel/result.js";
import { dayOf, rfc3339, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { DAY_WORDS } from "../rules/calendar.js";
import { holds, type RuleId } from "../rules/rules.js";
import { lawCited, lawDays, lawId, lawSets } from "./law.js";
import { closesLawfully, dutyFrom, earliestAfter, lastDayOfDisclosures, lastDayToApply } from "./sale-dates.js";
import type { SaleFacts } from "./sale-facts.js";
import type { SaleNumber } from "./sale-law.js";
import { depositRefusal, floorRefusal } from "./sale-prices.js";

/** A condition of a move of a sale: the numbers it holds the facts against, what it asks in words, and the check itself. */
export type SaleGuard = { readonly rules: readonly RuleId[]; readonly numbers?: readonly SaleNumber[]; readonly zh: string; readonly en: string; readonly check: (facts: SaleFacts) => Refusal | null };

const no = <Code extends RefusalCode>(code: Code, ...facts: Facts<Code>): Refusal => refuse(code, ...facts).refusal;
type Form = Exclude<{ [Key in keyof SaleFacts]-?: undefined extends SaleFacts[Key] ? Key : never }[keyof SaleFacts], undefined>;
const FORM_NAMES: Readonly<Record<Form, string>> = {
  notice: "公告", round: "历次披露", qualified: "资格审查情况", undecided: "待审申请", single: "单一受让方的成交价", planned: "竞价安排", outcome: "竞价结果", signatures: "确认书签署情况", endedOn: "活动结束之日", contract: "合同", publicSince: "公示", paid: "价款缴纳情况", reason: "书面理由",
};
const of = <Key extends Form>(form: Key, check: (group: NonNullable<SaleFacts[Key]>, facts: SaleFacts) => Refusal | null) => (facts: SaleFacts): Refusal | null => {
  const group = facts[form];
  return group === undefined ? no("form-missing", { form, formZh: FORM_NAMES[form] }) : check(group, facts);
};


const period = (facts: SaleFacts, name: SaleNumber) => {
  const { count, unit } = lawDays(facts, name);
  return { min: count, unit: DAY_WORDS[unit].zh, unitEn: DAY_WORDS[unit].en, ...lawCited(facts, name) };
};

/** An instant that must not come before the end of a shortest period. */
function notBefore(facts: SaleFacts, name: SaleNumber, event: Instant, act: { readonly zh: string; readonly en: string; readonly at: Instant }): Refusal | null {
  const earliest = earliestAfter(facts, name, event);
  return act.at < earliest ? no("sale-too-soon", { what: act.zh, whatEn: act.en, given: rfc3339(act.at), earliest: rfc3339(earliest), ...period(facts, name) }) : null;
}

/** A duty that is not done by the end of its days. */
function notAfter(facts: SaleFacts, name: SaleNumber, from: PlainDate, what: { readonly zh: string; readonly en: string }): Refusal | null {
  if (!lawSets(facts, name)) return null;
  const { endsAt } = dutyFrom(facts, name, from);
  return facts.now > endsAt ? no("sale-too-late", { what: what.zh, whatEn: what.en, until: rfc3339(endsAt), ...period(facts, name) }) : null;
}

/** When what is recorded was done: a contract on the day it was signed. */
const signedAt = ({ contract, now }: SaleFacts): Instant => (contract === undefined ? now : startOf(contract.signedOn));

const paper = (held: string | null, zh: string, en: string): Refusal | null => (held === null ? no("sale-paper-missing", { paper: zh, paperEn: en }) : null);

/** The whole vocabulary a procedure of a sale may use. */
export const SALE_GUARDS = {
  approved: { rules: [], zh: "已取得出让（转让）的批准", en: "the grant or transfer is approved", check: ({ papers }) => paper(papers.approval, "批准文件", "the approval") },
  titled: { rules: [], zh: "权属清楚", en: "the title is clear", check: ({ papers }) => paper(papers.title, "权属证明", "the proof of title") },
  unrestrained: { rules: [], zh: "没有查封、冻结、抵押或者权属争议", en: "no seal, freezing, mortgage or dispute", check: ({ papers }) => papers.restraint === null ? null : no("sale-restrained", { restraint: papers.restraint }) },
  schemeApproved: { rules: [], zh: "出让（转让）方案已批准", en: "the scheme is approved", check: ({ papers }) => paper(papers.scheme, "出让（转让）方案", "the scheme") },
  planFixed: { rules: [], zh: "规划条件已确定", en: "the planning conditions are fixed", check: ({ papers }) => paper(papers.plan, "规划条件", "the planning conditions") },

  appraised: { rules: ["PR-03"], zh: "评估结果已核准或者备案", en: "the appraisal is approved or filed", check: ({ transfer }) => paper(transfer?.appraisal ?? null, "评估核准或者备案文件", "the filing of the appraisal") },
  governmentAgreed: { rules: ["PR-02"], zh: "失去国有控股地位的，经本级人民政府批准", en: "where State control goes, the people’s government approved",
    check: ({ transfer }) => transfer?.losesControl === true ? paper(transfer.government, "本级人民政府的批准文件", "the approval of the people’s government") : null },
  shareholdersAsked: { rules: [], zh: "已征询其他股东是否行使优先购买权", en: "the other shareholders were asked for their pre-emption", check: ({ transfer }) => transfer === null || transfer.shareholdersAsked ? null : no("shareholders-not-asked") },
  preDisclosedInTime: { rules: [], numbers: ["preNoticeStartDays"], zh: "自转让行为获批后在期限内预披露", en: "pre-disclosed within its days of the approval",
    check: (facts) => facts.transfer === null ? null : notAfter(facts, "preNoticeStartDays", facts.transfer.approvedOn, { zh: "预披露", en: "The pre-disclosure" }) },
  preDisclosedLongEnough: { rules: [], numbers: ["preNoticeDays"], zh: "控制权转移的，预披露满法定期限", en: "where control changes, pre-disclosed for its days",
    check: (facts) => {
      if (facts.transfer?.losesControl !== true) return null;
      if (facts.transfer.preDisclosedAt === null) return no("not-pre-disclosed");
      return notBefore(facts, "preNoticeDays", facts.transfer.preDisclosedAt, { zh: "正式披露", en: "The formal disclosure", at: facts.now });
    } },

  fourEyes: { rules: [], zh: "由编制人以外的另一名经办人发布", en: "a second officer publishes", check: of("notice", ({ preparedBy }, { actor }) => actor === preparedBy ? no("four-eyes") : null) },
  noticeWhole: { rules: ["MR-02"], zh: "公告内容齐全", en: "the notice says all it must", check: of("notice", ({ missing }) => missing.length > 0 ? no("sale-notice-unfinished", { missing: missing.join("、") }) : null) },
  methodOfLine: { rules: ["MR-01"], zh: "交易方式为本类业务法定的竞争方式", en: "the method is one of the line’s law", check: of("notice", ({ isMethodOfLine, method, methodsBy }) => isMethodOfLine ? null : no("sale-method", { method: method.zh, methodEn: method.en, law: methodsBy.zh, lawEn: methodsBy.en })) },
  reserveStated: { rules: ["LD-08", "AU-03"], zh: "公告写明有无底价", en: "the notice says whether there is a reserve", check: of("notice", ({ reserve }) => reserve === null ? no("reserve-not-stated") : null) },
  disclosedLongEnough: { rules: [], numbers: ["noticeDays", "noticeDaysOfAssets", "noticeDaysOfLargeAssets", "noticeDaysOfIncrease", "noticeDaysAgain"], zh: "披露期不少于法定日数", en: "the disclosure lasts its days",
    check: of("notice", ({ noticeNumber, applyUntil }, facts) => notBefore(facts, noticeNumber, facts.now, { zh: "披露截止时间", en: "The end of the disclosure", at: applyUntil })) },
  extendedLongEnough: { rules: [], numbers: ["extensionDays"], zh: "每次延长不少于法定日数", en: "an extension lasts its days",
    check: of("notice", ({ applyUntil, extends: before }, facts) => before === null ? null : notBefore(facts, "extensionDays", before, { zh: "延长后的披露截止时间", en: "The end of the extended disclosure", at: applyUntil })) },
  noticedLongEnough: { rules: [], numbers: ["noticeDays"], zh: "公告期满后方可开始", en: "the activity starts after the days of the notice",
    check: of("notice", ({ noticeNumber, startsAt }, facts) => notBefore(facts, noticeNumber, facts.now, { zh: "竞价活动开始时间", en: "The start of the activity", at: startsAt })) },
  auctionNoticedLongEnough: { rules: [], numbers: ["auctionNoticeDays"], zh: "由拍卖企业组织的，于拍卖日前公告", en: "an auctioneer’s sale is noticed its days before",
    check: of("notice", ({ isAuctioneers, startsAt }, facts) => isAuctioneers ? notBefore(facts, "auctionNoticeDays", facts.now, { zh: "拍卖时间", en: "The auction", at: startsAt }) : null) },
  displayedLongEnough: { rules: [], numbers: ["displayDays"], zh: "由拍卖企业组织的，拍卖标的展示不少于法定日数", en: "an auctioneer’s lot is shown for its days",
    check: of("notice", ({ isAuctioneers, display, startsAt }, facts) => {
      if (!isAuctioneers) return null;
      if (display === null || display.until > startsAt) return no("sale-not-displayed");
      return notBefore(facts, "displayDays", display.from, { zh: "展示结束时间", en: "The end of the display", at: display.until });
    }) },
  listedLongEnough: { rules: [], numbers: ["listingDays"], zh: "挂牌时间不少于法定日数", en: "the listing lasts its days",
    check: of("notice", ({ startsAt, listingEndsAt }, facts) => listingEndsAt === null ? null : notBefore(facts, "listingDays", startsAt, { zh: "挂牌截止时间", en: "The end of the listing", at: listingEndsAt })) },
  applicationsCloseLawfully: { rules: [], numbers: ["applicationsBeforeEnd"], zh: "申请截止时间合于规定", en: "applications close when the rules say",
    check: of("notice", ({ listingEndsAt, applyUntil }, facts) => {
      if (listingEndsAt === null || !lawSets(facts, "applicationsBeforeEnd") || closesLawfully(facts, listingEndsAt, applyUntil)) return null;
      return no("applications-close-wrong", { given: rfc3339(applyUntil), on: lastDayToApply(facts, listingEndsAt).on, ...lawCited(facts, "applicationsBeforeEnd") });
    }) },
  applicationsCloseBeforeStart: { rules: [], zh: "申请在竞价开始前截止", en: "applications close before the contest starts",
    check: of("notice", ({ listingEndsAt, applyUntil, startsAt }) => listingEndsAt === null && applyUntil >= startsAt ? no("applications-close-late", { given: rfc3339(applyUntil), starts: rfc3339(startsAt) }) : null) },
  depositLawful: { rules: [], numbers: ["depositFloor", "depositCap"], zh: "保证金合于规定", en: "the deposit keeps to the law", check: (facts) => depositRefusal(facts, facts.offered.deposit, facts.offered.floor) },
  floorLawful: { rules: [], numbers: ["firstFloor", "consentBelow"], zh: "底价合于评估结果", en: "the floor price keeps to the appraisal",
    check: of("round", ({ isFirst }, facts) => facts.offered.appraisal === null ? no("sale-paper-missing", { paper: "评估结果", paperEn: "the appraisal" }) : floorRefusal(facts, { floor: facts.offered.floor, appraisal: facts.offered.appraisal, isFirst, consent: facts.transfer?.consent ?? null })) },
  termLawful: { rules: [], numbers: ["longestTerm"], zh: "出让年限不超过最高年限", en: "the term is within the longest",
    check: (facts) => facts.offered.term === null || facts.offered.term.years <= facts.offered.term.longest ? null : no("term-too-long", { years: facts.offered.term.years, longest: facts.offered.term.longest, ...lawCited(facts, "longestTerm") }) },
  disclosureOver: { rules: [], zh: "上一轮披露期已满", en: "the disclosure before is over",
    check: of("notice", ({ extends: before }, { now }) => before !== null && now < before ? no("disclosure-runs", { until: rfc3339(before) }) : null) },
  withinTwelveMonths: { rules: [], numbers: ["expiryMonths"], zh: "自首次正式披露起未满十二个月", en: "within twelve months of the first disclosure",
    check: of("round", ({ firstOn }, facts) => {
      const last = firstOn === null ? null : lastDayOfDisclosures(facts, firstOn);
      return last !== null && dayOf(facts.now) > last ? no("disclosures-expired", { last, ...lawCited(facts, "expiryMonths") }) : null;
    }) },
  twelveMonthsOver: { rules: [], numbers: ["expiryMonths"], zh: "自首次正式披露起已超过十二个月", en: "more than twelve months since the first disclosure",
    check: of("round", ({ firstOn }, facts) => {
      const last = firstOn === null ? null : lastDayOfDisclosures(facts, firstOn);
      return last === null || dayOf(facts.now) <= last ? no("disclosures-run", { last: last ?? "—" }) : null;
    }) },
  applicationsDecided: { rules: [], zh: "竞买申请已全部审查", en: "every application is decided", check: of("undecided", (undecided) => undecided > 0 ? no("sale-applications-undecided", { count: undecided }) : null) },
  nobodyQualified: { rules: [], zh: "没有合格的意向受让方", en: "nobody is qualified", check: of("qualified", (qualified) => qualified > 0 ? no("somebody-qualified", { count: qualified }) : null) },
  oneQualified: { rules: [], numbers: ["competitionFrom"], zh: "只有一个合格的意向受让方", en: "one qualified transferee alone",
    check: of("qualified", (qualified, facts) => {
      if (qualified === 0) return no("no-applicant-qualified");
      return holds(facts.rules, lawId(facts, "competitionFrom"), ratio(BigInt(qualified))) ? no("competition-due", { count: qualified, ...lawCited(facts, "competitionFrom") }) : null;
    }) },
  applicationsClosed: { rules: [], zh: "申请已经截止", en: "applications are closed", check: of("notice", ({ applyUntil }, { now }) => now < applyUntil ? no("applications-run", { until: rfc3339(applyUntil) }) : null) },
  singlePriceEnough: { rules: [], zh: "成交价不低于转让底价，也不低于受让方自己的报价", en: "the price is neither below the floor price nor below the transferee’s own offer",
    check: of("single", ({ price, offer }, { offered: { floor } }) => {
      const least = offer > floor ? offer : floor;
      return price < least ? no("single-price-low", { price: yuan(price), least: yuan(least) }) : null;
    }) },
  enoughToCompete: { rules: [], numbers: ["competitionFrom"], zh: "有两个以上合格的意向受让方", en: "two or more qualified transferees",
    check: of("qualified", (qualified, facts) => holds(facts.rules, lawId(facts, "competitionFrom"), ratio(BigInt(qualified))) ? null : no("too-few-to-compete", { count: qualified, ...lawCited(facts, "competitionFrom") })) },
  contestPlanned: { rules: [], zh: "竞价已安排", en: "the contest is planned", check: of("planned", (planned) => planned ? null : no("contest-not-planned")) },
  dealMade: { rules: ["LD-07", "LD-16", "LD-17", "AU-03"], zh: "最高报价不低于底价", en: "the highest offer reached the reserve",
    check: of("outcome", ({ how, reserve }) => {
      if (reserve === "mismatch") return no("reserve-mismatch");
      return how === "deal" && reserve !== "not-reached" ? null : no("no-deal-here");
    }) },
  noDeal: { rules: ["LD-07"], zh: "无人报价，或者最高报价低于底价", en: "nobody offered, or the reserve was not reached",
    check: of("outcome", ({ how, reserve }) => reserve === "mismatch" ? no("reserve-mismatch") : how === "no-deal" || reserve === "not-reached" ? null : no("deal-here")) },
  bothSigned: { rules: [], zh: "出让人（转让方）和竞得人（受让方）均已签署", en: "both parties signed",
    check: of("signatures", ({ seller, winner }) => seller && winner ? null : no("confirmation-unsigned", { party: seller ? "竞得人（受让方）" : "出让人（转让方）", partyEn: seller ? "the winner" : "the seller" })) },
  confirmedInTime: { rules: [], numbers: ["confirmationDays"], zh: "在规定期限内签订成交确认书", en: "the confirmation is signed within its days",
    check: of("endedOn", (endedOn, facts) => notAfter(facts, "confirmationDays", endedOn, { zh: "签订成交确认书", en: "The confirmation" })) },
  resultInTime: { rules: [], numbers: ["resultDays"], zh: "在规定期限内公布结果", en: "the result is published within its days",
    check: of("endedOn", (endedOn, facts) => notAfter(facts, "resultDays", endedOn, { zh: "公布结果", en: "The result" })) },
  contractInTime: { rules: [], numbers: ["grantContractDays"], zh: "在规定期限内签订合同", en: "the contract is signed within its days",
    check: of("endedOn", (endedOn, facts) => notAfter({ ...facts, now: signedAt(facts) }, "grantContractDays", endedOn, { zh: "签订合同", en: "The contract" })) },
  publicLongEnough: { rules: [], numbers: ["dealPublicityDays"], zh: "成交结果公示期满", en: "the result was public for its days",
    check: of("publicSince", (since, facts) => notBefore(facts, "dealPublicityDays", since, { zh: "下一步", en: "What comes next", at: signedAt(facts) })) },
  priceUnchanged: { rules: [], zh: "合同价款与成交价一致", en: "the contract has the price of the deal", check: of("contract", ({ price, dealPrice }) => price === dealPrice ? null : no("sale-contract-price", { price: yuan(price), deal: yuan(dealPrice) })) },
  wholePricePaid: { rules: [], numbers: ["titleAfter"], zh: "价款已全部缴清", en: "the whole price is paid", check: of("paid", ({ fen, price }) => fen < price ? no("price-not-paid", { paid: yuan(fen), price: yuan(price) }) : null) },
  reasoned: { rules: [], zh: "有书面理由", en: "there is a written reason", check: of("reason", (reason) => reason.trim() === "" ? no("form-missing", { form: "reason", formZh: FORM_NAMES.reason }) : null) },
} as const satisfies Record<string, SaleGuard>;

export type SaleGuardId = keyof typeof SALE_GUARDS;
