import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { actorById } from "../../identity/queries.js";
import { newId } from "../../identity/use-cases/people.js";
import { membersOf } from "../../judging/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { roundOf } from "../../tenders/entry.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { heldRooms, holderOf, insideNow, roomsIn, type BookingRow, type RoomRow } from "../queries.js";
import { checkBooking, checkSeating, heldUntil, type AskedBooking, type Purpose, type Seated } from "../room.js";
import { changeBooking, freeRooms, holdBooking, insertBooking, keepRooms, replaceSeats, takeRooms } from "../store.js";
import { keepRecord } from "./keep-record.js";

/** Who witnesses may be named; only staff and notaries do. */
export type BookingBody = Omit<AskedBooking, "purpose"> & { readonly siteWitness: string | null };
export type NewBooking = BookingBody & { readonly purpose: Purpose; readonly tender: string; readonly lot: string };

/** Books rooms for a lot. Two bookings of one room at one time the database refuses, whoever asks first. */
export const book = (world: World, actor: Actor, asked: NewBooking, at: Instant): Promise<Result<{ readonly booking: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const tender = await publishedLot(tx, world, asked.tender, asked.lot);
    if (!tender.ok) return tender;
    const fit = await checked(tx, world, asked, { tender: tender.value, lot: asked.lot }, at);
    if (!fit.ok) return fit;
    const booking = newId("b", world.random);
    await insertBooking(tx, { exchange_id: world.exchange.id, booking_id: booking, tender_id: asked.tender, lot: asked.lot, purpose: asked.purpose, ...spanOf(asked), made_by: actor.id, made_at: new Date(at) });
    const number = await keepRecord(tx, world, booking, { kind: "booked", ...saidOf(asked) }, { actor, action: "venue.book", at });
    const taken = await take(tx, world, { booking, number, asked, rooms: fit.value });
    return taken.ok ? ok({ booking }) : taken;
  });

/** Moves a booking to another time, or to other rooms. The record keeps both. */
export const move = (world: World, actor: Actor, booking: string, { reason, ...given }: BookingBody & { readonly reason: string }, at: Instant): Promise<Result<{ readonly booking: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    // A room that is cut off would never be heard of again: whoever cannot wait for it cancels, and books anew.
    if (row.value.paused_since !== null) return refuse("evaluation-paused", { since: rfc3339(row.value.paused_since.getTime() as Instant) });
    const tender = await publishedLot(tx, world, row.value.tender_id, row.value.lot);
    if (!tender.ok) return tender;
    const asked = { ...given, purpose: row.value.purpose };
    const inside = (await insideNow(tx, world.exchange.id, booking)).filter((each) => !given.rooms.some(({ room }) => room === each.room));
    if (inside.length > 0) return refuse("people-inside", { count: inside.length });
    // One that has begun keeps its beginning.
    const began = row.value.from_at.getTime() <= at && given.from === row.value.from_at.getTime();
    const fit = await checked(tx, world, asked, { tender: tender.value, lot: row.value.lot }, began ? given.from : at);
    if (!fit.ok) return fit;
    await freeRooms(tx, world.exchange.id, booking, new Date(at));
    const number = await keepRecord(tx, world, booking, { kind: "moved", ...saidOf(given), reason }, { actor, action: "venue.book", at });
    const taken = await take(tx, world, { booking, number, asked, rooms: fit.value });
    if (!taken.ok) return taken;
    await changeBooking(tx, world.exchange.id, booking, spanOf(given));
    return ok({ booking });
  });

export const cancel = (world: World, actor: Actor, booking: string, reason: string, at: Instant): Promise<Result<{ readonly booking: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    const inside = await insideNow(tx, world.exchange.id, booking);
    if (inside.length > 0) return refuse("people-inside", { count: inside.length });
    await freeRooms(tx, world.exchange.id, booking, new Date(at));
    await changeBooking(tx, world.exchange.id, booking, { cancelled_at: new Date(at) });
    await keepRecord(tx, world, booking, { kind: "cancelled", reason }, { actor, action: "venue.book", at });
    return ok({ booking });
  });

