import { isSubAccountOf } from "../../bank/account.js";
import { bankDay, nextBankDay } from "../../bank/bank-day.js";
import type { OrderMessage } from "../../bank/bank-messages.js";
import type { BankEvent } from "../../bank/event.js";
import type { Party } from "../../bank/credit.js";
import type { Outcome } from "../../bank/order.js";
import type { StatementLine } from "../../bank/statement.js";
import { HOUR_MS, dayOf, plusMs, startOf, type Instant } from "../../kernel/time.js";
import { refuse, ok, type Result } from "../../kernel/result.js";
import { dayClass } from "../../rules/calendar.js";

/** Faults a rehearsal's bank has on demand; each but the outage strikes once. `ms` is how late, `by` how many fen too much an advice says. */
export type Fault = { readonly kind: "duplicate" } | { readonly kind: "reorder" } | { readonly kind: "lost-answer" } | { readonly kind: "refuse" } | { readonly kind: "delay"; readonly ms: number } | { readonly kind: "wrong-amount"; readonly by: string } | { readonly kind: "outage"; readonly on: boolean };

/** Everything that ever happened to the bank: its books are these in their order, so that it survives a kill at any point. Amounts are in hundredths, as text. */
export type Command =
  | { readonly c: "house"; readonly accounts: readonly House[] } | { readonly c: "firm"; readonly account: string; readonly name: string; readonly amount: string } | { readonly c: "close"; readonly account: string }
  | { readonly c: "transfer"; readonly at: Instant; readonly from: string; readonly to: string; readonly amount: string; readonly currency: string; readonly words: string }
  | { readonly c: "order"; readonly at: Instant; readonly order: Omit<OrderMessage, "money"> & { readonly amount: string; readonly currency: string } }
  | { readonly c: "reverse"; readonly at: Instant; readonly transaction: string } | { readonly c: "settle"; readonly at: Instant } | { readonly c: "delivered"; readonly event: string }
  | { readonly c: "fault"; readonly fault: Fault } | { readonly c: "struck"; readonly kind: Fault["kind"] };

/** An account of the exchange, with the prefix of its sub-accounts. One that `clears` is brought to nothing out of the treasury's single account at the end of each working day. */
export type House = { readonly number: string; readonly name: string; readonly prefix: string | null; readonly clears?: boolean };
type Firm = { readonly name: string; amount: bigint; closed: boolean };
type Order = { readonly order: Extract<Command, { readonly c: "order" }>["order"]; outcome: Outcome; dueAt: Instant | null; /** When it comes back, and why: it could not be credited. */ back: { readonly at: Instant; readonly reason: string } | null };
/** What is to be told, from when on, in which place among all. */
export type Telling = { readonly event: string; readonly what: BankEvent; readonly dueAt: Instant; readonly place: number; times: number };
export type Books = {
  readonly bank: string; readonly houses: Map<string, House>; readonly balances: Map<string, bigint>; readonly firms: Map<string, Firm>; readonly orders: Map<string, Order>; readonly lines: (StatementLine & { readonly house: string })[];
  readonly tellings: Telling[]; readonly faults: Fault[]; outage: boolean; serial: number; /** The last instant at which something was done: until it is told another one it is no earlier. */ now: Instant;
  /** When each account that clears is cleared next, where it holds or lacks something. */ readonly clearAt: Map<string, Instant>; /** What the single account gave in all, less what it got back. */ drawn: bigint;
};

export const emptyBooks = (bank: string): Books => ({ bank, houses: new Map(), balances: new Map(), firms: new Map(), orders: new Map(), lines: [], tellings: [], faults: [], outage: false, serial: 0, now: 0 as Instant, clearAt: new Map(), drawn: 0n });
const BANK_NAME = "晨光银行（演练）";
/** When the bank sends back what could not be credited, in hours of its next working day. */
const RETURNS_H = 10;
/** When it clears, in hours of a working day: after the cut-off and everything it paid. */
const CLEARS_H = 17;

