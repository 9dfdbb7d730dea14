import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertItem(tx: Tx, row: NewRow<"fee_items">): Promise<void> {
  await tx.insertInto("fee_items").values(row).execute();
}

/** Waits for whoever enters a version of an item now. */
export const holdCatalogue = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fee catalogue ${exchangeId}`}, 0))`.execute(tx);
};
