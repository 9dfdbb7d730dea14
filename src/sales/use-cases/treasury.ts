import { byDeskAlone, type MoneyFlow, type Placed } from "../../bank/flow.js";
import type { Credit } from "../../bank/credit.js";
import { accountFor, branchOf, creditsTo, orderOf, subAccountFor } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import type { Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf, moved } from "../../ledger/entry.js";
import { book } from "../../ledger/use-cases/book.js";
import type { World } from "../../world.js";
import { APPLICATION_FLOW, treasuryCause, TREASURY_FLOW } from "../flows.js";
import { heldDeposit, type Application } from "../queries/applications.js";
import { insertDepositEnd } from "../store.js";

/** Why a deposit ends otherwise than by going back: it is part of the price now, or it is kept. */
export type DepositEnd = "converted" | "forfeited";
const KINDS = { converted: "sale-deposit-to-price", forfeited: "sale-deposit-forfeited" } as const;
const WORDS = { converted: "竞买保证金抵作价款", forfeited: "不予退还的竞买保证金" } as const;

/** A deposit that is held, with its number. */
export type HeldDeposit = { readonly reference: string; readonly number: string; readonly account: string; readonly deposit: NonNullable<ReturnType<typeof heldDeposit>> };

/** The deposit of an application, where it is held. */
export async function depositHeld(tx: Tx, world: Pick<World, "exchange">, application: Application | undefined): Promise<Result<HeldDeposit>> {
  const deposit = application === undefined ? null : heldDeposit(application);
  const sub = application === undefined ? null : await subAccountFor(tx, world.exchange.id, APPLICATION_FLOW, application.row.reference);
  return application === undefined || deposit === null || sub === null ? refuse("application-no-deposit") : ok({ reference: application.row.reference, number: sub.number, account: sub.account, deposit });
}

type By = { readonly id: string };

/** Writes down that a deposit ended so; a second end of the same money is refused by the database. */
export const endDeposit = (tx: Tx, world: Pick<World, "exchange">, { reference, deposit }: HeldDeposit, how: DepositEnd, at: Instant): Promise<void> =>
  insertDepositEnd(tx, { exchange_id: world.exchange.id, reference, bank: deposit.bank, transaction: deposit.transaction, how, ended_on: dayOf(at), ended_at: new Date(at) });

/** A deposit becomes revenue of the treasury: owed to it from now on by who collects it, and ordered from the account of deposits to a number below the fiscal account. Never before this. */
export async function toTreasury(tx: Tx, world: World, { reference, number, account, deposit }: HeldDeposit, { how, unit }: { readonly how: DepositEnd; readonly unit: string }, by: By, at: Instant): Promise<Result<{ readonly order: string }>> {
  const fiscal = await accountFor(tx, world.exchange.id, "non-tax", []);
  if (fiscal?.sub_prefix == null) return refuse("no-fiscal-account");
  const fen = BigInt(deposit.amount_fen);
  const booked = await book(tx, world, [{ cause: `${KINDS[how]}/${reference}`, kind: KINDS[how], bookedOn: dayOf(at), reverses: null, lines: moved(accountOf("treasury", unit), accountOf("deposits", number), fen) }], by, at);
  if (!booked.ok) return booked;
  const to = await openSubAccount(tx, world, { account: fiscal.number, purpose: TREASURY_FLOW, reference }, at);
  const placed = await placeOrder(tx, world, {
    cause: treasuryCause(reference), account, payee: { name: fiscal.name, account: to.number, bank: branchOf(fiscal) }, against: [{ account: accountOf("in-transit", fiscal.number), fen }], purpose: TREASURY_FLOW, reference, words: WORDS[how],
  }, by, at);
  return placed.ok ? ok({ order: placed.value.number }) : placed;
}

/** What was ordered arrives on the fiscal account: the exact sum, once. */
async function arrives(tx: Tx, world: World, { reference, account, fen, sub, transaction }: Credit): Promise<Placed> {
  const order = reference === null ? null : await orderOf(tx, world.exchange.id, treasuryCause(reference));
  const isAgain = (await creditsTo(tx, world.exchange.id, sub ?? "")).some((each) => each.fault === null && each.reversed_at === null && each.transaction !== transaction);
  if (order === null || isAgain) return { fault: "not-due" };
  return fen === order.fen ? { lines: [{ account: accountOf("in-transit", account), fen: -fen }] } : { fault: "amount-differs" };
}

const nothing = (): Promise<void> => Promise.resolve();
/** The flow of deposits that go to the treasury. What a bank sends back lies before the desk, which pays it again. */
export const TO_TREASURY: MoneyFlow = { onCredit: arrives, onReversed: nothing, onPaid: nothing, onReturned: nothing, onRefused: nothing, onRepay: byDeskAlone };
