import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { AskedRoom, Seated } from "./room.js";

/** Something that happened to a booking, or on site during it. Instants as RFC 3339; people by the label of their seat or their office. */
export type VenueEvent =
  | { readonly kind: "booked"; readonly from: string; readonly until: string; readonly people: number; readonly rooms: readonly AskedRoom[]; readonly siteWitness: string | null }
  | { readonly kind: "moved"; readonly from: string; readonly until: string; readonly people: number; readonly rooms: readonly AskedRoom[]; readonly siteWitness: string | null; readonly reason: string }
  | { readonly kind: "cancelled"; readonly reason: string }
  | { readonly kind: "seated"; readonly seats: readonly Seated[] };

export type VenueEventKind = VenueEvent["kind"];

/** The words of each kind, as a record is read. */
export const EVENT_NAMES: Readonly<Record<VenueEventKind, { readonly zh: string; readonly en: string }>> = {
  booked: { zh: "预订", en: "booked" },
  moved: { zh: "改订", en: "moved" },
  cancelled: { zh: "取消", en: "cancelled" },
  seated: { zh: "排定座位", en: "seated" },
};

/** Where an event stands in the record of its booking. `prev` is the hash of the file before; null of the first. */
export type Place = { readonly booking: string; readonly number: number; readonly prev: string | null; readonly at: Instant; readonly by: string };

/** The bytes of a record: changing one changes its hash, which the next one names and the audit row of the act holds. */
export const recordBytes = ({ booking, number, prev, at, by }: Place, event: VenueEvent): Uint8Array => canonical({ v: "venue-record/1", booking, number, prev, at: rfc3339(at), by, ...event });

/** What a record says happened. @throws SyntaxError where the bytes are none of ours */
export const eventIn = (file: Uint8Array): VenueEvent => parseCanonical(file) as unknown as VenueEvent;
