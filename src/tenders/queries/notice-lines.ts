import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../db/database.js";
import type { NoticeType } from "../../notices/record.js";
import { searchQuery, termsOf } from "../../notices/search-words.js";
import { typesIn } from "../../notices/stages.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { countedIn, deadlineIn, type CountedFrom } from "./lot-lines.js";
import { countUpTo, pageOf, type Counted, type Cursor } from "./listing.js";

/** A notice in a list, in its newest version. */
export type NoticeRowLine = {
  readonly id: string; readonly type: NoticeType; readonly title: string; readonly version: number; /** Null of a plan, which is named instead. */ readonly tender: string | null; readonly plan: string | null; /** Or the sale it is about. */ readonly sale: string | null; readonly lot: string | null; readonly line: string; readonly area: string | null;
  readonly tenderer: string; readonly firstAt: Date; readonly publishedAt: Date; readonly jsonSha256: string; readonly pdfSha256: string; readonly pdfSize: string;
  /** When bids close, for what announces or changes it. */
  readonly deadline: Date | null;
  readonly counted: CountedFrom | null;
  /** Sum of the lots' ceilings, in fen; null where one is not published. */
  readonly ceiling: string | null;
  /** Of a plan: its sum in fen and its month, YYYY-MM. */
  readonly budget: string | null;
  readonly month: string | null;
};

/** Instants bound the publication. `text` is looked for by its words; without `types` all kinds are, with an empty list none. */
export type NoticeSearch = {
  readonly text?: string; readonly types?: readonly NoticeType[]; readonly line?: string; readonly area?: string; readonly from?: Date; readonly before?: Date; readonly tender?: string;
  readonly cursor?: Cursor | null; readonly limit: number;
};
export type NoticePageRows = { readonly rows: readonly NoticeRowLine[]; readonly next: string | null };

/**
 * How many of the newest notices are looked through before the index of words is asked: what is common is found among them at once,
 * what is rare has few entries in the index. Either way no search reads much, whatever the planner believes.
 */
const NEWEST = 1_000;

/** Whether nothing can be found: no kind is asked for, or a text that holds no word. It must not find everything instead. */
const isVoid = ({ text = "", types }: NoticeSearch): boolean => types?.length === 0 || (text.trim() !== "" && termsOf(text).length === 0);

/** The query of words and filters; null where a search has neither. */
function wordsOf(exchangeId: string, { text = "", types = [], line = "", area = "" }: NoticeSearch): string | null {
  const tags = { type: types, line: [line].filter((value) => value !== ""), area: [area].filter((value) => value !== "") };
  return searchQuery(text, tags) === null ? null : searchQuery(text, { exchange: [exchangeId], ...tags });
}

/** Public notices, newest first, by key. */
export async function noticeLines(db: Db, exchangeId: string, search: NoticeSearch): Promise<NoticePageRows> {
  if (isVoid(search)) return { rows: [], next: null };
  const words = wordsOf(exchangeId, search);
  const within = boundsOf(exchangeId, search, search.cursor ?? null);
  const wanted = search.limit + 1;
  const newest = words === null ? sql`select * from own_notice_index where ${within} order by published_at desc, notice_id desc limit ${wanted}`
    : sql`select * from (select * from own_notice_index where ${within} order by published_at desc, notice_id desc limit ${NEWEST}) as newest where words @@ ${words}::tsquery order by published_at desc, notice_id desc limit ${wanted}`;
  const first = await drawn(db, newest);
  const rows = words === null || first.length === wanted ? first
    : await drawn(db, sql`select * from own_notice_index where ${within} and words @@ ${words}::tsquery`, wanted);
  return pageOf(rows, search.limit, ({ publishedAt, id }) => ({ at: publishedAt, id }));
}

/** How many notices a search finds. @param all counts every one */
export async function countNotices(db: Db, exchangeId: string, search: NoticeSearch, all = false): Promise<Counted> {
  if (isVoid(search)) return { count: 0, more: false };
  const words = wordsOf(exchangeId, search);
  const matching = words === null ? sql`true` : sql`words @@ ${words}::tsquery`;
  return countUpTo(db, sql`select from own_notice_index where ${boundsOf(exchangeId, search, null)} and ${matching}`, { all });
}

function boundsOf(exchangeId: string, { from, before, tender }: NoticeSearch, after: Cursor | null): RawBuilder<unknown> {
  const bounds = [sql`exchange_id = ${exchangeId}`];
  if (tender !== undefined) bounds.push(sql`tender_id = ${tender}`);
  if (from !== undefined) bounds.push(sql`published_at >= ${from}`);
  if (before !== undefined) bounds.push(sql`published_at < ${before}`);
  if (after !== null) bounds.push(sql`(published_at, notice_id) < (${after.at}::timestamptz, ${after.id})`);
  return sql.join(bounds, sql` and `);
}

