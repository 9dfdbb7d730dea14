import type { Db, Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** What was told once is not told again: its row stays as it is. */
export async function insertMessages(tx: Tx, rows: readonly NewRow<"messages">[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto("messages").values([...rows]).onConflict((conflict) => conflict.columns(["exchange_id", "once"]).doNothing()).execute();
}

export async function insertReads(db: Db | Tx, rows: readonly NewRow<"message_reads">[]): Promise<void> {
  if (rows.length > 0) await db.insertInto("message_reads").values([...rows]).onConflict((conflict) => conflict.doNothing()).execute();
}
