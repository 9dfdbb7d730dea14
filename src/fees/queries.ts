import { sql } from "kysely";
import type { PaymentOrder } from "../bank/order.js";
import { attemptsOf } from "../bank/queries.js";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Fen } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import { endOf, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { reductionIn, type BillLine, type Book } from "./bill.js";
import { itemOn, keptItem, type KeptItem } from "./item.js";
import { feeLine } from "./line.js";

/** Every version of every item, by code and version; or of some items. */
export async function itemVersions(db: Db | Tx, exchangeId: string, codes: readonly string[] | null = null): Promise<KeptItem[]> {
  if (codes?.length === 0) return [];
  const rows = await db.selectFrom("fee_items").select(["file", "sha256"]).where("exchange_id", "=", exchangeId).$if(codes !== null, (asked) => asked.where("code", "in", [...(codes ?? [])])).orderBy("code").orderBy("version").execute();
  return rows.map(({ file, sha256 }) => keptItem(sha256, file));
}

/** The catalogue as it holds on a day, by code: abolished items too, as such. @param codes those alone; null for all */
export async function catalogueOn(db: Db | Tx, exchangeId: string, on: PlainDate, codes: readonly string[] | null = null): Promise<Map<string, KeptItem>> {
  const versions = Map.groupBy(await itemVersions(db, exchangeId, codes), ({ code }) => code);
  return new Map([...versions].flatMap(([code, each]) => {
    const item = itemOn(each, on);
    return item === null ? [] : [[code, item] as const];
  }));
}

export type BillRow = Row<"bills">;
/** A bill with all that hangs on it. */
export type Bill = { readonly row: BillRow; readonly units: readonly Row<"bill_units">[]; readonly lines: readonly KeptLine[]; readonly moves: readonly Row<"bill_moves">[]; readonly books: readonly Row<"payment_books">[]; readonly papers: readonly Omit<Row<"bill_papers">, "json">[] };
export type KeptLine = BillLine & { readonly late: Fen; /** What of it is where it belongs. */ readonly swept: Fen; readonly sweptBy: string | null; readonly sweptAt: Date | null };

/** A bill without its lines and papers: who charges on it, and how often each has calculated; null where there is none. */
export async function billHead(db: Db | Tx, exchangeId: string, bill: string): Promise<Pick<Bill, "row" | "units"> | null> {
  const row = await db.selectFrom("bills").selectAll().select((each) => each.cast<string | null>("due_on", "text").as("due_on")).where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).executeTakeFirst();
  return row === undefined ? null : { row, units: await db.selectFrom("bill_units").selectAll().where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).orderBy("unit_code").execute() };
}

/** A bill by its number; null where there is none. @throws {RangeError} where a kept amount is not what its formula comes to */
export async function billByNumber(db: Db | Tx, exchangeId: string, bill: string): Promise<Bill | null> {
  const head = await billHead(db, exchangeId, bill);
  if (head === null) return null;
  return {
    ...head, lines: await linesOf(db, exchangeId, bill),
    moves: await db.selectFrom("bill_moves").selectAll().where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).orderBy("serial").execute(),
    books: await db.selectFrom("payment_books").selectAll().where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).orderBy("book").execute(),
    papers: await db.selectFrom("bill_papers").select(["exchange_id", "bill_no", "paper_id", "kind", "book", "json_sha256", "pdf_sha256", "pdf_size", "outbox_id", "made_at"]).where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).orderBy("made_at").orderBy("paper_id").execute(),
  };
}

/** The lines of a bill, worked out again by the versions they rest on. */
async function linesOf(db: Db | Tx, exchangeId: string, bill: string): Promise<KeptLine[]> {
  const rows = await db.selectFrom("bill_lines").innerJoin("fee_items", (join) => join.onRef("fee_items.exchange_id", "=", "bill_lines.exchange_id").onRef("fee_items.code", "=", "bill_lines.item_code").onRef("fee_items.version", "=", "bill_lines.item_version"))
    .selectAll("bill_lines").select(["fee_items.file", "fee_items.sha256"]).where("bill_lines.exchange_id", "=", exchangeId).where("bill_lines.bill_no", "=", bill).orderBy("bill_lines.unit_code").orderBy("bill_lines.place").execute();
  return rows.map((row) => {
    const line = must(feeLine({ item: keptItem(row.sha256, row.file), quantity: row.quantity, reduction: reductionIn(row.reduction as Parameters<typeof reductionIn>[0]) }));
    if (line.payable !== BigInt(row.payable_fen)) throw new RangeError(`bill ${bill}, item ${row.item_code}: kept ${row.payable_fen}, worked out ${String(line.payable)}`);
    return { ...line, unit: row.unit_code, late: BigInt(row.late_fen), swept: BigInt(row.swept_fen), sweptBy: row.swept_by, sweptAt: row.swept_at };
  });
}

