import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts } from "../../tenders/facts.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import { holdTender, writePart } from "../../tenders/use-cases/hold.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { ordersOf, type OrderRow } from "../queries.js";
import { insertOrder } from "../store.js";
import { closedFacts } from "./closed-facts.js";
import type { Place } from "./file.js";

export type OrderKind = OrderRow["kind"];
const MOVES: Readonly<Record<OrderKind, string>> = { suspend: "orderSuspension", resume: "resume" };

/**
 * The supervisor stops a lot, or lets it go on, with a written reason. The order is a file whose hash the log keeps; while the lot is
 * suspended nothing of it moves, and only the supervisor lifts what the supervisor ordered.
 * Law: 招标投标法实施条例 62; 政府采购法 57.
 */
export const orderLot = (world: World, actor: Actor, place: Place, { kind, reason }: { readonly kind: OrderKind; readonly reason: string }, at: Instant): Promise<Result<{ serial: number; stage: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "lot.order");
    if (!may.ok) return may;
    const mover = moverOf(actor, "责令暂停、恢复");
    if (!mover.ok) return mover;
    const held = await publishedLot(tx, world, place);
    if (!held.ok) return held;
    const { tender, lot } = held.value;
    const facts = lotFacts(tender, lot.lot, at, actor.id, { reason, ...(kind === "resume" ? await closedFacts(tx, world, tender, lot.lot) : {}) });
    const moved = await makeMove(tx, world, { tender, lot }, MOVES[kind], mover.value, facts);
    if (!moved.ok) return moved;
    if (kind === "resume") await moveWindows(tx, world, tender, place, at);
    const serial = await keepOrder(tx, world, place, { kind, reason, by: actor.id, at });
    if (kind === "resume") await oweNextStep(tx, world, tender.id);
    return ok({ serial, stage: kind === "suspend" ? "suspended" : (lot.stage_before ?? lot.stage) });
  });

async function publishedLot(tx: Tx, world: World, { tenderId, lot: code }: Place): Promise<Result<{ tender: Tender; lot: LotRow }>> {
  const tender = await holdTender(tx, world.exchange.id, tenderId);
  const lot = tender?.lots.find((each) => each.lot === code);
  return tender?.row.published_at == null || lot === undefined ? refuse("not-found", { what: `${tenderId}/${code}` }) : ok({ tender, lot });
}

/** The decryption window does not run while the lot stands still: what was left of it is left again. A window that was over stays over. */
export async function moveWindows(tx: Tx, world: World, tender: Tender, { tenderId, lot }: Place, at: Instant): Promise<void> {
  const stopped = (await ordersOf(tx, { exchangeId: world.exchange.id, tenderId, lot })).findLast(({ kind }) => kind === "suspend")?.ordered_at.getTime();
  if (stopped === undefined) return;
  for (const { part, state, window_from: from, window_until: until } of tender.parts.filter((each) => each.lot === lot)) {
    if (state !== "releasing" || from === null || until === null || until.getTime() <= stopped) continue;
    const later = (date: Date): Date => new Date(date.getTime() + at - stopped);
    await writePart(tx, { exchangeId: world.exchange.id, tenderId, lot, part }, { window_from: later(from), window_until: later(until) });
  }
}

type Given = { readonly kind: OrderKind; readonly reason: string; readonly by: string; readonly at: Instant };

async function keepOrder(tx: Tx, world: World, { tenderId: tender, lot }: Place, { kind, reason, by, at }: Given): Promise<number> {
  const { id: exchangeId, origin } = world.exchange;
  const serial = (await ordersOf(tx, { exchangeId, tenderId: tender, lot })).length + 1;
  const lines = reason.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const file = canonical({ v: "lot-order/1", exchange: origin, tender, lot, serial, kind, reason: lines, orderedAt: rfc3339(at) });
  const outboxId = await appendToLog(tx, exchangeId, { v: "dl/1", type: "lot.order", tender, lot, kind, sha256: sha256Hex(file) });
  await insertOrder(tx, { exchange_id: exchangeId, tender_id: tender, lot, serial, kind, reason, file, outbox_id: outboxId, ordered_by: by, ordered_at: new Date(at) });
  return serial;
}
