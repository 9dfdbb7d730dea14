import { accountFor, subAccountFor } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { hex } from "../../kernel/bytes.js";
import type { Fen } from "../../kernel/money.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf, moved } from "../../ledger/entry.js";
import { book } from "../../ledger/use-cases/book.js";
import { saleLineOf } from "../../lines/lines.js";
import type { Instalment } from "../../procedure/sale-prices.js";
import type { World } from "../../world.js";
import { dayOfPrice, scheduleOf } from "../contract.js";
import type { Contract } from "../deal.js";
import { convertedCause, PRICE_FLOW } from "../flows.js";
import { currentApplications } from "../queries/applications.js";
import { updateSale } from "../store.js";
import { dealFacts, dealtLot, heldDeal, keepAct, type DealtLot, type Place } from "./deals.js";
import { moveSaleLot } from "./hold.js";
import { tellParties } from "./told.js";
import { depositHeld, endDeposit, toTreasury, type HeldDeposit } from "./treasury.js";

/** A contract as it is handed in. */
export type ContractGiven = {
  readonly number: string; readonly signedOn: PlainDate; /** Null: the day it is signed. */ readonly effectiveOn: PlainDate | null; readonly price: Fen; /** SHA-256 of its file. */ readonly file: string;
  /** By when how much has been paid, where the notice says and no law. */ readonly schedule: readonly Instalment[] | null;
  /** What secures instalments of property, and their interest in per cent a year. */ readonly security: string | null; readonly rate: string | null;
  /** Where the transferor has its price, in its own name; null where the treasury has it. */ readonly payee: { readonly account: string; readonly bank: string } | null;
};

const REFERENCE_BYTES = 16;

export type Contracted = { readonly serial: number; readonly sha256: string; readonly number: string; readonly converted: Fen; readonly warnings: readonly Refusal[] };

/**
 * Records the signed contract at the price of the deal. The deposit of whoever won is part of the price from now on, by one entry; the rest comes to a number of its own.
 * Law: 39号令 20, 23; 国土资发〔2010〕34号 (LD-12…15); 矿产资源法 20; 32号令 23, 27, 28 (PR-13…15).
 */
export const recordContract = (world: World, actor: Actor, place: Place, given: ContractGiven, at: Instant): Promise<Result<Contracted>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "sale.contract", place);
    if (!held.ok) return held;
    const dealt = held.value;
    const contract = termsOf(dealt, given, dayOf(at));
    if (!contract.ok) return contract;
    const moved = await moveSaleLot(tx, world, dealt, "signContract", { by: "seller", id: actor.id }, { ...dealFacts(dealt, at, actor.id), contract: { price: given.price, dealPrice: dealt.deal.price, signedOn: given.signedOn } });
    if (!moved.ok) return moved;
    const deposit = await depositHeld(tx, world, (await currentApplications(tx, world.exchange.id, dealt.sale, place.lot)).find(({ row }) => row.firm === dealt.deal.firm));
    if (!deposit.ok) return deposit;
    const opened = await openNumber(tx, world, dealt, deposit.value, at);
    if (!opened.ok) return opened;
    const kept = await keepAct(tx, world, dealt, { step: "contracted", ...contract.value }, { by: actor.id, at, once: "contract", aside: { reference: opened.value.reference, ...given.payee } });
    await updateSale(tx, world.exchange.id, place.saleId, { next_due_at: new Date(at) }); // from now on the clock looks at its dates
    const converted = await convert(tx, world, dealt, { deposit: deposit.value, number: opened.value.number }, { by: actor.id, at });
    return converted.ok ? ok({ ...kept, number: opened.value.number, converted: converted.value, warnings: moved.value }) : converted;
  });

/** The contract as it is kept, where its days and dates hold. */
function termsOf(dealt: DealtLot, given: ContractGiven, today: PlainDate): Result<Contract> {
  const { deal, sale, form } = dealt;
  const { number, signedOn, file, security, rate, price } = given;
  if (signedOn < deal.endedOn || signedOn > today) return refuse("sale-contract-day", { signedOn, from: deal.endedOn, until: today });
  const effectiveOn = given.effectiveOn ?? signedOn;
  if (effectiveOn < signedOn) return refuse("sale-contract-effect", { effectiveOn, signedOn });
  const { schedule, fault } = scheduleOf(dealt, { ...given, effectiveOn });
  if (fault !== null) return { ok: false, refusal: fault };
  return ok({ number, signedOn, effectiveOn, price: price.toString(), file, line: sale.row.line, profile: form.profile, rulesOn: dayOfPrice(dealt), payment: form.payment, schedule: schedule.map(({ until, paid }) => ({ until, paid: paid.toString() })), security, rate });
}

