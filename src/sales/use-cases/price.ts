import type { Credit } from "../../bank/credit.js";
import { byDeskAlone, type MoneyFlow, type Placed } from "../../bank/flow.js";
import { BY_BANK } from "../../bank/use-cases/credits.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { digits } from "../../deposits/decide.js";
import { accountsStatedBy } from "../../deposits/queries.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import type { Fen } from "../../kernel/money.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { squeezed } from "../../kernel/squeezed.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import { balanceOf } from "../../ledger/queries.js";
import { saleLineOf } from "../../lines/lines.js";
import type { World } from "../../world.js";
import type { Deal } from "../deal.js";
import { SETTLEMENT_FLOW, settlementCause } from "../flows.js";
import { dealByReference, dealByTransaction } from "../queries/deals.js";
import { lockSale, updateSale } from "../store.js";
import { winnerOf } from "./confirm.js";
import { movePaid, priceNumber } from "./contract.js";
import { dealtLot, keepAct, type DealtLot, type Place } from "./deals.js";

/** Money that comes to a price's number is paid of it where it comes from an account the winner stated and is no more than what is left; instalments may be of any size. Else it lies unclear. */
async function priceArrives(tx: Tx, world: World, credit: Credit, at: Instant): Promise<Placed> {
  const dealt = await dealtBy(tx, world, await dealByReference(tx, world.exchange.id, credit.reference ?? ""));
  if (dealt?.deal.contract == null) return { fault: "payee-unknown" };
  const left = dealt.deal.price - dealt.deal.paid;
  if (left <= 0n || dealt.deal.refused !== null) return { fault: "not-due" };
  if (!(await isWinners(tx, world, dealt, credit))) return { fault: "payer-differs" };
  if (credit.fen > left) return { fault: "amount-differs" };
  const { bank, transaction } = credit;
  await keepAct(tx, world, dealt, { step: "paid", source: "bank", fen: credit.fen.toString(), valueOn: dayOf(credit.valueAt) }, { by: BY_BANK.id, at, once: `${bank} ${transaction}`, aside: { bank, transaction } });
  const toSeller = saleLineOf(dealt.sale.row.line).proceeds === "seller";
  return { lines: [{ account: toSeller ? accountOf("sale-prices", credit.sub ?? "") : accountOf("treasury", dealt.sale.row.seller_uscc), fen: -credit.fen }] };
}

/** A deal under its sale's lock. */
async function dealtBy(tx: Tx, world: World, place: Place | null): Promise<DealtLot | null> {
  if (place === null) return null;
  await lockSale(tx, world.exchange.id, place.saleId);
  return dealtLot(tx, world.exchange.id, place);
}

/** Whether a payer is the winner, by its name and one of the accounts it stated. */
async function isWinners(tx: Tx, world: World, dealt: DealtLot, { payer }: Pick<Credit, "payer">): Promise<boolean> {
  const { name, uscc } = await winnerOf(tx, world, dealt);
  return squeezed(payer.name) === squeezed(name) && (await accountsStatedBy(tx, world.exchange.id, uscc)).some(({ account }) => digits(account) === digits(payer.account));
}

async function priceBooked(tx: Tx, world: World, credit: Credit, at: Instant): Promise<void> {
  const place = await dealByReference(tx, world.exchange.id, credit.reference ?? "");
  if (place !== null) await movePaid(tx, world, place, at);
}

/** A bank takes a payment back, or the deposit that became part of the price: it is owed again, and nothing is closed before it is there. */
export async function paymentReversed(tx: Tx, world: World, { bank, transaction }: Pick<Credit, "bank" | "transaction">, at: Instant): Promise<void> {
  const dealt = await dealtBy(tx, world, await dealByTransaction(tx, world.exchange.id, { bank, transaction }));
  const payment = dealt?.deal.payments.find(({ aside }) => aside.bank === bank && aside.transaction === transaction);
  if (dealt === null || payment === undefined) return;
  await keepAct(tx, world, dealt, { step: "reversed", of: payment.serial }, { by: BY_BANK.id, at, once: String(payment.serial), aside: { bank, transaction } });
  await updateSale(tx, world.exchange.id, dealt.sale.id, { next_due_at: new Date(at) }); // its dates count again
}