type Of<C extends Command["c"]> = Extract<Command, { readonly c: C }>;
const DOES: { readonly [C in Command["c"]]: (books: Books, command: Of<C>) => Result<string> } = {
  house: (books, { accounts }) => { for (const each of accounts) books.houses.set(each.number, each); return ok(""); },
  firm: (books, { account, name, amount }) => { books.firms.set(account, { name, amount: BigInt(amount), closed: false }); return ok(account); },
  close: (books, { account }) => closed(books, account),
  transfer: (books, command) => transferred(books, command),
  order: (books, { order, at }) => ordered(books, order, at),
  reverse: (books, { transaction, at }) => reversed(books, transaction, at),
  settle: (books, { at }) => { settled(books, at); return ok(""); },
  delivered: (books, { event }) => delivered(books, event),
  fault: (books, { fault }) => broken(books, fault),
  struck: (books, { kind }) => { strike(books, kind); return ok(kind); },
};

/** Does what was asked, the same way each time it is read again. Refused, nothing changes. */
export function apply(books: Books, command: Command): Result<string> {
  if ("at" in command && command.at > books.now) books.now = command.at;
  return (DOES[command.c] as (books: Books, command: Command) => Result<string>)(books, command);
}

const serialOf = (books: Books, letter: string): string => `${letter}${String(books.serial += 1).padStart(10, "0")}`;

function closed(books: Books, account: string): Result<string> {
  const firm = books.firms.get(account);
  if (firm === undefined) return refuse("not-found", { what: account });
  firm.closed = true;
  return ok(account);
}

function broken(books: Books, fault: Fault): Result<string> {
  if (fault.kind === "outage") books.outage = fault.on;
  else books.faults.push(fault);
  return ok(fault.kind);
}

/** Takes the first fault of a kind; null where none waits. */
function strike<Kind extends Fault["kind"]>(books: Books, kind: Kind): Extract<Fault, { readonly kind: Kind }> | null {
  const at = books.faults.findIndex((each) => each.kind === kind);
  return at < 0 ? null : (books.faults.splice(at, 1)[0] as Extract<Fault, { readonly kind: Kind }>);
}

/** The account of the exchange that a number is for: the account itself, or a number under one. */
function houseOf(books: Books, to: string): { readonly house: House; readonly sub: string | null } | null {
  const house = books.houses.get(to);
  if (house !== undefined) return { house, sub: null };
  const above = [...books.houses.values()].find(({ prefix }) => prefix !== null && isSubAccountOf(prefix, to));
  return above === undefined ? null : { house: above, sub: to };
}

function transferred(books: Books, { from, to, amount, currency, words, at }: Of<"transfer">): Result<string> {
  const [firm, found, value] = [books.firms.get(from), houseOf(books, to), BigInt(amount)];
  if (firm?.closed !== false) return refuse("not-found", { what: from });
  if (found === null) return refuse("not-found", { what: to });
  const yuan = currency === "CNY" ? value : 0n;
  if (firm.amount < yuan) return refuse("order-not-covered", { account: from });
  firm.amount -= yuan;
  return ok(credited(books, found, { payer: { name: firm.name, account: from, bank: BANK_NAME }, amount: value, currency, words }, at));
}

type Coming = { readonly payer: Party; readonly amount: bigint; readonly currency: string; readonly words: string };
/** Money comes to an account of the exchange: from a firm, or from another account of the exchange. @returns the number of the transaction */
function credited(books: Books, { house, sub }: NonNullable<ReturnType<typeof houseOf>>, { payer, amount, currency, words }: Coming, at: Instant): string {
  if (currency === "CNY") moveHouse(books, house.number, amount, at);
  const transaction = serialOf(books, "T");
  const credit = { transaction, sub, currency, words, valueAt: at };
  books.lines.push({ ...credit, ...payer, house: house.number, kind: "credit", order: null, about: null, amount });
  const wrong = strike(books, "wrong-amount");
  tell(books, { kind: "credit", advice: { ...credit, bank: books.bank, account: house.number, payer, amount: amount + BigInt(wrong?.by ?? 0) } }, at);
  return transaction;
}

