import { bankDay } from "../../bank/bank-day.js";
import type { OrderAsked, PaymentOrder } from "../../bank/order.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { decideRefund, THROUGH_BANK, type RefundDuty } from "../../bidding/refunds.js";
import { endsBy, guaranteeAt, type FoundGuarantee } from "../../bidding/use-cases/refunds.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import type { Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf, moved } from "../../ledger/entry.js";
import { balanceOf } from "../../ledger/queries.js";
import { book } from "../../ledger/use-cases/book.js";
import { lineOf } from "../../lines/lines.js";
import type { World } from "../../world.js";
import { digits, nextRefund } from "../decide.js";
import { isOpen } from "../forfeit.js";
import { REFUND_FLOW, refundCause } from "../flows.js";
import { bankInterest, rateOn } from "../interest.js";
import { basicAccountOf, heldFor, proposalOf, ratesOf, refundOrders, type Deposit } from "../queries.js";

type Place = { readonly tenderId: string; readonly lot: string };
type Doing = { readonly found: FoundGuarantee; readonly duty: RefundDuty; readonly deposit: Deposit; readonly held: Row<"bank_credits">; readonly attempt: number; readonly returned: PaymentOrder | null };

/**
 * Pays a deposit back by one order, to the account it came from, with the bank's interest where the line's law gives it; what came back
 * goes to the account the firm stated since, in the same sum: that delay is its own. Law: 条例 31, 35, 57; 87号令 29, 38.
 */
export const orderRefund = (world: World, actor: Actor, place: Place, bidder: string, at: Instant): Promise<Result<{ readonly order: string; readonly fen: Fen }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "deposit.refund");
    if (!may.ok) return may;
    const found = await guaranteeAt(tx, world, place, { bidder, reference: null, ways: ["bank"] }, at);
    if (!found.ok) return found;
    const doing = await refundable(tx, world, found.value, at);
    if (!doing.ok) return doing;
    const asked = await orderFor(tx, world, doing.value, actor, at);
    if (!asked.ok) return asked;
    const placed = await placeOrder(tx, world, asked.value, actor, at);
    return placed.ok ? ok({ order: placed.value.number, fen: placed.value.fen }) : placed;
  });

/** Whether a guarantee may be ordered back now: it came through the bank, is owed, is held, and no order stands. */
async function refundable(tx: Tx, world: World, found: FoundGuarantee, at: Instant): Promise<Result<Doing>> {
  const { guarantee, duty: owed } = found.line;
  if (guarantee.entered_by !== THROUGH_BANK) return refuse("refund-not-by-bank");
  if (guarantee.paid_on !== null) return refuse("refund-recorded", { paidOn: guarantee.paid_on });
  const duty = decideRefund(owed, guarantee.bidder, dayOf(at), dayOf(at));
  if (!duty.ok) return duty;
  const next = nextRefund(await refundOrders(tx, world.exchange.id, guarantee.reference));
  if (!next.ok) return next;
  if (isOpen(await proposalOf(tx, world.exchange.id, guarantee.reference), at)) return refuse("forfeit-open");
  const held = await heldFor(tx, { exchangeId: world.exchange.id, tenderId: found.tender.id, lot: found.lot.lot }, guarantee);
  if (held === null) return refuse("deposit-not-held");
  const mine = await endsBy(tx, world, guarantee.reference, "refund", at);
  return mine.ok ? ok({ found, duty: duty.value, ...held, ...next.value }) : mine;
}

async function orderFor(tx: Tx, world: World, doing: Doing, actor: Actor, at: Instant): Promise<Result<OrderAsked>> {
  const { found: { line: { guarantee } }, deposit, held, attempt, returned } = doing;
  const payee = await payeeOf(tx, world, doing);
  if (!payee.ok) return payee;
  const against = returned === null ? await owedFrom(tx, world, doing, actor, at) : ok(returned.against);
  if (!against.ok) return against;
  return ok({ cause: refundCause(guarantee.reference, attempt), account: deposit.account, payee: { name: held.payer_name, ...payee.value }, against: against.value, purpose: REFUND_FLOW, reference: guarantee.reference, words: "退还投标保证金" });
}

/** Where it goes: back to where it came from, or from an account that would not take it to the one the firm has stated since. */
async function payeeOf(tx: Tx, world: World, { found, held, returned }: Doing): Promise<Result<{ readonly account: string; readonly bank: string }>> {
  if (returned === null) return ok({ account: digits(held.payer_account), bank: held.payer_bank });
  const stated = await basicAccountOf(tx, world.exchange.id, found.line.guarantee.bidder);
  return stated === null || stated.account === returned.payee.account ? refuse("refund-account-wanted") : ok({ account: stated.account, bank: stated.bank });
}

/** What is owed, by the accounts it is paid out of; the interest is a claim on the bank until it credits it. What a delay costs is no part of it: that is the tenderer's money, once it has come. */
async function owedFrom(tx: Tx, world: World, doing: Doing, actor: Actor, at: Instant): Promise<Result<OrderAsked["against"]>> {
  const { found, deposit, held, attempt } = doing;
  const fen = BigInt(held.amount);
  const owed = await interestOwed(tx, world, doing, bankDay(at).on);
  if (!owed.ok) return owed;
  const interest = owed.value;
  const interestAccount = accountOf("deposit-interest", deposit.number);
  const more = interest - await balanceOf(tx, world.exchange.id, interestAccount);
  if (more > 0n) await accrue(tx, world, { cause: `deposit-interest/${found.line.guarantee.reference}/${String(attempt)}`, from: accountOf("interest-due", deposit.account), to: interestAccount, interest: more, on: dayOf(at) }, actor, at);
  return ok([{ account: accountOf("deposits", deposit.number), fen }, { account: interestAccount, fen: interest }].filter((part) => part.fen > 0n));
}

/** The bank's interest where the line's law gives it after this end, by the rate that was stated of the account. */
async function interestOwed(tx: Tx, world: World, { found, duty, deposit, held }: Doing, payOn: PlainDate): Promise<Result<Fen>> {
  if (!lineOf(found.tender.row.line).interestAfter.some((cause) => cause === duty.cause)) return ok(0n);
  const rate = rateOn(await ratesOf(tx, world.exchange.id, deposit.account), payOn);
  return rate === null ? refuse("deposit-rate-missing", { account: deposit.account, on: payOn }) : ok(bankInterest(BigInt(held.amount), dayOf(held.value_at.getTime() as Instant), payOn, rate));
}

type Accrual = { readonly cause: string; readonly from: string; readonly to: string; readonly interest: Fen; readonly on: PlainDate };

async function accrue(tx: Tx, world: World, { cause, from, to, interest, on }: Accrual, actor: Actor, at: Instant): Promise<void> {
  const booked = await book(tx, world, [{ cause, kind: "deposit-interest", bookedOn: on, reverses: null, lines: moved(to, from, interest) }], { id: actor.id }, at);
  if (!booked.ok) throw new RangeError(`the interest is not booked: ${booked.refusal.code}`);
}
