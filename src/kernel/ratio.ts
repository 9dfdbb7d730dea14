import { remembered } from "./remembered.js";

/** An exact number: numerator over a positive denominator, always in lowest terms. Scores and rates are these, never floats. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

/**
 * How a number is cut to its places. `half-up` is 四舍五入: a tie goes away from zero; `half-even` sends it to the even digit;
 * `down` cuts toward zero.
 */
export type Rounding = "half-up" | "half-even" | "down";

const TEXT = /^(-?\d{1,40})(?:\.(\d{1,40})|\/([1-9]\d{0,39}))?$/;

/** @throws {RangeError} if `d` is zero. */
export function ratio(n: bigint, d = 1n): Ratio {
  if (d === 0n) throw new RangeError("division by zero");
  const divisor = gcd(n < 0n ? -n : n, d < 0n ? -d : d);
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / divisor, d: (sign * d) / divisor };
}

function gcd(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b > MAX_SAFE || a > MAX_SAFE) {
    if (b === 0n) return a;
    [a, b] = [b, a % b];
  }
  return BigInt(safeGcd(Number(a), Number(b)));
}

/** Plain numbers while they are exact: ten times faster, and scores nearly always are. */
function safeGcd(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a === 0 ? 1 : a;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Whether a text is a number `parseRatio` reads: `93.29`, `-2`, `200/3`. */
export const isRatioText = (text: string): boolean => TEXT.test(text);

const READ_MAX = 5_000;

/** Reads `93.29`, `-2` or `200/3`. @throws {RangeError} on anything else. */
export const parseRatio = remembered(READ_MAX, readRatio);

function readRatio(text: string): Ratio {
  const match = TEXT.exec(text);
  if (match === null) throw new RangeError(`not a number: ${text.slice(0, 60)}`);
  const [, whole = "", decimals, below] = match;
  if (below !== undefined) return ratio(BigInt(whole), BigInt(below));
  return ratio(BigInt(whole + (decimals ?? "")), 10n ** BigInt(decimals?.length ?? 0));
}

/** The shortest text that `parseRatio` reads back unchanged: a decimal where one is exact, else a fraction. */
export function ratioText(value: Ratio): string {
  if (value.d === 1n) return value.n.toString();
  const places = exactPlaces(value.d);
  return places === null ? `${value.n.toString()}/${value.d.toString()}` : decimalText(value, places);
}

function exactPlaces(d: bigint): number | null {
  for (let places = 1, power = 10n; places <= 40; places++, power *= 10n) if (power % d === 0n) return places;
  return null;
}

/** With exactly `places` decimals, rounded 四舍五入: for showing, as 93.50. */
export function decimalText(value: Ratio, places: number): string {
  const { n, d } = round(value, places, "half-up");
  const scaled = (n * 10n ** BigInt(places)) / d;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, "0");
  const sign = scaled < 0n ? "-" : "";
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

export const add = (left: Ratio, right: Ratio): Ratio => ratio(left.n * right.d + right.n * left.d, left.d * right.d);
/** The sum of many, reduced once at the end. */
export function total(values: readonly Ratio[]): Ratio {
  let [n, d] = [0n, 1n];
  for (const each of values) [n, d] = d % each.d === 0n ? [n + each.n * (d / each.d), d] : [n * each.d + each.n * d, d * each.d];
  return ratio(n, d);
}
export const minus = (left: Ratio, right: Ratio): Ratio => ratio(left.n * right.d - right.n * left.d, left.d * right.d);
export const times = (left: Ratio, right: Ratio): Ratio => ratio(left.n * right.n, left.d * right.d);
/** @throws {RangeError} if `right` is zero. */
export const over = (left: Ratio, right: Ratio): Ratio => ratio(left.n * right.d, left.d * right.n);
/** Negative, zero or positive as `left` is below, at or above `right`. */
export function compare(left: Ratio, right: Ratio): -1 | 0 | 1 {
  const difference = left.n * right.d - right.n * left.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
export const absolute = (value: Ratio): Ratio => (value.n < 0n ? { n: -value.n, d: value.d } : value);

/** Cuts a number to `places` decimals (0 or more) in the named way. */
export function round(value: Ratio, places: number, mode: Rounding): Ratio {
  const scale = 10n ** BigInt(places);
  const sign = value.n < 0n ? -1n : 1n;
  const scaled = sign * value.n * scale;
  const [whole, rest] = [scaled / value.d, scaled % value.d];
  return ratio(sign * (whole + (roundsAway(whole, 2n * rest, value.d, mode) ? 1n : 0n)), scale);
}

function roundsAway(whole: bigint, twiceRest: bigint, d: bigint, mode: Rounding): boolean {
  if (mode === "down") return false;
  if (twiceRest !== d) return twiceRest > d;
  return mode === "half-up" || whole % 2n === 1n;
}
