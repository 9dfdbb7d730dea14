import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { checkDisposal, type IncidentKind } from "../incident.js";
import { checkLink, endAfter, pausedSince, type LinkState } from "../link.js";
import { bookingById, heldRooms, incidentsOf, linksIn, recordsOf, roomsIn, type BookingRow } from "../queries.js";
import { heldUntil } from "../room.js";
import { changeBooking, closeIncident, insertIncident, takeInstead } from "../store.js";
import { liveBooking } from "./bookings.js";
import { keepRecord } from "./keep-record.js";

/** The witness of a booking notes what he sees, as it happens. */
export const writeNote = (world: World, actor: Actor, booking: string, text: string, at: Instant): Promise<Result<{ readonly number: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    if (row.value.site_witness !== actor.id) return refuse("not-the-witness");
    return ok({ number: await keepRecord(tx, world, booking, { kind: "note", text }, { actor, action: "venue.witness", at }) });
  });

export type RecordingBody = { readonly reference: string; readonly room: string; readonly from: Instant; readonly until: Instant; readonly sha256: string | null };

/** Where a recording of a room lies, and its hash where it is made. Law: 87号令 39. */
export const noteRecording = (world: World, actor: Actor, booking: string, { from, until, ...given }: RecordingBody, at: Instant): Promise<Result<{ readonly number: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    if (!(await heldRooms(tx, world.exchange.id, [booking])).some(({ room }) => room === given.room)) return refuse("not-found", { what: given.room });
    if (until <= from) return refuse("booking-span");
    if (until > at) return refuse("recording-ahead", { now: rfc3339(at) });
    return ok({ number: await keepRecord(tx, world, booking, { kind: "recording", ...given, from: rfc3339(from), until: rfc3339(until) }, { actor, action: "venue.witness", at }) });
  });

async function openIncident(tx: Tx, world: World, actor: Actor, { booking, type, text, at }: { readonly booking: string; readonly type: IncidentKind; readonly text: string; readonly at: Instant }): Promise<number> {
  const number = await keepRecord(tx, world, booking, { kind: "incident", type, text }, { actor, action: "incident.report", at });
  await insertIncident(tx, { exchange_id: world.exchange.id, booking_id: booking, number, kind: type, opened_at: new Date(at) });
  return number;
}

export const reportIncident = (world: World, actor: Actor, booking: string, given: { readonly kind: IncidentKind; readonly text: string }, at: Instant): Promise<Result<{ readonly incident: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    return row.ok ? ok({ incident: await openIncident(tx, world, actor, { booking, type: given.kind, text: given.text, at }) }) : row;
  });

/** Says how an incident was dealt with. */
export const handleIncident = (world: World, actor: Actor, booking: string, given: { readonly incident: number; readonly disposal: string }, at: Instant): Promise<Result<{ readonly incident: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    const incident = (await incidentsOf(tx, world.exchange.id, booking)).find(({ number }) => number === given.incident);
    if (incident === undefined) return refuse("not-found", { what: `${booking}/${String(given.incident)}` });
    const reported = (await recordsOf(tx, world.exchange.id, booking)).find(({ number }) => number === given.incident);
    const may = checkDisposal({ handled: incident.handled_at !== null, reportedBy: reported?.by ?? "" }, actor.id);
    if (!may.ok) return may;
    await closeIncident(tx, world.exchange.id, booking, given.incident, new Date(at));
    await keepRecord(tx, world, booking, { kind: "handled", ...given }, { actor, action: "incident.handle", at });
    return ok({ incident: given.incident });
  });

export type LinkAnswer = { readonly pausedSince: string | null; readonly until: string; /** Whether the rooms are held until then. */ readonly held: boolean };

/** A link to a guest room is gone, or back. While one is gone the evaluation is paused; the end moves by as long as that lasted (rule book C6). */
export const noteLink = (world: World, actor: Actor, booking: string, given: { readonly room: string; readonly state: LinkState; readonly reason: string | null }, at: Instant): Promise<Result<LinkAnswer>> =>
  allOrNothing(world.db, async (tx) => {
    // The tender first, as whoever signs a sheet does: a sheet is before the pause, or refused.
    const known = await bookingById(tx, world.exchange.id, booking);
    if (known !== null) await holdTender(tx, world.exchange.id, known.tender_id);
    const row = await liveBooking(tx, world, booking);
    if (!row.ok) return row;
    const guest = (await heldRooms(tx, world.exchange.id, [booking])).find(({ room, part }) => room === given.room && part === "guest");
    const [room] = guest === undefined ? [] : await roomsIn(tx, world.exchange.id, [given.room]);
    if (room === undefined) return refuse("not-a-guest");
    const before = linksIn(await recordsOf(tx, world.exchange.id, booking));
    const fits = checkLink(before, given, room.name);
    if (!fits.ok) return fits;
    await keepRecord(tx, world, booking, { kind: "link", ...given }, { actor, action: "venue.admit", at });
    const since = pausedSince([...before, { room: given.room, state: given.state, at }]);
    await changeBooking(tx, world.exchange.id, booking, { paused_since: since === null ? null : new Date(since) });
    const began = row.value.paused_since;
    if (began === null || since !== null) return ok({ pausedSince: since === null ? null : rfc3339(since), until: rfc3339(row.value.until_at.getTime() as Instant), held: true });
    return ok(await extend(tx, world, actor, row.value, { from: began.getTime() as Instant, until: at }));
  });

/** Moves the end of a booking by a pause. Where another booking of a room is in the way all stay held as they were, and that is an incident. */
async function extend(tx: Tx, world: World, actor: Actor, row: BookingRow, pause: { readonly from: Instant; readonly until: Instant }): Promise<LinkAnswer> {
  const { booking_id: booking, exchange_id: exchangeId } = row;
  const [before, at] = [row.until_at.getTime() as Instant, pause.until];
  const until = endAfter(before, { from: row.from_at.getTime() as Instant, pause });
  if (until === before) return { pausedSince: null, until: rfc3339(until), held: true };
  const held = await holdLonger(tx, world, row, until, at);
  await changeBooking(tx, exchangeId, booking, { until_at: new Date(until) });
  await keepRecord(tx, world, booking, { kind: "extended", until: rfc3339(until), held }, { actor, action: "venue.admit", at });
  if (!held) await openIncident(tx, world, actor, { booking, type: "overrun", text: `因暂停顺延至 ${rfc3339(until)}，房间此后已有其他预订`, at });
  return { pausedSince: null, until: rfc3339(until), held };
}

async function holdLonger(tx: Tx, world: World, { booking_id, from_at }: BookingRow, until: Instant, at: Instant): Promise<boolean> {
  const exchange_id = world.exchange.id;
  const held = await heldRooms(tx, exchange_id, [booking_id]);
  const rooms = await roomsIn(tx, exchange_id, held.map(({ room }) => room));
  const number = (await recordsOf(tx, exchange_id, booking_id)).length + 1;
  const rows = held.flatMap(({ room, part }) => rooms.filter(({ id }) => id === room).map((each) => ({ exchange_id, booking_id, number, room_id: room, part, from_at, held_until: new Date(heldUntil(until, each)) })));
  return takeInstead(tx, { exchangeId: exchange_id, bookingId: booking_id, at: new Date(at) }, rows);
}
