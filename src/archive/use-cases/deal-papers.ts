import type { Db, Tx } from "../../db/database.js";
import { signedActBy } from "../../identity/queries.js";
import { leafOf } from "../../tenders/queries.js";
import { actIn, dealOfLot, dealRows } from "../../sales/queries/deals.js";
import type { Sale } from "../../sales/queries.js";
import { dealPath, partyPath } from "../../verify/deal-paths.js";
import type { SaleIndex } from "../../verify/shapes.js";
import type { SalePapers } from "../../verify/bundle-layout.js";
import type { World } from "../../world.js";

type Row = NonNullable<SaleIndex["deals"]>[number];
/** What everybody may read once the result is public. What is said of keeping a deposit is nobody else's. */
const SHOWN: ReadonlySet<string> = new Set(["prepared", "signed", "published", "contracted", "paid", "reversed", "settled"]);

/** The deals of a sale whose result is public, with the acts that are in the log and shown, and the notice of each confirmation. */
export async function dealsShown({ exchange }: Pick<World, "exchange">, tx: Tx, sale: Sale): Promise<readonly { readonly row: Row; readonly confirmation: string }[]> {
  const shown = [];
  for (const { lot } of sale.lots) {
    const deal = await dealOfLot(tx, exchange.id, sale, lot);
    if (deal?.published == null || deal.prepared === null || deal.refused !== null) continue;
    const acts: number[] = [];
    for (const { serial, step, outbox_id } of await dealRows(tx, { exchangeId: exchange.id, saleId: sale.id, lot, round: sale.rounds.length })) {
      if (SHOWN.has(step) && (await leafOf(tx, exchange.id, outbox_id)) !== null) acts.push(serial);
    }
    shown.push({ row: { lot, round: sale.rounds.length, acts }, confirmation: deal.prepared.notice });
  }
  return shown;
}

/** The files of the deals that an index names: their acts, and by what both parties signed. */
export async function dealPapers({ exchange }: Pick<World, "exchange">, db: Db | Tx, { sale, deals = [] }: SaleIndex): Promise<NonNullable<SalePapers["deals"]>> {
  const papers = [];
  for (const row of deals) {
    for (const kept of await dealRows(db, { exchangeId: exchange.id, saleId: sale, lot: row.lot, round: row.round })) {
      if (!row.acts.includes(kept.serial)) continue;
      papers.push({ path: dealPath(row, kept.serial), file: kept.file });
      const act = actIn(kept);
      const signed = act.step === "signed" ? await signedActBy(db, exchange.id, act.act) : null;
      if (act.step === "signed" && signed !== null) papers.push({ path: partyPath(row, act.party), file: signed.file });
    }
  }
  return papers;
}
