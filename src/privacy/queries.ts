import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Holds } from "./columns.js";

export async function identityNumberOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"identity_numbers"> | null> {
  return (await db.selectFrom("identity_numbers").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).executeTakeFirst()) ?? null;
}

/** Whose identity number has one of these indexes: the same number under each key. */
export async function peopleWithNumber(db: Db | Tx, exchangeId: string, indexes: readonly Uint8Array[]): Promise<string[]> {
  return (await db.selectFrom("identity_numbers").select("person_id").where("exchange_id", "=", exchangeId).where("lookup", "in", [...indexes]).orderBy("given_at").orderBy("person_id").execute()).map(({ person_id }) => person_id);
}

/** What was shown of a person to whom, the newest first. */
export async function disclosuresOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"disclosures">[]> {
  return db.selectFrom("disclosures").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).orderBy("shown_at", "desc").orderBy("disclosure_id").execute();
}

/** Whether an office was shown somebody's number since a moment: it need not say again why. */
export async function wasShown(db: Db | Tx, exchangeId: string, { personId, actorId, since }: { readonly personId: string; readonly actorId: string; readonly since: Date }): Promise<Date | null> {
  return (await db.selectFrom("disclosures").select("shown_at").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("shown_to", "=", actorId).where("shown_at", ">=", since).orderBy("shown_at", "desc").limit(1).executeTakeFirst())?.shown_at ?? null;
}

export async function requestsOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"privacy_requests">[]> {
  return db.selectFrom("privacy_requests").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).orderBy("made_at", "desc").orderBy("request_id").execute();
}

/** What staff have to answer, the most urgent first. */
export async function requestsWaiting(db: Db, exchangeId: string): Promise<Row<"privacy_requests">[]> {
  return db.selectFrom("privacy_requests").selectAll().where("exchange_id", "=", exchangeId).where("state", "=", "open").orderBy("due_at").orderBy("request_id").execute();
}

/** Whose a row is: the person, his offices, the seats he holds in committees. */
export type Self = { readonly personId: string; readonly actorIds: readonly string[]; readonly seats: readonly { readonly tender_id: string; readonly lot: string; readonly label: string }[] };

export async function selfOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Self> {
  const actorIds = (await db.selectFrom("actors").select("actor_id").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).orderBy("actor_id").execute()).map(({ actor_id }) => actor_id);
  const seats = actorIds.length === 0 ? [] : await db.selectFrom("panel_members").select(["tender_id", "lot", "label"]).where("exchange_id", "=", exchangeId).where("actor_id", "in", actorIds).execute();
  return { personId, actorIds, seats };
}

/** The rows of a table that name somebody in a column, with some of their columns, in the order of the table's own text. */
export async function rowsNaming(db: Db | Tx, exchangeId: string, { table, column, holds }: { readonly table: string; readonly column: string; readonly holds: Holds }, self: Self, columns: readonly string[]): Promise<Record<string, unknown>[]> {
  const ids = holds === "person" ? [self.personId] : holds === "office" ? self.actorIds : [self.personId, ...self.actorIds];
  const isHis = holds === "seat" ? sql`(tender_id, lot, label) in (select tender_id, lot, label from jsonb_to_recordset(${JSON.stringify(self.seats)}::jsonb) as seat(tender_id text, lot text, label text))` : sql`${sql.ref(column)} = any(${ids})`;
  const shown = sql.join(columns.map((each) => sql.ref(each)));
  return (await sql<Record<string, unknown>>`select ${shown} from ${sql.table(table)} where exchange_id = ${exchangeId} and ${isHis} order by ${shown}`.execute(db)).rows;
}