function moveHouse(books: Books, number: string, amount: bigint, at: Instant): void {
  books.balances.set(number, (books.balances.get(number) ?? 0n) + amount);
  if (books.houses.get(number)?.clears === true && !books.clearAt.has(number)) books.clearAt.set(number, clearingAfter(at));
}

/** The next end of a working day. */
function clearingAfter(at: Instant): Instant {
  const today = dayOf(at);
  const end = plusMs(startOf(today), CLEARS_H * HOUR_MS);
  return dayClass(today) === "WORK" && at < end ? end : plusMs(startOf(nextBankDay(today)), CLEARS_H * HOUR_MS);
}

/** The end of a day: what was paid ahead comes from the single account, what came back goes to it (财政国库管理制度改革试点资金支付办法: 代理银行每日与国库单一账户清算). */
function clear(books: Books, number: string, at: Instant): void {
  books.clearAt.delete(number);
  const lacks = -(books.balances.get(number) ?? 0n);
  if (lacks === 0n) return;
  moveHouse(books, number, lacks, at);
  books.clearAt.delete(number);
  books.drawn += lacks;
  books.lines.push({ house: number, transaction: serialOf(books, "T"), kind: lacks > 0n ? "clearing-in" : "clearing-out", sub: null, order: null, about: null, ...SINGLE_ACCOUNT, amount: lacks > 0n ? lacks : -lacks, currency: "CNY", words: "国库单一账户清算", valueAt: at });
}
const SINGLE_ACCOUNT: Party = { name: "国库单一账户（演练）", account: "3417009900000001", bank: "国家金库晨光市支库" };

/** Puts something to be told in its place; a fault may make it late, doubled, or let the next one pass. */
function tell(books: Books, what: BankEvent, at: Instant): void {
  const [late, twice, passed] = [strike(books, "delay"), strike(books, "duplicate"), strike(books, "reorder")];
  const place = books.tellings.length;
  books.tellings.push({ event: serialOf(books, "E"), what, dueAt: plusMs(at, late?.ms ?? 0), place: passed === null ? place : place + 1.5, times: twice === null ? 1 : 2 });
}

function ordered(books: Books, order: Order["order"], at: Instant): Result<string> {
  const known = books.orders.get(order.number);
  if (known !== undefined) return JSON.stringify(known.order) === JSON.stringify(order) ? ok(order.number) : refuse("order-placed-otherwise", { cause: order.number });
  const outcome: Outcome = { number: order.number, state: "accepted", paidAt: null, returnedAt: null, transaction: null, reason: null };
  const why = strike(books, "refuse") !== null ? "银行系统校验未通过" : books.houses.has(order.account) ? null : "付款账户不存在";
  const day = bankDay(Math.max(at, startOf(order.payOn as never)) as Instant);
  books.orders.set(order.number, { order, outcome: why === null ? outcome : { ...outcome, state: "refused", reason: why }, dueAt: why === null ? day.from : null, back: null });
  return ok(order.number);
}

/** Pays, sends back and clears what is due by an instant, in the order of time. */
function settled(books: Books, at: Instant): void {
  for (let next = nextSettling(books); next !== null && next.at <= at; next = nextSettling(books)) next.does();
}

type Due = { readonly at: Instant; readonly does: () => void };
/** What the bank does next by itself; of what is due at once orders come before the clearing. */
function nextSettling(books: Books): Due | null {
  const orders = [...books.orders.values()].flatMap((order): Due[] => {
    const { dueAt, back } = order;
    if (dueAt !== null) return [{ at: dueAt, does: () => { pay(books, order, dueAt); } }];
    return back === null ? [] : [{ at: back.at, does: () => { sendBack(books, order, back); } }];
  });
  const clearings = [...books.clearAt].map(([number, at]): Due => ({ at, does: () => { clear(books, number, at); } }));
  return [...orders, ...clearings].reduce<Due | null>((first, each) => (first === null || each.at < first.at ? each : first), null);
}

