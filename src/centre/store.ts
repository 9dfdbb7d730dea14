import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { PlainDate } from "../kernel/time.js";

/** False where a unit has this code, or stands by this credit code. */
export async function insertUnit(tx: Tx, row: NewRow<"units">): Promise<boolean> {
  return (await tx.insertInto("units").values(row).onConflict((each) => each.doNothing()).returning("code").executeTakeFirst()) !== undefined;
}

/** False where a window of this number stands in these days. */
export async function insertWindow(tx: Tx, row: NewRow<"windows">): Promise<boolean> {
  return (await tx.insertInto("windows").values(row).onConflict((each) => each.doNothing()).returning("number").executeTakeFirst()) !== undefined;
}

/** Waits for whoever enters or ends a unit or window now: what one looks at stays as it is until the transaction ends. */
export const holdCentre = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`centre ${exchangeId}`}, 0))`.execute(tx);
};

export async function endUnitRow(tx: Tx, exchangeId: string, code: string, until: PlainDate): Promise<void> {
  await tx.updateTable("units").set({ until_on: until }).where("exchange_id", "=", exchangeId).where("code", "=", code).execute();
}

export async function endWindowRow(tx: Tx, exchangeId: string, { number, from }: { readonly number: number; readonly from: PlainDate }, until: PlainDate): Promise<void> {
  await tx.updateTable("windows").set({ until_on: until }).where("exchange_id", "=", exchangeId).where("number", "=", number).where("from_on", "=", from).execute();
}
