import { creditsTo } from "../../bank/queries.js";
import { unitsOf } from "../../centre/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { feeReceipt, type ReceiptFacts } from "../../notices/fee-papers.js";
import { verifyPdf } from "../../notices/pades.js";
import type { World } from "../../world.js";
import { bookStep, type Book } from "../bill.js";
import { bookOf, isWhereItBelongs } from "../money.js";
import { paperLine } from "../papers.js";
import { billsOf, countReceipts, type Bill } from "../queries.js";
import { RECEIPT_FORM, RECEIPT_OF, RECEIPT_REMARKS, receiptNumber } from "../receipt.js";
import { changeBill, changeBook, holdNumbers } from "../store.js";
import { heldBill, moved } from "./bills.js";
import { tellPayer } from "./tell.js";
import { commonOf, keepPaper, saltOf } from "./papers.js";

const CHECK_BYTES = 3;
const BILLS_AT_ONCE = 200;

/** Verifies what was paid and signs its receipts, bill by bill; one that does not verify stays paid, and says so in the log. @returns how many bills */
export async function issueReceipts(world: World, by: { readonly id: string }, at: Instant): Promise<number> {
  let done = 0;
  for (const { bill_no: bill } of await billsOf(world.db, world.exchange.id, { states: ["PAID"], limit: BILLS_AT_ONCE })) {
    const issued = await allOrNothing(world.db, (tx) => receiptsOf(tx, world, bill, by, at));
    if (issued.ok) done += issued.value ? 1 : 0;
    else world.log.error({ bill, code: issued.refusal.code, facts: issued.refusal.facts }, "a paid bill does not verify");
  }
  return done;
}

/** @returns false where somebody did it a moment ago, or the bank took the payment back */
async function receiptsOf(tx: Tx, world: World, bill: string, by: { readonly id: string }, at: Instant): Promise<Result<boolean>> {
  const held = await heldBill(tx, world, bill);
  if (!held.ok) return held;
  if (held.value.row.state !== "PAID") return ok(false);
  const verified = await verifyPayment(tx, world, held.value, at);
  if (!verified.ok) return verified;
  const key = { exchangeId: world.exchange.id, bill };
  for (const { book, state } of held.value.books) {
    const verifiedState = bookStep(state, "VERIFIED");
    await changeBook(tx, key, book, { state: verifiedState }, { id: by.id, at: new Date(at) });
    const number = await nextReceipt(tx, world);
    const check = hex(world.random(CHECK_BYTES));
    const kept = await keepReceipt(tx, world, held.value, { book, number, check, red: null }, at);
    if (!kept.ok) return kept;
    await changeBook(tx, key, book, { state: bookStep(verifiedState, "SIGNED"), receipt_code: RECEIPT_FORM.code, receipt_number: number, check_code: check }, { id: by.id, at: new Date(at) });
  }
  const isSettled = isWhereItBelongs(held.value); // taken back by the bank after it was sent on, and paid again
  await changeBill(tx, key, { state: isSettled ? "SETTLED" : "RECEIPTED" });
  await tellPayer(tx, world, held.value.row, "bill-receipts", at);
  await moved(tx, world, bill, { step: "receipted", state: "RECEIPTED", actor: by, at });
  if (isSettled) await moved(tx, world, bill, { step: "settled", state: "SETTLED", actor: by, at });
  return ok(true);
}

/** 财政验证: one payment and no second, of exactly the sum of the lines, on a notice whose seal still verifies (rule book D7). */
async function verifyPayment(tx: Tx, world: World, { row, lines, papers }: Bill, at: Instant): Promise<Result<true>> {
  const credits = (await creditsTo(tx, world.exchange.id, row.payment_code ?? "")).filter(({ fault, reversed_at }) => fault === null && reversed_at === null);
  const sum = lines.reduce((total, { payable, late }) => total + payable + late, 0n);
  if (credits.length > 1) return refuse("payment-not-one", { count: credits.length });
  if (row.paid_fen === null || BigInt(row.paid_fen) !== sum) return refuse("payment-sum", { bill: row.bill_no });
  const notice = papers.find(({ kind }) => kind === "payment-notice");
  if (notice === undefined) return refuse("not-found", { what: `${row.bill_no}-P` });
  const chunks: Uint8Array[] = [];
  for await (const chunk of await world.blobs.open(notice.pdf_sha256)) chunks.push(chunk);
  const sealed = verifyPdf(Buffer.concat(chunks), world.trust, at);
  return sealed.ok ? ok(true) : sealed;
}

