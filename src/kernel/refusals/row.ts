type Words = { readonly zh: string; readonly en: string };

/**
 * One way to say no: the HTTP status and the words in both languages; `{name}` in them is a fact that decided. `law` is the article
 * behind it. A row without one either has its article among the facts (`{law}`), because it differs between lines, or rests on no
 * law: a form that does not read, a step that is not due.
 */
export type RefusalRow = Words & { readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 423 | 425 | 429 | 503 | 507; readonly law?: Words };

type FactTable = Readonly<Record<string, string | number>>;

/** A row in words: its facts filled in, its article in brackets at the end. */
export function sayRow(row: RefusalRow, language: "zh" | "en", facts: FactTable): string {
  const words = row[language].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "—"));
  if (row.law === undefined) return words;
  return language === "zh" ? `${words.replace(/。$/, "")}（${row.law.zh}）。` : `${words.replace(/\.$/, "")} (${row.law.en}).`;
}

/** The article behind a refusal, of the row or among its facts; null where no law decides. */
export function lawBehind(row: RefusalRow, language: "zh" | "en", { law, lawEn }: FactTable): string | null {
  const among = language === "en" ? (lawEn ?? law) : law;
  return row.law?.[language] ?? (typeof among === "string" && among !== "" ? among : null);
}
