import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../db/database.js";
import { searchQuery, termsOf } from "../../notices/search-words.js";
import type { Stage } from "../../procedure/procedure.js";
import { countedIn, deadlineIn, type CountedFrom } from "./lot-lines.js";
import { countUpTo, pageOf, type Counted, type Cursor } from "./listing.js";

/** A published tender in a list, with where each of its lots stands. */
export type TenderLine = {
  readonly tender: string; readonly project: string; readonly title: string; readonly line: string; readonly area: string | null; readonly tenderer: string; readonly publishedAt: Date;
  /** When its newest public document came out. */
  readonly updatedAt: Date; readonly deadline: Date; readonly counted: CountedFrom; readonly lots: readonly { readonly lot: string; readonly name: string; readonly stage: Stage }[];
};

/** `text` is looked for in the words of all its public documents; a tender is in a stage when one of its lots is. */
export type TenderSearch = {
  readonly text?: string; readonly stages?: readonly Stage[]; readonly line?: string; readonly area?: string; readonly from?: Date; readonly before?: Date; readonly cursor?: Cursor | null; readonly limit: number;
};

/** How many of the newest tenders are looked through before the index of words is asked (as in notice-lines.ts). */
const NEWEST = 500;

/** Tenders with the project that says where they are. */
const PLACED = sql`tenders join projects on projects.exchange_id = tenders.exchange_id and projects.project_id = tenders.project_id`;
const ALL = sql`select tenders.*, projects.area, projects.tenderer_name from ${PLACED}`;
/** One of `hitsOf`. */
const IS_HIT = sql`tenders.tender_id in (select tender_id from hits)`;

const isVoid = ({ text = "" }: TenderSearch): boolean => text.trim() !== "" && termsOf(text).length === 0;

/** Published tenders, newest first, by key. */
export async function tenderLines(db: Db, exchangeId: string, search: TenderSearch): Promise<{ readonly rows: readonly TenderLine[]; readonly next: string | null }> {
  if (isVoid(search)) return { rows: [], next: null };
  const { text = "", limit } = search;
  const within = boundsOf(exchangeId, search, search.cursor ?? null);
  const words = text.trim() === "" ? null : searchQuery(text, { exchange: [exchangeId] });
  const wanted = limit + 1;
  const ordered = sql`order by published_at desc, tender_id desc limit`;
  const found = words === null ? sql`${ALL} where ${within} ${ordered} ${wanted}`
    : sql`select newest.* from (${ALL} where ${within} ${ordered} ${NEWEST}) as newest where exists (select from own_notice_index as words where words.exchange_id = newest.exchange_id and words.tender_id = newest.tender_id and words.words @@ ${words}::tsquery) ${ordered} ${wanted}`;
  const first = await drawn(db, found);
  const rows = words === null || first.length === wanted ? first
    : await drawn(db, sql`${ALL} where (tenders.exchange_id, tenders.tender_id) in (select exchange_id, tender_id from found ${ordered} ${wanted})`, sql`${hitsOf(exchangeId, words)}, found as materialized (select tenders.exchange_id, tenders.tender_id, tenders.published_at from ${PLACED} where ${within} and ${IS_HIT})`);
  return pageOf(rows, limit, ({ publishedAt, tender }) => ({ at: publishedAt, id: tender }));
}

/** How many tenders a search finds. @param all counts every one */
export async function countTenders(db: Db, exchangeId: string, search: TenderSearch, all = false): Promise<Counted> {
  if (isVoid(search)) return { count: 0, more: false };
  const { text = "", area = "" } = search;
  const words = text.trim() === "" ? null : searchQuery(text, { exchange: [exchangeId] });
  return countUpTo(db, sql`select from ${area === "" ? sql`tenders` : PLACED} where ${boundsOf(exchangeId, search, null)} and ${words === null ? sql`true` : IS_HIT}`, { all, before: words === null ? sql`` : sql`with ${hitsOf(exchangeId, words)}` });
}

/** Tenders with these words in a public document, worked out first and alone: beside a table under row security `@@` would be kept from its index, for it is not leakproof. */
const hitsOf = (exchangeId: string, words: string): RawBuilder<unknown> =>
  sql`hits as materialized (select distinct tender_id from own_notice_index where exchange_id = ${exchangeId} and words @@ ${words}::tsquery)`;

function boundsOf(exchangeId: string, { stages, line = "", area = "", from, before }: TenderSearch, after: Cursor | null): RawBuilder<unknown> {
  const bounds = [sql`tenders.exchange_id = ${exchangeId} and tenders.published_at is not null`];
  if (line !== "") bounds.push(sql`tenders.line = ${line}`);
  if (area !== "") bounds.push(sql`projects.area = ${area}`);
  if (stages !== undefined) bounds.push(sql`exists (select from lots where lots.exchange_id = tenders.exchange_id and lots.tender_id = tenders.tender_id and lots.stage = any(${stages}))`);
  if (from !== undefined) bounds.push(sql`tenders.published_at >= ${from}`);
  if (before !== undefined) bounds.push(sql`tenders.published_at < ${before}`);
  if (after !== null) bounds.push(sql`(tenders.published_at, tenders.tender_id) < (${after.at}::timestamptz, ${after.id})`);
  return sql.join(bounds, sql` and `);
}

const PARTS = sql`parts where parts.exchange_id = page.exchange_id and parts.tender_id = page.tender_id`;

async function drawn(db: Db, rows: RawBuilder<unknown>, before: RawBuilder<unknown> | null = null): Promise<TenderLine[]> {
  const { rows: lines } = await sql<TenderLine>`
    with ${before === null ? sql`` : sql`${before}, `}page as materialized (${rows})
    select page.tender_id as tender, page.project_id as project, page.form->>'title' as title, page.line, page.area, page.tenderer_name as tenderer, page.published_at as "publishedAt",
      (select max(newest.published_at) from notice_index as newest where newest.exchange_id = page.exchange_id and newest.tender_id = page.tender_id) as "updatedAt",
      ${deadlineIn(PARTS)} as deadline, ${countedIn(sql`page`, PARTS)} as counted,
      (select jsonb_agg(jsonb_build_object('lot', lots.lot, 'stage', lots.stage, 'name', (select each->>'name' from jsonb_array_elements(page.form->'lots') as each where each->>'lot' = lots.lot)) order by lots.code)
        from lots where lots.exchange_id = page.exchange_id and lots.tender_id = page.tender_id) as lots
    from page order by page.published_at desc, page.tender_id desc`.execute(db);
  return lines;
}

/** How many tenders of each line are under way. */
export const runningByLine = async (db: Db, exchangeId: string, ended: readonly Stage[]): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ line: string; count: number }>`select tenders.line, count(distinct tenders.tender_id)::integer as count
    from tenders join lots on lots.exchange_id = tenders.exchange_id and lots.tender_id = tenders.tender_id where tenders.exchange_id = ${exchangeId} and tenders.published_at is not null and not lots.stage = any(${ended}) group by tenders.line`.execute(db);
  return new Map(rows.map(({ line, count }) => [line, count]));
};
