import { againCause } from "../../bank/causes.js";
import type { OrderAsked, PaymentOrder } from "../../bank/order.js";
import { accountsOf, creditsTo, orderOf, ordersPlaced, subAccountFor } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { againIfUndone, allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, plusDays, startOf, type Instant } from "../../kernel/time.js";
import { accountOf, type Account } from "../../ledger/entry.js";
import { balanceOf } from "../../ledger/queries.js";
import type { World } from "../../world.js";
import { inState, type Book } from "../bill.js";
import type { ApprovingDocument } from "../item.js";
import { bookOf, gathered, owedOn } from "../money.js";
import { billsToSweep, bookRefundCause, type Bill, type KeptLine } from "../queries.js";
import { sweepLines } from "../store.js";
import { heldBill, moved } from "./bills.js";

export const SWEEP_FLOW = "fee-sweep";
export const DEPOSIT_FLOW = "fee-deposit";
export const REFUND_FLOW = "fee-refund";

type OwnAccount = Row<"bank_accounts">;
type Part = { readonly bill: string; readonly code: string; readonly line: KeptLine };
/** Where some lines go together: revenue and service fees to one payee in one sum, each deposit to a number of its own. */
type Batch = { readonly payee: OrderAsked["payee"]; readonly parts: readonly Part[]; readonly against: OrderAsked["against"]; readonly words: string };

/** Clears what was paid before today: non-tax revenue to the treasury, service fees to their payees, deposits to their own account. Once a day for each payee. @returns how many orders */
export const clearCollections = (world: World, by: { readonly id: string }, at: Instant): Promise<number> =>
  againIfUndone(() => inTransaction(world.db, async (tx) => {
    const accounts = await accountsOf(tx, world.exchange.id);
    const from = accounts.find(({ purpose, closed_on }) => purpose === "collection" && closed_on === null);
    if (from === undefined) return 0;
    const [today, parts] = [dayOf(at), [] as Part[]];
    for (const bill of await billsToSweep(tx, world.exchange.id, new Date(startOf(today)))) parts.push(...partsOf(must(await heldBill(tx, world, bill))));
    let placed = 0;
    for (const batch of await batchesOf(tx, world, await coveredParts(tx, world, parts), accounts, at)) {
      const cause = `fee-sweep/${batch.payee.account}/${plusDays(today, -1)}`;
      if ((await orderOf(tx, world.exchange.id, cause)) !== null) continue;
      must(await placeOrder(tx, world, { cause, account: from.number, payee: batch.payee, against: batch.against, purpose: SWEEP_FLOW, reference: cause, words: batch.words }, by, at));
      for (const { bill, line } of batch.parts) await sweepLines(tx, { exchangeId: world.exchange.id, bill }, [line.item.code], cause);
      placed += 1;
    }
    return placed;
  }));

/** Lines with money on them that nobody has sent anywhere, and that is not the payer's again: a refund that came back waits for another account of his. */
const partsOf = ({ row, lines, books }: Bill): Part[] => {
  const refunded = new Set(books.flatMap(({ book, state }) => (state === "REFUNDED" ? [book] : [])));
  return lines.flatMap((line) => (line.payable > 0n && line.sweptBy === null && !refunded.has(bookOf(line)) ? [{ bill: row.bill_no, code: row.payment_code ?? "", line }] : []));
};

/** What of a line is not where it belongs. */
const fenOf = ({ line: { payable, late, swept } }: Part): bigint => payable + late - swept;

/** Parts that are there: what a bank took back after it was sent on is missing, and what it is missing from waits. */
async function coveredParts(tx: Tx, world: World, parts: readonly Part[]): Promise<Part[]> {
  const left = new Map<Account, bigint>();
  const covered: Part[] = [];
  for (const part of parts) {
    const account = owedOn(part.line, part.code);
    const after = (left.get(account) ?? await balanceOf(tx, world.exchange.id, account)) - fenOf(part);
    if (after < 0n) world.log.warn({ bill: part.bill, account }, "not cleared: the account does not hold it");
    else covered.push(part);
    left.set(account, after < 0n ? after + fenOf(part) : after);
  }
  return covered;
}

async function batchesOf(tx: Tx, world: World, parts: readonly Part[], accounts: readonly OwnAccount[], at: Instant): Promise<Batch[]> {
  const isOwn = ({ line }: Part): OwnAccount | undefined => (bookOf(line) === "deposit" ? accounts.find(({ number, purpose, sub_prefix }) => number === line.item.payee.account && purpose === "deposits" && sub_prefix !== null) : undefined);
  const batches: Batch[] = [];
  for (const [, own] of Map.groupBy(parts.filter((part) => isOwn(part) !== undefined), ({ bill, line }) => `${bill} ${line.item.payee.account}`)) {
    const [first] = own;
    const account = first === undefined ? undefined : isOwn(first);
    if (first === undefined || account === undefined) continue;
    const { number } = await openSubAccount(tx, world, { account: account.number, purpose: DEPOSIT_FLOW, reference: first.bill }, at);
    batches.push({ payee: { name: account.name, account: number, bank: account.bank }, parts: own, against: [{ account: accountOf("in-transit", account.number), fen: own.reduce((sum, part) => sum + fenOf(part), 0n) }], words: "保证金转存专户" });
  }
  for (const [, others] of Map.groupBy(parts.filter((part) => isOwn(part) === undefined), ({ line }) => line.item.payee.account)) {
    const payee = others[0]?.line.item.payee;
    if (payee !== undefined) batches.push({ payee, parts: others, against: gathered(others.map((part) => ({ account: owedOn(part.line, part.code), fen: fenOf(part) }))), words: "收缴款项汇划" });
  }
  return batches;
}

