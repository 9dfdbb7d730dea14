import { ok, refuse, type Result } from "./result.js";

/** Whole minor units of CNY (分). Never a float. */
export type Fen = bigint;

/** Money on the wire: `{"amount":"38650000.00","currency":"CNY"}`. */
export type MoneyJson = { readonly amount: string; readonly currency: "CNY" };

/** Sixteen digits of yuan: the largest sum that has a name in words (仟万亿) and fits a Postgres bigint as fen. */
const FEN_MAX: Fen = 10n ** 18n - 1n;
const AMOUNT = /^(0|[1-9]\d{0,15})\.\d{2}$/;

/** Reads money exactly as the contract writes it: two decimals, no sign, no leading zero, no other key. */
export function parseMoney(json: unknown): Result<Fen> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return refuse("money-shape");
  const { amount, currency, ...rest } = json as Readonly<Record<string, unknown>>;
  if (typeof amount !== "string" || Object.keys(rest).length > 0) return refuse("money-shape");
  if (currency !== "CNY") return refuse("money-currency", { given: shown(currency) });
  if (!AMOUNT.test(amount)) return refuse("money-amount", { given: shown(amount) });
  return ok(BigInt(amount.replace(".", "")));
}

const shown = (given: unknown): string => (typeof given === "string" ? given.slice(0, 40) : typeof given);

/** @throws {RangeError} if `fen` is negative or has more than sixteen digits of yuan. */
export const moneyJson = (fen: Fen): MoneyJson => ({ amount: plainYuan(checked(fen)), currency: "CNY" });

/** The decimal of an amount that may be below nothing, as machines read it: -20000.00. @throws {RangeError} as `moneyJson` */
export const signedAmount = (fen: Fen): string => `${fen < 0n ? "-" : ""}${moneyJson(fen < 0n ? -fen : fen).amount}`;

/** Yuan with two decimals and thousands: 38,650,000.00; differences may be negative. */
export function yuan(fen: Fen): string {
  return `${fen < 0n ? "-" : ""}${grouped(plainYuan(fen < 0n ? -fen : fen))}`;
}

/** 38,650,000.00 from the wire's 38650000.00: thousands apart, the decimals as they are. */
export const grouped = (amount: string): string => amount.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

function plainYuan(fen: Fen): string {
  const digits = fen.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The part of `amount` that `percent` allows, rounded down so that a cap is never exceeded. @param percent whole per cent */
export const percentOf = (amount: Fen, percent: bigint): Fen => (amount * percent) / 100n;

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];

/**
 * The sum in capital Chinese numerals, without the leading 人民币: 壹万陆仟肆佰零玖元零贰分. Law: 支付结算办法, annex 1
 * (the first of the two spellings where it leaves a choice; 整 after 元, none after 角 or 分).
 * @throws {RangeError} if `fen` is negative or has more than sixteen digits of yuan.
 */
export function inWords(fen: Fen): string {
  const whole = checked(fen) / 100n;
  const [jiao, cent] = [Number((fen / 10n) % 10n), Number(fen % 10n)];
  const integer = whole === 0n ? "" : `${integerInWords(whole)}元`;
  if (jiao === 0 && cent === 0) return `${integer === "" ? "零元" : integer}整`;
  return integer + centsInWords(jiao, cent, whole);
}

function centsInWords(jiao: number, cent: number, whole: bigint): string {
  if (jiao === 0) return `${whole === 0n ? "" : "零"}${digit(cent)}分`;
  const gap = whole !== 0n && whole % 10n === 0n ? "零" : "";
  return `${gap}${digit(jiao)}角${cent === 0 ? "" : `${digit(cent)}分`}`;
}

/** 亿 splits first, so that 万亿 comes out of the same words as 万. */
function integerInWords(whole: bigint): string {
  return joined(whole, 100_000_000n, "亿", (eight) => joined(eight, 10_000n, "万", fourInWords));
}

/** Words above and below a unit, with one 零 where the lower part does not reach its highest place. */
function joined(value: bigint, unit: bigint, name: string, inner: (part: bigint) => string): string {
  const [high, low] = [value / unit, value % unit];
  if (high === 0n) return inner(low);
  const gap = low !== 0n && low < unit / 10n ? "零" : "";
  return `${inner(high)}${name}${gap}${low === 0n ? "" : inner(low)}`;
}

function fourInWords(value: bigint): string {
  const digits = Array.from(value.toString(), Number);
  const words = digits.map((each, at) => (each === 0 ? "零" : digit(each) + (PLACES[digits.length - 1 - at] ?? ""))).join("");
  return words.replace(/零+/g, "零").replace(/零$/, "");
}

const digit = (value: number): string => DIGITS.charAt(value);

function checked(fen: Fen): Fen {
  if (fen < 0n || fen > FEN_MAX) throw new RangeError(`not a sum of money: ${fen.toString()}`);
  return fen;
}