/** The number to which the rest of the price is paid: below the fiscal account where it is revenue of the treasury, else below the one that holds the deposit. */
async function openNumber(tx: Tx, world: World, { sale }: DealtLot, deposit: HeldDeposit, at: Instant): Promise<Result<{ readonly reference: string; readonly number: string }>> {
  const reference = hex(world.random(REFERENCE_BYTES));
  const fiscal = await accountFor(tx, world.exchange.id, "non-tax", []);
  const toSeller = saleLineOf(sale.row.line).proceeds === "seller";
  if (!toSeller && fiscal?.sub_prefix == null) return refuse("no-fiscal-account");
  const opened = await openSubAccount(tx, world, { account: toSeller ? deposit.account : (fiscal?.number ?? ""), purpose: PRICE_FLOW, reference }, at);
  return ok({ reference, number: opened.number });
}

/** The deposit becomes part of the price, once and to the fen. Where that pays it whole the lot moves on. */
async function convert(tx: Tx, world: World, dealt: DealtLot, { deposit, number }: { readonly deposit: HeldDeposit; readonly number: string }, { by, at }: { readonly by: string; readonly at: Instant }): Promise<Result<Fen>> {
  const { sale, deal } = dealt;
  const fen = BigInt(deposit.deposit.amount_fen);
  if (fen > deal.price) return refuse("deposit-over-price");
  await endDeposit(tx, world, deposit, "converted", at);
  const booked = saleLineOf(sale.row.line).proceeds === "treasury"
    ? await toTreasury(tx, world, deposit, { how: "converted", unit: sale.row.seller_uscc }, { id: by }, at)
    : await book(tx, world, [{ cause: convertedCause(deposit.reference), kind: "sale-deposit-to-price", bookedOn: dayOf(at), reverses: null, lines: moved(accountOf("sale-prices", number), accountOf("deposits", deposit.number), fen) }], { id: by }, at);
  if (!booked.ok) return booked;
  const { bank, transaction } = deposit.deposit;
  await keepAct(tx, world, dealt, { step: "paid", source: "deposit", fen: fen.toString(), valueOn: dayOf(at) }, { by, at, once: `${bank} ${transaction}`, aside: { bank, transaction } });
  await movePaid(tx, world, { saleId: sale.id, lot: dealt.lot.lot }, at);
  return ok(fen);
}

/** Moves a lot on whose price is whole. One that a bank took a payment of back and that is whole again stays where it is. */
export async function movePaid(tx: Tx, world: World, place: Place, at: Instant): Promise<void> {
  const dealt = await dealtLot(tx, world.exchange.id, place);
  if (dealt?.lot.stage !== "contracted" || dealt.round !== dealt.sale.rounds.length || dealt.deal.paid < dealt.deal.price) return;
  const moved = await moveSaleLot(tx, world, dealt, "priceIsPaid", { by: "system", id: null }, dealFacts(dealt, at, null));
  if (!moved.ok) throw new RangeError(`${place.saleId}/${place.lot} is paid and does not move: ${moved.refusal.code}`);
  await tellParties(tx, world, { sale: dealt.sale, lot: place.lot, firm: dealt.deal.firm }, { kind: "sale-price-paid", once: String(dealt.round) }, at);
}

/** Where the price of a deal is paid to; null before its contract. */
export const priceNumber = async (tx: Tx | World["db"], world: Pick<World, "exchange">, { deal }: Pick<DealtLot, "deal">) =>
  deal.contract?.aside.reference === undefined ? null : subAccountFor(tx, world.exchange.id, PRICE_FLOW, deal.contract.aside.reference);

/** The seller ends a deal that is done: title is given, or the announcement was public for its days; never before the whole price is paid (LD-15; 39号令 23). */
export const closeDeal = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<{ readonly stage: "closed" }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "sale.contract", place);
    if (!held.ok) return held;
    const moved = await moveSaleLot(tx, world, held.value, "close", { by: "seller", id: actor.id }, dealFacts(held.value, at, actor.id));
    return moved.ok ? ok({ stage: "closed" as const }) : moved;
  });
