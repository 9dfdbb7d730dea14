import { sql } from "kysely";
import type { Db, Tx } from "../../db/database.js";
import { bytesList, textList } from "../../db/lists.js";
import type { Row } from "../../db/schema.js";
import type { Sittings } from "../avoidance.js";

export type ExpertRow = Row<"experts">;

export const expertById = async (db: Db | Tx, exchangeId: string, expertId: string): Promise<ExpertRow | null> =>
  (await db.selectFrom("experts").selectAll().where("exchange_id", "=", exchangeId).where("expert_id", "=", expertId).executeTakeFirst()) ?? null;

export const expertOfPerson = async (db: Db | Tx, exchangeId: string, personId: string): Promise<ExpertRow | null> =>
  (await db.selectFrom("experts").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).executeTakeFirst()) ?? null;

/** Who has one of these keyed hashes of an identity number. */
export const expertsByLookup = (db: Db | Tx, exchangeId: string, lookups: readonly Uint8Array[]): Promise<Pick<ExpertRow, "expert_id" | "lookup">[]> =>
  db.selectFrom("experts").select(["expert_id", "lookup"]).where("exchange_id", "=", exchangeId).where(sql<boolean>`lookup = any(${bytesList(lookups)}::bytea[])`).execute();

export const stepsOfExpert = (db: Db | Tx, exchangeId: string, expertId: string): Promise<Row<"expert_steps">[]> =>
  db.selectFrom("expert_steps").selectAll().where("exchange_id", "=", exchangeId).where("expert_id", "=", expertId).orderBy("number").execute();

/** A page of the pool, in the order of ids. @param after the last id of the page before, empty for the first */
export const expertsAfter = (db: Db | Tx, exchangeId: string, { after, limit }: { readonly after: string; readonly limit: number }): Promise<ExpertRow[]> =>
  db.selectFrom("experts").selectAll().where("exchange_id", "=", exchangeId).where("expert_id", ">", after).orderBy("expert_id").limit(limit).execute();

/** How many stand where. */
export async function expertsByState(db: Db | Tx, exchangeId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom("experts").select(["state", ({ fn }) => fn.countAll<string>().as("count")]).where("exchange_id", "=", exchangeId).groupBy("state").execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Everybody of the pool who names a specialty that one of the strata covers. */
export const expertsIn = (db: Db | Tx, exchangeId: string, strata: readonly string[]): Promise<ExpertRow[]> =>
  db.selectFrom("experts").selectAll().where("exchange_id", "=", exchangeId).where("state", "in", ["active", "paused", "under-investigation"])
    .where(sql<boolean>`exists (select from unnest(specialties) as code join unnest(${textList(strata)}::text[]) as stratum on starts_with(code, stratum))`).execute();

/** How often each signed in for a draw up to `until`: since the month and the year began, and on how many days by Beijing's calendar since `recent`. */
export async function sittingsOf(db: Db | Tx, exchangeId: string, { month, year, recent, until }: Readonly<Record<"month" | "year" | "recent" | "until", Date>>): Promise<ReadonlyMap<string, Sittings>> {
  const { rows } = await sql<{ actor_id: string; month: string; year: string; days: string }>`
    select actor_id, count(*) filter (where arrived_at >= ${month}) as month, count(*) filter (where arrived_at >= ${year}) as year,
      count(distinct (arrived_at at time zone interval '8 hours')::date) filter (where arrived_at >= ${recent}) as days
    from draw_arrivals where exchange_id = ${exchangeId} and arrived_at >= least(${year}::timestamptz, ${recent}::timestamptz) and arrived_at < ${until} group by actor_id`.execute(db);
  return new Map(rows.map(({ actor_id, month: ofMonth, year: ofYear, days }) => [actor_id, { month: Number(ofMonth), year: Number(ofYear), recentDays: Number(days) }]));
}

/** Those who stand in one of these states, the longest there first. */
export const expertsStanding = (db: Db | Tx, exchangeId: string, states: readonly ExpertRow["state"][], limit: number): Promise<ExpertRow[]> =>
  db.selectFrom("experts").selectAll().where("exchange_id", "=", exchangeId).where("state", "in", states).orderBy("made_at").orderBy("expert_id").limit(limit).execute();

/** A specialty of the third level is this long (EX-13). */
const THIRD_LEVEL = 5;

/** How many can be drawn of each specialty of the third level, the fewest first. @param on whose term is over before this day counts no more */
export async function activeBySpecialty(db: Db | Tx, exchangeId: string, on: string): Promise<{ readonly specialty: string; readonly people: number }[]> {
  const { rows } = await sql<{ specialty: string; people: string }>`
    select left(code, ${THIRD_LEVEL}::int) as specialty, count(distinct expert_id) as people from experts, unnest(specialties) as code
    where exchange_id = ${exchangeId} and state = 'active' and (term_until is null or term_until >= ${on}::date) group by 1 order by 2, 1`.execute(db);
  return rows.map(({ specialty, people }) => ({ specialty, people: Number(people) }));
}
