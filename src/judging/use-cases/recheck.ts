import { codesOf } from "../../blind/codes.js";
import { blindCodesOf } from "../../blind/queries.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { decideKeep, decideReopen, settledIn, type Item, type Recheck, type RecheckGround } from "../panel-changes.js";
import { changesOf, sheetsOf } from "../queries.js";
import { keptSheet, type Sheet } from "../sheet.js";
import { writeDrafts } from "../store.js";
import { validBids, type Judged } from "../totals.js";
import { judgedOf, type JudgedLot } from "./bids.js";
import { keepChange } from "./keep-change.js";
import { criteriaOf, heldPanel, unsignedMembers, type Place, type Seated } from "./panel.js";

/** What a recheck looks at: the sheets that stand as they were signed, of the bids that are not rejected; by code where they are judged blind. */
export async function recheckOf(tx: Db | Tx, { tender, lot, key }: Pick<JudgedLot, "tender" | "lot" | "key">, { bids }: Pick<Judged, "bids">): Promise<Recheck> {
  const sheets = (await sheetsOf(tx, key)).map(({ sheet }) => keptSheet(sheet));
  return { sheets, changes: await changesOf(tx, key), criteria: criteriaOf(tender, lot.lot), bidders: codesOf(validBids(bids).map(({ bidder }) => bidder), await blindCodesOf(tx, key)) };
}

/** Refuses while members differ on an objective criterion, or a score stands out that nobody gave again or said to stay. Law: 87号令 64. */
export const settledNow = async (tx: Db | Tx, judging: JudgedLot, judged: Judged): Promise<Result<true>> => settledIn(await recheckOf(tx, judging, judged));

/** Refused while a blind evaluation hides who bids: until every sheet is signed, and what was found in them settled, nothing is said or done by names. */
export async function biddersKnown(tx: Db | Tx, world: World, judging: JudgedLot & Pick<Seated, "members">): Promise<Result<true>> {
  if ((await blindCodesOf(tx, judging.key)) === null) return ok(true as const);
  const missing = await unsignedMembers(tx, judging.key, judging.members);
  return missing > 0 ? refuse("blind-until-signed", { missing }) : settledNow(tx, judging, await judgedOf(tx, world, judging));
}

export type Reopening = { readonly expert: string; readonly ground: RecheckGround; readonly items: readonly Item[]; readonly reason: string };

/**
 * The chair has a member give named scores of its signed sheet again; the member alone changes them, and signs. Not before every sheet is signed, and not once
 * prices are known that were to stay sealed until the scores were. Law: 87号令 64.
 */
export const reopenSheet = (world: World, actor: Actor, place: Place, asked: Reopening, at: Instant): Promise<Result<{ readonly expert: string }>> =>
  rechecked(world, actor, place, async (tx, seated, recheck) => {
    if (seated.parts.some(({ proceed_outbox }) => proceed_outbox !== null)) return refuse("prices-are-known");
    const decided = decideReopen(recheck, asked);
    if (!decided.ok) return decided;
    await keepChange(tx, world, seated.key, decided.value, actor, at);
    for (const sheet of recheck.sheets.filter(({ expert }) => expert === asked.expert)) await draftFrom(tx, seated, sheet, at);
    return ok({ expert: asked.expert });
  });

/** The chair writes down that the committee looked at a score that stands out and why it stays. Law: 87号令 64 (4). */
export const keepScore = (world: World, actor: Actor, place: Place, asked: { readonly expert: string; readonly item: Item; readonly reason: string }, at: Instant): Promise<Result<{ readonly expert: string }>> =>
  rechecked(world, actor, place, async (tx, seated, recheck) => {
    const decided = decideKeep(recheck, asked);
    if (!decided.ok) return decided;
    await keepChange(tx, world, seated.key, decided.value, actor, at);
    await oweNextStep(tx, world, seated.tender.id);
    return ok({ expert: asked.expert });
  });

/** What the chair does once every sheet is signed and before the report. */
function rechecked<Value>(world: World, actor: Actor, place: Place, act: (tx: Tx, seated: Seated, recheck: Recheck) => Promise<Result<Value>>): Promise<Result<Value>> {
  return allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.recheck", place, true);
    if (!held.ok) return held;
    const { lot, key, members } = held.value;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    const missing = await unsignedMembers(tx, key, members);
    if (missing > 0) return refuse("sheets-missing", { missing });
    return act(tx, held.value, await recheckOf(tx, held.value, await judgedOf(tx, world, held.value)));
  });
}

/** The member goes on from what it signed. */
async function draftFrom(tx: Tx, { key }: Seated, { expert: label, scores }: Sheet, at: Instant): Promise<void> {
  await writeDrafts(tx, scores.flatMap(({ bidder, items }) => items.map(({ criterion, score, reason }) => ({ exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, label, bidder, criterion, score, reason, saved_at: new Date(at) }))));
}
