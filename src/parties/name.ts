import { ok, refuse, type Result } from "../kernel/result.js";

/**
 * What the name of an organisation is written in: Chinese characters and, where a people has its own, its script, with the letters,
 * figures and marks that licences bear. Letters of scripts that mimic these, kana, and forms made for compatibility are none of it.
 * Law: 企业名称登记管理规定 5.
 */
const WRITTEN = /^[\p{Unified_Ideograph}〇\p{Script=Mongolian}\p{Script=Tibetan}\p{Script=Arabic}\p{Script=Yi}\p{Script=Hangul}A-Za-z0-9 ·・()（）“”‘’'&.,+#/-]$/u;

/** Whether a name is written as names are; the first letter that is none of it is said. */
export function checkName(name: string): Result<true> {
  const letter = Array.from(name).find((each) => !WRITTEN.test(each));
  return letter === undefined ? ok(true) : refuse("organisation-name-letter", { letter, code: `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` });
}

/** Another organisation whose name is this one, or looks like it. */
export type Alike = { readonly uscc: string; readonly name: string };
