import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { LotKey } from "../tenders/keys.js";
import { readBlindCodes, type BlindCodes } from "./codes.js";

/** The file of a lot's codes; null where nobody is coded. */
export async function blindFileOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Uint8Array | null> {
  return (await db.selectFrom("blind_codes").select("file").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst())?.file ?? null;
}

/** Who stands behind which code in a lot; null where nobody is coded. */
export async function blindCodesOf(db: Db | Tx, key: LotKey): Promise<BlindCodes | null> {
  const file = await blindFileOf(db, key);
  return file === null ? null : readBlindCodes(file);
}

/** The last look for signs of identity in a lot; null before there is one. */
export const newestLeaks = async (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"blind_leaks"> | null> =>
  (await db.selectFrom("blind_leaks").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial", "desc").limit(1).executeTakeFirst()) ?? null;
