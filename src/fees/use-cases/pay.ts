import type { Credit } from "../../bank/credit.js";
import type { MoneyFlow, MoneyFlows, Placed } from "../../bank/flow.js";
import type { PaymentOrder } from "../../bank/order.js";
import { creditsTo } from "../../bank/queries.js";
import type { Tx } from "../../db/database.js";
import { must } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import type { World } from "../../world.js";
import { bookStep, type Book } from "../bill.js";
import { dueOf, lateCharge } from "../late.js";
import { bookOf, gathered, isWhereItBelongs, owedOn } from "../money.js";
import { billByCode, billsSweptBy, type Bill } from "../queries.js";
import { changeBill, changeBook, markSwept, setLate } from "../store.js";
import { BILL_FLOW, heldBill, moved } from "./bills.js";
import { reverseReceipts } from "./receipts.js";
import { DEPOSIT_FLOW, isRefunded, REFUND_FLOW, refundAgain, SWEEP_FLOW } from "./sweep.js";

const BY_BANK = { id: "bank" } as const;
/** A payment code somebody wrote into the words of a payment to the account itself. */
const CODE_IN_WORDS = /(?<!\d)\d{20,32}(?!\d)/;

type Told = Pick<Credit, "reference" | "words">;

/** The bill a credit is for, held: by the number it came to, or by the code in its words; null where it is for none. */
async function billOf(tx: Tx, world: World, { reference, words }: Told): Promise<Bill | null> {
  const bill = reference ?? await billByCode(tx, world.exchange.id, CODE_IN_WORDS.exec(words)?.[0] ?? "");
  const held = bill === null ? null : await heldBill(tx, world, bill);
  return held?.ok === true ? held.value : null;
}

/** A bill is paid whole and once, by the exact sum of its value day, by whomever: the debt is the bill's, and a refund goes back to the account that paid. Anything else lies in `unclear` before a person. */
async function payBill(tx: Tx, world: World, credit: Credit, at: Instant): Promise<Placed> {
  const bill = await billOf(tx, world, credit);
  if (bill === null) return { fault: "payee-unknown" };
  const { row, lines } = bill;
  if (row.state !== "NOTIFIED" || row.due_on === null || row.payment_code === null) return { fault: "not-due" };
  const [dueOn, on, code] = [row.due_on as PlainDate, dayOf(credit.valueAt), row.payment_code];
  const due = dueOf(lines, dueOn, on);
  if (credit.fen !== due.payable + due.late) return { fault: "amount-differs" };
  const late = new Map(lines.map((line) => [line.item.code, lateCharge(line, dueOn, on)]));
  await markPaid(tx, world, bill, { credit, late }, at);
  return { lines: gathered(lines.map((line) => ({ account: owedOn(line, code), fen: -(line.payable + (late.get(line.item.code) ?? 0n)) }))) };
}

async function markPaid(tx: Tx, world: World, { row: { bill_no: bill }, books }: Bill, { credit, late }: { readonly credit: Credit; readonly late: ReadonlyMap<string, bigint> }, at: Instant): Promise<void> {
  const key = { exchangeId: world.exchange.id, bill };
  await setLate(tx, key, late);
  await changeBill(tx, key, { state: "PAID", paid_fen: credit.fen.toString(), paid_at: new Date(credit.valueAt), bank: credit.bank, transaction: credit.transaction, payer_account: JSON.stringify(credit.payer) });
  for (const { book, state } of books) await changeBook(tx, key, book, { state: bookStep(state, "PAID") }, { ...BY_BANK, at: new Date(at) });
  await moved(tx, world, bill, { step: "paid", state: "PAID", actor: BY_BANK, at });
}

