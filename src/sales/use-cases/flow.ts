import type { Credit } from "../../bank/credit.js";
import type { MoneyFlow, MoneyFlows, Placed } from "../../bank/flow.js";
import type { PaymentOrder } from "../../bank/order.js";
import type { Tx } from "../../db/database.js";
import { depositFault, type DepositTerms } from "../../deposits/decide.js";
import { basicAccountOf } from "../../deposits/queries.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import { fenOf } from "../../tenders/amounts.js";
import type { World } from "../../world.js";
import { mayApply } from "../applicant.js";
import { APPLICATION_FLOW, APPLICATION_REFUND_FLOW, FORFEIT_FLOW, PRICE_FLOW, SETTLEMENT_FLOW, TREASURY_FLOW } from "../flows.js";
import { openingRound, saleById, standingFormOf, type Sale } from "../queries.js";
import { applicationByReference, heldDeposit, type Application } from "../queries/applications.js";
import { insertDeposit, insertDepositEnd, insertRefundReturn, lockSale } from "../store.js";
import { excludeBounced } from "./contest.js";
import { lotOfSale } from "./hold.js";
import { paymentReversed, PRICES, SETTLEMENTS } from "./price.js";
import { tellApplicant, tellOfDeposit } from "./told.js";
import { TO_TREASURY } from "./treasury.js";

/** Money that comes to an applicant's number is its deposit where it is the exact sum of the lot, in time and from its own basic account; else it lies unclear. */
async function depositArrives(tx: Tx, world: World, credit: Credit, at: Instant): Promise<Placed> {
  const application = await applicationByReference(tx, world.exchange.id, credit.reference ?? "");
  const terms = application === null ? null : await termsOf(tx, world, application, credit);
  if (application === null || terms === null) return { fault: "payee-unknown" };
  const fault = depositFault(credit, terms) ?? (heldDeposit(application) === null ? null : "came-again");
  if (fault !== null) {
    await tellApplicant(tx, world, "sale-deposit-unclear", application.row, at);
    return { fault };
  }
  await insertDeposit(tx, { exchange_id: world.exchange.id, reference: application.row.reference, bank: credit.bank, transaction: credit.transaction, amount_fen: credit.fen.toString(), value_at: new Date(credit.valueAt), taken_at: new Date(at) });
  await tellOfDeposit(tx, world, application.row, at);
  return { lines: [{ account: accountOf("deposits", credit.sub ?? ""), fen: -credit.fen }] };
}

/** What a deposit is held to when it comes; null where the sale has no notice. */
async function termsOf(tx: Tx, world: World, { row }: Application, { valueAt }: Credit): Promise<DepositTerms | null> {
  const sale = await saleById(tx, world.exchange.id, row.sale_id);
  const [form, lot] = [sale === null ? null : standingFormOf(sale, row.lot, valueAt), sale?.lots.find((each) => each.lot === row.lot)];
  if (sale === null || form === null || lot === undefined) return null;
  const basic = await basicAccountOf(tx, world.exchange.id, row.firm);
  return {
    wanted: fenOf(lotOfSale(form, lot.lot).deposit), deadline: form.applyUntil, hasEnded: hasEnded(sale, lot, { row, until: form.applyUntil, valueAt }), firm: row.firm_name, basicAccount: basic?.account ?? null,
  };
}

type Came = { readonly row: Application["row"]; readonly until: Instant; readonly valueAt: Instant };

/** Whether money that is in time comes for what takes no application any more: its round is over, or its lot. One that stands still takes what was applied for before. */
const hasEnded = (sale: Sale, { stage, stage_before: before }: Sale["lots"][number], { row, until, valueAt }: Came): boolean =>
  valueAt < until && (row.round !== openingRound(sale) || mayApply(before ?? stage, until, valueAt) !== null);

type Ending = { readonly how: "reversed" | "refunded"; readonly on: Instant };

async function end(tx: Tx, world: World, reference: string, { how, on }: Ending, at: Instant): Promise<void> {
  const application = await applicationByReference(tx, world.exchange.id, reference);
  const held = application === null ? null : heldDeposit(application);
  if (held === null) return;
  await insertDepositEnd(tx, { exchange_id: world.exchange.id, reference, bank: held.bank, transaction: held.transaction, how, ended_on: dayOf(on), ended_at: new Date(at) });
  if (application === null) return;
  await tellApplicant(tx, world, how === "reversed" ? "sale-deposit-gone" : "sale-refund-paid", application.row, at);
  if (how === "reversed") await excludeBounced(tx, world, application, at);
}

/** A bank takes a deposit back: it is held no more, nor counts as paid of the price it became part of. */
async function depositReversed(tx: Tx, world: World, credit: Credit, at: Instant): Promise<void> {
  await end(tx, world, credit.reference ?? "", { how: "reversed", on: at }, at);
  await paymentReversed(tx, world, credit, at);
}

const nothing = (): Promise<void> => Promise.resolve();
const nobody = (): Promise<Placed> => Promise.resolve({ fault: "payee-unknown" });

/** Who applies is secret until applications close: until then nothing that came to the number is on any desk. */
async function isQuiet(tx: Tx, world: World, reference: string): Promise<boolean> {
  const application = await applicationByReference(tx, world.exchange.id, reference);
  const sale = application === null ? null : await saleById(tx, world.exchange.id, application.row.sale_id);
  const form = sale === null || application === null ? null : standingFormOf(sale, application.row.lot, world.clock());
  return form !== null && world.clock() < form.applyUntil;
}

/** Holds the sale an application is for. */
async function holdApplied(tx: Tx, world: World, { reference }: { readonly reference: string | null }): Promise<void> {
  const application = await applicationByReference(tx, world.exchange.id, reference ?? "");
  if (application !== null) await lockSale(tx, world.exchange.id, application.row.sale_id);
}

const DEPOSITS: MoneyFlow = {
  onHold: holdApplied, onCredit: depositArrives, onReversed: depositReversed, onPaid: nothing, onReturned: nothing, onRefused: nothing, isQuiet,
};

/** The bank has paid a deposit back: that is written down with the bank's day. */
const refundPaid = (tx: Tx, world: World, order: PaymentOrder, at: Instant): Promise<void> => end(tx, world, order.reference, { how: "refunded", on: order.paidAt ?? at }, at);

/** It came back: the deposit is held again, and its firm is asked for another account. */
async function refundBack(tx: Tx, world: World, { reference, number, reason, returnedAt }: PaymentOrder, at: Instant): Promise<void> {
  const application = await applicationByReference(tx, world.exchange.id, reference);
  const ended = application?.deposits.find(({ how }) => how === "refunded");
  if (application === null || ended?.serial == null) return;
  const on = returnedAt ?? at;
  await insertRefundReturn(tx, { exchange_id: world.exchange.id, reference, bank: ended.bank, transaction: ended.transaction, serial: ended.serial, order_number: number, reason: reason ?? "", returned_on: dayOf(on), returned_at: new Date(on) });
  await tellApplicant(tx, world, "sale-refund-returned", application.row, at);
}

/** The flows of applicants' deposits: what comes to their numbers, and what goes back. */
export const SALE_FLOWS: MoneyFlows = {
  [APPLICATION_FLOW]: DEPOSITS,
  [PRICE_FLOW]: PRICES,
  [SETTLEMENT_FLOW]: SETTLEMENTS,
  [TREASURY_FLOW]: TO_TREASURY,
  [FORFEIT_FLOW]: SETTLEMENTS,
  [APPLICATION_REFUND_FLOW]: { onCredit: nobody, onReversed: nothing, onPaid: refundPaid, onReturned: refundBack, onRefused: nothing },
};