function pay(books: Books, each: Order, at: Instant): void {
  const { order } = each;
  const [amount, transaction, payee] = [BigInt(order.amount), serialOf(books, "T"), books.firms.get(order.payee.account)];
  moveHouse(books, order.account, -amount, at);
  each.dueAt = null;
  each.outcome = { ...each.outcome, state: "paid", paidAt: at, transaction };
  books.lines.push({ house: order.account, transaction, kind: "payment", sub: null, order: order.number, about: null, ...order.payee, amount, currency: order.currency, words: order.words, valueAt: at });
  const reason = payee?.closed === true ? "收款账户已销户" : payee !== undefined && payee.name !== order.payee.name ? "户名与账号不符" : null;
  if (reason !== null) each.back = { at: plusMs(startOf(nextBankDay(dayOf(at))), RETURNS_H * HOUR_MS), reason };
  else if (payee !== undefined) payee.amount += amount;
  tell(books, { kind: "order", outcome: each.outcome }, at);
  const own = houseOf(books, order.payee.account);
  if (own !== null) credited(books, own, { payer: { name: books.houses.get(order.account)?.name ?? "", account: order.account, bank: BANK_NAME }, amount, currency: order.currency, words: order.words }, at);
}

function sendBack(books: Books, each: Order, { at, reason }: NonNullable<Order["back"]>): void {
  const { order } = each;
  moveHouse(books, order.account, BigInt(order.amount), at);
  each.back = null;
  each.outcome = { ...each.outcome, state: "returned", returnedAt: at, reason };
  books.lines.push({ house: order.account, transaction: serialOf(books, "T"), kind: "return", sub: null, order: order.number, about: each.outcome.transaction, ...order.payee, amount: BigInt(order.amount), currency: order.currency, words: reason, valueAt: at });
  tell(books, { kind: "order", outcome: each.outcome }, at);
}

function reversed(books: Books, transaction: string, at: Instant): Result<string> {
  const line = books.lines.find((each) => each.transaction === transaction && each.kind === "credit");
  if (line === undefined || books.lines.some((each) => each.kind === "reversal" && each.about === transaction)) return refuse("not-found", { what: transaction });
  const firm = books.firms.get(line.account);
  if (line.currency === "CNY") {
    moveHouse(books, line.house, -line.amount, at);
    if (firm !== undefined) firm.amount += line.amount;
  }
  books.lines.push({ ...line, transaction: serialOf(books, "T"), kind: "reversal", about: transaction, valueAt: at });
  tell(books, { kind: "reversal", reversal: { bank: books.bank, transaction, reversedAt: at } }, at);
  return ok(transaction);
}

function delivered(books: Books, event: string): Result<string> {
  const telling = books.tellings.find((each) => each.event === event);
  if (telling === undefined) return refuse("not-found", { what: event });
  telling.times -= 1;
  return ok(event);
}

/** What is to be told by an instant, in its order. */
export const tellingsDue = (books: Books, at: Instant): readonly Telling[] =>
  books.tellings.filter(({ times, dueAt }) => times > 0 && dueAt <= at).toSorted((one, other) => one.place - other.place);

/** When the bank next does or tells something after an instant. */
export function nextDueAt(books: Books, after: Instant): Instant | null {
  const times = [...books.tellings.filter(({ times: left, dueAt }) => left > 0 && dueAt > after).map(({ dueAt }) => dueAt), ...[nextSettling(books)?.at ?? null].filter((at) => at !== null)];
  return times.length === 0 ? null : (Math.min(...times) as Instant);
}
