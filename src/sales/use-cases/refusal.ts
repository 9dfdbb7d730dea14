import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import { accountOf } from "../../ledger/entry.js";
import { placeOrder } from "../../bank/use-cases/orders.js";
import { decideForfeit, decideGrounds, isOpen, proposalEnds, type CitedGround, type Proposal } from "../../deposits/forfeit.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { isSamePerson } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { at as instantOf, rfc3339, type Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import type { World } from "../../world.js";
import { proposalFor, type Deal, type DepositProposal, type RefusalGround } from "../deal.js";
import { FORFEIT_FLOW, keptCause } from "../flows.js";
import { openingRound, type Sale } from "../queries.js";
import { dealOfLot } from "../queries/deals.js";
import { applicationRefunds, applicationsOf, heldDeposit, type Application } from "../queries/applications.js";
import { heldLot } from "./applications.js";
import { dealFacts, dealtLot, heldDeal, keepAct, type DealtLot, type Place } from "./deals.js";
import { issueEnd } from "./end.js";
import { moveSaleLot } from "./hold.js";
import { depositHeld, endDeposit, toTreasury, type HeldDeposit } from "./treasury.js";

export type RefusalGiven = { readonly ground: RefusalGround; readonly reason: string; /** SHA-256 of the written proof. */ readonly proof: string };

/** The winner refuses the confirmation or the contract, or won by false papers: the lot ends without a deal, and that is published (E20). Its deposit stays until two officers decide. Law: 39号令 20, 25. */
export const refuseDeal = (world: World, actor: Actor, place: Place, given: RefusalGiven, at: Instant): Promise<Result<{ readonly notice: string | null }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "sale.contract", place);
    if (!held.ok) return held;
    const { sale } = held.value;
    const ground = saleLineOf(sale.row.line).forfeits[given.ground];
    const moved = await moveSaleLot(tx, world, held.value, "winnerRefuses", { by: "seller", id: actor.id }, { ...dealFacts(held.value, at, actor.id), reason: given.reason });
    if (!moved.ok) return moved;
    await keepAct(tx, world, held.value, { step: "refused", ...given }, { by: actor.id, at, once: "refusal" });
    const issued = await issueEnd(tx, world, sale, { cause: `${ground?.zh ?? given.ground}：${given.reason.replace(/。$/, "")}。竞得人（受让方）的保证金不在退还之列，是否不予退还由两名经办人依法决定。`, stage: "no_deal", ...(ground === undefined ? {} : { law: ground.law.zh }) }, at);
    return issued.ok ? ok({ notice: issued.value }) : issued;
  });

export type ForfeitGiven = { readonly firm: string; readonly grounds: readonly CitedGround[]; readonly finding: string; /** Where the transferor has it, in its own name; null where the treasury has it. */ readonly account: string | null; readonly bank: string | null };

/** An officer of the seller proposes that a deposit is not given back, on grounds of the line's law; the firm may answer. Meanwhile no refund is ordered. */
export const proposeKeeping = (world: World, actor: Actor, place: Place, given: ForfeitGiven, at: Instant): Promise<Result<{ readonly serial: number; readonly heardUntil: Instant }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "deposit.forfeit", place);
    if (!held.ok) return held;
    const { deal } = held.value;
    const found = await keepable(tx, world, held.value, given.firm);
    if (!found.ok) return found;
    if (isKeepingOpen(deal, given.firm, at)) return refuse("forfeit-open");
    const grounds = groundsOf(held.value, given);
    if (!grounds.ok) return grounds;
    const ends = proposalEnds(at);
    const { serial } = await keepAct(tx, world, held.value, { step: "proposed", firm: given.firm, grounds: grounds.value, finding: given.finding, heardUntil: rfc3339(ends.heardUntil), openUntil: rfc3339(ends.openUntil) }, {
      by: actor.id, at, ...(given.account === null || given.bank === null ? {} : { aside: { account: given.account, bank: given.bank } }),
    });
    return ok({ serial, heardUntil: ends.heardUntil });
  });

/** The grounds, held to what happened; and that it is said where the money goes. */
function groundsOf({ sale, deal }: DealtLot, { firm, grounds, account, bank }: ForfeitGiven): Result<readonly CitedGround[]> {
  const { forfeits, proceeds } = saleLineOf(sale.row.line);
  const decided = decideGrounds(forfeits, grounds, { stood: true, fell: deal.refused?.ground === "refuses-to-sign" && firm === deal.firm ? "gives-up" : null });
  if (!decided.ok) return decided;
  return (proceeds === "seller") === (account !== null && bank !== null) ? decided : refuse("forfeit-payee");
}

/** A proposal as decisions look at it. */
export const asProposal = ({ act, answered, decided }: DepositProposal): Proposal =>
  ({ serial: act.serial, proposedBy: act.by, heardUntil: instantOf(act.heardUntil), openUntil: instantOf(act.openUntil), isAnswered: answered !== null, outcome: decided === null ? null : decided.step });

/** Whether a firm's deposit waits for a word on keeping it. */
export function isKeepingOpen(deal: Pick<Deal, "acts"> | null, firm: string, at: Instant): boolean {
  const proposal = deal === null ? null : proposalFor(deal, firm);
  return proposal !== null && isOpen(asProposal(proposal), at);
}