/** The cause of an order that pays a book of a bill back. @param attempt from 1 */
export const bookRefundCause = (bill: string, book: Book, attempt: number): string => `fee-refund/${bill}/${book}/${String(attempt)}`;

/** A book of a bill that goes back: its orders, the first first, and by which paper it does; null where none was placed. */
export async function bookRefund(db: Db | Tx, exchangeId: string, { row, moves }: Pick<Bill, "row" | "moves">, book: Book): Promise<{ readonly orders: readonly PaymentOrder[]; readonly why: string } | null> {
  const orders = await attemptsOf(db, exchangeId, (attempt) => bookRefundCause(row.bill_no, book, attempt));
  if (orders[0] === undefined) return null;
  const { made_at: at } = await db.selectFrom("bank_orders").select("made_at").where("exchange_id", "=", exchangeId).where("number", "=", orders[0].number).executeTakeFirstOrThrow();
  return { orders, why: moves.find(({ step, made_at }) => step === "refund-ordered" && made_at.getTime() === at.getTime())?.reason ?? "" };
}

/** How many bills there are whose numbers begin so. */
export const countBills = async (db: Db | Tx, exchangeId: string, prefix: string): Promise<number> =>
  Number((await db.selectFrom("bills").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).where("bill_no", "like", `${prefix}%`).executeTakeFirstOrThrow()).count);

type Asked = { readonly payer?: string; readonly unit?: string; readonly states?: readonly BillRow["state"][]; readonly limit: number };
/** Bills, the newest first: of a payer, those a unit charges on, or in some states. */
export const billsOf = (db: Db | Tx, exchangeId: string, { payer, unit, states, limit }: Asked): Promise<BillRow[]> =>
  db.selectFrom("bills").selectAll().select((each) => each.cast<string | null>("due_on", "text").as("due_on")).where("exchange_id", "=", exchangeId).$if(payer !== undefined, (asked) => asked.where("payer_uscc", "=", payer ?? "")).$if(states !== undefined, (asked) => asked.where("state", "in", [...(states ?? [])]))
    .$if(unit !== undefined, (asked) => asked.where((each) => each.exists(each.selectFrom("bill_units").select("unit_code").whereRef("bill_units.exchange_id", "=", "bills.exchange_id").whereRef("bill_units.bill_no", "=", "bills.bill_no").where("unit_code", "=", unit ?? ""))))
    .orderBy("made_at", "desc").orderBy("bill_no", "desc").limit(limit).execute();

/** A paper of a bill with its record; null where there is none. */
export const paperById = async (db: Db | Tx, exchangeId: string, paper: string): Promise<Row<"bill_papers"> | null> =>
  (await db.selectFrom("bill_papers").selectAll().where("exchange_id", "=", exchangeId).where("paper_id", "=", paper).executeTakeFirst()) ?? null;

/** The bill that has a payment code; null where none has. */
export const billByCode = async (db: Db | Tx, exchangeId: string, code: string): Promise<string | null> =>
  (await db.selectFrom("bills").select("bill_no").where("exchange_id", "=", exchangeId).where("payment_code", "=", code).executeTakeFirst())?.bill_no ?? null;

/** A book of a bill that was paid. */
export type PaidBook = Row<"payment_books"> & Pick<BillRow, "project" | "payer_name" | "paid_at" | "transaction">;

/** The books of bills that were paid on a day by the bank's value time, in the order they came in. */
export const paidBooksOn = (db: Db | Tx, exchangeId: string, on: PlainDate): Promise<PaidBook[]> =>
  db.selectFrom("payment_books as b").innerJoin("bills as of", (join) => join.onRef("of.exchange_id", "=", "b.exchange_id").onRef("of.bill_no", "=", "b.bill_no")).selectAll("b").select(["of.project", "of.payer_name", "of.paid_at", "of.transaction"])
    .where("b.exchange_id", "=", exchangeId).where("of.paid_at", ">=", new Date(startOf(on))).where("of.paid_at", "<", new Date(endOf(on))).orderBy("of.paid_at").orderBy("b.bill_no").orderBy("b.book").execute();

