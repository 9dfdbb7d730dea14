import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { deadlineOf } from "../../tenders/facts.js";
import type { Round } from "../../tenders/entry.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import { decideArrival, decideOpening, seatedIn } from "../draw.js";
import { drawFile, type OpenedLabel } from "../files.js";
import { arrivalsOf, drawColumns, lastDrawOf } from "../queries/draws.js";
import { namesMayOpen } from "../shown.js";
import { insertArrival, insertDrawFile } from "../store.js";
import { heldDraw, type DrawPlace } from "./held-draw.js";
import { issueDrawRecord } from "./draw-record.js";

/** An expert signs in with the salt the pool keeper gave him: the exchange learns only now who holds the seat. Law: 招标投标法 37. */
export const arrive = (world: World, actor: Actor, place: DrawPlace, salt: string, at: Instant): Promise<Result<{ readonly label: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.arrive", place);
    if (!held.ok) return held;
    const { tender, lot, key, draw } = held.value;
    const decided = decideArrival(draw, { expert: actor.id, salt }, deadlineOf(tender, lot.lot), at);
    if (!decided.ok) return decided;
    await insertArrival(tx, { ...drawColumns(key), label: decided.value, actor_id: actor.id, salt, arrived_at: new Date(at) });
    return ok({ label: decided.value });
  });

/** The pool keeper opens the labels of all who were drawn, once the law lets names out; anybody computes them again. */
export const openNames = (world: World, actor: Actor, place: DrawPlace, opened: readonly OpenedLabel[], at: Instant): Promise<Result<{ readonly sha256: string; /** The number of the record of the draw. */ readonly record: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.keep", place);
    if (!held.ok) return held;
    const { lot, key, draw } = held.value;
    if (!namesMayOpen(lot.stage)) return refuse("names-still-secret");
    const decided = decideOpening(draw, opened);
    if (!decided.ok) return decided;
    const file = drawFile(opened);
    const sha256 = sha256Hex(file);
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "draw.open", draw: draw.id, sha256 });
    await insertDrawFile(tx, { ...drawColumns(key), kind: "opened", file, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
    const issued = await issueDrawRecord(tx, world, { ...held.value, draw: { ...draw, opened } }, at);
    return issued.ok ? ok({ sha256, record: issued.value.number }) : issued;
  });

/** The experts who hold the seats of a lot's draw for one of its committees and have signed in, by their office; null where the lot has no draw. */
export async function drawnExperts(tx: Tx, key: LotKey, round: Round): Promise<Result<ReadonlyMap<string, string>> | null> {
  const last = await lastDrawOf(tx, key, round);
  if (last === null) return null;
  if (last.draw.result === null) return refuse("draw-not-made");
  const seated = seatedIn(last.draw);
  const arrived = (await arrivalsOf(tx, last.key)).filter(({ label }) => seated.includes(label));
  return arrived.length < seated.length ? refuse("members-not-arrived", { seats: seated.length, arrived: arrived.length }) : ok(new Map(arrived.map(({ actor_id, label }) => [actor_id, label])));
}