async function nextReceipt(tx: Tx, world: World): Promise<string> {
  await holdNumbers(tx, world.exchange.id, "receipts");
  return receiptNumber((await countReceipts(tx, world.exchange.id)) + 1);
}

type Receipt = { readonly book: Book; readonly number: string; readonly check: string; readonly red: ReceiptFacts["red"] };

/** Seals the receipt of one book, or the red one that takes it back. */
export async function keepReceipt(tx: Tx, world: World, { row, lines }: Bill, { book, number, check, red }: Receipt, at: Instant): Promise<Result<{ readonly paper: string }>> {
  const units = new Map((await unitsOf(tx, world.exchange.id)).map((unit) => [unit.code, unit]));
  const own = lines.filter((line) => bookOf(line) === book && line.payable > 0n).map((line) => ({ ...paperLine(line, units), late: line.late }));
  const total = own.reduce((sum, { payable, late }) => sum + payable + late, 0n);
  const payer = row.payer_account as { readonly name: string } | null;
  const title = red === null ? RECEIPT_OF[book] : "red-receipt";
  const common = commonOf(world, row, { id: `R-${RECEIPT_FORM.code}-${number}`, number: `${RECEIPT_FORM.code}-${number}`, path: `/fees/receipts/${RECEIPT_FORM.code}/${number}/${check}` }, at);
  return keepPaper(tx, world, row.bill_no, book, feeReceipt(common, {
    title, receiptCode: RECEIPT_FORM.code, receiptNumber: number, checkCode: check, lines: own, total, red, remark: red === null ? RECEIPT_REMARKS[book] : "本件冲销上列票据，原票据作废。",
    payment: { transaction: row.transaction ?? "", bank: row.bank ?? "", at: (row.paid_at?.getTime() ?? at) as Instant, payer: payer?.name ?? row.payer_name }, terms: { salt: saltOf(world), bill: row.bill_no, book, on: dayOf(at) },
  }), at);
}

/** Takes back the receipts of books that have one: each by a red one of its own number. The bill is held. */
export async function reverseReceipts(tx: Tx, world: World, bill: Bill, books: readonly Book[], reason: string, at: Instant): Promise<void> {
  for (const { book, receipt_number: before } of bill.books) {
    if (before === null || !books.includes(book)) continue;
    const number = await nextReceipt(tx, world);
    const kept = await keepReceipt(tx, world, bill, { book, number, check: hex(world.random(CHECK_BYTES)), red: { receiptNumber: before, reason } }, at);
    if (!kept.ok) throw new RangeError(`no red receipt for ${bill.row.bill_no}: ${kept.refusal.code}`);
  }
}

/** The payer has read a receipt: it is delivered. Read again, nothing changes. */
export const noteDelivered = (world: World, place: { readonly bill: string; readonly book: Book }, by: string, at: Instant): Promise<Result<true>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldBill(tx, world, place.bill);
    if (!held.ok) return held;
    const book = held.value.books.find((each) => each.book === place.book);
    if (book?.state === "SIGNED") await changeBook(tx, { exchangeId: world.exchange.id, bill: place.bill }, place.book, { state: bookStep("SIGNED", "DELIVERED") }, { id: by, at: new Date(at) });
    return ok(true);
  });

/** The payer enters a receipt in its books (入账), once: whoever is shown it again learns that it was used. */
export const enterInBooks = (world: World, by: { readonly id: string }, place: { readonly bill: string; readonly book: Book }, at: Instant): Promise<Result<{ readonly book: Book; readonly state: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldBill(tx, world, place.bill);
    if (!held.ok) return held;
    const book = held.value.books.find((each) => each.book === place.book);
    if (book === undefined) return refuse("not-found", { what: `${place.bill}/${place.book}` });
    if (book.state !== "SIGNED" && book.state !== "DELIVERED") return refuse("receipt-not-open", { state: book.state });
    const [key, mark] = [{ exchangeId: world.exchange.id, bill: place.bill }, { id: by.id, at: new Date(at) }];
    if (book.state === "SIGNED") await changeBook(tx, key, place.book, { state: bookStep("SIGNED", "DELIVERED") }, mark);
    await changeBook(tx, key, place.book, { state: bookStep("DELIVERED", "BOOKED") }, mark);
    return ok({ book: place.book, state: "BOOKED" });
  });
