import { compare, ratio, type Ratio } from "../kernel/ratio.js";
import type { Fen } from "../kernel/money.js";
import { anyOf, atMostOne, choose, factorial, PATTERN_CHANCE_MAX } from "./chance.js";

export type PricedBid = { readonly bidder: string; readonly price: Fen };

/** A pattern that some prices of a lot show; `value` says it in numbers. */
export type PricePattern = { readonly kind: "even-steps" | "even-ratio" | "last-digits" | "same-price"; readonly bids: readonly PricedBid[]; readonly value: string; readonly chance: Ratio };

/** Prices of more bidders are not searched for series: what three of so many show comes by chance. */
const SERIES_BIDDERS_MAX = 40;
/** A series has so many prices at least: two make none. */
const SERIES_MIN = 3;
/** The leading digits of a price are the market's; the others may be anything. */
const LEADING_DIGITS = 2;

/** The roundest unit that all prices are whole numbers of, a power of ten, in fen: who bids in thousands chooses among few prices. */
export function unitOf(prices: readonly bigint[]): bigint {
  let unit = 1n;
  while (prices.every((price) => price !== 0n && price % (unit * 10n) === 0n)) unit *= 10n;
  return unit;
}

/**
 * The patterns of a lot's prices that come by chance at most once in a hundred lots. Law: 实施条例 40(4); 87号令 37(4) (投标报价呈规律性差异).
 * Model of series: prices between the lowest and the highest fall on any multiple of the unit alike, each by itself. Model of digits: those after the first two are alike, each by itself.
 */
export function pricePatterns(bids: readonly PricedBid[]): PricePattern[] {
  const priced = bids.filter(({ price }) => price > 0n).toSorted((one, other) => (one.price < other.price ? -1 : one.price > other.price ? 1 : one.bidder < other.bidder ? -1 : 1));
  if (priced.length < 2) return [];
  const steps = seriesOf(priced, "even-steps");
  const found = [steps, steps === null ? seriesOf(priced, "even-ratio") : null, ...digitsOf(priced), ...equalsOf(priced)].filter((each) => each !== null);
  return found.filter(({ chance }) => compare(chance, PATTERN_CHANCE_MAX) <= 0);
}

/** The longest series: prices that lie the same amount, or the same proportion, apart. */
function seriesOf(bids: readonly PricedBid[], kind: "even-steps" | "even-ratio"): PricePattern | null {
  const [low, high] = [bids[0], bids.at(-1)];
  if (low === undefined || high === undefined || bids.length > SERIES_BIDDERS_MAX) return null;
  const unit = unitOf(bids.map(({ price }) => price));
  const inner = (high.price - low.price) / unit - 1n;
  for (let size = bids.length; size >= SERIES_MIN && inner > 0n; size -= 1) {
    const found = seriesIn(bids, size, kind, unit);
    if (found !== null) return { kind, bids: found, value: seriesValue(found, kind), chance: seriesChance(bids.length, size, inner, kind) };
  }
  return null;
}

/** Given its two ends a series has one place for each price between them; `even-ratio` takes the three multiples of the unit about it. */
function seriesChance(bidders: number, size: number, inner: bigint, kind: "even-steps" | "even-ratio"): Ratio {
  const between = BigInt(size - 2);
  const each = ratio(factorial(size - 2) * (kind === "even-ratio" ? 3n : 1n) ** between, inner ** between);
  return size === bidders ? atMostOne(each) : anyOf(choose(bidders, size) * choose(size, 2), each);
}

function seriesIn(bids: readonly PricedBid[], size: number, kind: "even-steps" | "even-ratio", unit: bigint): PricedBid[] | null {
  for (const [at, first] of bids.entries()) for (const last of bids.slice(at + size - 1)) {
    if (last.price === first.price) continue;
    const inner = Array.from({ length: size - 2 }, (_, step) => bids.find(({ price }) => isPlace(price, [first.price, last.price], { step: step + 1, steps: size - 1 }, kind, unit)));
    if (inner.every((each) => each !== undefined) && new Set(inner).size === inner.length) return [first, ...inner, last];
  }
  return null;
}

/** Whether a price stands so many steps from one end of a series to the other; exact for amounts, within a unit for proportions. */
function isPlace(price: bigint, [first, last]: readonly [bigint, bigint], { step, steps }: { readonly step: number; readonly steps: number }, kind: "even-steps" | "even-ratio", unit: bigint): boolean {
  if (price <= first || price >= last) return false;
  if (kind === "even-steps") return (price - first) * BigInt(steps) === (last - first) * BigInt(step);
  const wanted = first ** BigInt(steps - step) * last ** BigInt(step); // the place to the power of `steps`
  return (price - unit) ** BigInt(steps) <= wanted && wanted <= (price + unit) ** BigInt(steps);
}

function seriesValue(bids: readonly PricedBid[], kind: "even-steps" | "even-ratio"): string {
  const [first = 0n, second = 0n] = bids.map(({ price }) => price);
  return kind === "even-steps" ? (second - first).toString() : `${second.toString()}/${first.toString()}`;
}

/** Every two different prices with the same last digits before the round zeros that both have. */
function digitsOf(bids: readonly PricedBid[]): PricePattern[] {
  return pairsOf(bids).flatMap(([one, other]): PricePattern[] => {
    if (one.price === other.price) return [];
    const unit = unitOf([one.price, other.price]);
    let same = 0;
    while ((one.price / unit - other.price / unit) % 10n ** BigInt(same + 1) === 0n) same += 1;
    const length = Math.min(digitsIn(one.price / unit), digitsIn(other.price / unit)) - LEADING_DIGITS;
    const digits = Math.max(0, Math.min(same, length));
    return digits === 0 ? [] : [{ kind: "last-digits", bids: [one, other], value: (one.price / unit % 10n ** BigInt(digits)).toString().padStart(digits, "0"), chance: anyOf(choose(bids.length, 2), ratio(1n, 10n ** BigInt(digits))) }];
  });
}

/** Every two equal prices: the fewer round zeros, the rarer. */
function equalsOf(bids: readonly PricedBid[]): PricePattern[] {
  return pairsOf(bids).flatMap(([one, other]): PricePattern[] => {
    if (one.price !== other.price) return [];
    const free = Math.max(0, digitsIn(one.price / unitOf([one.price])) - LEADING_DIGITS);
    return [{ kind: "same-price", bids: [one, other], value: one.price.toString(), chance: anyOf(choose(bids.length, 2), ratio(1n, 10n ** BigInt(free))) }];
  });
}

const digitsIn = (value: bigint): number => value.toString().length;
export const pairsOf = <Item>(items: readonly Item[]): (readonly [Item, Item])[] => items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other] as const));

/** How far the highest price is above the lowest, as a share of the highest; null of fewer than three bidders, or without a price. */
export function spreadOf(prices: readonly bigint[]): Ratio | null {
  const sorted = prices.filter((price) => price > 0n).toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  const [low, high] = [sorted[0], sorted.at(-1)];
  return sorted.length < SERIES_MIN || low === undefined || high === undefined ? null : ratio(high - low, high);
}

/** Prices of three bidders or more that lie within this share of the highest are looked at. */
export const SPREAD_MAX: Ratio = ratio(1n, 100n);