export type AskedRefund = { readonly book: Book; readonly document: ApprovingDocument; readonly reason: string };

/**
 * Pays one book of a bill back, to the account that paid it, by an approving paper; once. Revenue that is with the treasury already goes back from there
 * and not from here; a deposit on its way to its own account waits until it is there. Law: 国家金库条例 (退库由财政部门办理).
 */
export const refundBook = (world: World, actor: Actor, bill: string, { book, document, reason }: AskedRefund, at: Instant): Promise<Result<{ readonly order: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldBill(tx, world, bill);
    if (!held.ok) return held;
    const { row, lines, books } = held.value;
    const stands = inState(row.state, "RECEIPTED", "SETTLED");
    if (!stands.ok) return stands;
    if (row.taken_back_at !== null) return refuse("payment-taken-back");
    if (!books.some((each) => each.book === book)) return refuse("not-found", { what: `${bill}/${book}` });
    const own = lines.filter((line) => bookOf(line) === book && line.payable > 0n);
    const cause = await refundCause(tx, world, bill, book);
    if (!cause.ok) return cause;
    const from = await refundFrom(tx, world, bill, own, book);
    if (!from.ok) return from;
    const payer = row.payer_account as OrderAsked["payee"];
    const placed = await placeOrder(tx, world, { cause: cause.value, account: from.value, payee: payer, against: gathered(own.map((line) => ({ account: owedOn(line, row.payment_code ?? ""), fen: line.payable + line.late }))), purpose: REFUND_FLOW, reference: `${bill}/${book}`, words: "款项退付" }, actor, at);
    if (!placed.ok) return placed;
    await sweepLines(tx, { exchangeId: world.exchange.id, bill }, own.filter(({ sweptBy }) => sweptBy === null).map(({ item }) => item.code), cause.value);
    await moved(tx, world, bill, { step: "refund-ordered", state: row.state, actor, at, reason: `${reason}（${document.id}，${document.sha256}）` });
    return ok({ order: placed.value.number });
  });

/** Whether a book of a bill went back, or is on its way. */
export const isRefunded = async (tx: Tx, world: World, bill: string, book: Book): Promise<boolean> => !(await refundCause(tx, world, bill, book)).ok;

/** A refund that its bank would not pay, or that came back, is ordered to another account of the payer's by the desk, where no other order of the book stands: its lines are under way by that order. */
export async function refundAgain(tx: Tx, world: World, { reference, number }: PaymentOrder): Promise<Result<true>> {
  const [bill, book] = reference.split("/") as [string, Book];
  const { lines } = must(await heldBill(tx, world, bill));
  const free = await refundCause(tx, world, bill, book);
  if (!free.ok) return free;
  await sweepLines(tx, { exchangeId: world.exchange.id, bill }, lines.filter((line) => bookOf(line) === book && line.payable > 0n && line.sweptBy === null).map(({ item }) => item.code), againCause(number));
  return ok(true);
}

/** A refund is ordered once; where the bank would not pay it, or it came back, once more. */
async function refundCause(tx: Tx, world: World, bill: string, book: Book): Promise<Result<string>> {
  for (let attempt = 1; ; attempt += 1) {
    const cause = bookRefundCause(bill, book, attempt);
    const standing = (await ordersPlaced(tx, world.exchange.id, cause)).at(-1);
    if (standing === undefined) return ok(cause);
    if (standing.state !== "refused" && standing.state !== "returned") return refuse("refund-ordered-already", { order: standing.number });
  }
}

/** The account that holds a book's money now. */
async function refundFrom(tx: Tx, world: World, bill: string, lines: readonly KeptLine[], book: Book): Promise<Result<string>> {
  const accounts = await accountsOf(tx, world.exchange.id);
  const [collection, deposits] = [accounts.find(({ purpose, closed_on }) => purpose === "collection" && closed_on === null), accounts.find(({ number }) => number === lines[0]?.item.payee.account)];
  if (lines.every(({ swept, sweptBy }) => swept === 0n && sweptBy === null)) return collection === undefined ? refuse("no-collecting-account") : ok(collection.number);
  if (book !== "deposit" || deposits === undefined) return refuse("refund-by-treasury");
  const own = await subAccountFor(tx, world.exchange.id, DEPOSIT_FLOW, bill);
  const arrived = own === null ? [] : (await creditsTo(tx, world.exchange.id, own.number)).filter(({ fault, reversed_at }) => fault === null && reversed_at === null);
  return arrived.length > 0 ? ok(deposits.number) : refuse("deposit-under-way");
}
