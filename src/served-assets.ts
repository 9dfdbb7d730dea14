import { inTransaction } from "./db/database.js";
import { logAssets } from "./journal/served-assets.js";
import type { SealPins } from "./signing/sealing.js";
import { openerOffices } from "./tenders/queries.js";
import { withSealPage, type Assets, type BuiltAssets } from "./web/assets.js";
import type { World } from "./world.js";

/** What the site of this exchange serves: the islands, and the offline page that believes its authorities and opening organisations alone. */
export async function assetsFor({ db, exchange, mode, caPem }: Pick<World, "db" | "exchange" | "mode" | "caPem">, built: BuiltAssets): Promise<Assets> {
  const offices = await openerOffices(db, exchange.id);
  const pins: SealPins = { exchange: exchange.origin, exchangeName: exchange.name, mode, caPem, offices: Object.fromEntries(offices.map(({ opener, org_uscc, org_name }) => [opener, { uscc: org_uscc, name: org_name }])) };
  return withSealPage(built, pins);
}

/**
 * Logs the hash of every script, style and page file the site serves, once for each change, so that a browser that was given
 * another one can prove it (T44, T45).
 */
export const logServedAssets = ({ db, exchange }: Pick<World, "db" | "exchange">, { files }: Assets): Promise<void> =>
  inTransaction(db, (tx) => logAssets(tx, exchange.id, [...files.values()]));
