import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Edition } from "./edition.js";

/** An archive of a tender in an edition, by its serial or, for null, the newest; null before the first. */
export async function archiveOf(db: Db | Tx, exchangeId: string, { tenderId, edition, serial }: { readonly tenderId: string; readonly edition: Edition; readonly serial: number | null }): Promise<Row<"archives"> | null> {
  const row = await db.selectFrom("archives").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("edition", "=", edition)
    .$if(serial !== null, (query) => query.where("serial", "=", serial ?? 0)).orderBy("serial", "desc").executeTakeFirst();
  return row ?? null;
}

/** The newest archive of a sale; null before the first. */
export const saleArchiveOf = async (db: Db | Tx, exchangeId: string, saleId: string): Promise<Row<"sale_archives"> | null> =>
  (await db.selectFrom("sale_archives").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).orderBy("serial", "desc").executeTakeFirst()) ?? null;

/** The hand-over of one archive of a tender; null before it. */
export async function handOverOf(db: Db | Tx, exchangeId: string, tenderId: string, serial: number): Promise<Row<"hand_overs"> | null> {
  const row = await db.selectFrom("hand_overs").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("archive_serial", "=", serial).executeTakeFirst();
  return row ?? null;
}
