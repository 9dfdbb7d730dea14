import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";

/** False where a venue of this name is there. */
export async function insertVenue(tx: Tx, row: NewRow<"venues">): Promise<boolean> {
  return (await tx.insertInto("venues").values(row).onConflict((each) => each.doNothing()).returning("venue_id").executeTakeFirst()) !== undefined;
}

/** False where the venue has a room of this name. */
export async function insertRoom(tx: Tx, row: NewRow<"rooms">): Promise<boolean> {
  return (await tx.insertInto("rooms").values(row).onConflict((each) => each.doNothing()).returning("room_id").executeTakeFirst()) !== undefined;
}

/** A venue, held until the transaction ends: no room is opened in it meanwhile. */
export async function holdVenue(tx: Tx, exchangeId: string, siteId: string): Promise<Row<"venues"> | null> {
  return (await tx.selectFrom("venues").selectAll().where("exchange_id", "=", exchangeId).where("venue_id", "=", siteId).forUpdate().executeTakeFirst()) ?? null;
}

/** A room, held until the transaction ends: nobody books it meanwhile. */
export async function holdRoom(tx: Tx, exchangeId: string, roomId: string): Promise<Row<"rooms"> | null> {
  return (await tx.selectFrom("rooms").selectAll().where("exchange_id", "=", exchangeId).where("room_id", "=", roomId).forUpdate().executeTakeFirst()) ?? null;
}

/** Keeps rooms as they are until the transaction ends: whoever changes or retires one waits. */
export async function keepRooms(tx: Tx, exchangeId: string, roomIds: readonly string[]): Promise<void> {
  if (roomIds.length > 0) await tx.selectFrom("rooms").select("room_id").where("exchange_id", "=", exchangeId).where("room_id", "in", [...roomIds]).orderBy("room_id").forShare().execute();
}

export async function changeRoomRow(tx: Tx, exchangeId: string, roomId: string, change: Partial<Pick<Row<"rooms">, "name" | "seats" | "lockers" | "buffer_minutes" | "version" | "retired_at">>): Promise<void> {
  await tx.updateTable("rooms").set(change).where("exchange_id", "=", exchangeId).where("room_id", "=", roomId).execute();
}

export async function retireVenueRow(tx: Tx, exchangeId: string, siteId: string, at: Date): Promise<void> {
  await tx.updateTable("venues").set({ retired_at: at }).where("exchange_id", "=", exchangeId).where("venue_id", "=", siteId).execute();
}

export async function insertBooking(tx: Tx, row: NewRow<"bookings">): Promise<void> {
  await tx.insertInto("bookings").values(row).execute();
}

/** A booking, held until the transaction ends: its records are written one after the other. */
export async function holdBooking(tx: Tx, exchangeId: string, bookingId: string): Promise<Row<"bookings"> | null> {
  return (await tx.selectFrom("bookings").selectAll().where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).forUpdate().executeTakeFirst()) ?? null;
}

export async function changeBooking(tx: Tx, exchangeId: string, bookingId: string, change: Partial<Pick<Row<"bookings">, "from_at" | "until_at" | "people" | "site_witness" | "cancelled_at" | "paused_since">>): Promise<void> {
  await tx.updateTable("bookings").set(change).where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).execute();
}

/** Takes rooms for a span, in one order for all who do. @returns the rooms that are held by another booking in it; the transaction then comes to nothing */
export async function takeRooms(tx: Tx, rows: readonly NewRow<"booking_rooms">[]): Promise<string[]> {
  const refused = [];
  for (const row of rows.toSorted((one, other) => (one.room_id < other.room_id ? -1 : 1))) {
    const taken = await tx.insertInto("booking_rooms").values(row).onConflict((each) => each.doNothing()).returning("room_id").executeTakeFirst();
    if (taken === undefined) refused.push(row.room_id);
  }
  return refused;
}

/** Lets go of the rooms a booking holds. */
export async function freeRooms(tx: Tx, exchangeId: string, bookingId: string, at: Date): Promise<void> {
  await tx.updateTable("booking_rooms").set({ freed_at: at }).where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).where("freed_at", "is", null).execute();
}

/** Seats a committee anew. */
export async function replaceSeats(tx: Tx, exchangeId: string, bookingId: string, rows: readonly NewRow<"booking_seats">[]): Promise<void> {
  await tx.deleteFrom("booking_seats").where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).execute();
  if (rows.length > 0) await tx.insertInto("booking_seats").values([...rows]).execute();
}

export async function insertRecord(tx: Tx, row: NewRow<"booking_records">): Promise<void> {
  await tx.insertInto("booking_records").values(row).execute();
}

/** Lets somebody in. False where he is inside already, here or elsewhere, or somebody has this locker. */
export async function insertInsider(tx: Tx, row: NewRow<"insiders">): Promise<boolean> {
  return (await tx.insertInto("insiders").values(row).onConflict((each) => each.doNothing()).returning("actor_id").executeTakeFirst()) !== undefined;
}

export async function deleteInsider(tx: Tx, exchangeId: string, actorId: string): Promise<void> {
  await tx.deleteFrom("insiders").where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).execute();
}

export async function insertIncident(tx: Tx, row: NewRow<"incidents">): Promise<void> {
  await tx.insertInto("incidents").values(row).execute();
}

export async function closeIncident(tx: Tx, exchangeId: string, bookingId: string, number: number, at: Date): Promise<void> {
  await tx.updateTable("incidents").set({ handled_at: at }).where("exchange_id", "=", exchangeId).where("booking_id", "=", bookingId).where("number", "=", number).execute();
}

/** Holds rooms for another span instead of the one they are held for, all or none. @returns whether it does */
export async function takeInstead(tx: Tx, { exchangeId, bookingId, at }: { readonly exchangeId: string; readonly bookingId: string; readonly at: Date }, rows: readonly NewRow<"booking_rooms">[]): Promise<boolean> {
  await sql`savepoint rooms_held`.execute(tx);
  await freeRooms(tx, exchangeId, bookingId, at);
  const refused = await takeRooms(tx, rows);
  if (refused.length > 0) await sql`rollback to savepoint rooms_held`.execute(tx);
  return refused.length === 0;
}
