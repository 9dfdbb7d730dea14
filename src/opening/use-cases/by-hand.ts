import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { isSamePerson } from "../../identity/queries.js";
import { versionOf } from "../../identity/step-up.js";
import { keepApproval, keepRequest } from "../../identity/use-cases/approvals.js";
import { driftOf, offsetOf, type ClockReading } from "../../journal/clock-offset.js";
import { appendToLog } from "../../journal/outbox.js";
import { utf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, SECOND_MS, type Instant } from "../../kernel/time.js";
import type { ClockFacts } from "../../procedure/facts.js";
import { ruleOn, wholeOf } from "../../rules/rules.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { deadlineOf, rulesOf } from "../../tenders/facts.js";
import type { LotKey } from "../../tenders/keys.js";
import type { Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import type { ClosingClock } from "../closing.js";
import { handOrdersOf } from "../queries.js";
import { approveHandOrder, insertHandOrder } from "../store.js";
import type { HandAct } from "../tables.js";

export type LotPlace = { readonly tenderId: string; readonly lot: string };

/** The largest drift that stops nothing of a tender, in ms (ET-16). */
const maxMsOf = (tender: Tender, now: Instant): number => wholeOf(rulesOf(tender, now), "ET-16") * SECOND_MS;

/** How far the exchange's clock is off, as everybody of the staff is told; null where too few witnesses' clocks were heard. */
export const driftNow = (world: Pick<World, "journal" | "clock">): { readonly driftMs: number | null; readonly isOff: boolean } => {
  const maxMs = Number(ruleOn("ET-16", dayOf(world.clock())).value) * SECOND_MS;
  const driftMs = driftOf(world.journal.time.now(), maxMs);
  return { driftMs, isOff: driftMs !== null && driftMs > maxMs };
};

/** The orders by hand of a lot that count: approved, and for the deadline that stands. */
const isOrdered = (orders: readonly Row<"hand_orders">[], act: HandAct, deadline: Instant): boolean =>
  orders.some((order) => order.act === act && order.approved_by !== null && order.deadline.getTime() === deadline);

/** The clock as the guards of a close or an opening look at it. @param reading taken before the lock: it asks the witnesses */
export async function clockFacts(db: Db | Tx, world: World, tender: Tender, place: { lot: string; act: HandAct }, reading: ClockReading): Promise<ClockFacts> {
  const orders = await handOrdersOf(db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: place.lot });
  return { driftMs: driftOf(reading, maxMsOf(tender, world.clock())), byHand: isOrdered(orders, place.act, deadlineOf(tender, place.lot)) };
}

/** The same for the decision whether a box is closed. */
export async function closingClock(db: Db | Tx, world: World, tender: Tender, lot: string, reading: ClockReading): Promise<ClosingClock> {
  const now = world.clock();
  return { now, maxMs: maxMsOf(tender, now), offsetMs: offsetOf(reading), ...(await clockFacts(db, world, tender, { lot, act: "close" }, reading)) };
}

/** The stages at which each act may be ordered: the close while bids are taken; the opening once the box is closed, and while its window runs. */
const ACT_STAGES: Readonly<Record<HandAct, readonly string[]>> = { close: ["bidding", "prequal_open"], opening: ["closed", "opening", "prequal_review"] };

type Held = { readonly key: LotKey; readonly tender: Tender; readonly deadline: Instant; readonly driftMs: number | null };

/** A lot whose act may be ordered by hand now: its clock is off, or nobody vouches for it. */
async function heldFor(tx: Tx, world: World, actor: Actor, { tenderId, lot }: LotPlace, reading: ClockReading): Promise<Result<Held>> {
  const may = can(actor, "by-hand.order");
  if (!may.ok) return may;
  const tender = await holdTender(tx, world.exchange.id, tenderId);
  if (tender?.lots.some((each) => each.lot === lot) !== true) return refuse("not-found", { what: `${tenderId}/${lot}` });
  const maxMs = maxMsOf(tender, world.clock());
  const driftMs = driftOf(reading, maxMs);
  if (driftMs !== null && driftMs <= maxMs) return refuse("clock-sane", { driftMs });
  return ok({ key: { exchangeId: world.exchange.id, tenderId, lot }, tender, deadline: deadlineOf(tender, lot), driftMs });
}

