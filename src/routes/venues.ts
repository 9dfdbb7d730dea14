import { z } from "@hono/zod-openapi";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { dayOf, endOf, rfc3339, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { DayBody, TimeBody } from "../tenders/form.js";
import { COMERS, type Comer } from "../venues/door.js";
import { INCIDENTS, type IncidentKind } from "../venues/incident.js";
import { LINK_STATES, type LinkState } from "../venues/link.js";
import { bookingById, bookingsBetween, heldRooms, insideNow, openIncidents, recordsOf, roomsIn, seatingOf, venuesIn, type BookingRow, type HeldRoom, type RoomRow } from "../venues/queries.js";
import { PARTS, PURPOSES, ROOM_KINDS, type Part, type Purpose, type RoomKind } from "../venues/room.js";
import { book, cancel, move, seat } from "../venues/use-cases/bookings.js";
import { enter, leave } from "../venues/use-cases/door.js";
import { handleIncident, noteLink, noteRecording, reportIncident, writeNote } from "../venues/use-cases/on-site.js";
import { issueSiteRecord } from "../venues/use-cases/site-record.js";
import { changeRoom, openRoom, openVenue, retireRoom, retireVenue } from "../venues/use-cases/rooms.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const SEATS_MAX = 500;
const ROOMS_MAX = 10;
const INCIDENTS_MAX = 200;
const VENUES_AT = "/api/v1/venues";
const ROOM = "/api/v1/rooms/:room";
const BOOKINGS = "/api/v1/bookings";
const BOOKING = `${BOOKINGS}/:booking`;

const Id = z.string().min(1).max(40);
const Reason = z.strictObject({ reason: Line(500) });
const RoomShape = {
  name: Line(60), seats: z.array(z.strictObject({ number: z.int().min(1).max(9_999), device: Line(60).nullable() })).max(SEATS_MAX), lockers: z.int().min(0).max(500), bufferMinutes: z.int().min(0).max(240).default(15),
};
const BookingShape = {
  from: TimeBody, until: TimeBody, people: z.int().min(1).max(SEATS_MAX), rooms: z.array(z.strictObject({ room: Id, part: z.enum(keysOf<Part>(PARTS)) })).min(1).max(ROOMS_MAX), siteWitness: Id.nullable().default(null),
};

/** Venues, rooms, and who has which room when. */
export function venueRoutes(api: Api, world: World): void {
  roomRoutes(api, world);
  bookingRoutes(api, world);
  doorRoutes(api, world);
  siteRoutes(api, world);
}

const shown = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? ok({ body: result.value }) : result);
const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

function roomRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: VENUES_AT, summary: "Venues and their rooms, retired ones too", action: "venue.read" }, async () => {
    const [venues, rooms] = await Promise.all([venuesIn(db, exchange.id), roomsIn(db, exchange.id)]);
    return ok({ body: { venues: venues.map(({ venue_id: venue, name, address, retired_at }) => ({ venue, name, address, retired: retired_at !== null, rooms: rooms.filter((room) => room.venue === venue).map(roomView) })) } });
  });
  endpoint(api, world, { method: "post", path: VENUES_AT, summary: "Open a venue", action: "venue.keep", body: z.strictObject({ name: Line(60), address: Line(120) }) }, async ({ actor, body, receivedAt }) => made(await openVenue(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${VENUES_AT}/:venue/retirement`, summary: "Retire a venue that has no room in use", action: "venue.keep" }, async ({ param, receivedAt }) => shown(await retireVenue(world, param("venue"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${VENUES_AT}/:venue/rooms`, summary: "Open a room of a venue, with its seats and what watches them", action: "venue.keep", body: z.strictObject({ kind: z.enum(keysOf<RoomKind>(ROOM_KINDS)), ...RoomShape }) },
    async ({ actor, body, param, receivedAt }) => made(await openRoom(world, actor, param("venue"), body, receivedAt)));
  endpoint(api, world, { method: "put", path: ROOM, summary: "Say anew how a room is fitted out", action: "venue.keep", body: z.strictObject({ version: z.int().min(1), ...RoomShape }) }, async ({ body, param }) => shown(await changeRoom(world, param("room"), body)));
  endpoint(api, world, { method: "post", path: `${ROOM}/retirement`, summary: "Retire a room that nobody has booked any more", action: "venue.keep" }, async ({ param, receivedAt }) => shown(await retireRoom(world, param("room"), receivedAt)));
}

function bookingRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: BOOKINGS, summary: "The bookings of a day, `?day=2026-09-22`; today’s where none is named", action: "venue.read" }, async ({ c, receivedAt }) => {
    const day = DayBody.safeParse(c.req.query("day") ?? dayOf(receivedAt));
    if (!day.success) return refuse("wrong-form", { where: "day", why: "请填写日期，例如 2026-12-18", whyEn: "write a day: 2026-12-18" });
    const rows = await bookingsOn(world, day.data);
    const rooms = await heldRooms(db, exchange.id, rows.map(({ booking_id }) => booking_id));
    return ok({ body: { day: day.data, bookings: rows.map((row) => bookingView(row, rooms)) } });
  });
  endpoint(api, world, { method: "post", path: BOOKINGS, summary: "Book rooms for a lot", action: "venue.book", body: z.strictObject({ tender: z.string().max(40), lot: z.string().max(20), purpose: z.enum(keysOf<Purpose>(PURPOSES)), ...BookingShape }) },
    async ({ actor, body, receivedAt }) => made(await book(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "get", path: BOOKING, summary: "A booking, who sits where by label, and its whole record", action: "venue.read" }, async ({ param }) => {
    const row = await bookingById(db, exchange.id, param("booking"));
    if (row === null) return refuse("not-found", { what: param("booking") });
    const [rooms, seats, records, inside] = await Promise.all([heldRooms(db, exchange.id, [row.booking_id]), seatingOf(db, exchange.id, row.booking_id), recordsOf(db, exchange.id, row.booking_id), insideNow(db, exchange.id, row.booking_id)]);
    return ok({ body: { ...bookingView(row, rooms), seats, inside: inside.map(({ since, ...each }) => ({ ...each, since: rfc3339(since) })), records: records.map(({ at, ...record }) => ({ ...record, at: rfc3339(at) })) } });
  });
  endpoint(api, world, { method: "post", path: `${BOOKING}/moves`, summary: "Move a booking to another time or other rooms, with the reason", action: "venue.book", body: z.strictObject({ ...BookingShape, ...Reason.shape }) }, async ({ actor, body, param, receivedAt }) => made(await move(world, actor, param("booking"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BOOKING}/cancellation`, summary: "Cancel a booking, with the reason", action: "venue.book", body: Reason }, async ({ actor, body, param, receivedAt }) => made(await cancel(world, actor, param("booking"), body.reason, receivedAt)));
  endpoint(api, world, { method: "put", path: `${BOOKING}/seats`, summary: "Seat the committee, each member by its label", action: "venue.book", body: z.strictObject({ seats: z.array(z.strictObject({ label: z.string().min(1).max(64), room: Id, seat: z.int().min(1).max(9_999) })).max(100) }) },
    async ({ actor, body, param, receivedAt }) => shown(await seat(world, actor, param("booking"), body.seats, receivedAt)));
}

/** The door of an evaluation room, and the links between venues. */
function doorRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${BOOKING}/entries`, summary: "Somebody comes to the door of an evaluation room: he is let in, or turned away and noted", action: "venue.admit", body: z.strictObject({ room: Id, as: z.enum(keysOf<Comer>(COMERS)), who: Line(64), reason: Line(200).nullable().default(null), devices: z.boolean().default(true) }) },
    async ({ actor, body, param, receivedAt }) => made(await enter(world, actor, param("booking"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BOOKING}/exits`, summary: "Somebody leaves an evaluation room, his locker emptied", action: "venue.admit", body: z.strictObject({ who: Line(64), emptied: z.boolean().default(false) }) }, async ({ actor, body, param, receivedAt }) => made(await leave(world, actor, param("booking"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BOOKING}/links`, summary: "The link to a guest room is lost or restored: while one is lost the evaluation is paused", action: "venue.admit", body: z.strictObject({ room: Id, state: z.enum(keysOf<LinkState>(LINK_STATES)), reason: Line(200).nullable().default(null) }) },
    async ({ actor, body, param, receivedAt }) => made(await noteLink(world, actor, param("booking"), body, receivedAt)));
}

/** What a witness sees, where recordings lie, and what went wrong. */
function siteRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${BOOKING}/notes`, summary: "The on-site witness notes what happens", action: "venue.witness", body: z.strictObject({ text: Line(1_000) }) }, async ({ actor, body, param, receivedAt }) => made(await writeNote(world, actor, param("booking"), body.text, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BOOKING}/recordings`, summary: "Where a recording of a room lies, from when to when, and its hash", action: "venue.witness", body: z.strictObject({ reference: Line(100), room: Id, from: TimeBody, until: TimeBody, sha256: z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex").nullable().default(null) }) },
    async ({ actor, body, param, receivedAt }) => made(await noteRecording(world, actor, param("booking"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BOOKING}/incidents`, summary: "Report an incident on site", action: "incident.report", body: z.strictObject({ kind: z.enum(keysOf<IncidentKind>(INCIDENTS)), text: Line(1_000) }) }, async ({ actor, body, param, receivedAt }) => made(await reportIncident(world, actor, param("booking"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BOOKING}/incidents/:number{[1-9][0-9]{0,5}}/disposal`, summary: "Say how an incident was dealt with", action: "incident.handle", body: z.strictObject({ disposal: Line(1_000) }) },
    async ({ actor, body, param, receivedAt }) => made(await handleIncident(world, actor, param("booking"), { incident: Number(param("number")), disposal: body.disposal }, receivedAt)));
  endpoint(api, world, { method: "post", path: `${BOOKING}/site-record`, summary: "Issue what the record of a booking says so far as a sealed document", action: "venue.witness" }, async ({ actor, param, receivedAt }) => made(await issueSiteRecord(world, actor, param("booking"), receivedAt)));
  endpoint(api, world, { method: "get", path: "/api/v1/incidents", summary: "Incidents that nobody has dealt with", action: "venue.read" }, async () => ok({ body: {
    incidents: (await openIncidents(world.db, world.exchange.id, INCIDENTS_MAX)).map(({ booking_id: booking, number, kind, opened_at, tender_id: tender, lot }) => ({ booking, number, kind, tender, lot, openedAt: instant(opened_at) })),
  } }));
}

export const bookingsOn = ({ db, exchange }: World, day: PlainDate): Promise<BookingRow[]> => bookingsBetween(db, exchange.id, new Date(startOf(day)), new Date(endOf(day)));

const roomView = ({ id, kind, name, seats, lockers, bufferMinutes, retired, version }: RoomRow) => ({ room: id, kind, name, seats, lockers, bufferMinutes, retired, version });

const instant = (date: Date): string => rfc3339(date.getTime() as Instant);

function bookingView(row: BookingRow, held: readonly HeldRoom[]) {
  return {
    booking: row.booking_id, tender: row.tender_id, lot: row.lot, purpose: row.purpose, people: row.people, from: instant(row.from_at), until: instant(row.until_at), siteWitness: row.site_witness, cancelledAt: row.cancelled_at === null ? null : instant(row.cancelled_at), pausedSince: row.paused_since === null ? null : instant(row.paused_since),
    rooms: held.filter(({ booking }) => booking === row.booking_id).map(({ room, part, heldUntil }) => ({ room, part, heldUntil: rfc3339(heldUntil) })),
  };
}
