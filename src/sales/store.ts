import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";

/** The next free serial under a platform, held for this transaction so that two registrations never draw one code. */
export async function nextSaleSerial(tx: Tx, exchangeId: string, prefix: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${exchangeId}/sales/${prefix}`}, 0))`.execute(tx);
  const last = await tx.selectFrom("sales").select(({ fn }) => fn.max("sale_id").as("last")).where("exchange_id", "=", exchangeId).where("sale_id", "like", `${prefix}%`).executeTakeFirst();
  return last?.last == null ? 1 : Number(last.last.slice(prefix.length)) + 1;
}

export async function insertSale(tx: Tx, row: NewRow<"sales">, lots: readonly NewRow<"sale_lots">[]): Promise<void> {
  await tx.insertInto("sales").values(row).execute();
  await tx.insertInto("sale_lots").values([...lots]).execute();
}

export async function lockSale(tx: Tx, exchangeId: string, saleId: string): Promise<Row<"sales"> | undefined> {
  return tx.selectFrom("sales").selectAll().where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).forUpdate().executeTakeFirst();
}

export async function updateSale(tx: Tx, exchangeId: string, saleId: string, patch: Partial<Pick<Row<"sales">, "form" | "area" | "version" | "drafted_by" | "drafted_at" | "next_due_at">>): Promise<void> {
  await tx.updateTable("sales").set(patch).where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).execute();
}

/** Draws the lots of a draft anew. The sale is held. */
export async function replaceSaleLots(tx: Tx, exchangeId: string, saleId: string, lots: readonly NewRow<"sale_lots">[]): Promise<void> {
  await tx.deleteFrom("sale_lots").where("exchange_id", "=", exchangeId).where("sale_id", "=", saleId).execute();
  await tx.insertInto("sale_lots").values([...lots]).execute();
}

export async function insertRound(tx: Tx, row: NewRow<"sale_rounds">): Promise<void> {
  await tx.insertInto("sale_rounds").values(row).execute();
}

/** Writes a move down and puts the lot where it leads. The sale is held. */
export async function writeSaleMove(tx: Tx, row: Omit<NewRow<"sale_moves">, "serial">, before: string | null): Promise<void> {
  const { exchange_id, sale_id, lot } = row;
  const { n } = await tx.selectFrom("sale_moves").select(({ fn }) => fn.countAll<string>().as("n")).where("exchange_id", "=", exchange_id).where("sale_id", "=", sale_id).where("lot", "=", lot).executeTakeFirstOrThrow();
  await tx.insertInto("sale_moves").values({ ...row, serial: Number(n) + 1 }).execute();
  await tx.updateTable("sale_lots").set({ stage: row.to_stage, stage_before: before, stage_at: row.made_at }).where("exchange_id", "=", exchange_id).where("sale_id", "=", sale_id).where("lot", "=", lot).execute();
}

export async function insertReserveDecision(tx: Tx, row: NewRow<"sale_reserves">): Promise<void> {
  await tx.insertInto("sale_reserves").values(row).execute();
}

export async function insertOutcome(tx: Tx, row: NewRow<"sale_outcomes">): Promise<void> {
  await tx.insertInto("sale_outcomes").values(row).execute();
}

export async function insertSingle(tx: Tx, row: NewRow<"sale_singles">): Promise<void> {
  await tx.insertInto("sale_singles").values(row).execute();
}

export async function insertDealAct(tx: Tx, row: NewRow<"sale_deal_acts">): Promise<void> {
  await tx.insertInto("sale_deal_acts").values(row).execute();
}

export async function insertApplication(tx: Tx, row: NewRow<"applications">): Promise<void> {
  await tx.insertInto("applications").values(row).execute();
}

export async function insertReview(tx: Tx, row: NewRow<"application_reviews">): Promise<void> {
  await tx.insertInto("application_reviews").values(row).execute();
}

export async function insertDeposit(tx: Tx, row: NewRow<"application_deposits">): Promise<void> {
  await tx.insertInto("application_deposits").values(row).execute();
}

export async function insertDepositEnd(tx: Tx, row: Omit<NewRow<"application_deposit_ends">, "serial">): Promise<void> {
  const { exchange_id: exchangeId, reference, bank, transaction } = row;
  const serial = sql<number>`(select count(*) + 1 from application_refund_returns where exchange_id = ${exchangeId} and reference = ${reference} and bank = ${bank} and transaction = ${transaction})`;
  await tx.insertInto("application_deposit_ends").values({ ...row, serial }).execute();
}

/** Writes down that a refund came back: the deposit is held again. */
export async function insertRefundReturn(tx: Tx, row: NewRow<"application_refund_returns">): Promise<void> {
  await tx.insertInto("application_refund_returns").values(row).execute();
}
