import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { actorById, nameOfActor, officesWith } from "../../identity/queries.js";
import { day as dayIn, DAY_MS, dayOf, endOf, MINUTE_MS, plusDays, rfc3339, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById } from "../../tenders/queries.js";
import { lotLines } from "../../tenders/queries/lot-lines.js";
import { INCIDENTS } from "../../venues/incident.js";
import { bookingById, bookingsBetween, heldRooms, openIncidents, recordsOf, roomsIn, seatingOf, venuesIn, type BookingRow, type HeldRoom, type Kept, type RoomRow } from "../../venues/queries.js";
import { EVENT_NAMES } from "../../venues/record.js";
import { PARTS, PURPOSES, ROOM_KINDS } from "../../venues/room.js";
import { shortLabel, toldOf } from "../../venues/told.js";
import { labelsOf } from "../../venues/use-cases/bookings.js";
import type { PageContext } from "../../web/context.js";
import { venueWords } from "../../web/messages/venues.js";
import { bookingPage, venueRoomsPage, venuesPage, type BookingLine, type BookingView, type VenueRoomsView, type VenuesView } from "../../web/pages/venues.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import type { World } from "../../world.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { withValues } from "./draft-values.js";
import type { Refused } from "./forms.js";
import { onSiteView } from "./on-site.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { bookFields, changeFields, reasonFields, seatField, seatLines, spanFields } from "./venue-acts.js";
import { instantOf } from "./views/lists.js";

const LOTS_MAX = 300;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INCIDENTS_MAX = 50;
const ROOT = "venues";