const stageOf = ({ tender, key }: Held): string => tender.lots.find(({ lot }) => lot === key.lot)?.stage ?? "";

type Order = { readonly act: HandAct; readonly reason: string };

const orderObject = ({ tenderId, lot }: LotPlace, serial: number): string => `${tenderId}/${lot}/${String(serial)}`;

/** What both officers sign for. */
const orderVersion = ({ tenderId: tender, lot, serial, act, deadline, reason }: LotPlace & Pick<Row<"hand_orders">, "serial" | "act" | "deadline" | "reason">): string =>
  versionOf({ tender, lot, serial, act, deadline: deadline.toISOString(), reason });

/** The same by name, for whoever is asked to sign; null where nobody asked for it. */
export async function orderToApprove({ db, exchange }: Pick<World, "db" | "exchange">, place: LotPlace, serial: number): Promise<string | null> {
  const order = (await handOrdersOf(db, { exchangeId: exchange.id, ...place })).find((each) => each.serial === serial);
  return order === undefined ? null : orderVersion({ ...place, ...order });
}

/** The first of two officers asks for a close or an opening by hand, while the clock drifts (trust.md §4). */
export const requestByHand = async (world: World, actor: Actor, place: LotPlace, order: Order, at: Instant): Promise<Result<{ serial: number }>> => {
  const reading = await world.journal.time.measured();
  return allOrNothing(world.db, async (tx) => {
    const held = await heldFor(tx, world, actor, place, reading);
    if (!held.ok) return held;
    const { key, deadline } = held.value;
    const stage = stageOf(held.value);
    if (!ACT_STAGES[order.act].includes(stage)) return refuse("by-hand-not-now", { act: order.act, stage });
    const serial = (await handOrdersOf(tx, key)).length + 1;
    await insertHandOrder(tx, {
      exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, serial, act: order.act, deadline: new Date(deadline), reason: order.reason, requested_by: actor.id, requested_at: new Date(at), approved_by: null, approved_at: null,
    });
    const kept = await keepRequest(tx, key.exchangeId, actor, { kind: "by-hand", object: orderObject(key, serial), version: orderVersion({ ...place, serial, act: order.act, deadline: new Date(deadline), reason: order.reason }) }, at);
    return kept.ok ? ok({ serial }) : kept;
  });
};

/** Another officer approves: the order is logged, and the step is taken as soon as it is due by the witnesses' clocks. */
export const approveByHand = async (world: World, actor: Actor, place: LotPlace, serial: number, at: Instant): Promise<Result<{ act: HandAct }>> => {
  const reading = await world.journal.time.measured();
  return allOrNothing(world.db, async (tx) => {
    const held = await heldFor(tx, world, actor, place, reading);
    if (!held.ok) return held;
    const { key, deadline, driftMs } = held.value;
    const order = (await handOrdersOf(tx, key)).find((each) => each.serial === serial);
    if (order?.deadline.getTime() !== deadline) return refuse("not-found", { what: `${key.lot} ${String(serial)}` });
    if (await isSamePerson(tx, key.exchangeId, actor.id, order.requested_by)) return refuse("four-eyes");
    if (order.approved_by !== null) return refuse("by-hand-approved", { serial });
    const approved = await keepApproval(tx, key.exchangeId, actor, { kind: "by-hand", object: orderObject(key, serial), version: orderVersion({ ...place, ...order }), preparedBy: order.requested_by }, at);
    if (!approved.ok) return approved;
    await approveHandOrder(tx, key, serial, actor.id, new Date(at));
    await appendToLog(tx, key.exchangeId, { v: "dl/1", type: "by-hand", tender: key.tenderId, lot: key.lot, act: order.act, drift: driftMs, reason: sha256Hex(utf8(order.reason)) });
    await oweNextStep(tx, world, key.tenderId);
    return ok({ act: order.act });
  });
};
