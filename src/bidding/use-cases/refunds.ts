import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { organisationName } from "../../identity/queries.js";
import { evaluationOf } from "../../judging/queries.js";
import { signedOnOf } from "../../judging/use-cases/announce.js";
import type { Fen } from "../../kernel/money.js";
import { parseRatio, ratio, times } from "../../kernel/ratio.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { isOpen } from "../../deposits/forfeit.js";
import { proposalOf } from "../../deposits/queries.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { goodUnder } from "../../opening/live.js";
import { ENDED_STAGES } from "../../procedure/procedure.js";
import { openingsOf } from "../../opening/queries.js";
import { fateOf, type Cause } from "../../signing/blame.js";
import { deadlineOf, lawOf } from "../../tenders/facts.js";
import { tenderById, type LotRow, type Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import type { Explanation } from "../explain.js";
import { daysLate, lateRefundCharge, rateTermsOf } from "../late-refund.js";
import { lodgementsOf, newestTerms } from "../queries.js";
import { guaranteeByReference, guaranteesOf, type GuaranteeRow } from "../queries/guarantees.js";
import { decideRefund, GUARANTEE_ENDS, isMoney, isOut, refundDuty, THROUGH_BANK, type BidLife, type GuaranteeEnd, type LotLife, type RefundDuty } from "../refunds.js";
import { standingOf } from "../standing.js";
import { insertEnd, insertRefund } from "../store.js";

/** A guarantee and what is owed for it: `duty` null while it stands for a bid; the charge is of the day it went back, or of the day asked about. */
export type RefundLine = { readonly guarantee: GuaranteeRow; readonly name: string; readonly duty: RefundDuty | null; readonly late: number; readonly charge: Explanation | null };

type Of = { readonly world: World; readonly tender: Tender; readonly lot: LotRow; readonly now: Instant };

/** The guarantees of a lot with why and by when each goes back; of those nobody typed in nobody but their firm reads before the deadline, while they stand for a bid. @param bidder one firm's alone */
export async function refundLines(tx: Db | Tx, of: Of, bidder?: string): Promise<RefundLine[]> {
  const { world, tender, lot } = of;
  const held = await guaranteesOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot }, bidder);
  const life = held.length === 0 ? null : await lotLife(tx, of);
  const lines: RefundLine[] = [];
  for (const guarantee of held) {
    const duty = life === null ? null : refundDuty(lawOf(tender, of.now), life, await bidLife(tx, of, guarantee.bidder));
    if (bidder === undefined && duty === null && guarantee.way !== "hand" && of.now < deadlineOf(tender, lot.lot)) continue;
    lines.push({ guarantee, name: (await organisationName(tx, world.exchange.id, guarantee.bidder)) ?? guarantee.bidder, duty, ...costOf(of, guarantee, duty) });
  }
  return lines;
}

/** How late it is and what that costs, as it was paid or as it stands today; what the bank sent back was paid when it was first. */
function costOf({ tender, now }: Of, guarantee: GuaranteeRow, duty: RefundDuty | null): Pick<RefundLine, "late" | "charge"> {
  if (duty === null) return { late: 0, charge: null };
  const days = { dueOn: duty.period.rolledDate, paidOn: (guarantee.first_paid_on ?? guarantee.paid_on ?? dayOf(now)) as PlainDate };
  const late = daysLate(days);
  const lawful = lawOf(tender, now);
  const terms = rateTermsOf(lawful);
  return { late, charge: late === 0 || terms === null || !isMoney(guarantee) ? null : lateRefundCharge({ bond: BigInt(guarantee.amount_fen), ...days, ownFault: guarantee.own_fault !== null && guarantee.way === "hand" }, lawful, terms) };
}

async function lotLife(tx: Db | Tx, { world, tender, lot }: Of): Promise<LotLife> {
  const evaluation = await evaluationOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot });
  return {
    ended: ENDED_STAGES.has(lot.stage) ? { kind: lot.stage as "failed" | "terminated", at: lot.stage_at.getTime() as Instant } : null,
    decidedAt: evaluation?.decided_at == null ? null : (evaluation.decided_at.getTime() as Instant), lettersAt: evaluation?.notified_at == null ? null : (evaluation.notified_at.getTime() as Instant), signedOn: signedOnOf(evaluation?.contract), winner: evaluation?.winner ?? null, losersFrom: lineOf(tender.row.line).losersFrom,
  };
}

async function bidLife(tx: Db | Tx, { world, tender, lot, now }: Of, bidder: string): Promise<BidLife> {
  const lodged = await lodgementsOf(tx, world.exchange.id, tender.id, lot.lot, bidder);
  const terms = await newestTerms(tx, world.exchange.id, [{ tenderId: tender.id, lot: lot.lot, bidder }]);
  const standing = standingOf(lodged, (part) => goodUnder(terms.find((each) => each.part === part)));
  const deadline = deadlineOf(tender, lot.lot);
  return {
    bidder, withdrawnAt: standing === "withdrawn" ? (Math.max(...lodged.map(({ received_at: at }) => at.getTime())) as Instant) : null,
    lapsedAt: standing === "unconfirmed" && now >= deadline ? deadline : null, deemedAt: await deemedAt(tx, { world, tender, lot }, bidder),
  };
}

/** The opening of the first part that ended with the bid shut for a cause outside its firm (电子招标投标办法 31). */
async function deemedAt(tx: Db | Tx, { world, tender, lot }: Omit<Of, "now">, bidder: string): Promise<Instant | null> {
  for (const part of tender.parts.filter((each) => each.lot === lot.lot && each.started_at !== null && (each.finished_at !== null || ENDED_STAGES.has(lot.stage)))) {
    const end = (await openingsOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot, part: part.part })).find((each) => each.bidder === bidder);
    if (end?.cause != null && fateOf(end.cause as Cause).status === "WITHDRAWN") return (part.started_at?.getTime() ?? null) as Instant | null;
  }
  return null;
}

