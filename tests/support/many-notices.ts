import { sql } from "kysely";
import type { Db } from "../../src/db/database.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { codeOfHash } from "../../src/notices/verification-code.js";
import { searchVector } from "../../src/notices/search-words.js";

/** A made-up public notice of a tender that exists: only what lists show and search. */
export type MadeNotice = { readonly id: string; readonly type: string; readonly title: string; readonly tenderer: string; readonly area: string | null; readonly publishedAt: Date };

const BATCH = 2_000;

/** Puts notices beside those that were published, with their index: lists of hundreds and of hundreds of thousands need no PDF each. @param db as the owner */
export async function addNotices(db: Db, { exchangeId, tender, line }: { readonly exchangeId: string; readonly tender: string; readonly line: string }, notices: readonly MadeNotice[]): Promise<void> {
  for (let from = 0; from < notices.length; from += BATCH) {
    const batch = notices.slice(from, from + BATCH);
    const column = (of: (notice: MadeNotice) => string | null): (string | null)[] => batch.map(of);
    const words = column((notice) => searchVector([notice.title, notice.id, tender, notice.tenderer], { exchange: exchangeId, line, type: notice.type, ...(notice.area === null ? {} : { area: notice.area }) }));
    await sql`insert into notices (exchange_id, notice_id, version, tender_id, type, title, json, json_sha256, pdf_sha256, pdf_size, outbox_id, published_at)
      select ${exchangeId}, id, 1, ${tender}, type, title, '{}', hash, hash, 1, 0, at from unnest(${column(({ id }) => id)}::text[], ${column(({ type }) => type)}::text[], ${column(({ title }) => title)}::text[], ${column(({ id }) => sha256Hex(id))}::text[], ${column(({ publishedAt }) => publishedAt.toISOString())}::timestamptz[]) as made (id, type, title, hash, at)`.execute(db);
    await sql`insert into notice_codes (exchange_id, code, notice_id, version) select ${exchangeId}, code, id, 1 from unnest(${column(({ id }) => id)}::text[], ${column(({ id }) => codeOfHash(sha256Hex(id)))}::text[]) as made (id, code)`.execute(db);
    await sql`insert into notice_index (exchange_id, notice_id, version, tender_id, line, type, area, title, first_at, published_at, words)
      select ${exchangeId}, id, 1, ${tender}, ${line}, type, area, title, at, at, words::tsvector from unnest(${column(({ id }) => id)}::text[], ${column(({ type }) => type)}::text[], ${column(({ title }) => title)}::text[], ${column(({ area }) => area)}::text[], ${column(({ publishedAt }) => publishedAt.toISOString())}::timestamptz[], ${words}::text[]) as made (id, type, title, area, at, words)`.execute(db);
  }
}