/** Kinds that say when bids close. */
const ANNOUNCING = typesIn(["notice", "change"]);

/** The parts that an announcement in the page is about. */
const PARTS = sql`parts where parts.exchange_id = page.exchange_id and parts.tender_id = page.tender_id and (page.lot is null or parts.lot = page.lot) and (page.type <> 'prequal-notice' or parts.part = ${APPLICATION})`;

/** The lines of some rows of the index, newest first. */
async function drawn(db: Db, rows: RawBuilder<unknown>, limit: number | null = null): Promise<NoticeRowLine[]> {
  const { rows: lines } = await sql<NoticeRowLine>`
    with found as materialized (${rows}), page as (select * from found order by published_at desc, notice_id desc limit ${limit})
    select page.notice_id as id, page.type, page.title, page.version, page.tender_id as tender, page.plan_id as plan, page.sale_id as sale, page.lot, page.line, page.area, coalesce(projects.tenderer_name, plans.tenderer_name, sales.seller_name) as tenderer, page.first_at as "firstAt",
      page.published_at as "publishedAt", notices.json_sha256 as "jsonSha256", notices.pdf_sha256 as "pdfSha256", notices.pdf_size as "pdfSize",
      case when page.type = any(${ANNOUNCING}) then ${deadlineIn(PARTS)} end as deadline, case when page.type = any(${ANNOUNCING}) then ${countedIn(sql`tenders`, PARTS)} end as counted,
      case when page.type = any(${ANNOUNCING}) then (select case when count(*) = count(each->'ceiling'->>'amount') then (sum((each->'ceiling'->>'amount')::numeric) * 100)::bigint end
        from jsonb_array_elements(tenders.form->'lots') as each where page.lot is null or each->>'lot' = page.lot) end as ceiling,
      ((plans.form->'budget'->>'amount')::numeric * 100)::bigint as budget, plans.form->>'month' as month
    from page join notices on notices.exchange_id = page.exchange_id and notices.notice_id = page.notice_id and notices.version = page.version
      left join plans on plans.exchange_id = page.exchange_id and plans.plan_id = page.plan_id
      left join sales on sales.exchange_id = page.exchange_id and sales.sale_id = page.sale_id
      left join tenders on tenders.exchange_id = page.exchange_id and tenders.tender_id = page.tender_id
      left join projects on projects.exchange_id = tenders.exchange_id and projects.project_id = tenders.project_id
    order by page.published_at desc, page.notice_id desc`.execute(db);
  return lines;
}

/** What was published under a hash: a notice's JSON or PDF, or a tender document of a published tender. */
export type PublishedFile = { readonly what: "notice" | "document"; readonly title: string; readonly id: string; /** Null of a plan's document. */ readonly tender: string | null; readonly version: number; readonly newest: number; readonly publishedAt: Date; readonly outbox: string | null };

export async function publishedFile(db: Db, exchangeId: string, sha256: string): Promise<PublishedFile | null> {
  const { rows } = await sql<PublishedFile>`
    select 'notice' as what, title, notice_id as id, tender_id as tender, version, published_at as "publishedAt", outbox_id as outbox,
      (select max(all_of.version) from notices as all_of where all_of.exchange_id = notices.exchange_id and all_of.notice_id = notices.notice_id) as newest
    from notices where exchange_id = ${exchangeId} and (json_sha256 = ${sha256} or pdf_sha256 = ${sha256})
    union all
    select 'document', documents.name, documents.name, documents.tender_id, documents.version, coalesce((select min(brought.published_at) from notices as brought where brought.exchange_id = documents.exchange_id and brought.notice_id = documents.notice_id), greatest(documents.made_at, tenders.published_at)), null,
      (select max(all_of.version) from documents as all_of where all_of.exchange_id = documents.exchange_id and all_of.tender_id = documents.tender_id and all_of.name = documents.name)
    from documents join tenders on tenders.exchange_id = documents.exchange_id and tenders.tender_id = documents.tender_id
    where documents.exchange_id = ${exchangeId} and documents.sha256 = ${sha256} and tenders.published_at is not null
      and not exists (select from documents as later where later.exchange_id = documents.exchange_id and later.tender_id = documents.tender_id and later.name = documents.name and later.version > documents.version and later.notice_id is null)
    limit 1`.execute(db);
  return rows[0] ?? null;
}
