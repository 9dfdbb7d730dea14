import type { Fen } from "../kernel/money.js";
import { compare, parseRatio, ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { computed, given, type Explanation } from "./explain.js";
import type { LowPriceShares, LowPriceTest } from "./method.js";

/** A conforming bid's price as it was bid: the tests take no deduction into account. */
export type ConformingPrice = { readonly bidder: string; readonly price: Fen };

/** A price below a limit, with the tree of the limit: the bidder must be asked to explain it. */
export type LowPriceAlarm = { readonly bidder: string; readonly test: LowPriceTest; readonly price: Fen; readonly limit: Explanation };

/** What the committee found of an abnormally low price after asking for reasons, in writing. */
export type LowPriceFinding = { readonly bidder: string; readonly proved: boolean; readonly finding: string };

/**
 * Every price of the conforming bids below half of their mean, below half of the next lowest and below 45 per cent of the ceiling,
 * or what the documents raised these shares to; a price equal to a limit is not below it. The mean takes in all of them, the tested one too, unless the documents leave that out.
 * Law: 财库〔2026〕2号 (GP-33 to GP-35); 87号令 60.
 * @param shares null where the documents set no limits, as before that rule: then the committee judges alone
 * @param ceiling the ceiling, or the budget where the documents set none
 */
export function lowPriceAlarms(bids: readonly ConformingPrice[], shares: LowPriceShares | null, ceiling: Fen | null): LowPriceAlarm[] {
  if (shares === null) return [];
  const prices = bids.map(({ price }) => price);
  const common = limitsOf(prices, shares, ceiling);
  const limitsFor = (at: number): Limit[] => (shares.meanOf === "others" ? [...meanLimit(prices.map((price, place) => (place === at ? null : price)), shares), ...common] : common);
  return bids.flatMap(({ bidder, price }, at) => limitsFor(at).flatMap(({ test, limit }): LowPriceAlarm[] => (compare(ratio(price, 100n), parseRatio(limit.value)) < 0 ? [{ bidder, test, price, limit }] : [])));
}

type Limit = { readonly test: LowPriceTest; readonly limit: Explanation };

/** The limit by the mean of prices, each named by its place among all; a price that is left out is null. */
function meanLimit(prices: readonly (Fen | null)[], shares: LowPriceShares): Limit[] {
  const leaves = prices.flatMap((price, at) => (price === null ? [] : [given({ id: `p${String(at + 1)}`, zh: `第${String(at + 1)}份通过符合性审查的报价（元）`, en: `conforming price ${String(at + 1)}, yuan` }, yuanText(price))]));
  if (leaves.length === 0) return [];
  const words = prices.includes(null) ? MEAN_WORDS.others : MEAN_WORDS.all;
  return [{ test: "mean", limit: limitOf("mean", computed({ id: "base", ...words }, `mean(${leaves.map(({ id }) => id).join(", ")})`, leaves), shares) }];
}

const MEAN_WORDS = {
  all: { zh: "全部通过符合性审查报价的平均值（元）", en: "mean of all conforming prices, yuan" }, others: { zh: "其他通过符合性审查报价的平均值（元）", en: "mean of the other conforming prices, yuan" },
} as const;

/** The limits that are the same for every bid. */
function limitsOf(prices: readonly Fen[], shares: LowPriceShares, ceiling: Fen | null): Limit[] {
  const [, next] = prices.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return [
    ...(shares.meanOf === "others" ? [] : meanLimit(prices, shares)),
    ...(next === undefined ? [] : [{ test: "next" as const, limit: limitOf("next", given({ id: "base", zh: "次低报价（元）", en: "next lowest price, yuan" }, yuanText(next)), shares) }]),
    ...(ceiling === null ? [] : [{ test: "ceiling" as const, limit: limitOf("ceiling", given({ id: "base", zh: "最高限价（未设的为预算金额，元）", en: "ceiling, or budget where none is set, yuan" }, yuanText(ceiling)), shares) }]),
  ];
}

const LIMIT_WORDS = {
  mean: { zh: "平均报价的审查线（元）", en: "limit by the mean, yuan" }, next: { zh: "次低报价的审查线（元）", en: "limit by the next lowest, yuan" }, ceiling: { zh: "最高限价的审查线（元）", en: "limit by the ceiling, yuan" },
} as const;

const limitOf = (test: LowPriceTest, base: Explanation, shares: LowPriceShares): Explanation =>
  computed({ id: "limit", ...LIMIT_WORDS[test] }, "base × share ÷ 100", [base, given({ id: "share", zh: "比例（%）", en: "share, %" }, shares[test])]);

const yuanText = (fen: Fen): string => `${fen.toString()}/100`;

/**
 * Whether the committee has dealt with every alarm: a finding for each bidder, and whoever did not prove its price is refused. The
 * committee may also ask on its own judgement, so a finding needs no alarm. @param refused bidders refused for an unproven price
 */
export function checkLowPrices(alarms: readonly LowPriceAlarm[], findings: readonly LowPriceFinding[], refused: readonly string[]): Result<true> {
  const open = alarms.find(({ bidder }) => !findings.some((each) => each.bidder === bidder));
  if (open !== undefined) return refuse("low-price-unexplained", { bidder: open.bidder, limit: alarms.filter(({ bidder }) => bidder === open.bidder).map(({ test }) => LIMIT_WORDS[test].zh).join("、") });
  const kept = findings.find(({ bidder, proved }) => !proved && !refused.includes(bidder));
  if (kept !== undefined) return refuse("low-price-not-refused", { bidder: kept.bidder });
  const wronged = refused.find((bidder) => findings.find((each) => each.bidder === bidder)?.proved !== false);
  return wronged === undefined ? ok(true) : refuse("low-price-not-asked", { bidder: wronged });
}
