import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { versionOf } from "../../identity/step-up.js";
import { isSamePerson } from "../../identity/queries.js";
import { keepApproval } from "../../identity/use-cases/approvals.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { saleResult } from "../../notices/sale-deal.js";
import { lawSets } from "../../procedure/law.js";
import { dutyFrom } from "../../procedure/sale-dates.js";
import { fenOf } from "../../tenders/amounts.js";
import type { Issued } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { dealtGiven, paymentWords } from "../issue.js";
import { winnerOf } from "./confirm.js";
import { confirmed, dealFacts, dealtLot, heldDeal, isSingle, keepAct, partyOf, type DealtLot, type Place } from "./deals.js";
import { lotOfSale, moveSaleLot } from "./hold.js";
import { issueDocument } from "./issue-document.js";

const objectOf = ({ saleId, lot }: Place, round: number): string => `${saleId}/${lot}/result/${String(round)}`;

/** What the second officer signs for: who has what for how much, by which confirmation. */
const resultVersion = (place: Place, { sale, deal }: DealtLot): string =>
  versionOf({ object: objectOf(place, sale.rounds.length), firm: deal.firm, price: deal.price.toString(), confirmation: deal.prepared?.document ?? null });

/** The same by name, for whoever is asked to sign; null where there is nothing of his own office. */
export async function resultToPublish({ db, exchange }: Pick<World, "db" | "exchange">, actor: Actor, place: Place): Promise<string | null> {
  const dealt = await dealtLot(db, exchange.id, place);
  return dealt === null || partyOf(actor, dealt) !== "seller" ? null : resultVersion(place, dealt);
}

export type Published = { readonly notice: string; readonly number: string; readonly warnings: readonly Refusal[] };

/** Publishes the result of a deal, once, by another officer than who prepared its confirmation; late with a warning. Law: 39号令 22 (LD-10); 矿业权出让交易规则 (MR-06); 32号令 29 (PR-16). */
export const publishResult = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<Published>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeal(tx, world, actor, "sale.publish", place);
    if (!held.ok) return held;
    const { deal, sale, lot } = held.value;
    const signed = confirmed(held.value);
    if (!signed.ok) return signed;
    if (deal.published !== null) return refuse("sale-result-out");
    const preparedBy = deal.prepared?.by ?? sale.row.drafted_by;
    if (await isSamePerson(tx, world.exchange.id, actor.id, preparedBy)) return refuse("four-eyes");
    const moved = await moveSaleLot(tx, world, { sale, lot }, "publishResult", { by: "seller", id: actor.id }, dealFacts(held.value, at, actor.id));
    if (!moved.ok) return moved;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "sale", object: objectOf(place, sale.rounds.length), version: resultVersion(place, held.value), preparedBy }, at);
    if (!approved.ok) return approved;
    const issued = await issueResult(tx, world, held.value, at);
    if (!issued.ok) return issued;
    await keepAct(tx, world, held.value, { step: "published", notice: issued.value.id }, { by: actor.id, at, once: "result" });
    return ok({ notice: issued.value.id, number: issued.value.number, warnings: moved.value });
  });

async function issueResult(tx: Tx, world: World, dealt: DealtLot, at: Instant): Promise<Result<Issued>> {
  const { sale, lot, form, lawful, deal } = dealt;
  const { documents } = saleLineOf(sale.row.line);
  const { transfer } = form;
  const given = {
    ...dealtGiven(sale.row.line, form, lot.lot, { ...deal, winner: await winnerOf(tx, world, dealt), isSingle: isSingle(dealt) }), document: documents.result, payment: paymentWords(form),
    appraised: transfer === null ? null : fenOf(transfer.appraised), floor: transfer === null ? null : fenOf(lotOfSale(form, lot.lot).floor), publicUntil: lawSets(lawful, "dealPublicityDays") ? dutyFrom(lawful, "dealPublicityDays", dayOf(at)).rolledDate : null,
  };
  return issueDocument(tx, world, { sale, form, lot }, (common) => saleResult(common, given), at);
}
