import { codesOf } from "../../blind/codes.js";
import { blindCodesOf } from "../../blind/queries.js";
import { inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { membersOf, sheetsOf } from "../queries.js";
import { writeDrafts } from "../store.js";
import { biddersToJudge, criteriaOf, type Place } from "./panel.js";

/** A score as typed: perhaps not finished, perhaps not even a number. */
export type Typed = { readonly bidder: string; readonly criterion: string; readonly score: string; readonly reason: string };

/**
 * Keeps scores as a member types them, one by one: two devices of the same member lose nothing of each other's, and nobody waits for another member. Nothing of
 * it counts before the sheet is signed, and nobody else is shown it.
 */
export const saveDraft = (world: World, actor: Actor, place: Place, typed: readonly Typed[], at: Instant): Promise<Result<{ readonly saved: number }>> =>
  inTransaction(world.db, async (tx) => {
    const may = can(actor, "panel.score");
    if (!may.ok) return may;
    const key = { exchangeId: world.exchange.id, ...place };
    const tender = await tenderById(tx, key.exchangeId, place.tenderId);
    const lot = tender?.lots.find((each) => each.lot === place.lot);
    const me = (await membersOf(tx, key)).find(({ actor_id }) => actor_id === actor.id);
    if (tender === null || lot === undefined || me === undefined) return refuse("not-on-panel");
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    if ((await sheetsOf(tx, key)).some(({ label }) => label === me.label)) return refuse("sheet-signed");
    const judged = await biddersToJudge(tx, { key, parts: tender.parts.filter((each) => each.lot === lot.lot) });
    const [bidders, criteria] = [codesOf(judged, await blindCodesOf(tx, key)), criteriaOf(tender, lot.lot)];
    const stray = typed.find(({ bidder, criterion }) => !bidders.includes(bidder) || !criteria.some(({ id }) => id === criterion));
    if (stray !== undefined) return refuse("sheet-score", { bidder: stray.bidder, where: stray.criterion });
    const last = [...new Map(typed.map((each) => [`${each.bidder} ${each.criterion}`, each])).values()].toSorted((left, right) => (left.bidder + left.criterion < right.bidder + right.criterion ? -1 : 1));
    if (last.length > 0) await writeDrafts(tx, last.map((each) => ({ exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, label: me.label, ...each, saved_at: new Date(at) })));
    return ok({ saved: last.length });
  });
