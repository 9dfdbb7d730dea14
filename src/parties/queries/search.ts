import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../db/database.js";
import { beginsWith } from "../../db/prefix.js";
import { searchQuery, termsOf } from "../../notices/search-words.js";
import { pageOf, type Cursor } from "../../tenders/queries/listing.js";
import { codeBeginning, type OrganisationState } from "../search.js";

export type OrganisationLine = { readonly uscc: string; readonly name: string; readonly state: OrganisationState; readonly operatorFirm: boolean; readonly parent: string | null; readonly version: number; readonly madeAt: Date; /** Whom it left for, by a merger. */ readonly successor: string | null };
/** `text` is words of a name, or how a credit code begins; empty: all. */
export type OrganisationSearch = { readonly text: string; readonly state: OrganisationState | null; readonly cursor: Cursor | null; readonly limit: number };
export type OrganisationPageRows = { readonly rows: readonly OrganisationLine[]; readonly next: string | null };

/** As among notices: what is common is found among the newest at once, what is rare has few entries in its index, whatever the planner believes. */
const NEWEST = 1_000;

/** Organisations, the newest first. A text that holds no word finds nothing. */
export async function searchOrganisations(db: Db, exchangeId: string, search: OrganisationSearch): Promise<OrganisationPageRows> {
  const [code, words] = [codeBeginning(search.text), termsOf(search.text).length === 0 ? null : searchQuery(search.text, {})];
  const coded = code === null ? [] : await matching(db, exchangeId, search, beginsWith("uscc", code));
  const rows = coded.length > 0 ? coded : await named(db, exchangeId, search, words);
  return pageOf(rows, search.limit, ({ madeAt, uscc }) => ({ at: madeAt, id: uscc }));
}

async function named(db: Db, exchangeId: string, search: OrganisationSearch, words: string | null): Promise<OrganisationLine[]> {
  if (words !== null) return matching(db, exchangeId, search, sql`words @@ ${words}::tsquery`);
  return search.text.trim() === "" ? lines(db, newestOf(exchangeId, search, search.limit + 1)) : [];
}

const boundsOf = (exchangeId: string, { state, cursor }: OrganisationSearch): RawBuilder<unknown> =>
  sql.join([sql`exchange_id = ${exchangeId}`, ...(state === null ? [] : [sql`state = ${state}`]), ...(cursor === null ? [] : [sql`(made_at, uscc) < (${cursor.at}::timestamptz, ${cursor.id})`])], sql` and `);

const newestOf = (exchangeId: string, search: OrganisationSearch, count: number): RawBuilder<unknown> => sql`select * from own_organisations where ${boundsOf(exchangeId, search)} order by made_at desc, uscc desc limit ${count}`;

async function matching(db: Db, exchangeId: string, search: OrganisationSearch, condition: RawBuilder<unknown>): Promise<OrganisationLine[]> {
  const wanted = search.limit + 1;
  const newest = await lines(db, sql`select * from (${newestOf(exchangeId, search, NEWEST)}) as newest where ${condition}`, wanted);
  return newest.length === wanted ? newest : lines(db, sql`select * from own_organisations where ${boundsOf(exchangeId, search)} and ${condition}`, wanted);
}

const lines = async (db: Db, rows: RawBuilder<unknown>, limit: number | null = null): Promise<OrganisationLine[]> =>
  (await sql<OrganisationLine>`with found as materialized (${rows}) select uscc, name, state, operator_firm as "operatorFirm", parent_uscc as parent, version, made_at as "madeAt",
    case when state = 'left' then (select successor_uscc from organisation_changes as changed where changed.exchange_id = found.exchange_id and changed.uscc = found.uscc order by change_id desc limit 1) end as successor from found order by made_at desc, uscc desc limit ${limit}`.execute(db)).rows;