/** Seats the committee of an evaluation by its labels: no name is known here. */
export const seat = (world: World, actor: Actor, booking: string, seats: readonly Seated[], at: Instant): Promise<Result<{ readonly seats: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    const labels = await labelsOf(tx, world, row.value);
    if (labels.length === 0) return refuse("committee-not-seated");
    const rooms = await roomsIn(tx, world.exchange.id, (await heldRooms(tx, world.exchange.id, [booking])).map(({ room }) => room));
    const fit = checkSeating(seats, { rooms, labels });
    if (!fit.ok) return fit;
    const moved = (await insideNow(tx, world.exchange.id, booking)).filter(({ as, who, room }) => as === "member" && !seats.some((each) => each.label === who && each.room === room));
    if (moved.length > 0) return refuse("people-inside", { count: moved.length });
    await replaceSeats(tx, world.exchange.id, booking, seats.map(({ label, room, seat: number }) => ({ exchange_id: world.exchange.id, booking_id: booking, tender_id: row.value.tender_id, lot: row.value.lot, label, room_id: room, seat: number })));
    await keepRecord(tx, world, booking, { kind: "seated", seats }, { actor, action: "venue.book", at });
    return ok({ seats: seats.length });
  });

/** A booking that stands, held. */
export async function liveBooking(tx: Tx, world: World, booking: string): Promise<Result<BookingRow>> {
  const row = await holdBooking(tx, world.exchange.id, booking);
  if (row === null) return refuse("not-found", { what: booking });
  return row.cancelled_at === null ? ok(row) : refuse("booking-cancelled", { cancelledAt: rfc3339(row.cancelled_at.getTime() as Instant) });
}

async function publishedLot(tx: Tx, world: World, tenderId: string, lot: string): Promise<Result<Tender>> {
  const tender = await tenderById(tx, world.exchange.id, tenderId);
  return tender?.row.published_at != null && tender.lots.some((each) => each.lot === lot) ? ok(tender) : refuse("not-found", { what: `${tenderId}/${lot}` });
}

/** The labels of the committee of a lot; none before it is seated. */
export async function labelsOf(db: Db | Tx, world: World, { tender_id: tenderId, lot }: Pick<BookingRow, "tender_id" | "lot">): Promise<string[]> {
  const tender = await tenderById(db, world.exchange.id, tenderId);
  const row = tender?.lots.find((each) => each.lot === lot);
  if (tender === null || row === undefined) return [];
  return (await membersOf(db, { exchangeId: world.exchange.id, tenderId, lot }, roundOf(tender.form, row, tender.allParts))).map(({ label }) => label);
}

/** The rooms asked for, as they will stay till the end, if they can be booked so. */
async function checked(tx: Tx, world: World, asked: AskedBooking & { readonly siteWitness: string | null }, { tender, lot }: { readonly tender: Tender; readonly lot: string }, now: Instant): Promise<Result<RoomRow[]>> {
  const ids = asked.rooms.map(({ room }) => room);
  await keepRooms(tx, world.exchange.id, ids);
  const rooms = await roomsIn(tx, world.exchange.id, ids);
  const deadline = tender.parts.find((part) => part.lot === lot && part.after === null)?.deadline;
  const fit = checkBooking(asked, { rooms, opensAt: deadline == null ? null : (deadline.getTime() as Instant), now });
  if (!fit.ok) return fit;
  const witness = asked.siteWitness === null ? null : await actorById(tx, world.exchange.id, asked.siteWitness);
  if (asked.siteWitness !== null && witness?.role !== "exchange-staff" && witness?.role !== "notary") return refuse("site-witness-unknown", { witness: asked.siteWitness });
  return ok(rooms);
}

type Taking = { readonly booking: string; readonly number: number; readonly asked: Pick<AskedBooking, "from" | "until" | "rooms">; readonly rooms: readonly RoomRow[] };

async function take(tx: Tx, world: World, { booking, number, asked: { from, until, rooms: asked }, rooms }: Taking): Promise<Result<true>> {
  const rows = asked.flatMap(({ room, part }) => rooms.filter(({ id }) => id === room).map((each) => ({ exchange_id: world.exchange.id, booking_id: booking, number, room_id: room, part, from_at: new Date(from), held_until: new Date(heldUntil(until, each)) })));
  const [refused] = await takeRooms(tx, rows);
  if (refused === undefined) return ok(true);
  const row = rows.find(({ room_id }) => room_id === refused);
  const holder = row === undefined ? null : await holderOf(tx, world.exchange.id, refused, { from: row.from_at, until: row.held_until, but: booking });
  return refuse("room-taken", { room: rooms.find(({ id }) => id === refused)?.name ?? refused, from: rfc3339(holder?.from ?? from), until: rfc3339(holder?.until ?? until) });
}

const spanOf = ({ from, until, people, siteWitness }: BookingBody) => ({ from_at: new Date(from), until_at: new Date(until), people, site_witness: siteWitness });
const saidOf = ({ from, until, people, rooms, siteWitness }: BookingBody) => ({ from: rfc3339(from), until: rfc3339(until), people, rooms, siteWitness });
