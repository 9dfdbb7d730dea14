import { sql, type Updateable } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row, Schema } from "../db/schema.js";
import type { PlanKey, RequestRow } from "./queries.js";

/** Waits for whoever holds one of these now: contracts, plans, indicators and numbers by their names, always in the same order. */
export const holdNames = async (tx: Tx, exchangeId: string, names: readonly string[]): Promise<void> => {
  for (const name of names.toSorted()) await sql`select pg_advisory_xact_lock(hashtextextended(${`treasury ${exchangeId} ${name}`}, 0))`.execute(tx);
};
/** The names things are held by. Whatever is held in one transaction comes in the order: contract, indicator. */
export const contractName = (contract: string): string => `contract ${contract}`;
/** Payments from an account are cleared by one at a time. */
export const accountName = (account: string): string => `account ${account}`;
/** Plans of an indicator are held with it. */
export const indicatorName = (indicator: string): string => `indicator ${indicator}`;

/** A request, held until the transaction ends. */
export const holdRequest = async (tx: Tx, exchangeId: string, request: string): Promise<RequestRow | null> =>
  (await tx.selectFrom("payment_requests").selectAll().where("exchange_id", "=", exchangeId).where("request", "=", request).forUpdate().executeTakeFirst()) ?? null;

export async function insertIndicator(tx: Tx, row: NewRow<"budget_indicators">): Promise<void> {
  await tx.insertInto("budget_indicators").values(row).execute();
}
export async function insertIndicatorRecord(tx: Tx, row: NewRow<"indicator_records">): Promise<void> {
  await tx.insertInto("indicator_records").values(row).execute();
}
/** Makes the row of a month's plan where it is not there. */
export async function ensurePlan(tx: Tx, row: PlanKey & { readonly exchange_id: string }): Promise<void> {
  await tx.insertInto("plan_months").values(row).onConflict((conflict) => conflict.doNothing()).execute();
}
export async function insertPlanRequest(tx: Tx, row: NewRow<"plan_requests">): Promise<void> {
  await tx.insertInto("plan_requests").values(row).execute();
}
export async function insertPlanDecision(tx: Tx, row: NewRow<"plan_decisions">): Promise<void> {
  await tx.insertInto("plan_decisions").values(row).execute();
}
/** False where this lot’s contract, or one of the unit’s with this number, is entered. */
export async function insertContract(tx: Tx, row: NewRow<"payment_contracts">): Promise<boolean> {
  return (await tx.insertInto("payment_contracts").values(row).onConflict((conflict) => conflict.doNothing()).returning("contract").executeTakeFirst()) !== undefined;
}
export async function insertPayee(tx: Tx, row: NewRow<"contract_payees">): Promise<void> {
  await tx.insertInto("contract_payees").values(row).execute();
}
export async function insertAcceptance(tx: Tx, row: NewRow<"outside_acceptances">): Promise<void> {
  await tx.insertInto("outside_acceptances").values(row).execute();
}
export async function insertRequest(tx: Tx, row: NewRow<"payment_requests">): Promise<void> {
  await tx.insertInto("payment_requests").values(row).execute();
}
export type RequestChange = Partial<Pick<Updateable<Schema["payment_requests"]>, "contract" | "indicator" | "month" | "mode" | "amount_fen" | "refunded_fen" | "purpose" | "payee" | "invoice" | "invoice_number" | "state" | "submitted_by" | "checked_by" | "approved_at" | "attempt" | "account" | "order_number" | "ordered_at" | "value_on" | "paid_on">>;
export async function changeRequest(tx: Tx, { exchange_id, request }: Pick<Row<"payment_requests">, "exchange_id" | "request">, change: RequestChange): Promise<void> {
  await tx.updateTable("payment_requests").set(change).where("exchange_id", "=", exchange_id).where("request", "=", request).execute();
}
export async function insertStep(tx: Tx, row: Omit<NewRow<"payment_steps">, "serial">): Promise<void> {
  await sql`insert into payment_steps (exchange_id, request, serial, step, state, reason, amount_fen, made_by, person, made_at)
    select ${row.exchange_id}, ${row.request}, coalesce(max(serial), 0) + 1, ${row.step}, ${row.state}, ${row.reason}, ${row.amount_fen}::bigint, ${row.made_by}, ${row.person}, ${row.made_at}::timestamptz
    from payment_steps where exchange_id = ${row.exchange_id} and request = ${row.request}`.execute(tx);
}
export async function insertClearing(tx: Tx, row: NewRow<"clearings">): Promise<void> {
  await tx.insertInto("clearings").values(row).execute();
}
/** The payments of an account that wait for its clearing, each held. */
export const holdPaid = (tx: Tx, exchangeId: string, account: string): Promise<RequestRow[]> =>
  tx.selectFrom("payment_requests").selectAll().where("exchange_id", "=", exchangeId).where("account", "=", account).where("state", "=", "paid").orderBy("request").forUpdate().execute();
export async function insertPaper(tx: Tx, row: NewRow<"payment_papers">): Promise<void> {
  await tx.insertInto("payment_papers").values(row).execute();
}
