import type { Credit } from "../../bank/credit.js";
import type { MoneyFlow, Placed } from "../../bank/flow.js";
import type { PaymentOrder } from "../../bank/order.js";
import { accountFor, creditsTo, orderOf } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { lodgementsOf } from "../../bidding/queries.js";
import type { GuaranteeRow } from "../../bidding/queries/guarantees.js";
import { GUARANTEE_ENDS } from "../../bidding/refunds.js";
import { endsBy, guaranteeAt, type FoundGuarantee } from "../../bidding/use-cases/refunds.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { isSamePerson, organisationName } from "../../identity/queries.js";
import { fellAway } from "../../judging/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf, moved } from "../../ledger/entry.js";
import { book } from "../../ledger/use-cases/book.js";
import { lineOf } from "../../lines/lines.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { deadlineOf } from "../../tenders/facts.js";
import { ownerOf } from "../../tenders/owner.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { decideForfeit, decideGrounds, isOpen, proposalEnds, type CitedGround, type ForfeitFacts } from "../forfeit.js";
import { FORFEIT_FLOW, forfeitCause } from "../flows.js";
import { heldFor, proposalOf, proposedRow, type Deposit } from "../queries.js";
import { insertForfeiture } from "../store.js";

type Place = { readonly tenderId: string; readonly lot: string };
type Held = { readonly found: FoundGuarantee; readonly deposit: Deposit; readonly held: Row<"bank_credits"> };

/** A deposit that is held for a firm's guarantee which has no end, for an officer of its tenderer. */
export async function heldDeposit(tx: Tx, world: World, actor: Actor, action: "deposit.forfeit" | "deposit.convert", place: Place & { readonly bidder: string }, at: Instant): Promise<Result<Held>> {
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const may = can(actor, action, tender === null ? {} : ownerOf(tender));
  if (!may.ok) return may;
  const found = tender !== null && at < deadlineOf(tender, place.lot) ? refuse("not-found", { what: place.bidder }) : await guaranteeAt(tx, world, place, place.bidder, at, "bank");
  if (!found.ok) return found;
  const held = found.value.line.guarantee.way === "bank" ? await heldFor(tx, { exchangeId: world.exchange.id, tenderId: place.tenderId, lot: place.lot }, found.value.line.guarantee) : null;
  return held === null ? refuse("deposit-not-held") : ok({ found: found.value, ...held });
}

export type Proposed = { readonly bidder: string; readonly grounds: readonly CitedGround[]; readonly finding: string; /** Where the tenderer's money goes, in its own name; asked where the line's law gives it the money. */ readonly account: string | null; readonly bank: string | null };

/**
 * The tenderer's officer proposes that a deposit is not given back, on grounds of the line's law; its firm is told and may answer. Meanwhile no refund is ordered.
 * Law: 条例 35, 74; 87号令 20, 23.
 */
export const proposeForfeit = (world: World, actor: Actor, place: Place, given: Proposed, at: Instant): Promise<Result<{ readonly serial: number; readonly heardUntil: Instant }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeposit(tx, world, actor, "deposit.forfeit", { ...place, bidder: given.bidder }, at);
    if (!held.ok) return held;
    const { reference } = held.value.found.line.guarantee;
    const before = await proposalOf(tx, world.exchange.id, reference);
    const grounds = isOpen(before, at) ? refuse("forfeit-open") : await groundsOf(tx, world, held.value, given, at);
    if (!grounds.ok) return grounds;
    const [serial, ends] = [(before?.serial ?? 0) + 1, proposalEnds(at)];
    await insertForfeiture(tx, {
      exchange_id: world.exchange.id, reference, serial, step: "proposed", grounds: JSON.stringify(grounds.value), text: given.finding, account: given.account, bank: given.bank, heard_until: new Date(ends.heardUntil), open_until: new Date(ends.openUntil), made_by: actor.id, made_at: new Date(at),
    });
    await tell(tx, world, { kind: "forfeit-proposed", to: [audience.firm(given.bidder)], tender: place.tenderId, lot: place.lot }, at);
    return ok({ serial, heardUntil: ends.heardUntil });
  });

/** That a guarantee has not ended in any way. */
export const notEnded = ({ ended }: Pick<GuaranteeRow, "ended">): Result<true> => (ended === null ? ok(true as const) : refuse("guarantee-ended", { how: GUARANTEE_ENDS[ended].zh, howEn: GUARANTEE_ENDS[ended].en }));

/** The grounds, held to what happened; and that it is said where the money goes. */
async function groundsOf(tx: Tx, world: World, { found }: Held, { grounds, account, bank }: Proposed, at: Instant): Promise<Result<readonly CitedGround[]>> {
  const free = notEnded(found.line.guarantee);
  if (!free.ok) return free;
  const { forfeits } = lineOf(found.tender.row.line);
  const decided = decideGrounds(forfeits.grounds, grounds, await factsOf(tx, world, found, at));
  if (!decided.ok) return decided;
  return (forfeits.to === "tenderer") === (account !== null && bank !== null) ? decided : refuse("forfeit-payee");
}

const OUT: ReadonlySet<string> = new Set(["withdrawn", "lapsed", "deemed-withdrawn"]);

async function factsOf(tx: Tx, world: World, { tender, lot, line }: FoundGuarantee, at: Instant): Promise<ForfeitFacts> {
  const { bidder } = line.guarantee;
  const lodged = await lodgementsOf(tx, world.exchange.id, tender.id, lot.lot, bidder);
  return { stood: at >= deadlineOf(tender, lot.lot) && lodged.length > 0 && !OUT.has(line.duty?.cause ?? ""), fell: await fellAway(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot }, bidder) };
}

