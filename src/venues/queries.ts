import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { LotKey } from "../tenders/keys.js";
import type { Insider } from "./door.js";
import type { LinkEvent } from "./link.js";
import { eventIn, type VenueEvent } from "./record.js";
import type { Part, Purpose, Room, Seat, Seated } from "./room.js";

export type VenueRow = Row<"venues">;
export type BookingRow = Row<"bookings">;
export type RoomRow = Room & { readonly version: number };

export const venuesIn = (db: Db | Tx, exchangeId: string): Promise<VenueRow[]> => db.selectFrom("venues").selectAll().where("exchange_id", "=", exchangeId).orderBy("name").execute();

/** Rooms with the name of their venue: all, or those of these ids. */
export async function roomsIn(db: Db | Tx, exchangeId: string, ids?: readonly string[]): Promise<RoomRow[]> {
  if (ids?.length === 0) return [];
  const all = db.selectFrom("rooms").innerJoin("venues", (join) => join.onRef("venues.exchange_id", "=", "rooms.exchange_id").onRef("venues.venue_id", "=", "rooms.venue_id")).selectAll("rooms").select("venues.name as venueName")
    .where("rooms.exchange_id", "=", exchangeId).orderBy("venues.name").orderBy("rooms.name");
  const rows = await (ids === undefined ? all : all.where("rooms.room_id", "in", [...ids])).execute();
  return rows.map((row) => ({
    id: row.room_id, venue: row.venue_id, venueName: row.venueName, kind: row.kind, name: row.name, seats: row.seats as Seat[], lockers: row.lockers, bufferMinutes: row.buffer_minutes, retired: row.retired_at !== null, version: row.version,
  }));
}

export const bookingById = async (db: Db | Tx, exchangeId: string, bookingId: string): Promise<BookingRow | null> =>
  (await db.selectFrom("bookings").selectAll().where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).executeTakeFirst()) ?? null;

/** Bookings that meet a span of time, the first to begin first; cancelled ones too. */
export const bookingsBetween = (db: Db | Tx, exchangeId: string, from: Date, until: Date): Promise<BookingRow[]> =>
  db.selectFrom("bookings").selectAll().where("exchange_id", "=", exchangeId).where("from_at", "<", until).where("until_at", ">", from).orderBy("from_at").orderBy("booking_id").execute();

/** The bookings for the evaluation of a lot that stand, the first to begin first. */
export const evaluationsBooked = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<BookingRow[]> =>
  db.selectFrom("bookings").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("purpose", "=", "evaluation" satisfies Purpose).where("cancelled_at", "is", null).orderBy("from_at").orderBy("booking_id").execute();

export type HeldRoom = { readonly booking: string; readonly room: string; readonly part: Part; readonly heldUntil: Instant };

/** The rooms that bookings hold now. */
export async function heldRooms(db: Db | Tx, exchangeId: string, bookings: readonly string[]): Promise<HeldRoom[]> {
  if (bookings.length === 0) return [];
  const rows = await db.selectFrom("booking_rooms").select(["booking_id", "room_id", "part", "held_until"]).where("exchange_id", "=", exchangeId).where("booking_id", "in", [...bookings]).where("freed_at", "is", null).orderBy("room_id").execute();
  return rows.map(({ booking_id: booking, room_id: room, part, held_until }) => ({ booking, room, part, heldUntil: held_until.getTime() as Instant }));
}

/** Who holds a room in a span of time, the first of them; null where it is free. */
export async function holderOf(db: Db | Tx, exchangeId: string, room: string, { from, until, but }: { readonly from: Date; readonly until: Date; readonly but: string }): Promise<{ readonly from: Instant; readonly until: Instant } | null> {
  const row = await db.selectFrom("booking_rooms").select(["from_at", "held_until"]).where("exchange_id", "=", exchangeId).where("room_id", "=", room).where("booking_id", "<>", but).where("freed_at", "is", null)
    .where("from_at", "<", until).where("held_until", ">", from).orderBy("from_at").limit(1).executeTakeFirst();
  return row === undefined ? null : { from: row.from_at.getTime() as Instant, until: row.held_until.getTime() as Instant };
}

/** How many bookings hold a room from an instant on. */
export async function bookingsAhead(db: Db | Tx, exchangeId: string, room: string, from: Date): Promise<number> {
  const { count } = await db.selectFrom("booking_rooms").select(({ fn }) => fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).where("room_id", "=", room).where("freed_at", "is", null).where("held_until", ">", from).executeTakeFirstOrThrow();
  return Number(count);
}

export async function seatingOf(db: Db | Tx, exchangeId: string, bookingId: string): Promise<Seated[]> {
  const rows = await db.selectFrom("booking_seats").select(["label", "room_id", "seat"]).where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).orderBy("room_id").orderBy("seat").execute();
  return rows.map(({ label, room_id: room, seat }) => ({ label, room, seat }));
}

/** A record of a booking, its event read. */
export type Kept = { readonly number: number; readonly at: Instant; readonly by: string; readonly sha256: string; readonly event: VenueEvent };

/** All that happened to a booking and during it, in order. */
export async function recordsOf(db: Db | Tx, exchangeId: string, bookingId: string): Promise<Kept[]> {
  const rows = await db.selectFrom("booking_records").select(["number", "file", "sha256", "made_by", "made_at"]).where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).orderBy("number").execute();
  return rows.map(({ number, file, sha256, made_by: by, made_at }) => ({ number, at: made_at.getTime() as Instant, by, sha256, event: eventIn(file) }));
}

/** Where bids of lots are opened: the hall by its venue and name. */
export type HallLine = { readonly tender: string; readonly lot: string; readonly room: string; readonly venue: string; readonly address: string };