/** When it was decided that the deposit of a winner that fell away goes back after all; null where it was not. */
export async function keepingDropped(db: Db | Tx, exchangeId: string, sale: Sale, { lot, firm, round }: { readonly lot: string; readonly firm: string; readonly round: number }): Promise<Instant | null> {
  const deal = await dealOfLot(db, exchangeId, sale, lot, round);
  const decided = deal?.refused == null || deal.firm !== firm ? null : (proposalFor(deal, firm)?.decided ?? null);
  return decided?.step === "dropped" ? decided.at : null;
}

/** A deposit for the round of a deal that is held and on no way back. */
async function keepable(tx: Tx, world: World, { sale, lot, round }: Pick<DealtLot, "sale" | "lot" | "round">, firm: string): Promise<Result<{ readonly application: Application; readonly held: HeldDeposit }>> {
  const own = (await applicationsOf(tx, world.exchange.id, sale.id, lot.lot)).filter(({ row }) => row.firm === firm && row.round === openingRound(sale, round));
  const application = own.find((each) => heldDeposit(each) !== null) ?? own.at(-1);
  const held = await depositHeld(tx, world, application);
  if (application === undefined || !held.ok) return held.ok ? refuse("application-no-deposit") : held;
  const standing = (await applicationRefunds(tx, world.exchange.id, application.row.reference)).find(({ state }) => state !== "refused" && state !== "returned");
  return standing === undefined ? ok({ application, held: held.value }) : refuse("refund-ordered-already", { order: standing.number });
}

/** The firm says what it has to say to a proposal, once. */
export const answerKeeping = (world: World, actor: Actor, place: Place, text: string, at: Instant): Promise<Result<{ readonly answered: true }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "forfeit.answer");
    if (!may.ok) return may;
    const lot = await heldLot(tx, world, place, at);
    const dealt = lot.ok ? await dealtLot(tx, world.exchange.id, place) : null;
    const proposal = dealt === null ? null : proposalFor(dealt.deal, actor.organisation?.uscc ?? "");
    if (dealt === null || proposal === null) return refuse("not-found", { what: `${place.saleId}/${place.lot}` });
    if (!isOpen(asProposal(proposal), at)) return refuse("forfeit-not-open");
    if (proposal.answered !== null) return refuse("forfeit-answered");
    await keepAct(tx, world, dealt, { step: "answered", of: proposal.act.serial, text }, { by: actor.id, at, once: String(proposal.act.serial) });
    return ok({ answered: true as const });
  });

export type Decision = { readonly firm: string; readonly keep: boolean; readonly reason: string };

/** Another person of the seller decides a proposal, once the firm was heard. What is kept goes to the treasury, or to the transferor, by one order; what is dropped is due back. */
export const decideKeeping = (world: World, actor: Actor, place: Place, given: Decision, at: Instant): Promise<Result<{ readonly kept: boolean; readonly order: string | null }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "deposit.forfeit", place);
    if (!held.ok) return held;
    const found = proposalFor(held.value.deal, given.firm);
    const proposal = decideForfeit(found === null ? null : asProposal(found), given.keep, at);
    if (!proposal.ok) return proposal;
    if (found === null) return refuse("forfeit-not-open");
    if (await isSamePerson(tx, world.exchange.id, actor.id, proposal.value.proposedBy)) return refuse("four-eyes");
    const order = given.keep ? await keepDeposit(tx, world, { dealt: held.value, proposal: found }, { id: actor.id }, at) : ok(null);
    if (!order.ok) return order;
    await keepAct(tx, world, held.value, { step: given.keep ? "kept" : "dropped", of: found.act.serial, reason: given.reason }, { by: actor.id, at, once: String(found.act.serial), ...(order.value === null ? {} : { aside: { order: order.value } }) });
    return ok({ kept: given.keep, order: order.value });
  });

type Keeping = { readonly dealt: DealtLot; readonly proposal: DepositProposal };

async function keepDeposit(tx: Tx, world: World, { dealt, proposal: { act } }: Keeping, by: { readonly id: string }, at: Instant): Promise<Result<string>> {
  const found = await keepable(tx, world, dealt, act.firm);
  if (!found.ok) return found;
  const { held } = found.value;
  await endDeposit(tx, world, held, "forfeited", at);
  const { row } = dealt.sale;
  if (saleLineOf(row.line).proceeds === "treasury") {
    const sent = await toTreasury(tx, world, held, { how: "forfeited", unit: row.seller_uscc }, by, at);
    return sent.ok ? ok(sent.value.order) : sent;
  }
  const { account, bank } = act.aside;
  if (account === undefined || bank === undefined) return refuse("forfeit-payee");
  const placed = await placeOrder(tx, world, {
    cause: keptCause(held.reference), account: held.account, payee: { name: row.seller_name, account, bank }, against: [{ account: accountOf("deposits", held.number), fen: BigInt(held.deposit.amount_fen) }], purpose: FORFEIT_FLOW, reference: held.reference, words: "不予退还的交易保证金",
  }, by, at);
  return placed.ok ? ok(placed.value.number) : placed;
}
