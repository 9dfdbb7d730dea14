import { yuan } from "../kernel/money.js";
import type { Fen } from "../kernel/money.js";
import { compare, parseRatio } from "../kernel/ratio.js";
import { dayOf, rfc3339 } from "../kernel/time.js";
import { atLeast } from "../rules/calendar.js";
import { furtherOf } from "../rules/rules.js";
import type { LotFacts } from "./facts.js";
import { no, of, type Guard } from "./guard.js";
import { lawCited, lawExact, lawId, lawPeriod, lawWhole } from "./law.js";

const PRICE_WEIGHT = { goods: "priceWeightOfGoods", services: "priceWeightOfServices" } as const;
const FEN_A_YUAN = 100n;

/** The budget from which the larger committee is due, in fen (87号令 47). */
const largeFrom = (facts: LotFacts): Fen => furtherOf(facts.rules, lawId(facts, "committeeMinWhenLarge"), "budget").n * FEN_A_YUAN;

/** Conditions that buying with public money adds to those of every tender (政府采购法; 87号令). */
export const PROCUREMENT_GUARDS = {
  intentionNamed: { rules: [], numbers: ["intentionDays"], zh: "写明已公开的采购意向，或者不公开的理由", en: "the published intention is named, or why there was none",
    check: (facts) => facts.project.intention === null ? no("intention-missing", lawCited(facts, "intentionDays")) : null },

  intentionAhead: { rules: [], numbers: ["intentionDays"], zh: "采购意向公开满法定日数后发布公告；因不可预见的原因急需开展的，写明理由", en: "the notice comes the days of the law after the intention, unless an unforeseeable need is urgent",
    check: (facts) => {
      const { intention } = facts.project;
      if (intention === null) return no("intention-missing", lawCited(facts, "intentionDays"));
      if ("exempt" in intention) return null;
      const min = lawWhole(facts, "intentionDays");
      const earliest = atLeast(intention.publishedAt, min).instant;
      return facts.now < earliest ? no("intention-too-late", { published: rfc3339(intention.publishedAt), earliest: rfc3339(earliest), min, ...lawCited(facts, "intentionDays") }) : null;
    } },

  noMinimumPriceAtAll: { rules: [], zh: "不设最低限价", en: "no minimum price is set",
    check: of("notice", ({ minimumPrice }) => minimumPrice === null ? null : no("minimum-price-forbidden", { price: yuan(minimumPrice) })) },

  pricesReadOut: { rules: [], zh: "开标时当场公布报价：没有待评审后再开启的部分", en: "prices are read out at the opening: no part waits for the evaluation",
    check: of("notice", ({ partsThatWait }) => partsThatWait === 0 ? null : no("prices-not-read-out", { parts: partsThatWait })) },

  priceWeightEnough: { rules: [], numbers: ["priceWeightOfGoods", "priceWeightOfServices"], zh: "价格分值占总分值的比重不低于法定比例", en: "the price weighs as much as the law asks",
    check: of("notice", ({ priceWeight }, facts) => {
      const { kind } = facts.project;
      if (priceWeight === null || kind === "construction" || kind === "right") return null;
      const min = lawExact(facts, PRICE_WEIGHT[kind]);
      return compare(parseRatio(priceWeight), min) < 0 ? no("price-weight-too-low", { weight: priceWeight, min: lawWhole(facts, PRICE_WEIGHT[kind]), ...lawCited(facts, PRICE_WEIGHT[kind]) }) : null;
    }) },

  voidGroundHolds: { rules: ["GP-20"], zh: "废标的法定情形成立（政府采购法第三十六条）", en: "a ground of the law for declaring it void holds (art. 36)",
    check: of("voiding", ({ fault }) => fault) },

  terminationGrounded: { rules: [], zh: "公告发布后终止的，具备法定情形并写明项目实施情况（87号令第二十九条）", en: "once the notice is out, a ground of the law and how far things went (Order 87, art. 29)",
    check: of("termination", ({ isNoticed, ground, saysProgress, known }) => {
      if (!isNoticed) return null;
      const cited = { law: known.law.zh, lawEn: known.law.en };
      if (!ground.isOfLaw) return no("termination-ground", { given: ground.given, known: known.zh, knownEn: known.en, ...cited });
      return saysProgress ? null : no("termination-progress", cited);
    }) },

  everyBidderReviewed: { rules: [], zh: "每个已解密投标人的资格均已认定", en: "every opened bidder's qualification is ruled on",
    check: of("qualification", ({ undecided }) => undecided === 0 ? null : no("qualification-undecided", { undecided })) },

  enoughQualified: { rules: [], numbers: ["qualifiedMin"], zh: "合格投标人达到法定数量", en: "as many qualify as the law asks",
    check: of("qualification", ({ qualified }, facts) => {
      const min = lawWhole(facts, "qualifiedMin");
      return qualified < min ? no("too-few-qualified", { qualified, min, ...lawCited(facts, "qualifiedMin") }) : null;
    }) },

  tooFewQualified: { rules: [], numbers: ["qualifiedMin"], zh: "合格投标人不足法定数量", en: "fewer qualify than the law asks",
    check: of("qualification", ({ qualified }, facts) => qualified < lawWhole(facts, "qualifiedMin") ? null : no("enough-qualified", { qualified })) },

  committeeLargeEnough: { rules: [], numbers: ["committeeMinWhenLarge"], zh: "预算达到规模的，评标委员会为七人以上", en: "seven members or more where the budget is large",
    check: of("committee", ({ size }, facts) => {
      const min = lawWhole(facts, "committeeMinWhenLarge");
      const from = largeFrom(facts);
      return facts.project.estimate >= from && size < min ? no("committee-too-small-for-budget", { size, min, from: yuan(from), ...lawCited(facts, "committeeMinWhenLarge") }) : null;
    }) },

  chairIsNoRepresentative: { rules: [], zh: "采购人代表不担任评标组长", en: "the purchaser's representative does not chair",
    check: of("committee", ({ chairIsRepresentative }) => chairIsRepresentative ? no("chair-is-representative") : null) },

  enoughConforming: { rules: [], numbers: ["validBidsMin"], zh: "实质性响应的投标达到法定数量", en: "as many bids conform as the law asks",
    check: of("evaluation", ({ validBids }, facts) => {
      const min = lawWhole(facts, "validBidsMin");
      return validBids < min ? no("too-few-conforming", { validBids, min, ...lawCited(facts, "validBidsMin") }) : null;
    }) },

  tooFewConforming: { rules: [], numbers: ["validBidsMin"], zh: "实质性响应的投标不足法定数量", en: "fewer bids conform than the law asks",
    check: of("evaluation", ({ validBids }, facts) => validBids < lawWhole(facts, "validBidsMin") ? null : no("enough-conforming", { validBids })) },

  firstInOrder: { rules: [], numbers: ["determineDays"], zh: "按评标报告推荐的顺序确定第一名", en: "the first of the report's order is determined",
    check: of("award", ({ rank }, facts) => rank === 1 ? null : no("winner-out-of-rank", { rank, max: 1, ...lawCited(facts, "determineDays") })) },

  resultNoticeInTime: { rules: [], numbers: ["resultNoticeDays"], zh: "确定中标人后在法定日数内公告并发出通知书", en: "the result is announced within its days of the decision",
    check: of("award", ({ determinedAt }, facts) => {
      const { endsAt } = lawPeriod(facts, "resultNoticeDays", dayOf(determinedAt));
      return facts.now > endsAt ? no("result-notice-late", { latest: rfc3339(endsAt), ...lawCited(facts, "resultNoticeDays") }) : null;
    }) },

  contractNoticeInTime: { rules: [], numbers: ["contractNoticeDays"], zh: "合同签订后在法定日数内公告", en: "the contract is announced within its days of the signature",
    check: of("signature", ({ signedOn }, facts) => {
      const { endsAt } = lawPeriod(facts, "contractNoticeDays", signedOn);
      return facts.now > endsAt ? no("contract-notice-late", { latest: rfc3339(endsAt), ...lawCited(facts, "contractNoticeDays") }) : null;
    }) },

  filedInTime: { rules: [], numbers: ["reportDays"], zh: "合同签订后在法定日数内备案", en: "the contract is filed within its days of the signature",
    check: of("signature", ({ signedOn }, facts) => {
      const { endsAt } = lawPeriod(facts, "reportDays", signedOn);
      return facts.now > endsAt ? no("filing-late", { latest: rfc3339(endsAt), ...lawCited(facts, "reportDays") }) : null;
    }) },
} as const satisfies Record<string, Guard>;
