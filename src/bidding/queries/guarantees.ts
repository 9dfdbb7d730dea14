import type { ExpressionBuilder } from "kysely";
import type { Db, Tx } from "../../db/database.js";
import type { Row, Schema } from "../../db/schema.js";
import type { Fen } from "../../kernel/money.js";
import type { LotKey } from "../../tenders/keys.js";
import type { GuaranteeEnd } from "../refunds.js";

/** A guarantee with its refund, whose fields are null while it is out, and how it ended. */
export type GuaranteeRow = Row<"guarantees"> & { readonly [Field in "paid_on" | "own_fault" | "charge_fen"]: Row<"refunds">[Field] | null } & { readonly ended: GuaranteeEnd | null; /** When it went back first, where it came back since too. */ readonly first_paid_on: string | null };

/** Refunds that were made and did not come back. */
const standingRefunds = (db: ExpressionBuilder<Schema, "guarantees">) => db.selectFrom("refunds").selectAll("refunds")
  .where((where) => where.not(where.exists(where.selectFrom("refund_returns as back").select("back.attempt").whereRef("back.exchange_id", "=", "refunds.exchange_id").whereRef("back.reference", "=", "refunds.reference").whereRef("back.attempt", "=", "refunds.attempt")))).as("refunds");

/** Guarantees with what became of them; what its bank took back before any refund is none. */
const withRefunds = (db: Db | Tx) =>
  db.selectFrom("guarantees").leftJoin(standingRefunds, (join) => join.onRef("refunds.exchange_id", "=", "guarantees.exchange_id").onRef("refunds.reference", "=", "guarantees.reference"))
    .leftJoin("guarantee_ends as ends", (join) => join.onRef("ends.exchange_id", "=", "guarantees.exchange_id").onRef("ends.reference", "=", "guarantees.reference"))
    .where((where) => where.or([where("ends.cause", "is", null), where("ends.cause", "<>", "reversed")]));

/** Those of them that are still to go back. */
const owedBack = (db: Db | Tx) => withRefunds(db).where("refunds.paid_on", "is", null).where((where) => where.or([where("ends.cause", "is", null), where("ends.cause", "=", "refund")]));

/** The guarantees of a lot, in the order they were entered. @param bidder one firm's alone */
export const guaranteesOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder?: string): Promise<GuaranteeRow[]> =>
  withRefunds(db)
    .selectAll("guarantees").select(["refunds.paid_on", "refunds.own_fault", "refunds.charge_fen", "ends.cause as ended"]).select((each) => each.selectFrom("refunds as every").select((made) => made.fn.min("every.paid_on").as("day")).whereRef("every.exchange_id", "=", "guarantees.exchange_id").whereRef("every.reference", "=", "guarantees.reference").as("first_paid_on"))
    .where("guarantees.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).$if(bidder !== undefined, (query) => query.where("bidder", "=", bidder ?? ""))
    .orderBy("entered_at").orderBy("guarantees.reference").execute();

/** Every guarantee there ever was for a tender, with how it ended; those whose money a bank took back too. */
export const everyGuaranteeOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<(Row<"guarantees"> & { readonly ended: GuaranteeEnd | null })[]> =>
  db.selectFrom("guarantees").leftJoin("guarantee_ends as ends", (join) => join.onRef("ends.exchange_id", "=", "guarantees.exchange_id").onRef("ends.reference", "=", "guarantees.reference"))
    .selectAll("guarantees").select("ends.cause as ended").where("guarantees.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("lot").orderBy("entered_at").orderBy("guarantees.reference").execute();

/** The lots of some tenders with a guarantee that has not gone back. */
export async function lotsWithGuarantees(db: Db, exchangeId: string, tenderIds: readonly string[]): Promise<{ tender_id: string; lot: string }[]> {
  if (tenderIds.length === 0) return [];
  return owedBack(db).select(["guarantees.tender_id", "guarantees.lot"]).distinct().where("guarantees.exchange_id", "=", exchangeId).where("guarantees.tender_id", "in", [...new Set(tenderIds)]).execute();
}

/** The lots with a guarantee that has not gone back, that was kept or became the performance bond since then, or whose delay cost something; the oldest tenders first. */
export const lotsReturning = (db: Db, exchangeId: string, since: Date, max: number): Promise<{ tender_id: string; lot: string }[]> =>
  withRefunds(db).select(["guarantees.tender_id", "guarantees.lot"]).distinct().where("guarantees.exchange_id", "=", exchangeId)
    .where((where) => where.or([where("refunds.charge_fen", ">", "0"), where.and([where("refunds.paid_on", "is", null), where.or([where("ends.cause", "is", null), where("ends.cause", "=", "refund"), where("ends.ended_at", ">=", since)])])]))
    .orderBy("guarantees.tender_id").orderBy("guarantees.lot").limit(max).execute();

/** The lots for which a guarantee of this firm has not gone back. */
export const lotsGuaranteedBy = (db: Db | Tx, exchangeId: string, bidder: string): Promise<{ tender_id: string; lot: string }[]> =>
  owedBack(db).select(["guarantees.tender_id", "guarantees.lot"]).distinct().where("guarantees.exchange_id", "=", exchangeId).where("guarantees.bidder", "=", bidder).execute();

/** A guarantee by its own reference; null where there is none. */
export async function guaranteeByReference(db: Db | Tx, exchangeId: string, reference: string): Promise<Row<"guarantees"> | null> {
  return (await db.selectFrom("guarantees").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).executeTakeFirst()) ?? null;
}

/** Whether a refund of a guarantee came back. */
export const cameBack = async (db: Db | Tx, exchangeId: string, reference: string): Promise<boolean> =>
  (await db.selectFrom("refund_returns").select("attempt").where("exchange_id", "=", exchangeId).where("reference", "=", reference).limit(1).executeTakeFirst()) !== undefined;

/** The guarantee that a credit of a bank is; null where it is none. */
export async function guaranteeOfCredit(db: Db | Tx, exchangeId: string, { bank, transaction }: { readonly bank: string; readonly transaction: string }): Promise<Row<"guarantees"> | null> {
  return (await db.selectFrom("guarantees").selectAll().where("exchange_id", "=", exchangeId).where("bank", "=", bank).where("transaction", "=", transaction).executeTakeFirst()) ?? null;
}

/** Firms with a guarantee for a lot that stands: it has no end. */
export const guaranteedFirms = async (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<ReadonlySet<string>> =>
  new Set((await withRefunds(db).select("guarantees.bidder").where("guarantees.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("ends.cause", "is", null).execute()).map(({ bidder }) => bidder));

/** What the delay of a refund costs, as it was fixed when it first went back; nothing where it was in time. */
export async function chargeFixed(db: Db | Tx, exchangeId: string, reference: string): Promise<Fen> {
  return BigInt((await db.selectFrom("refunds").select("charge_fen").where("exchange_id", "=", exchangeId).where("reference", "=", reference).orderBy("attempt").limit(1).executeTakeFirst())?.charge_fen ?? "0");
}
