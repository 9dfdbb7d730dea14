import type { Fen } from "../../kernel/money.js";

/** Money as people write it in text, and read back from its words. */

const DIGITS: ReadonlyMap<string, bigint> = new Map(Array.from("零壹贰叁肆伍陆柒捌玖", (sign, at) => [sign, BigInt(at)]));
const PLACES: ReadonlyMap<string, bigint> = new Map([["拾", 10n], ["佰", 100n], ["仟", 1_000n]]);
const UNITS: ReadonlyMap<string, bigint> = new Map([["万", 10_000n], ["亿", 100_000_000n]]);

/** An amount in capital words, such as 叁仟捌佰陆拾伍万元整. Flat text. */
export const WORDS = /(?<![\d.])[壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆](?:[零壹贰叁肆伍陆柒捌玖角分]*[整正]?)/gu;
/** An amount in figures, such as ¥38,650,000.00 or 3865万元. Flat text. */
export const FIGURES = /(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,6})?(万|亿)?元/gu;

/** The fen of an amount in figures; null where it has parts of a fen. */
export function fenOfFigures(whole: string, decimals: string | undefined, unit: string | undefined): Fen | null {
  const scale = 100n * (unit === undefined ? 1n : (UNITS.get(unit) ?? 1n));
  const digits = (decimals ?? ".").slice(1);
  const power = 10n ** BigInt(digits.length);
  const scaled = BigInt(whole.replaceAll(",", "") + digits) * scale;
  return scaled % power === 0n ? scaled / power : null;
}

/** The fen of an amount in capital words; null where they are no amount. Law: 支付结算办法, annex 1. */
export function fenOfWords(words: string): Fen | null {
  const [whole = "", rest = ""] = words.split(/[元圆]/u);
  const yuan = wholeOf(whole);
  const cents = /^零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?[整正]?$/u.exec(rest);
  if (yuan === null || cents === null) return null;
  return yuan * 100n + (DIGITS.get(cents[1] ?? "零") ?? 0n) * 10n + (DIGITS.get(cents[2] ?? "零") ?? 0n);
}

/** 亿 first, then 万, then four places. */
function wholeOf(words: string): bigint | null {
  for (const [unit, value] of [...UNITS].reverse()) {
    const at = words.lastIndexOf(unit);
    if (at < 0) continue;
    const [high, low] = [wholeOf(words.slice(0, at)), wholeOf(words.slice(at + 1))];
    return high === null || low === null ? null : high * value + low;
  }
  return fourPlaces(words);
}

function fourPlaces(words: string): bigint | null {
  let sum = 0n;
  let digit = 0n;
  for (const sign of words) {
    const place = PLACES.get(sign);
    const value = DIGITS.get(sign);
    if (place !== undefined) {
      sum += (digit === 0n ? 1n : digit) * place;
      digit = 0n;
    } else if (value !== undefined) digit = value;
    else return null;
  }
  return sum + digit;
}