/** The halls booked for openings that meet a span of time: what the public is told of bookings. */
export async function openingHalls(db: Db | Tx, exchangeId: string, from: Date, until: Date): Promise<HallLine[]> {
  const purpose: Purpose = "opening";
  const { rows } = await sql<HallLine>`select bookings.tender_id as tender, bookings.lot, rooms.name as room, venues.name as venue, venues.address from bookings
    join booking_rooms using (exchange_id, booking_id) join rooms using (exchange_id, room_id) join venues using (exchange_id, venue_id)
    where exchange_id = ${exchangeId} and bookings.purpose = ${purpose} and bookings.cancelled_at is null and booking_rooms.freed_at is null and rooms.kind <> 'waiting' and bookings.from_at < ${until} and bookings.until_at > ${from}
    order by bookings.from_at, rooms.name`.execute(db);
  return rows;
}

/** Somebody inside an evaluation room, by his label or office. */
export type InsideLine = { readonly room: string; readonly as: Insider; readonly who: string; readonly locker: number | null; readonly since: Instant };

/** Who is inside the rooms of a booking now. */
export async function insideNow(db: Db | Tx, exchangeId: string, bookingId: string): Promise<InsideLine[]> {
  const rows = await db.selectFrom("insiders").select(["room_id", "kind", "who", "locker", "entered_at"]).where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).orderBy("entered_at").orderBy("who").execute();
  return rows.map(({ room_id: room, kind, who, locker, entered_at }) => ({ room, as: kind, who, locker, since: entered_at.getTime() as Instant }));
}

/** Where an office is inside, if it is. */
export const insiderOf = async (db: Db | Tx, exchangeId: string, actorId: string): Promise<Row<"insiders"> | null> =>
  (await db.selectFrom("insiders").selectAll().where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).executeTakeFirst()) ?? null;

/** Who of a booking is inside by this label or office. */
export const insiderBy = async (db: Db | Tx, exchangeId: string, bookingId: string, who: string): Promise<Row<"insiders"> | null> =>
  (await db.selectFrom("insiders").selectAll().where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).where("who", "=", who).executeTakeFirst()) ?? null;

/** The lockers of a room that are in use. */
export async function lockersInUse(db: Db | Tx, exchangeId: string, room: string): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom("insiders").select("locker").where("exchange_id", "=", exchangeId).where("room_id", "=", room).where("locker", "is not", null).execute();
  return new Set(rows.flatMap(({ locker }) => locker ?? []));
}

export type IncidentRow = Row<"incidents">;
export const incidentsOf = (db: Db | Tx, exchangeId: string, bookingId: string): Promise<IncidentRow[]> =>
  db.selectFrom("incidents").selectAll().where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).orderBy("number").execute();

/** Incidents that nobody has dealt with, the oldest first. */
export const openIncidents = (db: Db | Tx, exchangeId: string, limit: number) =>
  db.selectFrom("incidents").innerJoin("bookings", (join) => join.onRef("bookings.exchange_id", "=", "incidents.exchange_id").onRef("bookings.booking_id", "=", "incidents.booking_id"))
    .select(["incidents.booking_id", "incidents.number", "incidents.kind", "incidents.opened_at", "bookings.tender_id", "bookings.lot"]).where("incidents.exchange_id", "=", exchangeId).where("incidents.handled_at", "is", null).orderBy("incidents.opened_at").limit(limit).execute();

/** Where a member of a committee evaluates: the room that is booked, and its seat once it has one. */
export type MemberPlace = { readonly venue: string; readonly address: string; readonly room: string; readonly seat: number | null; readonly from: Instant; readonly until: Instant };

/** The place of a member in the newest booking for the evaluation of a lot; null where none stands. @param label the member's */
export async function memberPlace(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, label: string): Promise<MemberPlace | null> {
  const purpose: Purpose = "evaluation";
  const { rows: [row] } = await sql<{ venue: string; address: string; room: string; seat: number | null; from_at: Date; until_at: Date }>`select venues.name as venue, venues.address, rooms.name as room, booking_seats.seat, bookings.from_at, bookings.until_at from bookings
    join booking_rooms using (exchange_id, booking_id) join rooms using (exchange_id, room_id) join venues using (exchange_id, venue_id)
    left join booking_seats on booking_seats.exchange_id = bookings.exchange_id and booking_seats.booking_id = bookings.booking_id and booking_seats.room_id = rooms.room_id and booking_seats.label = ${label}
    where bookings.exchange_id = ${exchangeId} and bookings.tender_id = ${tenderId} and bookings.lot = ${lot} and bookings.purpose = ${purpose} and bookings.cancelled_at is null and booking_rooms.freed_at is null
    order by bookings.from_at desc, booking_seats.seat is null, booking_rooms.number limit 1`.execute(db);
  return row === undefined ? null : { venue: row.venue, address: row.address, room: row.room, seat: row.seat, from: row.from_at.getTime() as Instant, until: row.until_at.getTime() as Instant };
}

/** Since when the evaluation of a lot is paused, because a link between its venues is lost; null while it is not. */
export async function evaluationPausedSince(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Instant | null> {
  const row = await db.selectFrom("bookings").select("paused_since").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("cancelled_at", "is", null).where("paused_since", "is not", null).orderBy("paused_since").limit(1).executeTakeFirst();
  return row?.paused_since == null ? null : (row.paused_since.getTime() as Instant);
}

/** What the records say of the links between venues, in order. */
export const linksIn = (records: readonly Kept[]): LinkEvent[] => records.flatMap(({ at, event }) => (event.kind === "link" ? [{ room: event.room, state: event.state, at }] : []));
