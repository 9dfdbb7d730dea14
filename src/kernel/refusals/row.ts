import { phaseInWords } from "./phases.js";
import { at, endInChinese, endInEnglish, timeInChinese, timeInEnglish } from "../time.js";

type Words = { readonly zh: string; readonly en: string };

/**
 * One way to say no: the HTTP status and the words in both languages; `{name}` in them is a fact that decided. `law` is the article
 * behind it. A row without one either has its article among the facts (`{law}`), because it differs between lines, or rests on no
 * law: a form that does not read, a step that is not due.
 */
export type RefusalRow = Words & { readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 423 | 425 | 429 | 503 | 507; readonly law?: Words };

type FactTable = Readonly<Record<string, string | number>>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?\+08:00$/;
/** Facts that end a period: the midnight they fall on is the 24:00 of the day before. */
const ENDS: ReadonlySet<string> = new Set(["until", "due", "latest"]);

/** A fact as it stands in a sentence: an instant with its weekday and zone, a phase of a contest by what it is called, anything else as it is. */
function spoken(name: string, fact: string | number | undefined, language: "zh" | "en"): string {
  if (name === "phase") return phaseInWords(String(fact), language);
  if (typeof fact !== "string" || !INSTANT.test(fact)) return String(fact ?? "—");
  const say = ENDS.has(name) ? { zh: endInChinese, en: endInEnglish } : { zh: timeInChinese, en: timeInEnglish };
  return say[language](at(fact));
}

/** A row in words: its facts filled in, its article in brackets at the end. The facts themselves stay as programs read them. */
export function sayRow(row: RefusalRow, language: "zh" | "en", facts: FactTable): string {
  const words = row[language].replace(/\{(\w+)\}/g, (_, name: string) => spoken(name, facts[name], language));
  if (row.law === undefined) return words;
  return language === "zh" ? `${words.replace(/。$/, "")}（${row.law.zh}）。` : `${words.replace(/\.$/, "")} (${row.law.en}).`;
}

/** The article behind a refusal, of the row or among its facts; null where no law decides. */
export function lawBehind(row: RefusalRow, language: "zh" | "en", { law, lawEn }: FactTable): string | null {
  const among = language === "en" ? (lawEn ?? law) : law;
  return row.law?.[language] ?? (typeof among === "string" && among !== "" ? among : null);
}
