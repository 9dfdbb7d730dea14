import { againIfUndone, allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf, type Line } from "../../ledger/entry.js";
import { balanceOf, lastClosed } from "../../ledger/queries.js";
import { book, type By } from "../../ledger/use-cases/book.js";
import type { World } from "../../world.js";
import { NUMBER_BYTES, orderNumber } from "../account.js";
import { bankDay } from "../bank-day.js";
import { orderCause } from "../causes.js";
import { bookingDay } from "../credit.js";
import type { ExceptionKind } from "../exception.js";
import type { MoneyFlows } from "../flow.js";
import { asksSame, checkOrder, told, type OrderAsked, type Outcome, type PaymentOrder } from "../order.js";
import { accountByNumber, orderNumbered, orderOf } from "../queries.js";
import { changeOrder, holdOrder, insertException, insertOrder, settleMatters } from "../store/rows.js";
import { BY_BANK, flowNamed, type Taken } from "./credits.js";

/**
 * Places an order to pay, in the transaction of the act it comes from: at once it is out of the accounts it is paid out of and under way. The same cause
 * asked again, by another officer in the same moment too, is the same order; asked otherwise it is refused. It is sent on the bank's next working day where
 * the cut-off is over. @param at on the exchange's clock
 */
export async function placeOrder(tx: Tx, world: World, asked: OrderAsked, by: By, at: Instant): Promise<Result<PaymentOrder>> {
  const checked = checkOrder(asked);
  if (!checked.ok) return checked;
  const account = await accountByNumber(tx, world.exchange.id, asked.account);
  if (account?.closed_on !== null) return refuse("bank-account-unknown", { number: asked.account });
  const day = bankDay(at);
  const placed = await insertOrder(tx, {
    exchange_id: world.exchange.id, number: orderNumber(world.random(NUMBER_BYTES)), cause: asked.cause, account: asked.account, payee_name: asked.payee.name, payee_account: asked.payee.account, payee_bank: asked.payee.bank, amount_fen: checked.value.toString(),
    purpose: asked.purpose, reference: asked.reference, words: asked.words, against: JSON.stringify(asked.against.map(({ account: name, fen }) => ({ account: name, fen: fen.toString() }))), pay_on: day.on, due_at: new Date(day.from), try_at: new Date(0), made_by: by.id, made_at: new Date(at),
  });
  const order = await orderOf(tx, world.exchange.id, asked.cause);
  if (order === null) throw new RangeError("an order that is not there");
  if (!placed) return asksSame(order, asked) ? ok(order) : refuse("order-placed-otherwise", { cause: asked.cause });
  const booked = await bookOrder(tx, world, order, { step: "placed", on: dayOf(at), lines: [...order.against, { account: accountOf("orders", order.account), fen: -order.fen }] }, by, at);
  return booked.ok ? await covered(tx, world, order) : booked;
}

/** What is paid out of an account must be there; looked at after it is booked, when whoever books on it too has been waited for. */
async function covered(tx: Tx, world: World, order: PaymentOrder): Promise<Result<PaymentOrder>> {
  for (const { account } of order.against) if (await balanceOf(tx, world.exchange.id, account) < 0n) return refuse("order-not-covered", { account });
  return ok(order);
}

type Step = { readonly step: string; readonly on: PlainDate; readonly lines: readonly Line[] };

async function bookOrder(tx: Tx, world: World, { number }: PaymentOrder, { step, on, lines }: Step, by: By, at: Instant): Promise<Result<unknown>> {
  const bookedOn = bookingDay(on, await lastClosed(tx, world.exchange.id));
  return book(tx, world, [{ cause: orderCause(number, step), kind: `bank-order-${step}`, bookedOn, reverses: null, lines }], by, at);
}

/** Takes what a bank says of an order, with all that follows from it, in one transaction; late, doubled and out of order it comes to the same. */
export const takeOutcome = (world: World, flows: MoneyFlows, outcome: Outcome, at: Instant): Promise<Result<Taken>> => againIfUndone(() => allOrNothing(world.db, (tx) => outcomeTaken(tx, world, flows, outcome, at)));