/** Rooms, bookings and what happens on site, for staff, notaries and supervisors. */
export function venuePageRoutes(site: Site): void {
  for (const path of [paths.venues, paths.venueRooms, "/venues/bookings/:booking"]) site.api.get(path, async (c) => (await drawVenues(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

type Reading = { readonly c: PageRequest; readonly site: Site; readonly page: PageContext; readonly actor: Actor; readonly refused: Refused | null };

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawVenues(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, place, booking, more] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== ROOT || more !== undefined) return null;
  const may = inOffice(c, "venue.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const reading: Reading = { c, site, page: contextOf(c, site), actor: may.value, refused };
  if (place === undefined) return day(reading, url);
  if (place === "rooms" && booking === undefined) return rooms(reading);
  return place === "bookings" && booking !== undefined ? oneBooking(reading, booking) : null;
}

const statusOf = ({ refused }: Reading): 200 | 422 => (refused === null ? 200 : 422);
const drawingFor = ({ site: { world }, actor, page, refused }: Reading, back: string): Drawing => ({ world, actor, language: page.language, back, refused });
const clock = (instant: Instant): string => rfc3339(instant).slice(11, 16);
const spanOf = ({ from_at, until_at }: Pick<BookingRow, "from_at" | "until_at">): string => `${clock(instantOf(from_at))}–${clock(instantOf(until_at))}`;

async function day(reading: Reading, url: URL): Promise<Response> {
  const { c, site: { world }, page, actor, refused } = reading;
  const { db, exchange } = world;
  const asked = url.searchParams.get("day") ?? "";
  const on = DAY.test(asked) && !Number.isNaN(Date.parse(asked)) ? dayIn(asked) : dayOf(page.now);
  const [all, rows] = await Promise.all([roomsIn(db, exchange.id), bookingsBetween(db, exchange.id, new Date(startOf(on)), new Date(endOf(on)))]);
  const held = await heldRooms(db, exchange.id, rows.map(({ booking_id }) => booking_id));
  const lines = await Promise.all(rows.map((row) => bookingLine(world, row, { held, rooms: all, page })));
  const back = `${paths.venues}?day=${on}`;
  return html(c, page, venuesPage(page, {
    day: on, before: plusDays(on, -1), after: plusDays(on, 1), rooms: all.filter(({ retired }) => !retired).map((room) => roomOfDay(room, on, { rows, held, lines, page })), bookings: lines, incidents: await incidentLines(world, page.language), keeps: can(actor, "venue.keep").ok,
    book: can(actor, "venue.book").ok ? button(drawingFor(reading, back), "venue-book", {}, { fields: await bookable(reading, bookFields(page.language)) }) : null, faults: faultsOf(refused, page.language),
  }), statusOf(reading));
}

/** Incidents that wait, each leading to its booking. */
export async function incidentLines({ db, exchange }: World, language: PageContext["language"]): Promise<VenuesView["incidents"]> {
  const rows = await openIncidents(db, exchange.id, INCIDENTS_MAX);
  return rows.map(({ booking_id: booking, kind, tender_id, lot, opened_at }) => ({ booking, at: instantOf(opened_at), text: `${INCIDENTS[kind][language]} · ${tender_id}/${lot}` }));
}

async function bookingLine(world: World, row: BookingRow, { held, rooms, page }: { readonly held: readonly HeldRoom[]; readonly rooms: readonly RoomRow[]; readonly page: PageContext }): Promise<BookingLine> {
  const { title, lotName } = await namesOf(world, row);
  const own = held.filter(({ booking }) => booking === row.booking_id);
  return { booking: row.booking_id, span: spanOf(row), purposeName: PURPOSES[row.purpose][page.language], title, lotName, people: row.people, cancelled: row.cancelled_at !== null, rooms: own.map(({ room }) => rooms.find(({ id }) => id === room)?.name ?? room) };
}

async function namesOf({ db, exchange }: World, { tender_id, lot }: Pick<BookingRow, "tender_id" | "lot">): Promise<{ readonly title: string; readonly lotName: string }> {
  const tender = await tenderById(db, exchange.id, tender_id);
  return { title: tender?.form.title ?? tender_id, lotName: tender === null ? lot : lotOf(tender.form, lot).name };
}

type OfDay = { readonly rows: readonly BookingRow[]; readonly held: readonly HeldRoom[]; readonly lines: readonly BookingLine[]; readonly page: PageContext };

function roomOfDay(room: RoomRow, on: PlainDate, { rows, held, lines, page }: OfDay): VenuesView["rooms"][number] {
  const own = rows.filter(({ booking_id }) => held.some((each) => each.booking === booking_id && each.room === room.id));
  const minute = (instant: Date): number => Math.min(DAY_MS, Math.max(0, instant.getTime() - startOf(on))) / MINUTE_MS;
  return {
    name: room.name, venueName: room.venueName, kindName: ROOM_KINDS[room.kind][page.language], seats: room.seats.length, taken: own.map(({ from_at, until_at }) => ({ from: minute(from_at), to: minute(until_at) })),
    bookings: own.flatMap((row) => lines.filter(({ booking }) => booking === row.booking_id).map((line) => ({ booking: line.booking, text: `${line.span} ${line.purposeName}` }))),
  };
}

/** The fields of a booking with the lots, rooms and people there are to choose from. */
async function bookable({ site: { world: { db, exchange } }, page }: Reading, fields: readonly Field[]): Promise<Field[]> {
  const words = venueWords(page.language);
  const named = async (ids: readonly string[]) => Promise.all(ids.map(async (id) => ({ value: id, label: `${(await nameOfActor(db, exchange.id, id)) ?? id}（${id}）` })));
  const rooms = (await roomsIn(db, exchange.id)).filter(({ retired }) => !retired).map((room) => ({ value: room.id, label: `${room.venueName} ${room.name}（${ROOM_KINDS[room.kind][page.language]}，${words.seatCount(room.seats.length)}）` }));
  const options: Readonly<Record<string, Field["options"]>> = {
    hosts: rooms, guests: rooms, lot: (await lotLines(db, exchange.id, { published: true, limit: LOTS_MAX })).map(({ tender, lot, title, name }) => ({ value: `${tender}/${lot}`, label: `${tender} ${title}（${name}）` })),
    siteWitness: [{ value: "", label: words.noWitness }, ...await named(await officesWith(db, exchange.id, "exchange-staff", null)), ...await named(await officesWith(db, exchange.id, "notary", null))],
  };
  return fields.map((field) => { const known = options[field.name]; return known === undefined ? field : { ...field, options: known }; });
}

async function rooms(reading: Reading): Promise<Response> {
  const { c, site: { world: { db, exchange } }, page, actor, refused } = reading;
  const [venues, all] = await Promise.all([venuesIn(db, exchange.id), roomsIn(db, exchange.id)]);
  const keeps = can(actor, "venue.keep").ok;
  // Of forms of one name only that of the place which was refused shows what was typed.
  const drawing = (item: string): Drawing => ({ ...drawingFor(reading, paths.venueRooms), refused: c.req.query("item") === item ? refused : null });
  return html(c, page, venueRoomsPage(page, {
    venues: venues.map(({ venue_id: venue, name, address, retired_at }) => ({
      venue, name, address, retired: retired_at !== null, rooms: all.filter((room) => room.venue === venue).map((room) => roomView(room, page, keeps && !room.retired ? drawing(room.id) : null)),
      acts: keeps && retired_at === null ? [button(drawing(venue), "room-open", { item: venue }, { suffix: `-${venue}` }), button(drawing(venue), "venue-retire", { item: venue }, { suffix: `-${venue}` })] : [],
    })),
    open: keeps ? button(drawingFor(reading, paths.venueRooms), "venue-open", {}) : null, faults: faultsOf(refused, page.language),
  }), statusOf(reading));
}

function roomView(room: RoomRow, page: PageContext, drawing: Drawing | null): VenueRoomsView["venues"][number]["rooms"][number] {
  const { name, seats, lockers, bufferMinutes, retired } = room;
  const values = { name, seats: seatLines(seats), lockers: String(lockers), bufferMinutes: String(bufferMinutes) };
  const change = (own: Drawing) => button(own, "room-change", { item: room.id }, { suffix: `-${room.id}`, version: room.version, fields: withValues(changeFields(page.language), values) });
  return {
    name, kindName: ROOM_KINDS[room.kind][page.language], seats: seats.length, devices: [...new Set(seats.flatMap(({ device }) => device ?? []))].join("、"), lockers, bufferMinutes, retired,
    acts: drawing === null ? [] : [change(drawing), button(drawing, "room-retire", { item: room.id }, { suffix: `-${room.id}` })],
  };
}

async function oneBooking(reading: Reading, booking: string): Promise<Response | null> {
  const { c, site: { world }, page, refused } = reading;
  const { db, exchange } = world;
  const row = await bookingById(db, exchange.id, booking);
  if (row === null) return null;
  const [held, seats, records] = await Promise.all([heldRooms(db, exchange.id, [booking]), seatingOf(db, exchange.id, booking), recordsOf(db, exchange.id, booking)]);
  const all = await roomsIn(db, exchange.id);
  const roomOf = (id: string): RoomRow | undefined => all.find((each) => each.id === id);
  return html(c, page, bookingPage(page, {
    ...await namesOf(world, row), purposeName: PURPOSES[row.purpose][page.language], from: instantOf(row.from_at), until: instantOf(row.until_at), people: row.people, cancelled: row.cancelled_at !== null, projectHref: paths.project(row.tender_id), day: dayOf(instantOf(row.from_at)),
    rooms: held.map(({ room, part, heldUntil }) => ({ name: roomOf(room)?.name ?? room, venueName: roomOf(room)?.venueName ?? "", partName: PARTS[part][page.language], heldUntil })),
    siteWitness: row.site_witness === null ? null : ((await actorById(db, exchange.id, row.site_witness))?.name ?? row.site_witness), isEvaluation: row.purpose === "evaluation",
    onSite: await onSiteView({ drawing: drawingFor(reading, paths.booking(booking)), actor: reading.actor, row, held, all, records, refusedPart: c.req.query("part") }),
    seats: seats.map(({ label, room, seat }) => ({ label, room: roomOf(room)?.name ?? room, seat, device: roomOf(room)?.seats.find(({ number }) => number === seat)?.device ?? null })),
    records: await Promise.all(records.map(async (kept) => recordLine(world, kept, all, page))), ...await actsOn(reading, row, { held, all }), faults: faultsOf(refused, page.language),
  }), statusOf(reading));
}

type Whole = { readonly held: readonly HeldRoom[]; readonly all: readonly RoomRow[] };

async function actsOn(reading: Reading, row: BookingRow, whole: Whole): Promise<Pick<BookingView, "arrange" | "acts">> {
  const { page, actor } = reading;
  if (!can(actor, "venue.book").ok || row.cancelled_at !== null) return { arrange: null, acts: [] };
  const drawing = drawingFor(reading, paths.booking(row.booking_id));
  const local = (date: Date): string => rfc3339(instantOf(date)).slice(0, 16);
  const roomsIn = (part: HeldRoom["part"]): string => whole.held.filter((each) => each.part === part).map(({ room }) => room).join("\n");
  const values = { from: local(row.from_at), until: local(row.until_at), people: String(row.people), hosts: roomsIn("host"), guests: roomsIn("guest"), siteWitness: row.site_witness ?? "" };
  const fields = withValues(await bookable(reading, [...spanFields(page.language), ...reasonFields(page.language)]), values);
  return { arrange: row.purpose === "evaluation" ? await arranging(reading, row, whole) : null, acts: [button(drawing, "booking-move", { item: row.booking_id }, { fields }), button(drawing, "booking-cancel", { item: row.booking_id })] };
}

/** A seat to choose for each member; null while there is no committee. */
async function arranging(reading: Reading, row: BookingRow, { held, all }: Whole): Promise<BookingView["arrange"]> {
  const { site: { world }, page } = reading;
  const labels = await labelsOf(world.db, world, row);
  if (labels.length === 0) return null;
  const now = new Map((await seatingOf(world.db, world.exchange.id, row.booking_id)).map(({ label, room, seat }) => [label, `${room}/${String(seat)}`]));
  const free = held.flatMap(({ room }) => all.filter(({ id, kind }) => id === room && kind !== "waiting")).flatMap((room) => room.seats.map(({ number }) => ({ value: `${room.id}/${String(number)}`, label: `${room.name} ${String(number)}` })));
  const options = [{ value: "", label: venueWords(page.language).unseated }, ...free];
  const fields = labels.map((label, place): Field => ({ name: seatField(label), label: shortLabel(label), kind: "select", options, value: now.get(label) ?? free[place]?.value ?? "" }));
  return button(drawingFor(reading, paths.booking(row.booking_id)), "booking-seats", { item: row.booking_id }, { fields });
}

async function recordLine({ db, exchange }: World, { number, at, by, sha256, event }: Kept, all: readonly RoomRow[], { language }: PageContext): Promise<BookingView["records"][number]> {
  const roomName = (id: string): string => all.find((each) => each.id === id)?.name ?? id;
  return { number, at, by: (await nameOfActor(db, exchange.id, by)) ?? by, sha256, what: EVENT_NAMES[event.kind][language], detail: toldOf(event, roomName) };
}
