import type { MoneyFlow } from "../../bank/flow.js";
import { bankDay } from "../../bank/bank-day.js";
import type { PaymentOrder } from "../../bank/order.js";
import { accountFor } from "../../bank/queries.js";
import { openAccount } from "../../bank/use-cases/accounts.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { unitsOf } from "../../centre/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import type { World } from "../../world.js";
import type { AccountGiven } from "../forms.js";
import { payableOn } from "../payable.js";
import { otherHands, PAYMENT_MODES, plainAccount, stepTo, type PaymentMode } from "../payment.js";
import { dayIn, type RequestRow } from "../queries.js";
import { holdNames, holdRequest } from "../store.js";
import { byActor, heldRequest, ofMode, personOf, takeStep, type HeldRequest, type Taken } from "./held.js";
import { handsOf, payableNow } from "./requests.js";

/** The flow by which an agent bank's word on these orders comes back. */
const PURPOSE = "treasury";
/** Characters of the purpose that a payee is shown. */
const WORDS_MAX = 60;
const ACCOUNTS = { direct: "treasury-zero-balance", authorised: "unit-zero-balance" } as const satisfies Record<PaymentMode, string>;

/** Enters a zero-balance account that was opened at an agent bank. Law: 预算法 61. */
export const enterAccount = (world: World, { number, bank, branch, name, mode, unit }: AccountGiven, at: Instant): Promise<Result<{ readonly number: string }>> =>
  allOrNothing(world.db, async (tx) => {
    await holdNames(tx, world.exchange.id, ["zero-balance accounts"]);
    const there = await accountFor(tx, world.exchange.id, ACCOUNTS[mode], unit === null ? [] : await namesOf(tx, world, unit));
    return there === null ? openAccount(tx, world, { number, bank, branch, name, purpose: ACCOUNTS[mode], unit, subPrefix: null }, dayOf(at)) : refuse("zero-balance-account-there", { number: there.number });
  });

/** What a unit goes by: its credit code, and the codes the finance department gave it. */
const namesOf = async (tx: Tx, world: World, uscc: string): Promise<string[]> => [uscc, ...(await unitsOf(tx, world.exchange.id)).filter((unit) => unit.uscc === uscc).map(({ code }) => code)];

export type Ordered = Taken & { readonly order: string; readonly valueOn: PlainDate };

/** A treasury officer orders what was approved: the bank pays it the same working day before its cut-off, else on the next. Law: 预算法 61; 预算法实施条例 66. */
export const orderRequest = (world: World, actor: Actor, request: string, at: Instant): Promise<Result<Ordered>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "payment.order", request);
    if (!held.ok) return held;
    const side = ofMode(actor, held.value.row, "签发支付令");
    return side.ok ? order(tx, world, actor, held.value, at) : side;
  });

/** A second officer of the unit issues the voucher of an authorised payment: approved and ordered at once, within the quota. */
export const issueVoucher = (world: World, actor: Actor, request: string, at: Instant): Promise<Result<Ordered>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldRequest(tx, world, actor, "voucher.issue", request);
    if (!held.ok) return held;
    const { row, contract } = held.value;
    const side = ofMode(actor, row, "签发授权支付凭证");
    if (!side.ok) return side;
    const hands = otherHands("approve", handsOf(row), personOf(actor));
    if (!hands.ok) return hands;
    const payable = row.state === "submitted" ? await payableNow(tx, world, held.value, at) : ok(true as const);
    if (!payable.ok) return payable;
    const approved = await takeStep(tx, world, row, { step: "approve", by: byActor(actor), at, change: { approved_at: new Date(at) } });
    return approved.ok ? order(tx, world, actor, { row: { ...row, state: approved.value.state }, contract }, at) : approved;
  });

/** Places the order where the request can be paid still, on a day of its budget's year. */
async function order(tx: Tx, world: World, actor: Actor, held: HeldRequest, at: Instant): Promise<Result<Ordered>> {
  const { row, contract } = held;
  const payable = row.state === "approved" ? await payableNow(tx, world, held, at) : ok(true as const);
  if (!payable.ok) return payable;
  const valueOn = payableOn(bankDay(at).on, dayIn(row.month));
  if (!valueOn.ok) return valueOn;
  const account = await accountFor(tx, world.exchange.id, ACCOUNTS[row.mode], row.mode === "direct" ? [] : await namesOf(tx, world, contract.unit));
  if (account === null) return refuse("no-zero-balance-account", { mode: PAYMENT_MODES[row.mode].zh, modeEn: PAYMENT_MODES[row.mode].en });
  const attempt = row.attempt + 1;
  const to = stepTo("order", row);
  const placed = to.ok ? await placeOrder(tx, world, askedOf(row, account.number, attempt), { id: actor.id }, at) : to;
  if (!placed.ok) return placed;
  const { number, payOn } = placed.value;
  const stepped = await takeStep(tx, world, row, { step: "order", by: byActor(actor), at, change: { attempt, account: account.number, order_number: number, ordered_at: new Date(at), value_on: payOn } });
  return stepped.ok ? ok({ ...stepped.value, order: number, valueOn: payOn }) : stepped;
}

const askedOf = ({ request, indicator, amount_fen, payee, purpose }: RequestRow, account: string, attempt: number) => ({
  cause: `treasury/${request}/${String(attempt)}`, account, payee: { ...payee, account: plainAccount(payee.account) }, against: [{ account: accountOf("expenditure", indicator), fen: BigInt(amount_fen) }],
  purpose: PURPOSE, reference: request, words: purpose.slice(0, WORDS_MAX),
});

const BANK = { id: "bank", person: null } as const;

/** What the bank says of an order, on the request it is of. @throws {RangeError} where the request does not stand where its order does */
async function told(tx: Tx, world: World, { reference, number }: PaymentOrder, step: "pay" | "bank-return", { at, reason, paidOn }: { readonly at: Instant; readonly reason: string | null; readonly paidOn: PlainDate | null }): Promise<void> {
  const row = await holdRequest(tx, world.exchange.id, reference);
  if (row?.order_number !== number) throw new RangeError(`order ${number} is not that of ${reference}`);
  must(await takeStep(tx, world, row, { step, by: BANK, at, reason, change: step === "pay" ? { paid_on: paidOn } : { submitted_by: null, checked_by: null, approved_at: null } }));
}

/** Payments of the treasury at agent banks: paid, they wait for the clearing; sent back, their plan is there again and a new order needs a new check. */
export const TREASURY_FLOW: MoneyFlow = {
  onHold: async (tx, world, { reference }) => { await holdRequest(tx, world.exchange.id, reference ?? ""); },
  onCredit: () => Promise.resolve({ fault: "payee-unknown" }),
  onReversed: () => Promise.resolve(),
  onPaid: (tx, world, paid, at) => told(tx, world, paid, "pay", { at, reason: null, paidOn: dayOf(paid.paidAt ?? at) }),
  onReturned: (tx, world, returned, at) => told(tx, world, returned, "bank-return", { at, reason: returned.reason, paidOn: null }),
  onRefused: (tx, world, refused, at) => told(tx, world, refused, "bank-return", { at, reason: refused.reason, paidOn: null }),
};
