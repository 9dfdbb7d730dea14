import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import { evaluationOf } from "../queries.js";
import { writeEvaluation } from "../store.js";
import { decideDraw, drawsBytes, readDraws, withDraw, type TieDraw } from "../tie-draw.js";
import { judgedOf } from "./bids.js";
import type { Place } from "./panel.js";

/**
 * The purchaser draws between bids that nothing else parts, while the committee's report waits for it: the record is kept, its hash logged. A draw that was made stays; a
 * further one is of bids that became equal since. Law: 87号令 31, 68.
 */
export const drawTies = (world: World, actor: Actor, place: Place, draw: TieDraw, at: Instant): Promise<Result<{ order: readonly string[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "ties.draw", place.tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const lot = tender.lots.find((each) => each.lot === place.lot);
    if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    if (lot.stage !== "evaluating") return refuse("nothing-to-draw");
    const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
    const decided = decideDraw(await judgedOf(tx, world, { tender, lot, parts: tender.parts.filter((part) => part.lot === lot.lot), key }), draw, at);
    if (!decided.ok) return decided;
    const before = readDraws((await evaluationOf(tx, key))?.tie_draws);
    const { tenderer_name: name, tenderer_uscc: uscc } = tender.project;
    const file = drawsBytes(withDraw({ exchange: world.exchange.origin, tender: tender.id, lot: lot.lot }, { name, uscc }, before, decided.value, at));
    await writeEvaluation(tx, key, { tie_draws: file });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "tie.drawn", tender: tender.id, lot: lot.lot, sha256: sha256Hex(file) });
    return ok({ order: decided.value.order });
  });
