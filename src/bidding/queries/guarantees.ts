import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { LotKey } from "../../tenders/keys.js";

/** A guarantee with its refund; the refund's fields are null while it is out. */
export type GuaranteeRow = Row<"guarantees"> & { readonly [Field in "paid_on" | "own_fault" | "charge_fen"]: Row<"refunds">[Field] | null };

/** The guarantees of a lot, in the order they were entered. @param bidder one firm's alone */
export const guaranteesOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder?: string): Promise<GuaranteeRow[]> =>
  db.selectFrom("guarantees").leftJoin("refunds", (join) => join.onRef("refunds.exchange_id", "=", "guarantees.exchange_id").onRef("refunds.reference", "=", "guarantees.reference"))
    .selectAll("guarantees").select(["refunds.paid_on", "refunds.own_fault", "refunds.charge_fen"])
    .where("guarantees.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).$if(bidder !== undefined, (query) => query.where("bidder", "=", bidder ?? ""))
    .orderBy("entered_at").orderBy("guarantees.reference").execute();

/** The lots of some tenders with a guarantee that has not gone back. */
export async function lotsWithGuarantees(db: Db, exchangeId: string, tenderIds: readonly string[]): Promise<{ tender_id: string; lot: string }[]> {
  if (tenderIds.length === 0) return [];
  return db.selectFrom("guarantees").leftJoin("refunds", (join) => join.onRef("refunds.exchange_id", "=", "guarantees.exchange_id").onRef("refunds.reference", "=", "guarantees.reference"))
    .select(["guarantees.tender_id", "guarantees.lot"]).distinct().where("guarantees.exchange_id", "=", exchangeId).where("guarantees.tender_id", "in", [...new Set(tenderIds)]).where("refunds.paid_on", "is", null).execute();
}

/** The lots for which a guarantee of this firm has not gone back. */
export const lotsGuaranteedBy = (db: Db | Tx, exchangeId: string, bidder: string): Promise<{ tender_id: string; lot: string }[]> =>
  db.selectFrom("guarantees").leftJoin("refunds", (join) => join.onRef("refunds.exchange_id", "=", "guarantees.exchange_id").onRef("refunds.reference", "=", "guarantees.reference"))
    .select(["guarantees.tender_id", "guarantees.lot"]).where("guarantees.exchange_id", "=", exchangeId).where("guarantees.bidder", "=", bidder).where("refunds.paid_on", "is", null).execute();
