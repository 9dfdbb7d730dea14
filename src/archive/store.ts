import type { Db, Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";
import type { Edition } from "./edition.js";

export async function insertArchive(tx: Tx, row: NewRow<"archives">): Promise<void> {
  await tx.insertInto("archives").values(row).execute();
}

/** An archive of a tender in an edition, by its serial or, for null, the newest; null before the first. */
export async function archiveOf(db: Db | Tx, exchangeId: string, { tenderId, edition, serial }: { readonly tenderId: string; readonly edition: Edition; readonly serial: number | null }): Promise<Row<"archives"> | null> {
  const row = await db.selectFrom("archives").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("edition", "=", edition)
    .$if(serial !== null, (query) => query.where("serial", "=", serial ?? 0)).orderBy("serial", "desc").executeTakeFirst();
  return row ?? null;
}
