import { allOrNothing } from "../../db/database.js";
import { METHOD_LAW } from "../../bidding/method.js";
import { checkRejection } from "../../bidding/rejection.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lotOf } from "../../tenders/form.js";
import type { World } from "../../world.js";
import { insertRejection } from "../store.js";
import { biddersToJudge, heldPanel, type Place } from "./panel.js";
import { biddersKnown } from "./recheck.js";

/** The committee rejects a bid, on a ground of the closed list that counts, with clause and finding. Law: 条例 51; 87号令 63. */
export const rejectBid = (world: World, actor: Actor, place: Place, given: { bidder: string; ground: string; clause: string; finding: string }, at: Instant): Promise<Result<{ bidder: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPanel(tx, world, actor, "panel.reject", place, true);
    if (!held.ok) return held;
    const { key, lot } = held.value;
    if (lot.stage !== "evaluating") return refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" });
    const known = await biddersKnown(tx, world, held.value);
    if (!known.ok) return known;
    const { method } = lotOf(held.value.tender.form, lot.lot);
    const checked = checkRejection(given, METHOD_LAW[method.kind].grounds, "imports" in method ? method : {});
    if (!checked.ok) return checked;
    if (!(await biddersToJudge(tx, held.value)).includes(given.bidder)) return refuse("bid-not-here", { bidder: given.bidder });
    const { ground, clause, finding } = checked.value;
    const made = await insertRejection(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, bidder: given.bidder, ground, clause, reason: finding, made_by: actor.id, made_at: new Date(at) });
    return made ? ok({ bidder: given.bidder }) : refuse("bid-rejected-already", { bidder: given.bidder });
  });
