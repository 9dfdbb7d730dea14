import type { Credit } from "../../bank/credit.js";
import { byDeskAlone, type MoneyFlow, type Placed } from "../../bank/flow.js";
import type { PaymentOrder } from "../../bank/order.js";
import { accountFor, branchOf, creditsTo, orderOf } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { lodgementsOf } from "../../bidding/queries.js";
import { guaranteesOf, type GuaranteeRow } from "../../bidding/queries/guarantees.js";
import { GUARANTEE_ENDS } from "../../bidding/refunds.js";
import { endsBy, guaranteeAt, type FoundGuarantee } from "../../bidding/use-cases/refunds.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { isSamePerson } from "../../identity/queries.js";
import { fellAway } from "../../judging/queries.js";
import type { Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf, moved } from "../../ledger/entry.js";
import { book } from "../../ledger/use-cases/book.js";
import { lineOf } from "../../lines/lines.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { demandOfIssuer } from "../../sureties/use-cases/demand.js";
import { shownLetter } from "../../sureties/use-cases/show.js";
import { moneyFen } from "../../tenders/amounts.js";
import { deadlineOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { ownerOf } from "../../tenders/owner.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { decideForfeit, decideGrounds, isOpen, proposalEnds, type CitedGround, type ForfeitFacts } from "../forfeit.js";
import { FORFEIT_FLOW, forfeitCause, forfeitedCause } from "../flows.js";
import { heldFor, proposalOf, proposedRow, type Deposit } from "../queries.js";
import { insertForfeiture } from "../store.js";

type Place = { readonly tenderId: string; readonly lot: string };
type Money = { readonly deposit: Deposit; readonly held: Row<"bank_credits"> };
type Held = Money & { readonly found: FoundGuarantee };
/** What is kept of a guarantee: its money, null of a letter. */
type Keepable = { readonly found: FoundGuarantee; readonly money: Money | null };
const KEPT_WAYS: readonly GuaranteeRow["way"][] = ["bank", "issuer"];

type Asked = Place & { readonly bidder: string; readonly reference: string | null };

/** A firm's guarantee that an officer of its tenderer may say something of: nobody's before the deadline. */
async function ownGuarantee(tx: Tx, world: World, actor: Actor, { action, ways, ...place }: Asked & { readonly action: "deposit.forfeit" | "deposit.convert"; readonly ways: readonly GuaranteeRow["way"][] }, at: Instant): Promise<Result<FoundGuarantee>> {
  const tender = await holdTender(tx, world.exchange.id, place.tenderId);
  const may = can(actor, action, tender === null ? {} : ownerOf(tender));
  if (!may.ok) return may;
  return tender !== null && at < deadlineOf(tender, place.lot) ? refuse("not-found", { what: place.bidder }) : guaranteeAt(tx, world, place, { ...place, ways }, at);
}

/** A deposit that is held for a firm's guarantee which has no end, for an officer of its tenderer. */
export async function heldDeposit(tx: Tx, world: World, actor: Actor, place: Place & { readonly bidder: string }, at: Instant): Promise<Result<Held>> {
  const found = await ownGuarantee(tx, world, actor, { ...place, reference: null, action: "deposit.convert", ways: ["bank"] }, at);
  if (!found.ok) return found;
  const held = await moneyOf(tx, world, found.value);
  return held === null ? refuse("deposit-not-held") : ok({ found: found.value, ...held });
}

const moneyOf = (tx: Tx, world: World, { tender, lot, line: { guarantee } }: FoundGuarantee): Promise<Money | null> =>
  (guarantee.way === "bank" ? heldFor(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot }, guarantee) : Promise.resolve(null));

/** The same of what can be kept: money that is held, or a letter whose issuer can be asked for it. */
async function keepable(tx: Tx, world: World, actor: Actor, asked: Asked, at: Instant): Promise<Result<Keepable>> {
  const found = await ownGuarantee(tx, world, actor, { ...asked, action: "deposit.forfeit", ways: KEPT_WAYS }, at);
  if (!found.ok) return found;
  const money = await moneyOf(tx, world, found.value);
  return money === null && found.value.line.guarantee.way !== "issuer" ? refuse("deposit-not-held") : ok({ found: found.value, money });
}

export type Proposed = { readonly bidder: string; /** Of the guarantee; null where the firm has one alone. */ readonly reference: string | null; readonly grounds: readonly CitedGround[]; readonly finding: string; /** Where the tenderer's money goes, in its own name; asked where the line's law gives it the money. */ readonly account: string | null; readonly bank: string | null };

/**
 * The tenderer's officer proposes that a deposit is not given back, on grounds of the line's law; its firm is told and may answer. Meanwhile no refund is ordered.
 * Law: 条例 35, 74; 87号令 20, 23.
 */
