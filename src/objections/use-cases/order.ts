import { allOrNothing, type Tx } from "../../db/database.js";
import { complaintByNumber, type ComplaintRow } from "../../complaints/queries.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { lawCited, lawSets, lawWhole } from "../../procedure/law.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lawOf, lotFacts } from "../../tenders/facts.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import { holdTender, writePart } from "../../tenders/use-cases/hold.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import { makeMove, moverOf } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { orderedIn, ordersOf, type OrderRow } from "../queries.js";
import { insertOrder } from "../store.js";
import { suspensionEnds } from "../windows.js";
import { closedFacts } from "./closed-facts.js";
import type { Place } from "./file.js";

export type OrderKind = OrderRow["kind"];
/** An order as it is given. `complaint`: the open one during whose handling the lot is to stand still; null where the order rests on none. */
export type OrderGiven = { readonly kind: OrderKind; readonly reason: string; readonly complaint: string | null };
const MOVES: Readonly<Record<OrderKind, string>> = { suspend: "orderSuspension", resume: "resume" };

/**
 * The supervisor stops a lot, or lets it go on, with a written reason. The order is a file whose hash the log keeps; while the lot is
 * suspended nothing of it moves, and only the supervisor lifts what the supervisor ordered.
 * Law: 招标投标法实施条例 62; 政府采购法 57.
 */
export const orderLot = (world: World, actor: Actor, place: Place, { kind, reason, complaint }: OrderGiven, at: Instant): Promise<Result<{ serial: number; stage: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "lot.order");
    if (!may.ok) return may;
    const mover = moverOf(actor, "责令暂停、恢复");
    if (!mover.ok) return mover;
    const held = await publishedLot(tx, world, place);
    if (!held.ok) return held;
    const { tender, lot } = held.value;
    const days = await daysLeft(tx, world, tender, { ...place, kind, complaint }, at);
    if (!days.ok) return days;
    const facts = lotFacts(tender, lot.lot, at, actor.id, { reason, ...await moreFacts(tx, world, { tender, lot }, kind) });
    const moved = await makeMove(tx, world, { tender, lot }, MOVES[kind], mover.value, facts);
    if (!moved.ok) return moved;
    if (kind === "resume") await moveWindows(tx, world, tender, place, at);
    const serial = await keepOrder(tx, world, place, { kind, reason, complaint, by: actor.id, at });
    if (kind === "resume") await oweNextStep(tx, world, tender.id);
    return ok({ serial, stage: kind === "suspend" ? "suspended" : (lot.stage_before ?? lot.stage) });
  });

/** A lot that goes on is asked more than one that stops. */
const moreFacts = async (tx: Tx, world: World, { tender, lot }: { readonly tender: Tender; readonly lot: LotRow }, kind: OrderKind): ReturnType<typeof closedFacts> => (kind === "resume" ? closedFacts(tx, world, tender, lot.lot) : {});

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

/** Whether a lot may be suspended for a complaint: an open one about this very lot, while its days are not used up. Law: 政府采购法 57 (GP-55). */
async function daysLeft(tx: Tx, world: World, tender: Tender, { tenderId, lot, kind, complaint }: Place & Pick<OrderGiven, "kind" | "complaint">, at: Instant): Promise<Result<true>> {
  if (complaint !== null && !isOpenAbout(await complaintByNumber(tx, world.exchange.id, complaint), { tenderId, lot })) return refuse("suspension-complaint", { complaint });
  const lawful = lawOf(tender, at);
  if (kind !== "suspend" || !lawSets(lawful, "suspensionDays")) return ok(true);
  const orders = (await ordersOf(tx, { exchangeId: world.exchange.id, tenderId, lot })).map(orderedIn);
  return suspensionEnds(lawful, [...orders, { kind: "suspend", complaint, at }], complaint) === null ? refuse("suspension-days-used", { days: lawWhole(lawful, "suspensionDays"), ...lawCited(lawful, "suspensionDays") }) : ok(true);
}

const isOpenAbout = (row: ComplaintRow | null, { tenderId, lot }: Place): boolean => row?.tender_id === tenderId && row.lot === lot && [row.decided_at, row.refused_at, row.over_at].every((at) => at === null);

type Given = OrderGiven & { readonly by: string; readonly at: Instant };

async function keepOrder(tx: Tx, world: World, { tenderId: tender, lot }: Place, { kind, reason, complaint, by, at }: Given): Promise<number> {
  const { id: exchangeId, origin } = world.exchange;
  const serial = (await ordersOf(tx, { exchangeId, tenderId: tender, lot })).length + 1;
  const lines = reason.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const file = canonical({ v: "lot-order/1", exchange: origin, tender, lot, serial, kind, ...(complaint === null ? {} : { complaint }), reason: lines, orderedAt: rfc3339(at) });
  const outboxId = await appendToLog(tx, exchangeId, { v: "dl/1", type: "lot.order", tender, lot, kind, sha256: sha256Hex(file) });
  await insertOrder(tx, { exchange_id: exchangeId, tender_id: tender, lot, serial, kind, reason, complaint_no: complaint, file, outbox_id: outboxId, ordered_by: by, ordered_at: new Date(at) });
  return serial;
}
