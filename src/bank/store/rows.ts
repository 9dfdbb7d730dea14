import { sql } from "kysely";
import type { Tx } from "../../db/database.js";
import type { NewRow, Row } from "../../db/schema.js";
import type { CreditFault, ExceptionKind } from "../exception.js";

/** False where an account of this number, or one with this prefix, is there. */
export async function insertAccount(tx: Tx, row: NewRow<"bank_accounts">): Promise<boolean> {
  return (await tx.insertInto("bank_accounts").values(row).onConflict((each) => each.doNothing()).returning("number").executeTakeFirst()) !== undefined;
}

export async function closeAccountRow(tx: Tx, exchangeId: string, number: string, closedOn: string): Promise<void> {
  await tx.updateTable("bank_accounts").set({ closed_on: closedOn }).where("exchange_id", "=", exchangeId).where("number", "=", number).execute();
}

/** An account, held until the transaction ends. */
export async function holdAccount(tx: Tx, exchangeId: string, number: string): Promise<Row<"bank_accounts"> | null> {
  return (await tx.selectFrom("bank_accounts").selectAll().where("exchange_id", "=", exchangeId).where("number", "=", number).forUpdate().executeTakeFirst()) ?? null;
}

/** The sub-account of a reference: the one that is there, or the one given now. */
export async function putSubAccount(tx: Tx, row: NewRow<"bank_sub_accounts">): Promise<Row<"bank_sub_accounts">> {
  await tx.insertInto("bank_sub_accounts").values(row).onConflict((each) => each.columns(["exchange_id", "purpose", "reference"]).doNothing()).execute();
  return tx.selectFrom("bank_sub_accounts").selectAll().where("exchange_id", "=", row.exchange_id).where("purpose", "=", row.purpose).where("reference", "=", row.reference).executeTakeFirstOrThrow();
}

/** A sub-account of an account: kept as it is until the transaction ends; whoever closes it waits. */
export async function keepSubAccount(tx: Tx, exchangeId: string, account: string, number: string): Promise<Row<"bank_sub_accounts"> | null> {
  return (await tx.selectFrom("bank_sub_accounts").selectAll().where("exchange_id", "=", exchangeId).where("account", "=", account).where("number", "=", number).forShare().executeTakeFirst()) ?? null;
}

export async function closeSubAccountRow(tx: Tx, exchangeId: string, number: string, at: Date): Promise<void> {
  await tx.updateTable("bank_sub_accounts").set({ closed_at: at }).where("exchange_id", "=", exchangeId).where("number", "=", number).where("closed_at", "is", null).execute();
}

/** False where the transaction is known; who writes it down at this moment is waited for. */
export async function insertCredit(tx: Tx, row: NewRow<"bank_credits">): Promise<boolean> {
  return (await tx.insertInto("bank_credits").values(row).onConflict((each) => each.doNothing()).returning("transaction").executeTakeFirst()) !== undefined;
}

/** A credit, held until the transaction ends. */
export async function holdCredit(tx: Tx, exchangeId: string, bank: string, transaction: string): Promise<Row<"bank_credits"> | null> {
  return (await tx.selectFrom("bank_credits").selectAll().where("exchange_id", "=", exchangeId).where("bank", "=", bank).where("transaction", "=", transaction).forUpdate().executeTakeFirst()) ?? null;
}

export async function changeCredit(tx: Tx, { exchange_id: exchangeId, bank, transaction }: Pick<Row<"bank_credits">, "exchange_id" | "bank" | "transaction">, change: { readonly fault?: CreditFault; readonly reversed_at?: Date }): Promise<void> {
  await tx.updateTable("bank_credits").set(change).where("exchange_id", "=", exchangeId).where("bank", "=", bank).where("transaction", "=", transaction).execute();
}

/** False where an order of this cause is there; who places one at this moment is waited for. */
export async function insertOrder(tx: Tx, row: NewRow<"bank_orders">): Promise<boolean> {
  return (await tx.insertInto("bank_orders").values(row).onConflict((each) => each.columns(["exchange_id", "cause"]).doNothing()).returning("number").executeTakeFirst()) !== undefined;
}

