import type { Refusal } from "../kernel/refusal.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { DAY_WORDS } from "../rules/calendar.js";
import { endOfPeriod } from "../rules/period.js";
import type { LotFacts } from "./facts.js";
import { no, of, type Guard } from "./guard.js";
import { lawCited, lawDays, lawId, lawPeriod } from "./law.js";
import { depositRefusal } from "./sale-prices.js";

type Words = { readonly zh: string; readonly en: string };

/** Why something comes too soon after the notice goes out; null where it leaves the days of the law. */
function tooSoon(facts: LotFacts, what: Words, given: Instant): Refusal | null {
  const earliest = endOfPeriod(facts.rules, lawId(facts, "noticeDays"), facts.now);
  if (given >= earliest) return null;
  const { count: min, unit } = lawDays(facts, "noticeDays");
  return no("sale-too-soon", { what: what.zh, whatEn: what.en, given: rfc3339(given), earliest: rfc3339(earliest), min, unit: DAY_WORDS[unit].zh, unitEn: DAY_WORDS[unit].en, ...lawCited(facts, "noticeDays") });
}

/** Conditions that granting a right by tender adds: the highest offer wins, and nobody may leave the box (39号令; 矿业权出让交易规则). */
export const GRANT_GUARDS = {
  noticedBeforeBidding: { rules: [], numbers: ["noticeDays"], zh: "公告满法定日数后开始接收投标", en: "bids are taken once the notice was out for its days",
    check: of("notice", ({ saleStartsAt }, facts) => tooSoon(facts, { zh: "投标开始时间", en: "The beginning of the bidding" }, saleStartsAt)) },

  noticedBeforeDeadline: { rules: [], numbers: ["noticeDays"], zh: "公告满法定日数后投标截止", en: "bids close once the notice was out for its days",
    check: of("notice", ({ deadline }, facts) => tooSoon(facts, { zh: "投标截止时间", en: "The deadline of bids" }, deadline)) },

  depositAboveFloor: { rules: [], numbers: ["depositFloor"], zh: "投标保证金不低于最低价的法定比例", en: "the deposit is its share of the lowest price or more",
    check: of("notice", ({ bond }, { rules, law: { depositFloor }, project }) => depositRefusal({ rules, law: depositFloor === undefined ? {} : { depositFloor } }, bond ?? 0n, project.estimate)) },

  priceAlone: { rules: [], zh: "按价高者得确定中标人，不设评标小组", en: "the highest price decides alone: nobody judges",
    check: ({ project: { priceAlone } }) => priceAlone ? null : no("committee-judges") },

  committeeJudges: { rules: [], zh: "综合条件最佳者得，由评标小组评审", en: "a committee judges, for more than the price counts",
    check: ({ project: { priceAlone } }) => priceAlone ? no("price-decides") : null },

  someQualified: { rules: [], zh: "有符合条件的投标人", en: "somebody qualifies",
    check: of("qualification", ({ qualified }) => qualified > 0 ? null : no("nobody-qualifies")) },

  nobodyQualified: { rules: [], zh: "没有符合条件的投标人", en: "nobody qualifies",
    check: of("qualification", ({ qualified }) => qualified > 0 ? no("enough-qualified", { qualified }) : null) },

  someBidStands: { rules: ["LD-17"], zh: "有不低于最低价、标底的有效投标", en: "a bid stands that is not below the lowest price or the reserve",
    check: of("evaluation", ({ validBids }) => validBids > 0 ? null : no("no-valid-bids")) },

  noBidStands: { rules: ["LD-17"], zh: "没有不低于最低价、标底的有效投标", en: "no bid stands that is not below the lowest price or the reserve",
    check: of("evaluation", ({ validBids }) => validBids > 0 ? no("some-bid-stands", { validBids }) : null) },

  bestOffer: { rules: [], zh: "确定排名第一的投标人", en: "the first of the order is determined",
    check: of("award", ({ rank }) => rank === 1 ? null : no("best-offer-wins", { rank })) },

  resultStoodPublic: { rules: [], numbers: ["publicityDays"], zh: "成交结果公示满法定日数", en: "the result was public for its days",
    check: of("contract", ({ awardIssuedAt }, facts) => {
      const { endsAt } = lawPeriod(facts, "publicityDays", dayOf(awardIssuedAt));
      return facts.now < endsAt ? no("publicity-runs", { endsAt: rfc3339(endsAt), ...lawCited(facts, "publicityDays") }) : null;
    }) },
} as const satisfies Record<string, Guard>;
