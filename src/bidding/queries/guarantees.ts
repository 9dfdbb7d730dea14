import type { ExpressionBuilder } from "kysely";
import type { Db, Tx } from "../../db/database.js";
import type { Row, Schema } from "../../db/schema.js";
import type { LotKey } from "../../tenders/keys.js";

/** A guarantee with its refund; the refund's fields are null while it is out. */
export type GuaranteeRow = Row<"guarantees"> & { readonly [Field in "paid_on" | "own_fault" | "charge_fen"]: Row<"refunds">[Field] | null };

/** Refunds that were made and did not come back. */
const standingRefunds = (db: ExpressionBuilder<Schema, "guarantees">) => db.selectFrom("refunds").selectAll("refunds")
  .where((where) => where.not(where.exists(where.selectFrom("refund_returns as back").select("back.attempt").whereRef("back.exchange_id", "=", "refunds.exchange_id").whereRef("back.reference", "=", "refunds.reference").whereRef("back.attempt", "=", "refunds.attempt")))).as("refunds");

const withRefunds = (db: Db | Tx) => db.selectFrom("guarantees").leftJoin(standingRefunds, (join) => join.onRef("refunds.exchange_id", "=", "guarantees.exchange_id").onRef("refunds.reference", "=", "guarantees.reference"));

/** The guarantees of a lot, in the order they were entered. @param bidder one firm's alone */
export const guaranteesOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder?: string): Promise<GuaranteeRow[]> =>
  withRefunds(db)
    .selectAll("guarantees").select(["refunds.paid_on", "refunds.own_fault", "refunds.charge_fen"])
    .where("guarantees.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).$if(bidder !== undefined, (query) => query.where("bidder", "=", bidder ?? ""))
    .orderBy("entered_at").orderBy("guarantees.reference").execute();

/** The lots of some tenders with a guarantee that has not gone back. */
export async function lotsWithGuarantees(db: Db, exchangeId: string, tenderIds: readonly string[]): Promise<{ tender_id: string; lot: string }[]> {
  if (tenderIds.length === 0) return [];
  return withRefunds(db)
    .select(["guarantees.tender_id", "guarantees.lot"]).distinct().where("guarantees.exchange_id", "=", exchangeId).where("guarantees.tender_id", "in", [...new Set(tenderIds)]).where("refunds.paid_on", "is", null).execute();
}

/** The lots for which a guarantee of this firm has not gone back. */
export const lotsGuaranteedBy = (db: Db | Tx, exchangeId: string, bidder: string): Promise<{ tender_id: string; lot: string }[]> =>
  withRefunds(db)
    .select(["guarantees.tender_id", "guarantees.lot"]).where("guarantees.exchange_id", "=", exchangeId).where("guarantees.bidder", "=", bidder).where("refunds.paid_on", "is", null).execute();

/** A guarantee by its own reference; null where there is none. */
export async function guaranteeByReference(db: Db | Tx, exchangeId: string, reference: string): Promise<Row<"guarantees"> | null> {
  return (await db.selectFrom("guarantees").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).executeTakeFirst()) ?? null;
}

/** Whether a refund of a guarantee came back. */
export const cameBack = async (db: Db | Tx, exchangeId: string, reference: string): Promise<boolean> =>
  (await db.selectFrom("refund_returns").select("attempt").where("exchange_id", "=", exchangeId).where("reference", "=", reference).limit(1).executeTakeFirst()) !== undefined;
