import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import type { MoneyJson } from "../../kernel/money.js";
import { searchQuery, termsOf } from "../../notices/search-words.js";
import type { SaleStage } from "../../procedure/sale-words.js";
import { countUpTo, pageOf, type Counted, type Cursor } from "../../tenders/queries/listing.js";

/** A published sale in a list, as its last round has it, with where each of its lots stands. */
export type SaleLine = {
  readonly sale: string; readonly title: string; readonly line: string; readonly method: string; readonly area: string | null; readonly seller: string; readonly publishedAt: Date;
  /** When its newest document came out. */
  readonly updatedAt: Date; readonly applyUntil: Instant; readonly lots: readonly { readonly lot: string; readonly name: string; readonly stage: SaleStage; readonly floor: MoneyJson }[];
};

/** `text` is looked for in the words of all its documents; a sale is in a stage when one of its lots is. */
export type SaleSearch = {
  readonly text?: string; readonly stages?: readonly SaleStage[]; readonly line?: string; readonly area?: string; readonly from?: Date; readonly before?: Date; readonly cursor?: Cursor | null; readonly limit: number;
};

/** A sale with the round that brought it out. */
const PUBLISHED = sql`sales join sale_rounds as first on first.exchange_id = sales.exchange_id and first.sale_id = sales.sale_id and first.round = 1`;

const isVoid = ({ text = "" }: SaleSearch): boolean => text.trim() !== "" && termsOf(text).length === 0;

/** Published sales, newest first, by key. */
export async function saleLines(db: Db, exchangeId: string, search: SaleSearch): Promise<{ readonly rows: readonly SaleLine[]; readonly next: string | null }> {
  if (isVoid(search)) return { rows: [], next: null };
  const found = sql`select sales.*, first.published_at from ${PUBLISHED} where ${boundsOf(exchangeId, search, search.cursor ?? null)} order by first.published_at desc, sales.sale_id desc limit ${search.limit + 1}`;
  const { rows } = await sql<SaleLine>`
    with ${hitsOf(exchangeId, search)}, page as materialized (${found})
    select page.sale_id as sale, last.form->>'title' as title, page.line, last.form->>'method' as method, page.area, page.seller_name as seller, page.published_at as "publishedAt",
      (select max(newest.published_at) from notice_index as newest where newest.exchange_id = page.exchange_id and newest.sale_id = page.sale_id) as "updatedAt", (last.form->>'applyUntil')::float8 as "applyUntil",
      (select jsonb_agg(jsonb_build_object('lot', sale_lots.lot, 'stage', sale_lots.stage, 'name', each->>'name', 'floor', each->'floor') order by sale_lots.code)
        from sale_lots join jsonb_array_elements(last.form->'lots') as each on each->>'lot' = sale_lots.lot where sale_lots.exchange_id = page.exchange_id and sale_lots.sale_id = page.sale_id) as lots
    from page join lateral (select sale_rounds.form from sale_rounds where sale_rounds.exchange_id = page.exchange_id and sale_rounds.sale_id = page.sale_id order by round desc limit 1) as last on true
    order by page.published_at desc, page.sale_id desc`.execute(db);
  return pageOf(rows, search.limit, ({ publishedAt, sale }) => ({ at: publishedAt, id: sale }));
}

/** How many sales a search finds. @param all counts every one */
export async function countSales(db: Db, exchangeId: string, search: SaleSearch, all = false): Promise<Counted> {
  if (isVoid(search)) return { count: 0, more: false };
  return countUpTo(db, sql`select from ${PUBLISHED} where ${boundsOf(exchangeId, search, null)}`, { all, before: sql`with ${hitsOf(exchangeId, search)}` });
}

/** The words of a search; null where it has none. */
const wordsOf = (exchangeId: string, { text = "" }: SaleSearch): string | null => (text.trim() === "" ? null : searchQuery(text, { exchange: [exchangeId] }));

/** Sales with these words in a document, worked out first and alone: beside a table under row security `@@` would be kept from its index, for it is not leakproof. */
function hitsOf(exchangeId: string, search: SaleSearch): RawBuilder<unknown> {
  const words = wordsOf(exchangeId, search);
  return sql`hits as materialized (select distinct sale_id from own_notice_index where exchange_id = ${exchangeId} and sale_id is not null and ${words === null ? sql`false` : sql`words @@ ${words}::tsquery`})`;
}

function boundsOf(exchangeId: string, search: SaleSearch, after: Cursor | null): RawBuilder<unknown> {
  const { stages, line = "", area = "", from, before } = search;
  const bounds = [sql`sales.exchange_id = ${exchangeId}`];
  if (wordsOf(exchangeId, search) !== null) bounds.push(sql`sales.sale_id in (select sale_id from hits)`);
  if (line !== "") bounds.push(sql`sales.line = ${line}`);
  if (area !== "") bounds.push(sql`sales.area = ${area}`);
  if (stages !== undefined) bounds.push(sql`exists (select from sale_lots where sale_lots.exchange_id = sales.exchange_id and sale_lots.sale_id = sales.sale_id and sale_lots.stage = any(${stages}))`);
  if (from !== undefined) bounds.push(sql`first.published_at >= ${from}`);
  if (before !== undefined) bounds.push(sql`first.published_at < ${before}`);
  if (after !== null) bounds.push(sql`(first.published_at, sales.sale_id) < (${after.at}::timestamptz, ${after.id})`);
  return sql.join(bounds, sql` and `);
}

/** How many published sales of each line are under way. */
export const runningSales = async (db: Db, exchangeId: string, ended: readonly SaleStage[]): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ line: string; count: number }>`select sales.line, count(distinct sales.sale_id)::integer as count
    from ${PUBLISHED} join sale_lots on sale_lots.exchange_id = sales.exchange_id and sale_lots.sale_id = sales.sale_id where sales.exchange_id = ${exchangeId} and not sale_lots.stage = any(${ended}) group by sales.line`.execute(db);
  return new Map(rows.map(({ line, count }) => [line, count]));
};
