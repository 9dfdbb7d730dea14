import type { Credit } from "../../bank/credit.js";
import type { MoneyFlow, MoneyFlows, Placed } from "../../bank/flow.js";
import type { PaymentOrder } from "../../bank/order.js";
import { takeBack } from "../../bank/use-cases/orders.js";
import { guaranteeOfCredit } from "../../bidding/queries/guarantees.js";
import { endReversed, recordTransfer } from "../../bidding/use-cases/guarantee.js";
import { recordPaidBack, recordReturned } from "../../bidding/use-cases/paid-back.js";
import type { Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { organisationName } from "../../identity/queries.js";
import { dayOf, plusDays, type Instant } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import { ENDED_STAGES } from "../../procedure/procedure.js";
import { moneyFen } from "../../tenders/amounts.js";
import { deadlineOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { depositFault, type DepositTerms } from "../decide.js";
import { attemptOf, BOND_FLOW, CHARGE_FLOW, DEPOSIT_FLOW, FORFEIT_FLOW, REFUND_FLOW } from "../flows.js";
import { basicAccountOf, numberByReference, refundOrders } from "../queries.js";
import { CHARGES, openCharge } from "./charge.js";
import { FORFEITS } from "./forfeit.js";

/** Money that comes to a deposit's number stands as the firm's guarantee where it is what the documents ask; else it lies unclear, and the desk learns of it after the deadline. */
async function depositArrives(tx: Tx, world: World, credit: Credit, at: Instant): Promise<Placed> {
  const row = await numberByReference(tx, world.exchange.id, credit.reference ?? "");
  const tender = row === null ? null : await tenderById(tx, world.exchange.id, row.tender_id);
  if (row === null || tender === null) return { fault: "payee-unknown" };
  const terms = await termsOf(tx, world, row, tender);
  const fault = depositFault(credit, terms);
  if (fault !== null) return { fault };
  const isFirst = await recordTransfer(tx, world, { tenderId: tender.id, lot: row.lot, bidder: row.bidder, amount: credit.fen, bank: credit.bank, transaction: credit.transaction, validUntil: plusDays(dayOf(terms.deadline), tender.form.validityDays) }, at);
  return isFirst ? { lines: [{ account: accountOf("deposits", credit.sub ?? ""), fen: -credit.fen }] } : { fault: "came-again" };
}

async function termsOf(tx: Tx, world: World, { lot, bidder }: Row<"deposit_numbers">, tender: Tender): Promise<DepositTerms> {
  return {
    wanted: moneyFen(lotOf(tender.form, lot).deposit), deadline: deadlineOf(tender, lot), hasEnded: tender.lots.some((each) => each.lot === lot && ENDED_STAGES.has(each.stage)),
    firm: (await organisationName(tx, world.exchange.id, bidder)) ?? "", basicAccount: (await basicAccountOf(tx, world.exchange.id, bidder))?.account ?? null,
  };
}

/** A bank takes the money of a guarantee back: it ends where it stood, and an order that was to pay it back stays in the house. Nobody else's money pays it. */
async function depositReversed(tx: Tx, world: World, credit: Credit, at: Instant): Promise<void> {
  const guarantee = await guaranteeOfCredit(tx, world.exchange.id, credit);
  if (guarantee === null) return;
  await endReversed(tx, world, guarantee, at);
  for (const { number, state } of await refundOrders(tx, world.exchange.id, guarantee.reference)) if (state === "queued") await takeBack(tx, world, DEPOSIT_FLOWS, number, "入账已被银行冲正", at);
}

/** Who bids is secret until the deadline: until then nothing that came to the number is on any desk (招标投标法 22). */
async function isQuiet(tx: Tx, world: World, reference: string): Promise<boolean> {
  const row = await numberByReference(tx, world.exchange.id, reference);
  const tender = row === null ? null : await tenderById(tx, world.exchange.id, row.tender_id);
  return row !== null && tender !== null && world.clock() < deadlineOf(tender, row.lot);
}

/** The bank has paid a guarantee back: it is recorded with the bank's day, and its firm is told; of what a delay costs the tenderer. */
async function refundPaid(tx: Tx, world: World, order: PaymentOrder, at: Instant): Promise<void> {
  const { guarantee, charge } = await recordPaidBack(tx, world, { reference: order.reference, attempt: attemptOf(order), paidOn: dayOf(order.paidAt ?? at) }, at);
  if (charge > 0n) await openCharge(tx, world, guarantee, order.account, at);
}

/** It came back: the guarantee is owed again, to another account of the firm's own. */
const refundBack = (tx: Tx, world: World, order: PaymentOrder, at: Instant): Promise<void> =>
  recordReturned(tx, world, { reference: order.reference, attempt: attemptOf(order), reason: order.reason ?? "" }, order.returnedAt ?? at);

const nothing = (): Promise<void> => Promise.resolve();
const nobody = (): Promise<Placed> => Promise.resolve({ fault: "payee-unknown" });
const DEPOSITS: MoneyFlow = { onCredit: depositArrives, onReversed: depositReversed, onPaid: nothing, onReturned: nothing, onRefused: nothing, isQuiet };

/** The flows of deposits: what comes to their numbers, and what goes back. */
export const DEPOSIT_FLOWS: MoneyFlows = {
  [DEPOSIT_FLOW]: DEPOSITS,
  [CHARGE_FLOW]: CHARGES,
  [FORFEIT_FLOW]: FORFEITS,
  [BOND_FLOW]: { onCredit: nobody, onReversed: nothing, onPaid: nothing, onReturned: nothing, onRefused: nothing },
  [REFUND_FLOW]: { onCredit: nobody, onReversed: nothing, onPaid: refundPaid, onReturned: refundBack, onRefused: nothing },
};
