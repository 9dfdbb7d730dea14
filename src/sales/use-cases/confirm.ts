import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { saleConfirmation } from "../../notices/sale-deal.js";
import { lawSets } from "../../procedure/law.js";
import { SALE_STAGES } from "../../procedure/sale-words.js";
import { dutyFrom } from "../../procedure/sale-dates.js";
import { fenOf } from "../../tenders/amounts.js";
import type { Issued } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { isConfirmed } from "../deal.js";
import { dealtGiven } from "../issue.js";
import { openingRound } from "../queries.js";
import { applicationsOf } from "../queries/applications.js";
import { dealOfLot } from "../queries/deals.js";
import { dealFacts, dealtLot, heldDeal, isSingle, keepAct, partyOf, type DealtLot, type Place } from "./deals.js";
import { lotOfSale, moveSaleLot } from "./hold.js";
import { issueDocument } from "./issue-document.js";

export type Signing = { readonly signAt: Instant; readonly signPlace: string };

/** The seller's office writes the confirmation out: the PDF that both parties read and sign. Prepared again it is another document; once a party has signed it stays. Law: 39号令 20 (E15). */
export const prepareConfirmation = (world: World, actor: Actor, place: Place, given: Signing, at: Instant): Promise<Result<{ readonly notice: string; readonly document: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "sale.draft", place);
    if (!held.ok) return held;
    const { lot, deal } = held.value;
    if (lot.stage !== "deal") return refuse("confirmation-over", { stage: SALE_STAGES[lot.stage].zh, stageEn: SALE_STAGES[lot.stage].en });
    if (deal.signatures.seller !== null || deal.signatures.winner !== null) return refuse("confirmation-begun");
    const issued = await issueConfirmation(tx, world, held.value, given, at);
    if (!issued.ok) return issued;
    const { id, pdfSha256 } = issued.value;
    await keepAct(tx, world, held.value, { step: "prepared", notice: id, document: pdfSha256, signAt: rfc3339(given.signAt), signPlace: given.signPlace }, { by: actor.id, at });
    return ok({ notice: id, document: pdfSha256 });
  });

/** What a confirmation is called where nothing was bid. */
const CONFIRMED_ALONE = { zh: "成交确认书", en: "Confirmation of the deal" } as const;

async function issueConfirmation(tx: Tx, world: World, dealt: DealtLot, { signAt, signPlace }: Signing, at: Instant): Promise<Result<Issued>> {
  const { sale, lot, form, lawful, deal } = dealt;
  const { documents, depositBecomes } = saleLineOf(sale.row.line);
  const winner = await winnerOf(tx, world, dealt);
  const given = {
    ...dealtGiven(sale.row.line, form, lot.lot, { ...deal, winner, isSingle: isSingle(dealt) }), document: isSingle(dealt) ? { ...documents.confirmation, ...CONFIRMED_ALONE } : documents.confirmation, place: `${world.exchange.name}（${world.publicUrl}）`, signAt, signPlace,
    deposit: fenOf(lotOfSale(form, lot.lot).deposit), depositBecomes: depositBecomes.zh, until: lawSets(lawful, "confirmationDays") ? dutyFrom(lawful, "confirmationDays", deal.endedOn).rolledDate : null,
  };
  return issueDocument(tx, world, { sale, form, lot, audience: deal.firm }, (common) => saleConfirmation(common, given), at);
}

/** Who won, by name and code. @throws {RangeError} where the winner never applied: nobody else is let in */
export async function winnerOf(tx: Tx | World["db"], world: Pick<World, "exchange">, { sale, lot, round, deal }: DealtLot): Promise<{ readonly name: string; readonly uscc: string }> {
  const application = (await applicationsOf(tx, world.exchange.id, sale.id, lot.lot)).find(({ row }) => row.firm === deal.firm && row.round === openingRound(sale, round));
  if (application === undefined) throw new RangeError(`${deal.firm} won ${sale.id}/${lot.lot} and never applied`);
  return { name: application.row.firm_name, uscc: deal.firm };
}

/** The hash of the document that a party is asked to sign; null where there is nothing of its own. */
export async function confirmationToSign({ db, exchange }: Pick<World, "db" | "exchange">, actor: Actor, place: Place): Promise<string | null> {
  const dealt = await dealtLot(db, exchange.id, place);
  return dealt === null || partyOf(actor, dealt) === null ? null : (dealt.deal.prepared?.document ?? null);
}

/**
 * A party signs the confirmation: its signature is over a text that names the hash of this very PDF. Whoever signs second makes it stand; where the line confirms before the
 * contract the lot moves on. Late it stands too, with a warning. Law: 39号令 20; 福建网上交易规则 45 (LD-27); 苏州工业园区办法 27 (LD-34).
 */
export const signConfirmation = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<{ readonly isConfirmed: boolean; readonly warnings: readonly Refusal[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "sale.confirm", place);
    if (!held.ok) return held;
    const { deal, lot, party } = held.value;
    if (lot.stage !== "deal") return refuse("confirmation-over", { stage: SALE_STAGES[lot.stage].zh, stageEn: SALE_STAGES[lot.stage].en });
    if (deal.prepared === null) return refuse("confirmation-missing");
    if (deal.signatures[party] !== null) return refuse("confirmation-signed");
    if (actor.signed === undefined) throw new RangeError(`${actor.id} signs a confirmation without a signature`);
    if (actor.signed.object !== deal.prepared.document) return refuse("approval-stale");
    await keepAct(tx, world, held.value, { step: "signed", party, document: deal.prepared.document, act: actor.signed.sha256 }, { by: actor.id, at, once: `${party} ${deal.prepared.document}` });
    return confirmedNow(tx, world, held.value, at);
  });

/** Moves a lot on whose confirmation both have signed. */
async function confirmedNow(tx: Tx, world: World, dealt: DealtLot, at: Instant): Promise<Result<{ readonly isConfirmed: boolean; readonly warnings: readonly Refusal[] }>> {
  const { sale, lot } = dealt;
  const deal = (await dealOfLot(tx, world.exchange.id, sale, lot.lot)) ?? dealt.deal;
  if (!isConfirmed(deal)) return ok({ isConfirmed: false, warnings: [] });
  if (!saleLineOf(sale.row.line).moves.some(({ name }) => name === "signConfirmation")) return ok({ isConfirmed: true, warnings: [] });
  const moved = await moveSaleLot(tx, world, { sale, lot }, "signConfirmation", { by: "system", id: null }, dealFacts({ ...dealt, deal }, at, null));
  return moved.ok ? ok({ isConfirmed: true, warnings: moved.value }) : moved;
}
