import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { parseCanonical } from "../kernel/canonical-json.js";
import type { LotKey } from "../tenders/keys.js";
import type { KeptTariff, Tariff } from "./tariff.js";

export type TariffRow = Row<"fee_tariffs">;

/** Every tariff that was ever entered, in that order. */
export async function tariffsOf(db: Db | Tx, exchangeId: string): Promise<(KeptTariff & Pick<TariffRow, "made_by" | "made_at">)[]> {
  const rows = await db.selectFrom("fee_tariffs").selectAll().where("exchange_id", "=", exchangeId).orderBy("serial").execute();
  return rows.map(({ serial, file, made_by, made_at }) => ({ serial, tariff: parseCanonical(file) as unknown as Tariff, made_by, made_at }));
}

/** The list a payer approved for a lot; null before. */
export const feeListOf = async (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"fee_lists"> | null> =>
  (await db.selectFrom("fee_lists").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst()) ?? null;
