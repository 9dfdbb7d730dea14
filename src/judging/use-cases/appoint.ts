import { allOrNothing } from "../../db/database.js";
import { drawsAt, isSpent } from "../../experts/draw.js";
import { lastDrawOf } from "../../experts/queries/draws.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { STAGE_TITLES, type Stage } from "../../procedure/procedure.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { roundOf } from "../../tenders/entry.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import { appointmentBytes, decideAppointment, type Appointment } from "../appointment.js";
import { insertAppointment } from "../store.js";
import type { Place } from "./panel.js";

/**
 * Records that the experts of a lot are appointed by the buyer instead of drawn: once, before anybody sits, and not to undo a draw that has been fixed. Its hash is logged, so that
 * nobody finds the ground afterwards. Law: 招标投标法 37; 条例 46, 47; 87号令 48.
 */
export const appointDirectly = (world: World, actor: Actor, { tenderId, lot: lotNo }: Place, given: Appointment, at: Instant): Promise<Result<{ readonly sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "panel.seat", tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    const lot = tender.lots.find((each) => each.lot === lotNo);
    if (lot === undefined) return refuse("not-found", { what: `${tenderId}/${lotNo}` });
    if (!drawsAt(lot.stage)) return refuse("draw-not-now", { stage: STAGE_TITLES[lot.stage as Stage].zh });
    const key: LotKey = { exchangeId: world.exchange.id, tenderId, lot: lotNo };
    const decided = decideAppointment(given, lineOf(tender.row.line).appointment);
    if (!decided.ok) return decided;
    const round = roundOf(tender.form, lot, tender.allParts);
    const drawn = await lastDrawOf(tx, key, round);
    if (drawn !== null && !isSpent(drawn.draw, world.beacons, at)) return refuse("draw-stands", { draw: drawn.draw.id });
    const file = appointmentBytes({ exchange: world.exchange.origin, tender: tenderId, lot: lotNo, round }, given, at);
    const sha256 = sha256Hex(file);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "panel.appoint", tender: tenderId, lot: lotNo, round, sha256 });
    const isFirst = await insertAppointment(tx, { exchange_id: key.exchangeId, tender_id: tenderId, lot: lotNo, round, file, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
    return isFirst ? ok({ sha256 }) : refuse("appointment-made", { lot: lotNo });
  });