export const proposeForfeit = (world: World, actor: Actor, place: Place, given: Proposed, at: Instant): Promise<Result<{ readonly serial: number; readonly heardUntil: Instant }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await keepable(tx, world, actor, { ...place, ...given }, at);
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
async function groundsOf(tx: Tx, world: World, { found }: Keepable, { grounds, account, bank }: Proposed, at: Instant): Promise<Result<readonly CitedGround[]>> {
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
    const bidder = actor.organisation?.uscc ?? "";
    const found = await guaranteeAt(tx, world, place, { bidder, reference: await proposedOf(tx, world, { ...place, bidder }, at), ways: KEPT_WAYS }, at);
    if (!found.ok) return found;
    const { reference } = found.value.line.guarantee;
    const proposal = await proposalOf(tx, world.exchange.id, reference);
    if (!isOpen(proposal, at)) return refuse("forfeit-not-open");
    if (proposal.isAnswered) return refuse("forfeit-answered");
    await insertForfeiture(tx, { ...stepOf(world, reference, proposal.serial), step: "answered", text, made_by: actor.id, made_at: new Date(at) });
    return ok({ answered: true as const });
  });

const stepOf = (world: World, reference: string, serial: number) => ({ exchange_id: world.exchange.id, reference, serial, account: null, bank: null, heard_until: null, open_until: null });

/** Which of a firm's guarantees a proposal is open for, one first that waits for the firm; null where none is. */
async function proposedOf(tx: Tx, world: World, { bidder, ...place }: Place & { readonly bidder: string }, at: Instant): Promise<string | null> {
  const open: { readonly reference: string; readonly isAnswered: boolean }[] = [];
  for (const { reference } of await guaranteesOf(tx, { exchangeId: world.exchange.id, ...place }, bidder)) {
    const proposal = await proposalOf(tx, world.exchange.id, reference);
    if (isOpen(proposal, at)) open.push({ reference, isAnswered: proposal.isAnswered });
  }
  return (open.find(({ isAnswered }) => !isAnswered) ?? open[0])?.reference ?? null;
}

export type Decided = { readonly bidder: string; readonly reference: string | null; readonly keep: boolean; readonly reason: string };

/**
 * Another person of the tenderer decides: the deposit is kept, and its money goes at once to the tenderer, or to the treasury by the fiscal account; a letter's
 * issuer is asked for it; or it is not, and goes back by the law's day. Law: 条例 35, 74; 87号令 23.
 */
export const decideForfeiture = (world: World, actor: Actor, place: Place, given: Decided, at: Instant): Promise<Result<Kept>> =>
  allOrNothing(world.db, async (tx): Promise<Result<Kept>> => {
    const held = await keepable(tx, world, actor, { ...place, ...given, reference: given.reference ?? await proposedOf(tx, world, { ...place, bidder: given.bidder }, at) }, at);
    if (!held.ok) return held;
    const { reference } = held.value.found.line.guarantee;
    const proposal = decideForfeit(await proposalOf(tx, world.exchange.id, reference), given.keep, at);
    if (!proposal.ok) return proposal;
    if (await isSamePerson(tx, world.exchange.id, actor.id, proposal.value.proposedBy)) return refuse("four-eyes");
    await insertForfeiture(tx, { ...stepOf(world, reference, proposal.value.serial), step: given.keep ? "kept" : "dropped", text: given.reason, made_by: actor.id, made_at: new Date(at) });
    await tell(tx, world, { kind: "forfeit-decided", to: [audience.firm(given.bidder)], tender: place.tenderId, lot: place.lot }, at);
    if (!given.keep) return ok({ kept: false, order: null, demand: null });
    const mine = await endsBy(tx, world, reference, "forfeit", at);
    return mine.ok ? keep(tx, world, held.value, { by: actor.id, serial: proposal.value.serial }, at) : mine;
  });

/** Whether it is kept: by which order to the bank, or by which demand on the issuer. */
export type Kept = { readonly kept: boolean; readonly order: string | null; readonly demand: string | null };
type By = { readonly by: string; readonly serial: number };
/** Where what is kept goes; `fiscal` where that is a number of the treasury's. */
type To = { readonly payee: PaymentOrder["payee"]; readonly fiscal: string | null };

async function keep(tx: Tx, world: World, { found, money }: Keepable, { by, serial }: By, at: Instant): Promise<Result<Kept>> {
  const { reference } = found.line.guarantee;
  const proposed = await proposedRow(tx, world.exchange.id, reference, serial);
  const to = await payeeOf(tx, world, found, proposed, at);
  if (!to.ok) return to;
  if (money === null) {
    const demanded = await demandOfIssuer(tx, world, { reference, amount: sumKept(found), ground: groundText(found, (proposed?.grounds ?? []) as readonly CitedGround[]), payee: to.value.payee }, { id: by }, at);
    return demanded.ok ? ok({ kept: true, order: null, demand: demanded.value.paper }) : demanded;
  }
  const order = await payForfeit(tx, world, { found, ...money }, to.value, by, at);
  return order.ok ? ok({ kept: true, order: order.value.number, demand: null }) : order;
}

