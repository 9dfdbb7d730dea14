import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** Makes the exchange known. */
export async function insertExchange(tx: Tx, row: NewRow<"exchanges">): Promise<void> {
  await tx.insertInto("exchanges").values(row).execute();
}

export async function insertAreas(tx: Tx, rows: readonly NewRow<"areas">[]): Promise<void> {
  await tx.insertInto("areas").values([...rows]).execute();
}

export async function insertOpenerOffices(tx: Tx, rows: readonly NewRow<"opener_offices">[]): Promise<void> {
  await tx.insertInto("opener_offices").values([...rows]).execute();
}

/** Two ceremonies at once found one exchange: the second waits here for the first. */
export async function lockFounding(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('daylight founding'))`.execute(tx);
}

/** The exchange of an id, as founded; null before. */
export async function foundedAs(db: Db | Tx, exchangeId: string): Promise<{ readonly origin: string } | null> {
  return (await db.selectFrom("exchanges").select("origin").where("exchange_id", "=", exchangeId).executeTakeFirst()) ?? null;
}
