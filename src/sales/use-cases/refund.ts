import { subAccountFor, creditBy } from "../../bank/queries.js";
import type { OrderAsked } from "../../bank/order.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import { digits, nextRefund } from "../../deposits/decide.js";
import { basicAccountOf } from "../../deposits/queries.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import type { Fen } from "../../kernel/money.js";
import { refuse, ok, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { accountOf } from "../../ledger/entry.js";
import type { World } from "../../world.js";
import { mayRefund, refundDue, type RefundTerms } from "../applicant.js";
import { lawfulOn } from "../facts.js";
import { APPLICATION_FLOW, APPLICATION_REFUND_FLOW, applicationRefundCause } from "../flows.js";
import { readSale } from "../form.js";
import { fateOf } from "../over.js";
import type { Sale } from "../queries.js";
import { applicantOf, applicationRefunds, applicationsOf, heldDeposit, type Application } from "../queries/applications.js";
import { dealOfLot } from "../queries/deals.js";
import { heldLot } from "./applications.js";
import { isKeepingOpen, keepingDropped } from "./refusal.js";

type Place = { readonly saleId: string; readonly lot: string };

/** The last day on which an applicant's deposit goes back by the rules its notice fixed; null while it is not due. */
export async function dueOf(db: Db | Tx, sale: Sale, { lot, stage, stage_at }: Sale["lots"][number], { row: { firm, round, exchange_id: exchangeId }, review }: Application): Promise<PlainDate | null> {
  const { row, rounds } = sale;
  const { anew, outcome } = fateOf(sale, { lot }, round);
  const last = rounds.findLast((each) => each.round < (anew?.round ?? Infinity));
  if (last === undefined) return null;
  const form = readSale(last.form);
  const lawful = lawfulOn(row.line, form.profile, dayOf(last.published_at.getTime() as Instant));
  const freedAt = outcome?.firm === firm ? await keepingDropped(db, exchangeId, sale, { lot, firm, round: outcome.round }) : null;
  return refundDue({ lawful, stage, stageAt: stage_at.getTime() as Instant, refusedAt: review?.verdict === "refused" ? (review.reviewed_at.getTime() as Instant) : null, noticeDays: form.refundDays,
    contest: overFor(outcome, anew, { firm, freedAt }) });
}

type Freed = { readonly firm: string; /** When it was decided that the deposit of who won is not kept; null where it was not. */ readonly freedAt: Instant | null };

/** When what an applicant applied for was over: by its contest, or because the sale was announced anew; null while neither is so. */
function overFor(outcome: Sale["outcomes"][number] | undefined, anew: Sale["rounds"][number] | undefined, { firm, freedAt }: Freed): RefundTerms["contest"] {
  if (outcome !== undefined) return { endedAt: freedAt ?? (outcome.ended_at.getTime() as Instant), won: outcome.firm === firm && freedAt === null };
  return anew === undefined ? null : { endedAt: anew.published_at.getTime() as Instant, won: false };
}

/** Pays an applicant's deposit back by one order, in full and without interest, to the account it came from; what that sent back to the one the firm has stated since. Law: 39号令 21. */
export const orderApplicationRefund = (world: World, actor: Actor, place: Place, firm: string, at: Instant): Promise<Result<{ readonly order: string; readonly fen: Fen; readonly due: PlainDate }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "deposit.refund");
    if (!may.ok) return may;
    const held = await heldLot(tx, world, place, at);
    if (!held.ok) return held;
    const found = await refundable(tx, world, held.value, firm, at);
    if (!found.ok) return found;
    const { application, due } = found.value;
    const asked = await orderFor(tx, world, application);
    if (!asked.ok) return asked;
    const placed = await placeOrder(tx, world, asked.value, actor, at);
    return placed.ok ? ok({ order: placed.value.number, fen: placed.value.fen, due }) : placed;
  });

type Refundable = { readonly application: Application; readonly due: PlainDate };

/** The application of a firm whose deposit may go back, of whichever round; else why the last one may not. */
async function refundable(tx: Tx, world: World, { sale, lot }: { readonly sale: Sale; readonly lot: Sale["lots"][number] }, firm: string, at: Instant): Promise<Result<Refundable>> {
  const own = (await applicationsOf(tx, world.exchange.id, sale.id, lot.lot)).filter(({ row }) => row.firm === firm);
  const held = own.filter((each) => heldDeposit(each) !== null);
  const answers: Result<Refundable>[] = [];
  for (const application of held.length > 0 ? held : own.slice(-1)) {
    const deal = await dealOfLot(tx, world.exchange.id, sale, lot.lot, fateOf(sale, lot, application.row.round).outcome?.round);
    const due = isKeepingOpen(deal, firm, at) ? refuse("forfeit-open") : mayRefund(applicantOf(application).deposit, await dueOf(tx, sale, lot, application));
    answers.push(due.ok ? ok({ application, due: due.value }) : due);
  }
  return answers.find((each) => each.ok) ?? answers.at(-1) ?? refuse("not-found", { what: firm });
}

/** The order that pays the deposit of an application back: the next attempt, never beside one under way or paid. */
async function orderFor(tx: Tx, world: World, application: Application): Promise<Result<OrderAsked>> {
  const { reference } = application.row;
  const next = nextRefund(await applicationRefunds(tx, world.exchange.id, reference));
  if (!next.ok) return next;
  const deposit = heldDeposit(application);
  const sub = await subAccountFor(tx, world.exchange.id, APPLICATION_FLOW, reference);
  const credit = deposit === null ? null : await creditBy(tx, world.exchange.id, deposit.bank, deposit.transaction);
  if (sub === null || credit === null || deposit === null) return refuse("application-no-deposit");
  const { attempt, returned } = next.value;
  const stated = returned === null ? { account: digits(credit.payer_account), bank: credit.payer_bank } : await basicAccountOf(tx, world.exchange.id, application.row.firm);
  if (stated === null || stated.account === returned?.payee.account) return refuse("refund-account-wanted");
  return ok({
    cause: applicationRefundCause(reference, attempt), account: sub.account, payee: { name: credit.payer_name, account: stated.account, bank: stated.bank }, against: [{ account: accountOf("deposits", sub.number), fen: BigInt(deposit.amount_fen) }],
    purpose: APPLICATION_REFUND_FLOW, reference, words: "退还竞买保证金",
  });
}
