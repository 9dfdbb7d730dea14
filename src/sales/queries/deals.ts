import { sql } from "kysely";
import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { fromUtf8 } from "../../kernel/bytes.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { dealOf, type Deal, type DealAct, type DealStep } from "../deal.js";
import { outcomeOfLot, type Sale } from "../queries.js";

type Key = { readonly exchangeId: string; readonly saleId: string; readonly lot: string; readonly round: number };

/** The acts of a deal as they were kept, in turn. */
export const dealRows = (db: Db | Tx, { exchangeId, saleId, lot, round }: Key): Promise<Row<"sale_deal_acts">[]> =>
  db.selectFrom("sale_deal_acts").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).where("lot", "=", lot).where("round", "=", round).orderBy("serial").execute();

/** An act as its file says it. */
export const actIn = ({ file, serial, made_by: by, made_at, aside }: Row<"sale_deal_acts">): DealAct => ({ ...(JSON.parse(fromUtf8(file)) as DealStep), serial, by, at: made_at.getTime() as Instant, aside: aside ?? {} });

/** What was dealt of a lot in a round, the last one where none is named, and what followed; null where nothing was. */
export async function dealOfLot(db: Db | Tx, exchangeId: string, sale: Sale, lot: string, round?: number): Promise<Deal | null> {
  const outcome = outcomeOfLot(sale, lot, round);
  if (outcome?.firm == null || outcome.amount_fen === null) return null;
  const endedAt = outcome.ended_at.getTime() as Instant;
  const rows = await dealRows(db, { exchangeId, saleId: sale.id, lot, round: outcome.round });
  return dealOf({ firm: outcome.firm, price: BigInt(outcome.amount_fen), endedAt, endedOn: dayOf(endedAt) }, rows.map(actIn));
}

const PLACE = ["sale_id", "lot", "round"] as const;
/** A lot, and the round of its sale in which it was dealt. */
export type DealPlace = { readonly saleId: string; readonly lot: string; readonly round: number };

/** The deal whose price is paid to a reference; null where there is none. */
export async function dealByReference(db: Db | Tx, exchangeId: string, reference: string): Promise<DealPlace | null> {
  const row = await db.selectFrom("sale_deal_acts").select(PLACE).where("exchange_id", "=", exchangeId).where("step", "=", "contracted").where(sql<string>`aside ->> 'reference'`, "=", reference).executeTakeFirst();
  return row === undefined ? null : { saleId: row.sale_id, lot: row.lot, round: row.round };
}

/** The deal of whose price a transaction of a bank is a payment; null where it is of none. */
export async function dealByTransaction(db: Db | Tx, exchangeId: string, { bank, transaction }: { readonly bank: string; readonly transaction: string }): Promise<DealPlace | null> {
  const row = await db.selectFrom("sale_deal_acts").select(PLACE).where("exchange_id", "=", exchangeId).where("step", "=", "paid").where(sql<string>`aside ->> 'bank'`, "=", bank).where(sql<string>`aside ->> 'transaction'`, "=", transaction).executeTakeFirst();
  return row === undefined ? null : { saleId: row.sale_id, lot: row.lot, round: row.round };
}

/** The lots whose price comes to an account of the exchange and is paid on to who sold, the newest contract first. */
export const dealsPaidOn = (db: Db | Tx, exchangeId: string, limit: number): Promise<{ readonly sale_id: string; readonly lot: string }[]> =>
  db.selectFrom("sale_deal_acts").select(PLACE).where("exchange_id", "=", exchangeId).where("step", "=", "contracted").where(sql<string>`aside ->> 'account'`, "is not", null).orderBy("made_at", "desc").limit(limit).execute();