/** The same in the transaction of a caller. */
export async function outcomeTaken(tx: Tx, world: World, flows: MoneyFlows, outcome: Outcome, at: Instant): Promise<Result<Taken>> {
  const known = await orderNumbered(tx, world.exchange.id, outcome.number);
  if (known !== null) await flowNamed(flows, known.purpose).onHold?.(tx, world, known);
  const row = await holdOrder(tx, world.exchange.id, outcome.number);
  if (row === null) return refuse("order-unknown", { number: outcome.number });
  const news = told(row.state, outcome.state);
  if (news.kind === "known") return ok("known");
  if (news.kind === "contradicts") return ok(await lookAt(tx, world, row, "order-contradicted", at));
  await settleMatters(tx, world.exchange.id, { order: row.number }, ["payment-missing", ...(outcome.state === "returned" ? ["return-missing" as const] : [])], new Date(at));
  for (const step of news.steps) await STEPS[step](tx, world, flows, { row, outcome, at });
  return ok("new");
}

/** Takes an order back that has not left the house, as though its bank had refused it; what is out is a person's matter. @returns whether it is back */
export async function takeBack(tx: Tx, world: World, flows: MoneyFlows, number: string, reason: string, at: Instant): Promise<boolean> {
  const row = await holdOrder(tx, world.exchange.id, number);
  if (row?.state !== "queued") return false;
  await STEPS.refused(tx, world, flows, { row, outcome: { number, state: "refused", paidAt: null, returnedAt: null, transaction: null, reason }, at });
  return true;
}

type Happened = { readonly row: Row<"bank_orders">; readonly outcome: Outcome; readonly at: Instant };
type StepTaken = (tx: Tx, world: World, flows: MoneyFlows, happened: Happened) => Promise<void>;

const STEPS: Readonly<Record<Outcome["state"], StepTaken>> = {
  accepted: (tx, world, _, { row }) => changeOrder(tx, world.exchange.id, row.number, { state: "accepted" }),
  paid: async (tx, world, flows, { row, outcome, at }) => {
    const paidAt = valueOf(outcome.paidAt);
    const order = await changed(tx, world, row, { state: "paid", paid_at: new Date(paidAt), transaction: outcome.transaction });
    must(await bookOrder(tx, world, order, { step: "paid", on: dayOf(paidAt), lines: [{ account: accountOf("orders", order.account), fen: order.fen }, { account: accountOf("bank", order.account), fen: -order.fen }] }, BY_BANK, at));
    await flowNamed(flows, order.purpose).onPaid(tx, world, order, at);
  },
  returned: async (tx, world, flows, { row, outcome, at }) => {
    const returnedAt = valueOf(outcome.returnedAt);
    const order = await changed(tx, world, row, { state: "returned", returned_at: new Date(returnedAt), reason: outcome.reason });
    must(await bookOrder(tx, world, order, { step: "returned", on: dayOf(returnedAt), lines: [{ account: accountOf("bank", order.account), fen: order.fen }, ...heldAgain(order)] }, BY_BANK, at));
    await lookAt(tx, world, row, "order-returned", at);
    await flowNamed(flows, order.purpose).onReturned(tx, world, order, at);
  },
  refused: async (tx, world, flows, { row, outcome, at }) => {
    const order = await changed(tx, world, row, { state: "refused", reason: outcome.reason });
    must(await bookOrder(tx, world, order, { step: "refused", on: dayOf(at), lines: [{ account: accountOf("orders", order.account), fen: order.fen }, ...heldAgain(order)] }, BY_BANK, at));
    await lookAt(tx, world, row, "order-refused", at);
    await flowNamed(flows, order.purpose).onRefused(tx, world, order, at);
  },
};

const heldAgain = ({ against }: PaymentOrder): Line[] => against.map(({ account, fen }) => ({ account, fen: -fen }));

/** @throws {RangeError} where a bank says that money moved and not when */
function valueOf(at: Instant | null): Instant {
  if (at === null) throw new RangeError("an outcome without its value time");
  return at;
}

async function changed(tx: Tx, world: World, row: Row<"bank_orders">, change: Parameters<typeof changeOrder>[3]): Promise<PaymentOrder> {
  await changeOrder(tx, world.exchange.id, row.number, change);
  const order = await orderOf(tx, world.exchange.id, row.cause);
  if (order === null) throw new RangeError("an order that is not there");
  return order;
}

async function lookAt(tx: Tx, world: World, row: Row<"bank_orders">, kind: ExceptionKind, at: Instant): Promise<Taken> {
  const { bank } = await accountByNumber(tx, world.exchange.id, row.account) ?? { bank: "" };
  await insertException(tx, { exchange_id: world.exchange.id, once: `${kind}/${row.number}`, kind, account: row.account, bank, transaction: null, order_number: row.number, ours: row.amount_fen, theirs: null, currency: "CNY", found_at: new Date(at) });
  return "differs";
}