/** The firm says what it has to say to a proposal, once. */
export const answerForfeit = (world: World, actor: Actor, place: Place, text: string, at: Instant): Promise<Result<{ readonly answered: true }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "forfeit.answer");
    if (!may.ok) return may;
    const found = await guaranteeAt(tx, world, place, actor.organisation?.uscc ?? "", at, "bank");
    if (!found.ok) return found;
    const { reference } = found.value.line.guarantee;
    const proposal = await proposalOf(tx, world.exchange.id, reference);
    if (!isOpen(proposal, at)) return refuse("forfeit-not-open");
    if (proposal.isAnswered) return refuse("forfeit-answered");
    await insertForfeiture(tx, { ...stepOf(world, reference, proposal.serial), step: "answered", text, made_by: actor.id, made_at: new Date(at) });
    return ok({ answered: true as const });
  });

const stepOf = (world: World, reference: string, serial: number) => ({ exchange_id: world.exchange.id, reference, serial, account: null, bank: null, heard_until: null, open_until: null });

export type Decided = { readonly bidder: string; readonly keep: boolean; readonly reason: string };

/**
 * Another person of the tenderer decides: the deposit is kept, and its money goes at once to the tenderer, or to the treasury by the fiscal account; or it is
 * not, and goes back by the law's day. Law: 条例 35, 74; 87号令 23.
 */
export const decideForfeiture = (world: World, actor: Actor, place: Place, given: Decided, at: Instant): Promise<Result<{ readonly kept: boolean; readonly order: string | null }>> =>
  allOrNothing(world.db, async (tx): Promise<Result<{ readonly kept: boolean; readonly order: string | null }>> => {
    const held = await heldDeposit(tx, world, actor, "deposit.forfeit", { ...place, bidder: given.bidder }, at);
    if (!held.ok) return held;
    const { reference } = held.value.found.line.guarantee;
    const proposal = decideForfeit(await proposalOf(tx, world.exchange.id, reference), given.keep, at);
    if (!proposal.ok) return proposal;
    if (await isSamePerson(tx, world.exchange.id, actor.id, proposal.value.proposedBy)) return refuse("four-eyes");
    await insertForfeiture(tx, { ...stepOf(world, reference, proposal.value.serial), step: given.keep ? "kept" : "dropped", text: given.reason, made_by: actor.id, made_at: new Date(at) });
    await tell(tx, world, { kind: "forfeit-decided", to: [audience.firm(given.bidder)], tender: place.tenderId, lot: place.lot }, at);
    if (!given.keep) return ok({ kept: false, order: null });
    const mine = await endsBy(tx, world, reference, "forfeit", at);
    if (!mine.ok) return mine;
    const order = await payForfeit(tx, world, held.value, { by: actor.id, serial: proposal.value.serial }, at);
    return order.ok ? ok({ kept: true, order: order.value.number }) : order;
  });

type By = { readonly by: string; readonly serial: number };

/** Orders the money to where the line's law gives it. */
async function payForfeit(tx: Tx, world: World, { found, deposit, held }: Held, { by, serial }: By, at: Instant): Promise<Result<PaymentOrder>> {
  const { reference } = found.line.guarantee;
  const fen = BigInt(held.amount);
  const from = accountOf("deposits", deposit.number);
  const proposed = await proposedRow(tx, world.exchange.id, reference, serial);
  if (proposed?.account != null && proposed.bank !== null) {
    const name = (await organisationName(tx, world.exchange.id, found.tender.project.tenderer_uscc)) ?? "";
    return placeOrder(tx, world, { cause: forfeitCause(reference), account: deposit.account, payee: { name, account: proposed.account, bank: proposed.bank }, against: [{ account: from, fen }], purpose: FORFEIT_FLOW, reference, words: "不予退还的投标保证金" }, { id: by }, at);
  }
  const fiscal = await accountFor(tx, world.exchange.id, "non-tax", []);
  if (fiscal?.sub_prefix == null) return refuse("no-fiscal-account");
  const { number } = await openSubAccount(tx, world, { account: fiscal.number, purpose: FORFEIT_FLOW, reference }, at);
  const booked = await book(tx, world, [{ cause: `deposit-forfeited/${reference}`, kind: "deposit-forfeited", bookedOn: dayOf(at), reverses: null, lines: moved(accountOf("treasury", found.tender.project.tenderer_uscc), from, fen) }], { id: by }, at);
  if (!booked.ok) return booked;
  return placeOrder(tx, world, { cause: forfeitCause(reference), account: deposit.account, payee: { name: fiscal.name, account: number, bank: fiscal.bank }, against: [{ account: accountOf("in-transit", fiscal.number), fen }], purpose: FORFEIT_FLOW, reference, words: "不予退还的投标保证金" }, { id: by }, at);
}

/** What was kept arrives on the fiscal account: the exact sum, once; it is owed to the treasury since it was kept. */
async function forfeitArrives(tx: Tx, world: World, { reference, account, fen, sub, transaction }: Credit): Promise<Placed> {
  const order = reference === null ? null : await orderOf(tx, world.exchange.id, forfeitCause(reference));
  const isAgain = (await creditsTo(tx, world.exchange.id, sub ?? "")).some((each) => each.fault === null && each.reversed_at === null && each.transaction !== transaction);
  if (order === null || isAgain) return { fault: "not-due" };
  return fen === order.fen ? { lines: [{ account: accountOf("in-transit", account), fen: -fen }] } : { fault: "amount-differs" };
}

const nothing = (): Promise<void> => Promise.resolve();
/** The flow of deposits that are kept: to the tenderer, or onto the fiscal account. What its bank sends back lies before the desk. */
export const FORFEITS: MoneyFlow = { onCredit: forfeitArrives, onReversed: nothing, onPaid: nothing, onReturned: nothing, onRefused: nothing };