/** The bank took the payment back: what was receipted is taken back by red receipts, and the bill is to be paid again. Where something of it was refunded, the bill asks for nothing: the matter of the reversal is a person's. */
async function unpayBill(tx: Tx, world: World, credit: Credit, at: Instant): Promise<void> {
  const bill = await billOf(tx, world, credit);
  if (bill?.row.transaction !== credit.transaction) return;
  const [key, mark] = [{ exchangeId: world.exchange.id, bill: bill.row.bill_no }, { ...BY_BANK, at: new Date(at) }];
  for (const { book, state } of bill.books) {
    if (state !== "REFUNDED" && !await isRefunded(tx, world, bill.row.bill_no, book)) continue;
    await changeBill(tx, key, { taken_back_at: mark.at });
    return moved(tx, world, bill.row.bill_no, { step: "reversed", state: bill.row.state, actor: BY_BANK, at });
  }
  const receipted = bill.books.filter(({ receipt_number }) => receipt_number !== null);
  await reverseReceipts(tx, world, bill, receipted.map(({ book }) => book), "银行冲正，款项未到账", at);
  for (const { book, state } of receipted) await changeBook(tx, key, book, { state: bookStep(state, "REVERSED"), receipt_code: null, receipt_number: null, check_code: null }, mark);
  for (const { book, state } of bill.books) await changeBook(tx, key, book, { state: bookStep(receipted.some((each) => each.book === book) ? "REVERSED" : state, "ISSUED") }, mark);
  await changeBill(tx, key, { state: "NOTIFIED", paid_fen: null, paid_at: null, bank: null, transaction: null, payer_account: null });
  await setLate(tx, key, new Map(bill.lines.map(({ item }) => [item.code, 0n])));
  await moved(tx, world, bill.row.bill_no, { step: "reversed", state: "NOTIFIED", actor: BY_BANK, at });
}

/** A deposit that arrives from the collecting account on the account of deposits; whatever else comes to its number is not due. */
async function depositArrives(tx: Tx, world: World, credit: Credit): Promise<Placed> {
  const held = credit.reference === null ? null : await heldBill(tx, world, credit.reference);
  if (held?.ok !== true) return { fault: "payee-unknown" };
  const moving = held.value.lines.filter((line) => bookOf(line) === "deposit" && line.sweptBy !== null).reduce((sum, { payable }) => sum + payable, 0n);
  const earlier = (await creditsTo(tx, world.exchange.id, credit.sub ?? "")).filter(({ fault, transaction, reversed_at }) => fault === null && reversed_at === null && transaction !== credit.transaction);
  if (moving === 0n || earlier.length > 0) return { fault: "not-due" };
  return credit.fen === moving ? { lines: [{ account: accountOf("in-transit", credit.account), fen: -credit.fen }] } : { fault: "amount-differs" };
}

/** The bank has paid what a day's clearing ordered: those lines are where they belong. */
async function sweptPaid(tx: Tx, world: World, order: PaymentOrder, at: Instant): Promise<void> {
  await markSwept(tx, world.exchange.id, order.cause, new Date(at));
  for (const bill of await billsSweptBy(tx, world.exchange.id, order.cause)) {
    await settleWhole(tx, world, must(await heldBill(tx, world, bill)), at);
  }
}

/** A receipted bill is settled once all that is left of it is where it belongs. */
async function settleWhole(tx: Tx, world: World, held: Bill, at: Instant): Promise<void> {
  if (held.row.state !== "RECEIPTED" || !isWhereItBelongs(held)) return;
  await changeBill(tx, { exchangeId: world.exchange.id, bill: held.row.bill_no }, { state: "SETTLED" });
  await moved(tx, world, held.row.bill_no, { step: "settled", state: "SETTLED", actor: BY_BANK, at });
}

/** It did not get there: the money is held again, the bill is not settled any more, and the next clearing takes it. */
async function sweptBack(tx: Tx, world: World, order: PaymentOrder, at: Instant): Promise<void> {
  for (const bill of await billsSweptBy(tx, world.exchange.id, order.cause)) {
    if (must(await heldBill(tx, world, bill)).row.state !== "SETTLED") continue;
    await changeBill(tx, { exchangeId: world.exchange.id, bill }, { state: "RECEIPTED" });
    await moved(tx, world, bill, { step: "came-back", state: "RECEIPTED", actor: BY_BANK, at });
  }
  await markSwept(tx, world.exchange.id, order.cause, null);
}

