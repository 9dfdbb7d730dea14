import { compare, parseRatio, ratio, times, type Ratio } from "../kernel/ratio.js";

/** What something is counted among, or `model` where it is worked out. */
export type Basis = "organisations" | "bidders" | "lots" | "model";

/** How often a signal comes by chance between two who have nothing to do with each other: exact, `3/200`. `have` of `of` is what was counted for it. */
export type Chance = { readonly ratio: string; readonly basis: Basis; readonly have: number | null; readonly of: number | null };

/** What more than one in so many others have too is no signal. */
export const RARE_ONE_IN = 20;
/** A pattern of prices that comes by chance more often than this in a lot is no signal. */
export const PATTERN_CHANCE_MAX: Ratio = ratio(1n, 100n);
/** The same for unit prices: many items are looked at. */
export const ITEMS_CHANCE_MAX: Ratio = ratio(1n, 1_000n);

/** Whether few enough of the others have it. */
export const isRare = (have: number, of: number): boolean => have * RARE_ONE_IN <= of;

/**
 * Counted among others: where `have` of `of` others have it, the next unrelated one has it at most this often, if he is like the others
 * (the rank of one among of + 1 that could change places).
 */
export const countedAmong = (basis: Exclude<Basis, "model">, have: number, of: number): Chance => ({ ratio: textOf(ratio(BigInt(have + 1), BigInt(of + 1))), basis, have, of });

/** Worked out from a model; never more than certain. */
export const modelled = (value: Ratio): Chance => ({ ratio: textOf(atMostOne(value)), basis: "model", have: null, of: null });

/** A fraction, not a decimal: `1/100`. */
const textOf = ({ n, d }: Ratio): string => (d === 1n ? n.toString() : `${n.toString()}/${d.toString()}`);

const ONE = ratio(1n);
export const atMostOne = (value: Ratio): Ratio => (compare(value, ONE) > 0 ? ONE : value);

/** The chance as a number again. */
export const chanceOf = ({ ratio: text }: Chance): Ratio => parseRatio(text);

export const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));

/** How many ways there are to pick k of n. */
export function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let taken = 0; taken < k; taken += 1) ways = (ways * BigInt(n - taken)) / BigInt(taken + 1);
  return k < 0 || k > n ? 0n : ways;
}

/** The chance that at least k of n independent things happen, each of which happens that often. */
export function tailOf(n: number, k: number, each: Ratio): Ratio {
  let sum = 0n;
  for (let count = Math.max(0, k); count <= n; count += 1) sum += choose(n, count) * each.n ** BigInt(count) * (each.d - each.n) ** BigInt(n - count);
  return ratio(sum, each.d ** BigInt(n));
}

/** So many such chances together, at most. */
export const anyOf = (count: bigint, each: Ratio): Ratio => atMostOne(times(ratio(count), each));