/**
 * Pays what came of a price on to the transferor by one order: at once the whole, of secured instalments what is there, once the contract is in force. Law: 32号令 27, 28.
 */
export const settlePrice = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<{ readonly order: string; readonly fen: Fen }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "sale.settle");
    if (!may.ok) return may;
    const dealt = await dealtBy(tx, world, place);
    const held = dealt === null ? null : await priceHeld(tx, world, dealt);
    if (dealt === null || held === null) return refuse("not-found", { what: `${place.saleId}/${place.lot}` });
    const ready = mayPayOn(dealt.deal, held, dayOf(at));
    if (!ready.ok) return ready;
    const { sub, fen, reference, payee } = held;
    const attempt = dealt.deal.acts.filter(({ step }) => step === "settled").length + 1;
    const placed = await placeOrder(tx, world, {
      cause: settlementCause(reference, attempt), account: sub.account, payee: { name: dealt.sale.row.seller_name, ...payee }, against: [{ account: accountOf("sale-prices", sub.number), fen }], purpose: SETTLEMENT_FLOW, reference, words: "产权交易价款",
    }, actor, at);
    if (!placed.ok) return placed;
    await keepAct(tx, world, dealt, { step: "settled", fen: fen.toString() }, { by: actor.id, at, aside: { order: placed.value.number } });
    return ok({ order: placed.value.number, fen });
  });

type HeldPrice = { readonly sub: { readonly account: string; readonly number: string }; readonly fen: Fen; readonly reference: string; readonly payee: { readonly account: string; readonly bank: string } };

/** What of a price the exchange holds for a transferor, and where that goes; null where it is none's. */
async function priceHeld(tx: Tx | World["db"], world: World, dealt: DealtLot): Promise<HeldPrice | null> {
  const sub = await priceNumber(tx, world, dealt);
  const { reference, account, bank } = dealt.deal.contract?.aside ?? {};
  if (sub === null || reference === undefined || account === undefined || bank === undefined) return null;
  return { sub, fen: await balanceOf(tx, world.exchange.id, accountOf("sale-prices", sub.number)), reference, payee: { account, bank } };
}

/** Whether it is paid on today: the contract is in force, and what is paid at once is whole. */
function mayPayOn({ contract, paid, price }: Deal, { fen }: HeldPrice, today: PlainDate): Result<true> {
  if (contract !== null && today < contract.effectiveOn) return refuse("sale-contract-waits", { effectiveOn: contract.effectiveOn });
  if (contract?.payment === "at-once" && paid < price) return refuse("price-not-whole");
  return fen > 0n ? ok(true as const) : refuse("price-nothing-here");
}

/** Holds the sale a deal's number is of. */
const holdDealt = async (tx: Tx, world: World, { reference }: { readonly reference: string | null }): Promise<void> => { await dealtBy(tx, world, await dealByReference(tx, world.exchange.id, reference ?? "")); };

/** What the exchange holds of a price for a transferor, and why it is not paid on today; null where nothing is held for one. */
export async function settlementOf(db: World["db"], world: World, dealt: DealtLot, today: PlainDate): Promise<{ readonly fen: Fen; readonly payee: HeldPrice["payee"]; readonly refusal: Refusal | null } | null> {
  const held = await priceHeld(db, world, dealt);
  if (held === null || held.fen <= 0n) return null;
  const ready = mayPayOn(dealt.deal, held, today);
  return { fen: held.fen, payee: held.payee, refusal: ready.ok ? null : ready.refusal };
}

const nothing = (): Promise<void> => Promise.resolve();

const nobody = (): Promise<Placed> => Promise.resolve({ fault: "payee-unknown" });
/** The flow of prices: what comes to their numbers. */
export const PRICES: MoneyFlow = { onHold: holdDealt, onCredit: priceArrives, onBooked: priceBooked, onReversed: paymentReversed, onPaid: nothing, onReturned: nothing, onRefused: nothing };
/** The orders that pay a price on; what comes back is held again where it was, and is paid on by another, which the desk may place to another account of the transferor’s. */
export const SETTLEMENTS: MoneyFlow = { onCredit: nobody, onReversed: nothing, onPaid: nothing, onReturned: nothing, onRefused: nothing, onRepay: byDeskAlone };