/** An order, held until the transaction ends. */
export async function holdOrder(tx: Tx, exchangeId: string, number: string): Promise<Row<"bank_orders"> | null> {
  return (await tx.selectFrom("bank_orders").selectAll().where("exchange_id", "=", exchangeId).where("number", "=", number).forUpdate().executeTakeFirst()) ?? null;
}

/** One order that is to be sent or asked about, held until the transaction ends: another worker takes another one. @param now on the exchange's clock @param real real time */
export async function takeDueOrder(tx: Tx, exchangeId: string, banks: readonly string[], now: Date, real: Date): Promise<(Row<"bank_orders"> & { readonly bank: string }) | null> {
  if (banks.length === 0) return null;
  return (await tx.selectFrom("bank_orders").innerJoin("bank_accounts", (join) => join.onRef("bank_accounts.exchange_id", "=", "bank_orders.exchange_id").onRef("bank_accounts.number", "=", "bank_orders.account")).selectAll("bank_orders").select("bank_accounts.bank")
    .where("bank_orders.exchange_id", "=", exchangeId).where("bank_accounts.bank", "in", [...banks]).where("bank_orders.state", "in", ["queued", "sent", "accepted"]).where("bank_orders.due_at", "<=", now).where("bank_orders.try_at", "<=", real)
    .orderBy("bank_orders.try_at").orderBy("bank_orders.number").limit(1).forUpdate("bank_orders").skipLocked().executeTakeFirst()) ?? null;
}

type OrderChange = Partial<Pick<Row<"bank_orders">, "state" | "attempts" | "try_at" | "paid_at" | "returned_at" | "transaction" | "reason">>;
export async function changeOrder(tx: Tx, exchangeId: string, number: string, change: OrderChange): Promise<void> {
  await tx.updateTable("bank_orders").set(change).where("exchange_id", "=", exchangeId).where("number", "=", number).execute();
}

/** False where the bank told it before. */
export async function insertEvent(tx: Tx, row: NewRow<"bank_events">): Promise<boolean> {
  return (await tx.insertInto("bank_events").values(row).onConflict((each) => each.doNothing()).returning("event").executeTakeFirst()) !== undefined;
}

/** Keeps what a bank signed. */
export async function insertEvidence(tx: Tx, row: NewRow<"bank_evidence">): Promise<void> {
  await tx.insertInto("bank_evidence").values(row).execute();
}

/** Waits for whoever notes a bank's key now. */
export const holdKeys = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bank keys ${exchangeId}`}, 0))`.execute(tx);
};

export async function insertKey(tx: Tx, row: NewRow<"bank_keys">): Promise<void> {
  await tx.insertInto("bank_keys").values(row).execute();
}

/** Puts a matter on the desk; once. */
export async function insertException(tx: Tx, row: NewRow<"bank_exceptions">): Promise<void> {
  await tx.insertInto("bank_exceptions").values(row).onConflict((each) => each.doNothing()).execute();
}

/** Takes a matter off the desk that came right by itself: the bank told late what its statement had. */
export async function settleMatters(tx: Tx, exchangeId: string, about: { readonly transaction?: string; readonly order?: string }, kinds: readonly ExceptionKind[], at: Date): Promise<void> {
  await tx.updateTable("bank_exceptions").set({ settled_at: at }).where("exchange_id", "=", exchangeId).where("settled_at", "is", null).where("kind", "in", [...kinds])
    .$if(about.transaction !== undefined, (asked) => asked.where("transaction", "=", about.transaction ?? "")).$if(about.order !== undefined, (asked) => asked.where("order_number", "=", about.order ?? "")).execute();
}

/** A matter on the desk, held until the transaction ends. */
export async function holdMatter(tx: Tx, exchangeId: string, number: string): Promise<Row<"bank_exceptions"> | null> {
  return (await tx.selectFrom("bank_exceptions").selectAll().where("exchange_id", "=", exchangeId).where("number", "=", number).forUpdate().executeTakeFirst()) ?? null;
}

export async function settleMatter(tx: Tx, exchangeId: string, number: string, at: Date): Promise<void> {
  await tx.updateTable("bank_exceptions").set({ settled_at: at }).where("exchange_id", "=", exchangeId).where("number", "=", number).execute();
}

export async function insertAct(tx: Tx, row: NewRow<"bank_acts">): Promise<void> {
  await tx.insertInto("bank_acts").values(row).execute();
}
