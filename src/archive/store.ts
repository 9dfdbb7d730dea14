import type { Db, Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";

export async function insertArchive(tx: Tx, row: NewRow<"archives">): Promise<void> {
  await tx.insertInto("archives").values(row).execute();
}

/** The newest archive of a tender in an edition; null before the first. */
export async function newestArchive(db: Db | Tx, exchangeId: string, tenderId: string, edition: "full" | "public"): Promise<Row<"archives"> | null> {
  return (await db.selectFrom("archives").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("edition", "=", edition).orderBy("serial", "desc").executeTakeFirst()) ?? null;
}
