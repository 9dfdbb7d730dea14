import { mod97 } from "./check-digits.js";

type Words = { readonly zh: string; readonly en: string };

/** What an account at an agent bank is kept for. `quiet`: its sums would tell how many bid, and are shown to nobody. `cleared`: it holds nothing at the end of a day (SV-22). Deposits have an account of their own and are never revenue (rule book D6, D7). */
export const ACCOUNT_PURPOSES = {
  "deposits": { zh: "保证金专户", en: "deposits", quiet: true },
  "non-tax": { zh: "非税收入汇缴专户", en: "non-tax revenue" },
  "third-party": { zh: "代收服务费专户", en: "fees of third parties" },
  "treasury-zero-balance": { zh: "财政零余额账户", en: "zero-balance account of the treasury", cleared: true },
  "unit-zero-balance": { zh: "单位零余额账户", en: "zero-balance account of a budget unit", cleared: true },
  "collection": { zh: "一费清待清算专户", en: "bills, to be cleared each working day" },
} as const satisfies Readonly<Record<string, Words & { readonly quiet?: true; readonly cleared?: true }>>;
export type AccountPurpose = keyof typeof ACCOUNT_PURPOSES;

export const isQuietAccount = (purpose: AccountPurpose): boolean => (ACCOUNT_PURPOSES[purpose] as { readonly quiet?: true }).quiet === true;

/** Whether an account is cleared with the treasury's single account each working day. */
export const isCleared = (purpose: AccountPurpose): boolean => (ACCOUNT_PURPOSES[purpose] as { readonly cleared?: true }).cleared === true;

/** Digits a sub-account's number has between its prefix and its check digits: at ten thousand open ones a guess is one in ten thousand million. */
const RANDOM_DIGITS = 14;
/** Enough bytes for one number; what is too large to be fair is passed over, and three times over is never seen. */
export const NUMBER_BYTES = 64;

/**
 * A number under an account: the prefix the bank agreed to, random digits, two check digits. The bank takes every such number for the account, so that
 * giving one out tells it nothing: not when, not how many, not for what. @param random NUMBER_BYTES bytes
 */
export function subAccountNumber(prefix: string, random: Uint8Array): string {
  const stem = prefix + randomDigits(random, RANDOM_DIGITS);
  return stem + mod97(stem);
}

/** Whether a text is a number under a prefix: its length and check digits. */
export const isSubAccountOf = (prefix: string, number: string): boolean =>
  number.length === prefix.length + RANDOM_DIGITS + 2 && number.startsWith(prefix) && /^\d+$/.test(number) && mod97(number.slice(0, -2)) === number.slice(-2);

const ORDER_STEM_DIGITS = 18;
/** The number of an order to pay: random, with two check digits. @param random NUMBER_BYTES bytes */
export function orderNumber(random: Uint8Array): string {
  const stem = randomDigits(random, ORDER_STEM_DIGITS);
  return stem + mod97(stem);
}

/** The largest multiple of ten that a byte holds: bytes from it on would favour some digits. */
const FAIR = 250;
function randomDigits(random: Uint8Array, count: number): string {
  const digits = [...random].filter((byte) => byte < FAIR).slice(0, count);
  if (digits.length < count) throw new RangeError("too few random bytes for a number");
  return digits.map((byte) => String(byte % 10)).join("");
}