type Given = { readonly bidder: string; /** Of the guarantee; null where the firm has one such alone. */ readonly reference: string | null; readonly paidOn: PlainDate; readonly ownFault: string | null };
const FEN_A_YUAN = ratio(100n);

/** The cashier records that a guarantee which nobody paid through the bank went back, and that a letter by an issuer is released; what a delay costs is fixed with it. Law: 条例 31, 35, 57; 87号令 29, 38. */
export const recordRefund = (world: World, actor: Actor, place: { readonly tenderId: string; readonly lot: string }, given: Given, at: Instant): Promise<Result<{ charge: Fen; late: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "refund.record");
    if (!may.ok) return may;
    const found = await guaranteeAt(tx, world, place, { bidder: given.bidder, reference: given.reference, ways: ["hand", "issuer"] }, at);
    if (!found.ok) return found;
    const { line, ...of } = found.value;
    if (line.guarantee.paid_on !== null) return refuse("refund-recorded", { paidOn: line.guarantee.paid_on });
    if (line.guarantee.entered_by === THROUGH_BANK) return refuse("refund-through-bank");
    const duty = decideRefund(line.duty, given.bidder, given.paidOn, dayOf(at));
    if (!duty.ok) return duty;
    if (isOpen(await proposalOf(tx, world.exchange.id, line.guarantee.reference), at)) return refuse("forfeit-open");
    const mine = await endsBy(tx, world, line.guarantee.reference, "refund", at);
    if (!mine.ok) return mine;
    const guarantee = { ...line.guarantee, own_fault: given.ownFault };
    const { late } = costOf(of, { ...guarantee, paid_on: given.paidOn }, duty.value);
    const fen = chargeOf(of, guarantee, duty.value, given.paidOn);
    const made = await insertRefund(tx, { exchange_id: world.exchange.id, reference: line.guarantee.reference, paid_on: given.paidOn, own_fault: given.ownFault, charge_fen: fen.toString(), recorded_by: actor.id, recorded_at: new Date(at) });
    if (made) await tell(tx, world, { kind: "refund-made", to: [audience.firm(given.bidder)], tender: of.tender.id, lot: of.lot.lot }, at);
    return made ? ok({ charge: fen, late }) : refuse("refund-recorded", { paidOn: given.paidOn });
  });

/** What the delay of a guarantee that goes back on a day costs; nothing where it is in time. */
export function chargeOf(of: Of, guarantee: GuaranteeRow, duty: RefundDuty, paidOn: PlainDate): Fen {
  const { charge } = costOf(of, { ...guarantee, paid_on: paidOn }, duty);
  return charge === null ? 0n : times(parseRatio(charge.value), FEN_A_YUAN).n;
}

export type FoundGuarantee = Of & { readonly line: RefundLine };

/** A guarantee by its own reference, with what is owed for it. @throws {RangeError} where there is none */
export async function guaranteeBehind(tx: Tx, world: World, reference: string, now: Instant): Promise<FoundGuarantee> {
  const row = await guaranteeByReference(tx, world.exchange.id, reference);
  const tender = row === null ? null : await tenderById(tx, world.exchange.id, row.tender_id);
  const lot = tender?.lots.find((each) => each.lot === row?.lot);
  const line = tender === null || lot === undefined ? undefined : (await refundLines(tx, { world, tender, lot, now }, row?.bidder)).find(({ guarantee }) => guarantee.reference === reference);
  if (tender === null || lot === undefined || line === undefined) throw new RangeError(`no guarantee ${reference}`);
  return { world, tender, lot, now, line };
}

/** Ends a guarantee in one way; refused where it ended in another before, or does at this moment. */
export async function endsBy(tx: Tx, world: World, reference: string, cause: GuaranteeEnd, at: Instant): Promise<Result<true>> {
  const how = await insertEnd(tx, { exchange_id: world.exchange.id, reference, cause, ended_at: new Date(at) });
  return how === cause ? ok(true) : refuse("guarantee-ended", { how: GUARANTEE_ENDS[how].zh, howEn: GUARANTEE_ENDS[how].en });
}

/** Whose guarantee is meant: by its own reference, or one of these ways. */
export type Which = { readonly bidder: string; readonly reference: string | null; readonly ways: readonly GuaranteeRow["way"][] };

/** One firm's guarantee of a lot, its tender held until the transaction ends: the one with a reference, or of these ways the one that is out, else the first there is. */
export async function guaranteeAt(tx: Tx, world: World, { tenderId, lot: code }: { readonly tenderId: string; readonly lot: string }, { bidder, reference, ways }: Which, now: Instant): Promise<Result<FoundGuarantee>> {
  const tender = await holdTender(tx, world.exchange.id, tenderId);
  const lot = tender?.lots.find((each) => each.lot === code);
  if (tender === null || lot === undefined) return refuse("not-found", { what: `${tenderId}/${code}` });
  const lines = await refundLines(tx, { world, tender, lot, now }, bidder);
  const mine = lines.filter(({ guarantee }) => ways.includes(guarantee.way));
  const line = reference === null ? mine.find(({ guarantee }) => isOut(guarantee)) ?? mine[0] ?? lines[0] : lines.find(({ guarantee }) => guarantee.reference === reference);
  return line === undefined ? refuse("not-found", { what: `${tenderId}/${code}/${bidder}` }) : ok({ world, tender, lot, now, line });
}