/** How many receipts there are, red ones too: each has the next number. */
export const countReceipts = async (db: Db | Tx, exchangeId: string): Promise<number> =>
  Number((await db.selectFrom("bill_papers").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).where("kind", "!=", "payment-notice").executeTakeFirstOrThrow()).count);

/** Bills paid before an instant and receipted, with lines that were not sent anywhere. */
export const billsToSweep = async (db: Db | Tx, exchangeId: string, before: Date): Promise<string[]> =>
  (await db.selectFrom("bills").select("bill_no").where("exchange_id", "=", exchangeId).where("state", "=", "RECEIPTED").where("taken_back_at", "is", null).where("paid_at", "<", before)
    .where((each) => each.exists(each.selectFrom("bill_lines").select("item_code").whereRef("bill_lines.exchange_id", "=", "bills.exchange_id").whereRef("bill_lines.bill_no", "=", "bills.bill_no").where("swept_by", "is", null).where("payable_fen", ">", "0"))).orderBy("bill_no").execute()).map(({ bill_no }) => bill_no);

/** Whether something is paid whose receipts are not there, or that was not sent anywhere. */
export const waitsForSweep = async (db: Db | Tx, exchangeId: string): Promise<boolean> =>
  (await billsOf(db, exchangeId, { states: ["PAID"], limit: 1 })).length > 0 || (await billsToSweep(db, exchangeId, new Date(FAR_OFF))).length > 0;
/** Later than any payment, in ms since 1970. */
const FAR_OFF = 8.64e15;

/** Bills of which an order took lines. */
export const billsSweptBy = async (db: Db | Tx, exchangeId: string, cause: string): Promise<string[]> =>
  (await db.selectFrom("bill_lines").select("bill_no").distinct().where("exchange_id", "=", exchangeId).where("swept_by", "=", cause).orderBy("bill_no").execute()).map(({ bill_no }) => bill_no);

/** The paper and the book of a receipt by its numbers; null where there is none of this check code. */
export async function receiptBy(db: Db | Tx, exchangeId: string, { code, number, check }: { readonly code: string; readonly number: string; readonly check: string }): Promise<Row<"bill_papers"> | null> {
  const paper = await paperById(db, exchangeId, `R-${code}-${number}`);
  const terms = paper === null ? null : (JSON.parse(Buffer.from(paper.json).toString()) as { readonly verifyUrl: string });
  return terms?.verifyUrl.endsWith(`/${number}/${check}`) === true ? paper : null;
}

/** The receipt that takes another back, by the number it names; null where none does. */
export const papersOfBook = (db: Db | Tx, exchangeId: string, bill: string, book: Row<"bill_papers">["book"]): Promise<Row<"bill_papers">[]> =>
  db.selectFrom("bill_papers").selectAll().where("exchange_id", "=", exchangeId).where("bill_no", "=", bill).where("book", "=", book).orderBy("made_at").orderBy("paper_id").execute();

/** What came in for fees between two instants and what of fees was paid back, by the bank's word; deposits are nobody's income and do not count. What came back from a payer's account and was paid again to another is paid back once. */
export async function feesBetween(db: Db | Tx, exchangeId: string, start: Instant, end: Instant): Promise<{ readonly paid: Fen; readonly refunded: Fen }> {
  const [from, to] = [new Date(start), new Date(end)];
  const found = await sql<{ paid: string; refunded: string }>`/* fees-between */ select
    (select coalesce(sum(b.fen), 0) from bills as of join payment_books b on b.exchange_id = of.exchange_id and b.bill_no = of.bill_no
      where of.exchange_id = ${exchangeId} and of.paid_at >= ${from} and of.paid_at < ${to} and b.book <> 'deposit' and b.state not in ('CODED', 'ISSUED', 'VOIDED')) as paid,
    (select coalesce(sum(amount_fen), 0) from bank_orders where exchange_id = ${exchangeId} and (cause >= 'fee-refund/' and cause < 'fee-refund0' or cause >= 'bank/again/' and cause < 'bank/again0' and purpose = 'fee-refund')
      and reference not like '%/deposit' and state = 'paid' and paid_at >= ${from} and paid_at < ${to}) as refunded`.execute(db);
  return { paid: BigInt(found.rows[0]?.paid ?? "0"), refunded: BigInt(found.rows[0]?.refunded ?? "0") };
}