/** It came back: the money is held again. What a refund did to receipts stays done: the payer is owed it as before, and it is paid again. */
async function refundBack(tx: Tx, world: World, order: PaymentOrder, at: Instant): Promise<void> {
  const [bill, book] = order.reference.split("/") as [string, Book];
  await markSwept(tx, world.exchange.id, order.cause, null);
  const { row } = must(await heldBill(tx, world, bill));
  await moved(tx, world, bill, { step: "came-back", state: row.state, actor: BY_BANK, at, reason: book });
}

/** A refund is paid: its receipt is taken back, and a bill of which every book went back is refunded. One that came back and is paid again finds both done. */
async function refundPaid(tx: Tx, world: World, order: PaymentOrder, at: Instant): Promise<void> {
  await markSwept(tx, world.exchange.id, order.cause, new Date(at));
  const [bill, book] = order.reference.split("/") as [string, Book];
  const held = must(await heldBill(tx, world, bill));
  const state = held.books.find((each) => each.book === book)?.state ?? "SIGNED";
  if (state === "REFUNDED") return moved(tx, world, bill, { step: "refunded", state: held.row.state, actor: BY_BANK, at, reason: book });
  await reverseReceipts(tx, world, held, [book], "款项已退付", at);
  await changeBook(tx, { exchangeId: world.exchange.id, bill }, book, { state: bookStep(state, "REFUNDED") }, { ...BY_BANK, at: new Date(at) });
  const whole = held.books.every((each) => each.book === book || each.state === "REFUNDED");
  if (whole) await changeBill(tx, { exchangeId: world.exchange.id, bill }, { state: "REFUNDED" });
  await moved(tx, world, bill, { step: "refunded", state: whole ? "REFUNDED" : held.row.state, actor: BY_BANK, at, reason: book });
  if (!whole) await settleWhole(tx, world, held, at);
}

const nothing = (): Promise<void> => Promise.resolve();
const nobody = (): Promise<Placed> => Promise.resolve({ fault: "payee-unknown" });
const ORDERS_NOTHING = { onPaid: nothing, onReturned: nothing, onRefused: nothing };
const holdBillOf = async (tx: Tx, world: World, of: Told): Promise<void> => { await billOf(tx, world, of); };
/** Holds every bill of which something is under way by an order, by its number. */
const holdSwept = async (tx: Tx, world: World, { reference }: Told): Promise<void> => { for (const bill of await billsSweptBy(tx, world.exchange.id, reference ?? "")) must(await heldBill(tx, world, bill)); };
/** A refund's reference is its bill and its book. */
const holdRefunded = async (tx: Tx, world: World, { reference }: Told): Promise<void> => { must(await heldBill(tx, world, reference?.split("/")[0] ?? "")); };
const BILLS: MoneyFlow = { onHold: holdBillOf, onCredit: payBill, onReversed: unpayBill, ...ORDERS_NOTHING };

/** The flows of bills: payments to a bill's number or to the collecting account, the daily clearing, deposits that arrive, refunds. */
export const FEE_FLOWS: MoneyFlows = {
  [BILL_FLOW]: BILLS, "collection": BILLS,
  [SWEEP_FLOW]: { onHold: holdSwept, onCredit: nobody, onReversed: nothing, onPaid: sweptPaid, onReturned: sweptBack, onRefused: sweptBack },
  [DEPOSIT_FLOW]: { onCredit: depositArrives, onReversed: nothing, ...ORDERS_NOTHING },
  [REFUND_FLOW]: { onHold: holdRefunded, onCredit: nobody, onReversed: nothing, onPaid: refundPaid, onReturned: refundBack, onRefused: sweptBack, onRepay: refundAgain },
};
