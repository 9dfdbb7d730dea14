import { searchTexts, searchVector } from "../notices/search-words.js";
import type { NoticeRecord } from "../notices/record.js";

/** What of a document and its tender a reader looks it up by. */
export type Indexed = { readonly exchangeId: string; readonly line: string; readonly area: string | null; readonly lot: string | null; readonly title: string; readonly record: NoticeRecord; readonly publishedAt: Date };

/** The row of a public document in `notice_index`: its words, and its filters as lexemes among them. */
export function indexRow({ exchangeId, line, area, lot, title, record, publishedAt }: Indexed) {
  return {
    exchange_id: exchangeId, notice_id: record.id, version: record.version, tender_id: record.tender, plan_id: record.plan ?? null, sale_id: record.sale ?? null, lot, line, type: record.type, area, title, first_at: publishedAt, published_at: publishedAt,
    words: searchVector(searchTexts(record), { exchange: exchangeId, line, type: record.type, ...(area === null ? {} : { area }) }),
  };
}
