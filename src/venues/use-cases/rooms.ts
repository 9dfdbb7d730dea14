import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { newId } from "../../identity/use-cases/people.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { bookingsAhead, roomsIn } from "../queries.js";
import type { RoomKind, Seat } from "../room.js";
import { changeRoomRow, holdRoom, holdVenue, insertRoom, insertVenue, retireVenueRow } from "../store.js";

/** A building with rooms. */
export const openVenue = (world: World, actor: Actor, { name, address }: { readonly name: string; readonly address: string }, at: Instant): Promise<Result<{ readonly venue: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const venue = newId("v", world.random);
    const made = await insertVenue(tx, { exchange_id: world.exchange.id, venue_id: venue, name, address, made_by: actor.id, made_at: new Date(at) });
    return made ? ok({ venue }) : refuse("name-taken", { name });
  });

/** A venue without rooms in use is used no more; it stays in what was booked. */
export const retireVenue = (world: World, venue: string, at: Instant): Promise<Result<{ readonly venue: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdVenue(tx, world.exchange.id, venue);
    if (row?.retired_at !== null) return refuse("not-found", { what: venue });
    const rooms = (await roomsIn(tx, world.exchange.id)).filter((room) => room.venue === venue && !room.retired);
    if (rooms.length > 0) return refuse("venue-in-use", { count: rooms.length });
    await retireVenueRow(tx, world.exchange.id, venue, new Date(at));
    return ok({ venue });
  });

/** What can be said anew of a room. */
export type RoomBody = { readonly name: string; readonly seats: readonly Seat[]; readonly lockers: number; readonly bufferMinutes: number };

const rowOf = ({ name, seats, lockers, bufferMinutes }: RoomBody) => ({ name, seats: JSON.stringify(seats.toSorted((one, other) => one.number - other.number)), lockers, buffer_minutes: bufferMinutes });
const twiceIn = (seats: readonly Seat[]): number | undefined => seats.find(({ number }, at) => seats.findIndex((each) => each.number === number) < at)?.number;

export const openRoom = (world: World, actor: Actor, venue: string, given: RoomBody & { readonly kind: RoomKind }, at: Instant): Promise<Result<{ readonly room: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await holdVenue(tx, world.exchange.id, venue);
    if (found?.retired_at !== null) return refuse("not-found", { what: venue });
    const twice = twiceIn(given.seats);
    if (twice !== undefined) return refuse("seat-twice", { seat: twice });
    const room = newId("h", world.random);
    const made = await insertRoom(tx, { exchange_id: world.exchange.id, room_id: room, venue_id: venue, kind: given.kind, ...rowOf(given), made_by: actor.id, made_at: new Date(at) });
    return made ? ok({ room }) : refuse("name-taken", { name: given.name });
  });

/** Says anew how a room is fitted out. Who was booked or seated before stays so. @param version as it was read */
export const changeRoom = (world: World, room: string, { version, ...given }: RoomBody & { readonly version: number }): Promise<Result<{ readonly version: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdRoom(tx, world.exchange.id, room);
    if (row?.retired_at !== null) return refuse("not-found", { what: room });
    if (row.version !== version) return refuse("room-changed", { version: row.version });
    const twice = twiceIn(given.seats);
    if (twice !== undefined) return refuse("seat-twice", { seat: twice });
    if ((await roomsIn(tx, world.exchange.id)).some((each) => each.venue === row.venue_id && each.id !== room && each.name === given.name)) return refuse("name-taken", { name: given.name });
    await changeRoomRow(tx, world.exchange.id, room, { ...rowOf(given), version: version + 1 });
    return ok({ version: version + 1 });
  });

/** A room nobody has booked any more is used no more. */
export const retireRoom = (world: World, room: string, at: Instant): Promise<Result<{ readonly room: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdRoom(tx, world.exchange.id, room);
    if (row?.retired_at !== null) return refuse("not-found", { what: room });
    const count = await bookingsAhead(tx, world.exchange.id, room, new Date(at));
    if (count > 0) return refuse("room-booked-ahead", { room: row.name, count });
    await changeRoomRow(tx, world.exchange.id, room, { retired_at: new Date(at), version: row.version + 1 });
    return ok({ room });
  });
