/** One way to say no: the HTTP status and the words in both languages; `{name}` in them is a fact that decided. */
export type RefusalRow = { readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 423 | 425 | 429 | 503 | 507; readonly zh: string; readonly en: string };