/** Of a letter what the documents ask for is kept, as of a deposit, though it promises more. */
function sumKept({ tender, lot, line: { guarantee } }: FoundGuarantee): Fen {
  const [promised, wanted] = [BigInt(guarantee.amount_fen), moneyFen(lotOf(tender.form, lot.lot).deposit)];
  return wanted === null || promised < wanted ? promised : wanted;
}

const groundText = ({ tender }: FoundGuarantee, grounds: readonly CitedGround[]): string =>
  grounds.map(({ ground, clause }) => { const row = lineOf(tender.row.line).forfeits.grounds[ground]; return `${row?.zh ?? ground}（${row?.law.zh ?? ""}；招标文件：${clause}）`; }).join("；");

/** Where the line's law gives what is kept: the tenderer's own account, or a number below the fiscal account. */
async function payeeOf(tx: Tx, world: World, { tender, line }: FoundGuarantee, proposed: Row<"forfeitures"> | null, at: Instant): Promise<Result<To>> {
  if (proposed?.account != null && proposed.bank !== null) return ok({ payee: { name: tender.project.tenderer_name, account: proposed.account, bank: proposed.bank }, fiscal: null });
  const fiscal = await accountFor(tx, world.exchange.id, "non-tax", []);
  if (fiscal?.sub_prefix == null) return refuse("no-fiscal-account");
  const { number } = await openSubAccount(tx, world, { account: fiscal.number, purpose: FORFEIT_FLOW, reference: line.guarantee.reference }, at);
  return ok({ payee: { name: fiscal.name, account: number, bank: branchOf(fiscal) }, fiscal: fiscal.number });
}

/** Orders the money to where it goes; the treasury's is owed to it from now on. */
async function payForfeit(tx: Tx, world: World, { found, deposit, held }: Held, { payee, fiscal }: To, by: string, at: Instant): Promise<Result<PaymentOrder>> {
  const { reference } = found.line.guarantee;
  const [fen, from] = [BigInt(held.amount), accountOf("deposits", deposit.number)];
  if (fiscal !== null) {
    const booked = await book(tx, world, [{ cause: forfeitedCause(reference), kind: "deposit-forfeited", bookedOn: dayOf(at), reverses: null, lines: moved(accountOf("treasury", found.tender.project.tenderer_uscc), from, fen) }], { id: by }, at);
    if (!booked.ok) return booked;
  }
  return placeOrder(tx, world, { cause: forfeitCause(reference), account: deposit.account, payee, against: [{ account: fiscal === null ? from : accountOf("in-transit", fiscal), fen }], purpose: FORFEIT_FLOW, reference, words: "不予退还的投标保证金" }, { id: by }, at);
}

/** What was kept arrives on the fiscal account: the exact sum, once. Of a deposit it is owed to the treasury since it was kept; of a letter from when its issuer has paid. */
async function forfeitArrives(tx: Tx, world: World, { reference, account, fen, sub, transaction, valueAt }: Credit): Promise<Placed> {
  const due = reference === null ? null : await dueFor(tx, world, { reference, account, at: valueAt });
  const isAgain = (await creditsTo(tx, world.exchange.id, sub ?? "")).some((each) => each.fault === null && each.reversed_at === null && each.transaction !== transaction);
  if (due === null || isAgain) return { fault: "not-due" };
  return fen === due.fen ? { lines: [{ account: due.to, fen: -fen }] } : { fault: "amount-differs" };
}

async function dueFor(tx: Tx, world: World, { reference, account, at }: { readonly reference: string; readonly account: string; readonly at: Instant }): Promise<{ readonly fen: Fen; readonly to: string } | null> {
  const order = await orderOf(tx, world.exchange.id, forfeitCause(reference));
  if (order !== null) return { fen: order.fen, to: accountOf("in-transit", account) };
  const letter = await shownLetter(tx, world, reference, at);
  return letter?.demand == null ? null : { fen: BigInt(letter.demand.amount_fen), to: accountOf("treasury", letter.letter.beneficiary.uscc) };
}

const nothing = (): Promise<void> => Promise.resolve();
/** The flow of deposits that are kept: to the tenderer, or onto the fiscal account. What its bank sends back lies before the desk, which pays it again. */
export const FORFEITS: MoneyFlow = { onCredit: forfeitArrives, onReversed: nothing, onPaid: nothing, onReturned: nothing, onRefused: nothing, onRepay: byDeskAlone };
