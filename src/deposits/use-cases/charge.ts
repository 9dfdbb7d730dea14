import type { Credit } from "../../bank/credit.js";
import type { MoneyFlow, Placed } from "../../bank/flow.js";
import type { PaymentOrder } from "../../bank/order.js";
import { subAccountFor } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { BY_BANK } from "../../bank/use-cases/credits.js";
import { placeOrder, takeBack } from "../../bank/use-cases/orders.js";
import { chargeFixed, guaranteeByReference } from "../../bidding/queries/guarantees.js";
import { guaranteeAt } from "../../bidding/use-cases/refunds.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { organisationName } from "../../identity/queries.js";
import type { Fen } from "../../kernel/money.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { squeezed } from "../../kernel/squeezed.js";
import type { Instant } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import { balanceOf } from "../../ledger/queries.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { nextRefund } from "../decide.js";
import { CHARGE_FLOW, chargeCause } from "../flows.js";
import { basicAccountOf, chargeOrders, refundOrders } from "../queries.js";

/**
 * What a delay costs is the tenderer's to pay, out of the tenderer's own money: it gets a number for the exact sum, and what comes there goes to the firm. The
 * money of deposits never pays it. Law: 87号令 38 (GP-15).
 */
export async function openCharge(tx: Tx, world: World, guarantee: Row<"guarantees">, account: string, at: Instant): Promise<void> {
  await openSubAccount(tx, world, { account, purpose: CHARGE_FLOW, reference: guarantee.reference }, at);
  const tender = await tenderById(tx, world.exchange.id, guarantee.tender_id);
  if (tender !== null) await tell(tx, world, { kind: "late-charge-due", to: [audience.tenderer(tender.project.tenderer_uscc)], tender: tender.id, lot: guarantee.lot, once: `late-charge ${guarantee.reference}` }, at);
}

type Charge = { readonly guarantee: Row<"guarantees">; readonly tender: Tender; readonly fen: Fen };

async function chargeOf(tx: Tx, world: World, reference: string | null): Promise<Charge | null> {
  const guarantee = reference === null ? null : await guaranteeByReference(tx, world.exchange.id, reference);
  const tender = guarantee === null ? null : await tenderById(tx, world.exchange.id, guarantee.tender_id);
  return guarantee === null || tender === null ? null : { guarantee, tender, fen: await chargeFixed(tx, world.exchange.id, guarantee.reference) };
}

/** The exact sum in the tenderer's name, once. */
async function chargeArrives(tx: Tx, world: World, { reference, fen, payer, sub }: Credit): Promise<Placed> {
  const charge = await chargeOf(tx, world, reference);
  if (charge === null || charge.fen === 0n) return { fault: "not-due" };
  if (await isHere(tx, world, charge, sub)) return { fault: "came-again" };
  const debtor = await organisationName(tx, world.exchange.id, charge.tender.project.tenderer_uscc);
  if (squeezed(payer.name) !== squeezed(debtor ?? "")) return { fault: "payer-differs" };
  return fen === charge.fen ? { lines: [{ account: accountOf("late-charges", sub ?? ""), fen: -fen }] } : { fault: "amount-differs" };
}

/** Whether it came before: it is held, or went on. What the bank took back in between is not. */
const isHere = async (tx: Tx, world: World, { guarantee: { reference } }: Charge, sub: string | null): Promise<boolean> =>
  (await chargeOrders(tx, world.exchange.id, reference)).some(({ state }) => state !== "refused") || await balanceOf(tx, world.exchange.id, accountOf("late-charges", sub ?? "")) > 0n;

/** What came is paid on at once, to where the deposit went or is on its way; where that came back, the charge comes back too and the cashier pays it again. @throws {RangeError} where it cannot be */
async function payOn(tx: Tx, world: World, { reference }: Pick<Credit, "reference">, at: Instant): Promise<void> {
  const charge = await chargeOf(tx, world, reference);
  const back = charge === null ? undefined : (await refundOrders(tx, world.exchange.id, charge.guarantee.reference)).findLast(({ state }) => state !== "refused");
  if (charge === null || back === undefined) throw new RangeError(`a charge without its refund ${reference ?? ""}`);
  const next = must(nextRefund(await chargeOrders(tx, world.exchange.id, charge.guarantee.reference)));
  must(await orderCharge(tx, world, charge, { attempt: next.attempt, payee: back.payee, by: BY_BANK.id }, at));
}

