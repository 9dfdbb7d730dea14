import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { beaconBytes, type BeaconFile } from "../beacon.js";
import { allCommitted } from "../draw.js";
import { drawColumns } from "../queries/draws.js";
import { decideBeacon } from "../round.js";
import { insertDrawFile } from "../store.js";
import { heldDraw, type DrawPlace } from "./held-draw.js";

/** A party brings the round that a draw waits for, as the beacon signed it; or the supervisor says, when it is late, that it did not come. */
export const giveBeacon = (world: World, actor: Actor, place: DrawPlace, given: Pick<BeaconFile, "signature" | "missing">, at: Instant): Promise<Result<{ readonly draw: string; readonly sha256: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.beacon", place);
    if (!held.ok) return held;
    const { key, draw } = held.value;
    if (draw.plan === null) return refuse("draw-not-planned");
    const committed = allCommitted(draw.plan, draw.commits);
    if (!committed.ok) return committed;
    const decided = decideBeacon(draw, given, { chains: world.beacons, by: actor.role === "supervisor" ? "supervisor" : "anybody", now: at });
    if (!decided.ok) return decided;
    const file = beaconBytes(decided.value);
    const sha256 = sha256Hex(file);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "draw.beacon", draw: draw.id, round: decided.value.round, sha256 });
    await insertDrawFile(tx, { ...drawColumns(key), kind: "beacon", file, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
    return ok({ draw: draw.id, sha256 });
  });
