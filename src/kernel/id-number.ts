import { ok, refuse, type Result } from "./result.js";
import { day, type PlainDate } from "./time.js";

/** Provinces by the first two digits (GB/T 2260), residents of Hong Kong, Macao and Taiwan; 9 begins a foreigner's permanent residence card. */
const REGIONS = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;
const OLDEST = day("1900-01-01");
const CHECKS = "10X98765432";

/**
 * Checks a citizen's identity number (GB 11643): region, a day of birth that has been, and the check character, which finds every single
 * wrong digit and every two that changed places. Refusals name no digit of it: they stand in answers and logs.
 * @returns it with a capital X
 */
export function checkIdNumber(given: string, today: PlainDate): Result<string> {
  const number = given.trim().toUpperCase();
  if (!/^\d{17}[0-9X]$/.test(number)) return refuse("id-number-shape", { length: number.length });
  if (!REGIONS.test(number) || !isBirthday(number.slice(6, 14), today)) return refuse("id-number-parts");
  return idNumberCheck(number) === number.charAt(17) ? ok(number) : refuse("id-number-check");
}

function isBirthday(digits: string, today: PlainDate): boolean {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  try {
    const born = day(text);
    return born >= OLDEST && born <= today;
  } catch {
    return false;
  }
}

/** The 18th character that the first 17 demand: ISO 7064 MOD 11-2. */
export const idNumberCheck = (number: string): string => CHECKS.charAt(Array.from(number.slice(0, 17)).reduce((sum, digit, at) => sum + Number(digit) * (2 ** (17 - at) % 11), 0) % 11);
