import { sql } from "kysely";
import type { Db } from "../../src/db/database.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { codeOfHash } from "../../src/notices/verification-code.js";
import { searchVector } from "../../src/notices/search-words.js";

/** A made-up public notice of a tender that exists: only what lists show and search. */
export type MadeNotice = { readonly id: string; readonly type: string; readonly title: string; readonly tenderer: string; readonly area: string | null; readonly publishedAt: Date; /** Where it belongs to another tender than the others. */ readonly tender?: string };

const BATCH = 2_000;

/** Puts notices beside those that were published, with their index: lists of hundreds and of hundreds of thousands need no PDF each. @param db as the owner */
export async function addNotices(db: Db, { exchangeId, tender, line }: { readonly exchangeId: string; readonly tender: string; readonly line: string }, notices: readonly MadeNotice[]): Promise<void> {
  for (let from = 0; from < notices.length; from += BATCH) {
    const batch = notices.slice(from, from + BATCH);
    const column = (of: (notice: MadeNotice) => string | null): (string | null)[] => batch.map(of);
    const words = column((notice) => searchVector([notice.title, notice.id, notice.tender ?? tender, notice.tenderer], { exchange: exchangeId, line, type: notice.type, ...(notice.area === null ? {} : { area: notice.area }) }));
    await sql`insert into notices (exchange_id, notice_id, version, tender_id, type, title, json, json_sha256, pdf_sha256, pdf_size, outbox_id, published_at)
      select ${exchangeId}, id, 1, tender, type, title, '{}', hash, hash, 1, 0, at from unnest(${column(({ id }) => id)}::text[], ${column((notice) => notice.tender ?? tender)}::text[], ${column(({ type }) => type)}::text[], ${column(({ title }) => title)}::text[], ${column(({ id }) => sha256Hex(id))}::text[], ${column(({ publishedAt }) => publishedAt.toISOString())}::timestamptz[]) as made (id, tender, type, title, hash, at)`.execute(db);
    await sql`insert into notice_codes (exchange_id, code, notice_id, version) select ${exchangeId}, code, id, 1 from unnest(${column(({ id }) => id)}::text[], ${column(({ id }) => codeOfHash(sha256Hex(id)))}::text[]) as made (id, code)`.execute(db);
    await sql`insert into notice_index (exchange_id, notice_id, version, tender_id, line, type, area, title, first_at, published_at, words)
      select ${exchangeId}, id, 1, tender, ${line}, type, area, title, at, at, words::tsvector from unnest(${column(({ id }) => id)}::text[], ${column((notice) => notice.tender ?? tender)}::text[], ${column(({ type }) => type)}::text[], ${column(({ title }) => title)}::text[], ${column(({ area }) => area)}::text[], ${column(({ publishedAt }) => publishedAt.toISOString())}::timestamptz[], ${words}::text[]) as made (id, tender, type, title, area, at, words)`.execute(db);
  }
}

/** Puts tenders beside one that was published: the same in all but number, title and time, under its project. @param db as the owner */
export async function addTenders(db: Db, { exchangeId, tender }: { readonly exchangeId: string; readonly tender: string }, tenders: readonly { readonly id: string; readonly title: string; readonly publishedAt: Date }[]): Promise<void> {
  const made = sql`unnest(${tenders.map(({ id }) => id)}::text[], ${tenders.map(({ title }) => title)}::text[], ${tenders.map(({ publishedAt }) => publishedAt.toISOString())}::timestamptz[]) as made (id, title, at)`;
  const own = (table: string) => sql`${sql.table(table)} as own where own.exchange_id = ${exchangeId} and own.tender_id = ${tender}`;
  await sql`insert into tenders (exchange_id, tender_id, project_id, line, form, rules, rules_on, submitted_by, submitted_at, published_by, published_at, made_by, made_at)
    select own.exchange_id, made.id, own.project_id, own.line, jsonb_set(own.form, '{title}', to_jsonb(made.title)), own.rules, own.rules_on, own.submitted_by, own.submitted_at, own.published_by, made.at, own.made_by, made.at from ${made} cross join lateral (select * from ${own("tenders")}) as own`.execute(db);
  await sql`insert into lots (exchange_id, tender_id, lot, code, stage, stage_at) select own.exchange_id, made.id, own.lot, made.id || right(own.code, 3), own.stage, made.at from ${made} cross join lateral (select * from ${own("lots")}) as own`.execute(db);
  await sql`insert into parts (exchange_id, tender_id, lot, part, ordinal, after, has_form, threshold, open_mode, deadline, state)
    select own.exchange_id, made.id, own.lot, own.part, own.ordinal, own.after, own.has_form, own.threshold, own.open_mode, made.at + interval '21 days', own.state from ${made} cross join lateral (select * from ${own("parts")}) as own`.execute(db);
}
