/** One way to say no: the HTTP status and the words in both languages; `{name}` in them is a fact that decided. */
export type RefusalRow = { readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 423 | 425 | 429 | 503 | 507; readonly zh: string; readonly en: string };

/** A row's words with their facts filled in. */
export const filled = (words: string, facts: Readonly<Record<string, string | number>>): string => words.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "—"));
