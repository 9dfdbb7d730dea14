import type { Generated } from "kysely";
import type { Insider } from "./door.js";
import type { IncidentKind } from "./incident.js";
import type { VenueEventKind } from "./record.js";
import type { Part, Purpose, RoomKind } from "./room.js";

type BookingKey = { exchange_id: string; booking_id: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

export type VenueTables = {
  venues: { exchange_id: string; venue_id: string; name: string; address: string; made_by: string; made_at: Date; retired_at: Later<Date> };
  rooms: {
    exchange_id: string; room_id: string; venue_id: string; kind: RoomKind; name: string; seats: unknown; lockers: number; buffer_minutes: number; version: Generated<number>; made_by: string; made_at: Date; retired_at: Later<Date>;
  };
  bookings: BookingKey & { tender_id: string; lot: string; purpose: Purpose; people: number; from_at: Date; until_at: Date; site_witness: string | null; made_by: string; made_at: Date; cancelled_at: Later<Date>; paused_since: Later<Date> };
  booking_rooms: BookingKey & { number: number; room_id: string; part: Part; from_at: Date; held_until: Date; freed_at: Later<Date> };
  booking_seats: BookingKey & { tender_id: string; lot: string; label: string; room_id: string; seat: number };
  booking_records: BookingKey & { number: number; kind: VenueEventKind; file: Uint8Array; sha256: string; subject: string | null; made_by: string; made_at: Date };
  insiders: BookingKey & { actor_id: string; room_id: string; kind: Insider; who: string; locker: number | null; entered_at: Date };
  incidents: BookingKey & { number: number; kind: IncidentKind; opened_at: Date; handled_at: Later<Date> };
};
