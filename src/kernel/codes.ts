import { ok, refuse, type Result } from "./result.js";

/** GB 32100-2015: digits and letters without I, O, S, V, Z. */
const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Powers of 3 modulo 31. */
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714, the subject code inside a credit code: digits, then A = 10 … Z = 35. */
const SUBJECT_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SUBJECT_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Checks a unified social credit code (GB 32100, and GB 11714 inside it) and returns it in upper case. */
export function checkUscc(given: string): Result<string> {
  const code = given.toUpperCase();
  if (/^\d{15}$/.test(code)) return refuse("uscc-old", { given });
  if (!/^[0-9A-Z]{18}$/.test(code)) return refuse("uscc-shape", { given: given.slice(0, 40) });
  const wrong = /[IOSVZ]/.exec(code);
  if (wrong !== null) return refuse("uscc-letter", { given, letter: wrong[0] });
  const wanted = usccCheck(code);
  if (code.charAt(17) !== wanted) return refuse("uscc-check", { given, wanted, found: code.charAt(17) });
  const subject = subjectCheck(code.slice(8, 16));
  if (code.charAt(16) !== subject) return refuse("uscc-subject", { given, wanted: subject, found: code.charAt(16) });
  return ok(code);
}

function weightedSum(text: string, alphabet: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(text.charAt(at)), 0);
}

/** The 18th character that the first 17 demand. */
const usccCheck = (code: string): string => USCC_ALPHABET.charAt((31 - (weightedSum(code, USCC_ALPHABET, USCC_WEIGHTS) % 31)) % 31);

function subjectCheck(eight: string): string {
  const check = 11 - (weightedSum(eight, SUBJECT_ALPHABET, SUBJECT_WEIGHTS) % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

/** Platform: type letter, six digits of the division (GB/T 2260), four digits of serial. */
const PLATFORM = /^[A-Z]\d{10}$/;
const SERIALS = { project: 6, tender: 3, lot: 3 } as const;
const PARENT_LENGTH = { project: 11, tender: 17, lot: 20 } as const;

/** 项目编号: platform code and a six-digit serial, 17 characters. @throws {RangeError} if either does not fit. */
export const projectCode = (platform: string, serial: number): string => extended("project", platform, serial);
/** 招标项目编号: project code and a three-digit serial, 20 characters. @throws {RangeError} if either does not fit. */
export const tenderCode = (project: string, serial: number): string => extended("tender", project, serial);
/** 标段（包）编号: tender code and a three-digit serial, 23 characters. @throws {RangeError} if either does not fit. */
export const lotCode = (tender: string, serial: number): string => extended("lot", tender, serial);

type Level = keyof typeof SERIALS;

function extended(level: Level, parent: string, serial: number): string {
  const digits = SERIALS[level];
  if (!PLATFORM.test(parent.slice(0, 11)) || parent.length !== PARENT_LENGTH[level] || !/^\d*$/.test(parent.slice(11))) throw new RangeError(`not a parent code: ${parent}`);
  if (!Number.isInteger(serial) || serial < 1 || serial >= 10 ** digits) throw new RangeError(`not a serial: ${String(serial)}`);
  return parent + String(serial).padStart(digits, "0");
}

/** Checks a project, tender or lot code as somebody typed it: shape, and no serial of zeros at any level. */
export function checkCode(level: Level, given: string): Result<string> {
  const code = given.toUpperCase();
  const length = PARENT_LENGTH[level] + SERIALS[level];
  if (code.length !== length || !/^[A-Z]\d+$/.test(code)) return refuse("code-shape", { given: given.slice(0, 40), length });
  const serials = [code.slice(11, 17), code.slice(17, 20), code.slice(20, 23)];
  const zero = serials.find((serial) => /^0+$/.test(serial));
  return zero === undefined ? ok(code) : refuse("code-serial", { given, serial: zero });
}

/** 统一交易标识码: the shape only. Its check character and whose credit code it carries are not confirmed, so neither is judged. */
export const isDealCodeShape = (text: string): boolean => /^[A-Z]\d{2}-[0-9A-HJ-NPQRTUWXY]{18}-\d{8}-\d{6}-[0-9A-Z]$/.test(text);
