import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertItem(tx: Tx, row: NewRow<"fee_items">): Promise<void> {
  await tx.insertInto("fee_items").values(row).execute();
}

/** Waits for whoever enters a version of an item now. */
export const holdCatalogue = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fee catalogue ${exchangeId}`}, 0))`.execute(tx);
};

type BillKey = { readonly exchangeId: string; readonly bill: string };

/** Waits for whoever gets a number now: of a bill, or of a receipt. */
export const holdNumbers = async (tx: Tx, exchangeId: string, of: "bills" | "receipts"): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fee ${of} ${exchangeId}`}, 0))`.execute(tx);
};

export async function insertBill(tx: Tx, row: NewRow<"bills">, units: readonly string[]): Promise<void> {
  await tx.insertInto("bills").values(row).execute();
  await tx.insertInto("bill_units").values(units.map((unit_code) => ({ exchange_id: row.exchange_id, bill_no: row.bill_no, unit_code, version: 0 }))).execute();
}

/** A bill, held until the transaction ends; false where there is none. Whoever acts on it waits. */
export async function holdBill(tx: Tx, { exchangeId, bill }: BillKey): Promise<boolean> {
  return (await tx.selectFrom("bills").select("bill_no").where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).forUpdate().executeTakeFirst()) !== undefined;
}

type BillChange = Partial<Pick<NewRow<"bills">, "state" | "version" | "due_on" | "payment_code" | "total_fen" | "paid_fen" | "paid_at" | "bank" | "transaction" | "payer_account" | "taken_back_at">>;
export async function changeBill(tx: Tx, { exchangeId, bill }: BillKey, change: BillChange): Promise<void> {
  await tx.updateTable("bills").set(change).where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).execute();
}

/** What a unit charges, instead of what it charged before. */
export async function replaceLines(tx: Tx, { exchangeId, bill }: BillKey, unit: { readonly code: string; readonly version: number; readonly by: string; readonly at: Date }, rows: readonly NewRow<"bill_lines">[]): Promise<void> {
  await tx.deleteFrom("bill_lines").where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).where("unit_code", "=", unit.code).execute();
  await tx.updateTable("bill_units").set({ version: unit.version, calculated_by: unit.by, calculated_at: unit.at }).where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).where("unit_code", "=", unit.code).execute();
  if (rows.length > 0) await tx.insertInto("bill_lines").values([...rows]).execute();
}

export async function insertMove(tx: Tx, row: Omit<NewRow<"bill_moves">, "serial">): Promise<void> {
  await tx.insertInto("bill_moves").values({ ...row, serial: sql<number>`(select coalesce(max(serial), 0) + 1 from bill_moves where exchange_id = ${row.exchange_id} and bill_no = ${row.bill_no})` }).execute();
}

/** Gives a bill its books, each at the beginning of its life. */
export async function insertBooks(tx: Tx, rows: readonly NewRow<"payment_books">[], by: string): Promise<void> {
  await tx.insertInto("payment_books").values([...rows]).execute();
  for (const { exchange_id, bill_no, book, state, changed_at: made_at } of rows) await insertBookMove(tx, { exchange_id, bill_no, book, state, made_by: by, made_at });
}

const insertBookMove = (tx: Tx, row: Omit<NewRow<"book_moves">, "serial">): Promise<unknown> =>
  tx.insertInto("book_moves").values({ ...row, serial: sql<number>`(select coalesce(max(serial), 0) + 1 from book_moves where exchange_id = ${row.exchange_id} and bill_no = ${row.bill_no} and book = ${row.book})` }).execute();

type BookChange = Pick<NewRow<"payment_books">, "state"> & Partial<Pick<NewRow<"payment_books">, "receipt_code" | "receipt_number" | "check_code">>;
/** Moves one book of a bill, and writes down that it did. */
export async function changeBook(tx: Tx, { exchangeId, bill }: BillKey, book: NewRow<"payment_books">["book"], change: BookChange, { id, at }: { readonly id: string; readonly at: Date }): Promise<void> {
  await tx.updateTable("payment_books").set({ ...change, changed_at: at }).where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).where("book", "=", book).execute();
  await insertBookMove(tx, { exchange_id: exchangeId, bill_no: bill, book, state: change.state, made_by: id, made_at: at });
}

export async function insertPaper(tx: Tx, row: NewRow<"bill_papers">): Promise<void> {
  await tx.insertInto("bill_papers").values(row).execute();
}

/** What each line is charged for being late; a line that owes more by it than was sent where it belongs is to be sent again. */
export async function setLate(tx: Tx, { exchangeId, bill }: BillKey, late: ReadonlyMap<string, bigint>): Promise<void> {
  for (const [item, fen] of late) await tx.updateTable("bill_lines").set({ late_fen: fen.toString() }).where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).where("item_code", "=", item).execute();
  await freeLines(tx, exchangeId, sql<boolean>`bill_no = ${bill} and swept_at is not null`);
}

/** Lines that owe more than is where it belongs are on no order any more. */
async function freeLines(tx: Tx, exchangeId: string, of: RawBuilder<boolean>): Promise<void> {
  await tx.updateTable("bill_lines").set({ swept_by: null, swept_at: null }).where("exchange_id", "=", exchangeId).where(of).where(sql<boolean>`payable_fen + late_fen > swept_fen`).execute();
}

/** Lines of a bill that an order takes where they belong: all that is not there yet. */
export async function sweepLines(tx: Tx, { exchangeId, bill }: BillKey, items: readonly string[], cause: string): Promise<void> {
  if (items.length > 0) await tx.updateTable("bill_lines").set({ swept_by: cause, sending_fen: sql`payable_fen + late_fen - swept_fen` }).where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).where("item_code", "in", [...items]).execute();
}

/** The order is paid at an instant; null: it came to nothing, whether it was paid before or not. */
export async function markSwept(tx: Tx, exchangeId: string, cause: string, at: Date | null): Promise<void> {
  const under = tx.updateTable("bill_lines").where("exchange_id", "=", exchangeId).where("swept_by", "=", cause);
  await (at === null ? under.set({ swept_fen: sql`case when swept_at is null then swept_fen else swept_fen - sending_fen end`, sending_fen: "0", swept_by: null, swept_at: null }) : under.set({ swept_fen: sql`swept_fen + sending_fen`, swept_at: at })).execute();
  await freeLines(tx, exchangeId, sql<boolean>`swept_by = ${cause}`);
}
