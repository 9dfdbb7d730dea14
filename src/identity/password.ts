import { ok, refuse, type Result } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import type { Role } from "./actor.js";

/** Characters of a password; what it is made of is its owner's business (ASVS V6.2.1, V6.2.5, V6.2.9). */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
/** So much of a password must be left when what anybody would guess of its owner is taken out. */
const OWN_PART_MIN = 8;
/** A word taken out of a password has so many letters at least; Chinese ones two. */
const WORD_MIN = 4;

/** The account's number, by which somebody signs in with a password: ours to give, so that nobody can ask whose name is taken. */
export const ACCOUNT_DIGITS = 10;

/** How a password is hashed: argon2id, 19 MiB, two passes, one lane (RFC 9106; the least that OWASP names). Kept with each hash, so that a later one may cost more. */
export type PasswordCost = { readonly memoryKib: number; readonly passes: number };
export const PASSWORD_COST: PasswordCost = { memoryKib: 19_456, passes: 2 };

/**
 * Whose password counts: bidders and citizens act for themselves, and everything of weight they sign by a key. Whoever holds any other
 * office has no use of one, whatever else he holds: openers, experts, administrators, officers of buyers and of the exchange (trust.md §6).
 */
const BY_PASSWORD: ReadonlySet<Role> = new Set<Role>(["bidder", "citizen"]);
export const mayUsePassword = (roles: readonly Role[]): boolean => roles.every((role) => BY_PASSWORD.has(role));

/** What nobody's password is made of here. */
const PLACE_WORDS = ["daylight", "chenguang", "晨光", "password", "密码"];

export type NewPassword = { readonly password: string; /** The owner's name, his mail address, the exchange's name. */ readonly own: readonly string[]; /** What people choose most, in small letters. */ readonly common: ReadonlySet<string> };

/** Whether a password may be taken: long enough, and not one that is tried first. */
export function decidePassword({ password, own, common }: NewPassword): Result<true> {
  const length = charactersOf(password).length;
  if (length < PASSWORD_MIN || length > PASSWORD_MAX) return refuse("password-length", { length, min: PASSWORD_MIN, max: PASSWORD_MAX });
  const plain = password.toLowerCase();
  if ([plain, repeated(plain), stemOf(plain), repeated(stemOf(plain))].some((each) => common.has(each))) return refuse("password-common");
  if (isRun(plain)) return refuse("password-common");
  return charactersOf(withoutWords(plain, [...PLACE_WORDS, ...own.flatMap(wordsIn)])).length < OWN_PART_MIN ? refuse("password-own-words") : ok(true);
}

/** By code points, as NIST SP 800-63B counts them. */
const charactersOf = (text: string): string[] => Array.from(text);

/** What is left when digits and signs at both ends are taken away: `Dragon2026!!` is `dragon`. */
const stemOf = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

/** The piece that a text says again and again, or the text. */
function repeated(text: string): string {
  const piece = Array.from({ length: text.length }, (_, length) => text.slice(0, length)).find((start) => start !== "" && text.length % start.length === 0 && start.repeat(text.length / start.length) === text);
  return piece ?? text;
}

/** One character again and again, or characters in their order up or down: `123456789012`, `zyxwvutsrqpo`. */
function isRun(text: string): boolean {
  const characters = charactersOf(text);
  const steps = new Set(characters.slice(1).map((each, index) => stepBetween(characters[index] ?? "", each)));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? Number.NaN);
}
const isDigit = (text: string): boolean => /^\d$/.test(text);
function stepBetween(one: string, next: string): number {
  const step = (next.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0);
  return isDigit(one) && isDigit(next) && Math.abs(step) === 9 ? -Math.sign(step) : step; // 9 is followed by 0
}

/** Itself, and the words in it. */
const wordsIn = (own: string): string[] => [own.toLowerCase(), ...own.toLowerCase().split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= (/\p{Script=Han}/u.test(word) ? 2 : WORD_MIN));
const withoutWords = (text: string, words: readonly string[]): string => [...words].sort((one, other) => other.length - one.length).reduce((left, word) => left.replaceAll(word, ""), text);

/** A secret for an app, as it was offered: to be given back with a code of it within this time, real time. */
export type TotpOffer = { readonly secret: string; readonly exp: string };
export const isOfferOver = ({ exp }: TotpOffer, now: Instant): boolean => now >= at(exp);
