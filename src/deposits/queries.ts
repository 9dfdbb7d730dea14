import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { creditBy, creditsTo, orderOf, subAccountFor } from "../bank/queries.js";
import type { PaymentOrder } from "../bank/order.js";
import type { LotKey } from "../tenders/keys.js";
import { DEPOSIT_FLOW, refundCause } from "./flows.js";

/** The number row of a firm for a lot; null where it never asked. */
export async function numberOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, bidder: string): Promise<Row<"deposit_numbers"> | null> {
  return (await db.selectFrom("deposit_numbers").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("bidder", "=", bidder).executeTakeFirst()) ?? null;
}

/** Whose deposit, and for which lot, a reference stands for; null where it stands for none. */
export async function numberByReference(db: Db | Tx, exchangeId: string, reference: string): Promise<Row<"deposit_numbers"> | null> {
  return (await db.selectFrom("deposit_numbers").selectAll().where("exchange_id", "=", exchangeId).where("reference", "=", reference).executeTakeFirst()) ?? null;
}

/** The numbers given out for a tender, by lot and firm. */
export const numbersFor = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<Row<"deposit_numbers">[]> =>
  db.selectFrom("deposit_numbers").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("lot").orderBy("bidder").execute();

/** The accounts a firm has stated, the first first. */
export const accountsStatedBy = (db: Db | Tx, exchangeId: string, uscc: string): Promise<Row<"basic_accounts">[]> =>
  db.selectFrom("basic_accounts").selectAll().where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).orderBy("serial").execute();

/** The account a firm last stated as its basic account; null where it stated none. */
export async function basicAccountOf(db: Db | Tx, exchangeId: string, uscc: string): Promise<Row<"basic_accounts"> | null> {
  return (await db.selectFrom("basic_accounts").selectAll().where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).orderBy("serial", "desc").limit(1).executeTakeFirst()) ?? null;
}

/** What came to a firm's number for a lot: its sub-account, and every credit. */
export type Deposit = { readonly number: string; readonly account: string; readonly credits: readonly Row<"bank_credits">[] };

/** A firm's deposit for a lot; null where it never asked for a number. */
export async function depositOf(db: Db | Tx, key: LotKey, bidder: string): Promise<Deposit | null> {
  const row = await numberOf(db, key, bidder);
  const sub = row === null ? null : await subAccountFor(db, key.exchangeId, DEPOSIT_FLOW, row.reference);
  if (sub === null) return null;
  return { number: sub.number, account: sub.account, credits: await creditsTo(db, key.exchangeId, sub.number) };
}

/** The money of a guarantee that came by the bank: its number and the credit it is; null where its bank took it back. */
export async function heldFor(db: Db | Tx, key: LotKey, { bidder, bank, transaction }: Row<"guarantees">): Promise<{ readonly deposit: Deposit; readonly held: Row<"bank_credits"> } | null> {
  const deposit = await depositOf(db, key, bidder);
  const held = bank === null || transaction === null ? null : await creditBy(db, key.exchangeId, bank, transaction);
  return deposit === null || held === null ? null : { deposit, held };
}

/** The orders by which a guarantee is, was or was to be paid back, the first first. @param reference of the guarantee */
export async function refundOrders(db: Db | Tx, exchangeId: string, reference: string): Promise<PaymentOrder[]> {
  const orders: PaymentOrder[] = [];
  for (;;) {
    const order = await orderOf(db, exchangeId, refundCause(reference, orders.length + 1));
    if (order === null) return orders;
    orders.push(order);
  }
}
