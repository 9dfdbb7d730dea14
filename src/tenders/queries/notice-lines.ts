import { sql } from "kysely";
import type { Db } from "../../db/database.js";
import type { NoticeType } from "../../notices/record.js";

/** A notice in a list, in its newest version. */
export type NoticeRowLine = {
  readonly id: string; readonly type: NoticeType; readonly title: string; readonly version: number; readonly tender: string; readonly lot: string | null; readonly line: string;
  readonly publishedAt: Date; readonly deadline: Date | null;
};

/** Instants bound the publication; `text` is looked for in titles, codes and the tenderer's name; `audience` null means public. */
export type NoticeSearch = {
  readonly text?: string; readonly type?: string; readonly line?: string; readonly from?: Date; readonly before?: Date; readonly tender?: string; readonly cursor?: string | null; readonly limit: number;
};
export type NoticePageRows = { readonly rows: NoticeRowLine[]; readonly total: number; readonly next: string | null };

/** Public notices, newest first, by key. A cursor nobody issued starts at the top. */
export async function noticeLines(db: Db, exchangeId: string, search: NoticeSearch): Promise<NoticePageRows> {
  const where = conditions(exchangeId, search);
  const after = readCursor(search.cursor ?? null);
  const { rows } = await sql<NoticeRowLine>`
    select notices.notice_id as id, notices.type, notices.title, notices.version, notices.tender_id as tender, notices.lot, tenders.line, notices.published_at as "publishedAt",
      case when notices.type = 'tender-notice' then (select min(parts.deadline) from parts where parts.exchange_id = notices.exchange_id and parts.tender_id = notices.tender_id) end as deadline
    ${where} and (${after === null}::boolean or (notices.published_at, notices.notice_id) < (${after?.at ?? new Date(0)}::timestamptz, ${after?.id ?? ""}))
    order by notices.published_at desc, notices.notice_id desc limit ${search.limit + 1}`.execute(db);
  const counted = await sql<{ total: string }>`select count(*) as total ${where}`.execute(db);
  const page = rows.slice(0, search.limit);
  const last = page.at(-1);
  return { rows: page, total: Number(counted.rows[0]?.total ?? 0), next: rows.length > search.limit && last !== undefined ? `${String(last.publishedAt.getTime())}.${last.id}` : null };
}

function conditions(exchangeId: string, { text = "", type = "", line = "", tender = "", from, before }: NoticeSearch) {
  const like = `%${text.trim().replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`from notices join tenders on tenders.exchange_id = notices.exchange_id and tenders.tender_id = notices.tender_id
      join projects on projects.exchange_id = tenders.exchange_id and projects.project_id = tenders.project_id
    where notices.exchange_id = ${exchangeId} and notices.audience is null
      and not exists (select from notices as newer where newer.exchange_id = notices.exchange_id and newer.notice_id = notices.notice_id and newer.version > notices.version)
      and (${text.trim() === ""}::boolean or notices.title ilike ${like} or notices.tender_id ilike ${like} or projects.tenderer_name ilike ${like})
      and (${type === ""}::boolean or notices.type = ${type}) and (${line === ""}::boolean or tenders.line = ${line}) and (${tender === ""}::boolean or notices.tender_id = ${tender})
      and (${from === undefined}::boolean or notices.published_at >= ${from ?? new Date(0)}::timestamptz) and (${before === undefined}::boolean or notices.published_at < ${before ?? new Date(0)}::timestamptz)`;
}

function readCursor(cursor: string | null): { at: Date; id: string } | null {
  const [, at, id] = /^(\d{1,15})\.([A-Za-z0-9._-]{1,64})$/.exec(cursor ?? "") ?? [];
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
}

/** What was published under a hash: a notice's JSON or PDF, or a tender document of a published tender. */
export type PublishedFile = { readonly what: "notice" | "document"; readonly title: string; readonly id: string; readonly tender: string; readonly version: number; readonly newest: number; readonly publishedAt: Date; readonly outbox: string | null };

export async function publishedFile(db: Db, exchangeId: string, sha256: string): Promise<PublishedFile | null> {
  const { rows } = await sql<PublishedFile>`
    select 'notice' as what, title, notice_id as id, tender_id as tender, version, published_at as "publishedAt", outbox_id as outbox,
      (select max(all_of.version) from notices as all_of where all_of.exchange_id = notices.exchange_id and all_of.notice_id = notices.notice_id) as newest
    from notices where exchange_id = ${exchangeId} and audience is null and (json_sha256 = ${sha256} or pdf_sha256 = ${sha256})
    union all
    select 'document', documents.name, documents.name, documents.tender_id, documents.version, greatest(documents.made_at, tenders.published_at), null,
      (select max(all_of.version) from documents as all_of where all_of.exchange_id = documents.exchange_id and all_of.tender_id = documents.tender_id and all_of.name = documents.name)
    from documents join tenders on tenders.exchange_id = documents.exchange_id and tenders.tender_id = documents.tender_id
    where documents.exchange_id = ${exchangeId} and documents.sha256 = ${sha256} and tenders.published_at is not null limit 1`.execute(db);
  return rows[0] ?? null;
}