type To = { readonly attempt: number; readonly payee: PaymentOrder["payee"]; readonly by: string };

async function orderCharge(tx: Tx, world: World, { guarantee: { reference }, fen }: Charge, { attempt, payee, by }: To, at: Instant): Promise<Result<PaymentOrder>> {
  const sub = await subAccountFor(tx, world.exchange.id, CHARGE_FLOW, reference);
  if (sub === null) return refuse("not-found", { what: reference });
  return placeOrder(tx, world, { cause: chargeCause(reference, attempt), account: sub.account, payee, against: [{ account: accountOf("late-charges", sub.number), fen }], purpose: CHARGE_FLOW, reference, words: "逾期退还保证金资金占用费" }, { id: by }, at);
}

type Place = { readonly tenderId: string; readonly lot: string };

/** A charge that came back from the bank is paid again, to the account the firm stated since. */
export const repayCharge = (world: World, actor: Actor, place: Place, bidder: string, at: Instant): Promise<Result<{ readonly order: string; readonly fen: Fen }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "deposit.charge");
    if (!may.ok) return may;
    const found = await guaranteeAt(tx, world, place, { bidder, reference: null, ways: ["bank"] }, at);
    if (!found.ok) return found;
    const charge = await chargeOf(tx, world, found.value.line.guarantee.reference);
    const last = charge === null ? undefined : (await chargeOrders(tx, world.exchange.id, charge.guarantee.reference)).at(-1);
    if (charge === null || last === undefined) return refuse("not-found", { what: bidder });
    const ordered = await orderAgain(tx, world, charge, last, actor.id, at);
    return ordered.ok ? ok({ order: ordered.value.number, fen: charge.fen }) : ordered;
  });

/** The next order of a charge, in the name it went to before; not to an account that it came back from. */
async function orderAgain(tx: Tx, world: World, charge: Charge, last: PaymentOrder, by: string, at: Instant): Promise<Result<PaymentOrder>> {
  const next = nextRefund(await chargeOrders(tx, world.exchange.id, charge.guarantee.reference));
  if (!next.ok) return next;
  const stated = await basicAccountOf(tx, world.exchange.id, charge.guarantee.bidder);
  if (stated === null || (last.state === "returned" && stated.account === last.payee.account)) return refuse("refund-account-wanted");
  return orderCharge(tx, world, charge, { attempt: next.value.attempt, payee: { name: last.payee.name, account: stated.account, bank: stated.bank }, by }, at);
}

async function chargeReversed(tx: Tx, world: World, { reference }: Credit, at: Instant): Promise<void> {
  for (const { number, state } of reference === null ? [] : await chargeOrders(tx, world.exchange.id, reference)) if (state === "queued") await takeBack(tx, world, { [CHARGE_FLOW]: CHARGES }, number, "入账已被银行冲正", at);
}

async function chargePaid(tx: Tx, world: World, { reference }: PaymentOrder, at: Instant): Promise<void> {
  const guarantee = await guaranteeByReference(tx, world.exchange.id, reference);
  if (guarantee !== null) await tell(tx, world, { kind: "late-charge-paid", to: [audience.firm(guarantee.bidder)], tender: guarantee.tender_id, lot: guarantee.lot }, at);
}

async function chargeBack(tx: Tx, world: World, { reference }: PaymentOrder, at: Instant): Promise<void> {
  const guarantee = await guaranteeByReference(tx, world.exchange.id, reference);
  if (guarantee !== null) await tell(tx, world, { kind: "refund-returned", to: [audience.firm(guarantee.bidder)], tender: guarantee.tender_id, lot: guarantee.lot }, at);
}

const nothing = (): Promise<void> => Promise.resolve();
/** The flow of what late refunds cost: from the tenderer, to the firm. */
export const CHARGES: MoneyFlow = { onCredit: chargeArrives, onBooked: payOn, onReversed: chargeReversed, onPaid: chargePaid, onReturned: chargeBack, onRefused: nothing };
