import type { Json } from "../../kernel/canonical-json.js";
import { PURPOSES, ROOM_KINDS } from "../../venues/room.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { venueWords } from "../../web/messages/venues.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act } from "./acts.js";

const API = "/api/v1";
const enc = encodeURIComponent;
const choices = (table: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));
const roomsPage = (): string => paths.venueRooms;
type Filled = Readonly<Record<string, Json>>;

const venueFields = (language: Language): Field[] => [{ name: "name", label: venueWords(language).name, kind: "text", required: true }, { name: "address", label: venueWords(language).address, kind: "text", required: true }];

export const changeFields = (language: Language): Field[] => {
  const words = venueWords(language);
  return [
    { name: "name", label: words.name, kind: "text", required: true }, { name: "seats", label: words.seats, kind: "textarea", lines: true, rows: 4, hint: words.seatsHint },
    { name: "lockers", label: words.lockers, kind: "number", required: true, value: "0" }, { name: "bufferMinutes", label: words.buffer, kind: "number", required: true, value: "15", hint: words.bufferHint },
  ];
};
const roomFields = (language: Language): Field[] => [{ name: "kind", label: venueWords(language).kind, kind: "select", required: true, value: "evaluation", options: choices(ROOM_KINDS, language) }, ...changeFields(language)];

/** Longer spans than a hall has seats are sent as they are typed, and refused by the schema. */
const SPAN_MAX = 500;

/** `1-6 球机01` as six seats. */
function seatsIn(line: string): Json[] {
  const [, first = "", last = first, device = ""] = /^(\d{1,4})(?:\s*[-–—~]\s*(\d{1,4}))?(?:\s+(.+))?$/.exec(line) ?? [];
  const count = Number(last) - Number(first) + 1;
  if (first === "" || count < 1 || count > SPAN_MAX) return [line];
  return Array.from({ length: count }, (_, at) => ({ number: Number(first) + at, device: device === "" ? null : device }));
}
const roomBody = (filled: Json): Filled => ({ ...(filled as Filled), seats: ((filled as Filled)["seats"] as readonly string[]).flatMap(seatsIn) });

/** A seat list as its field shows it: neighbours with one device on one line. */
export function seatLines(seats: readonly { readonly number: number; readonly device: string | null }[]): string {
  const spans: { from: number; to: number; device: string | null }[] = [];
  for (const { number, device } of seats) {
    const last = spans.at(-1);
    if (last?.device === device && last.to === number - 1) last.to = number;
    else spans.push({ from: number, to: number, device });
  }
  return spans.map(({ from, to, device }) => `${String(from)}${to === from ? "" : `-${String(to)}`}${device === null ? "" : ` ${device}`}`).join("\n");
}

/** When, for how many, in which rooms; which rooms and people there are the page knows. */
export const spanFields = (language: Language): Field[] => {
  const words = venueWords(language);
  return [
    { name: "from", label: words.from, kind: "time", required: true }, { name: "until", label: words.until, kind: "time", required: true }, { name: "people", label: words.people, kind: "number", required: true, value: "5" },
    { name: "hosts", label: words.hosts, kind: "checkboxes", options: [] }, { name: "guests", label: words.guests, kind: "checkboxes", options: [] }, { name: "siteWitness", label: words.witness, kind: "select", options: [] },
  ];
};
export const bookFields = (language: Language): Field[] => {
  const words = venueWords(language);
  return [{ name: "lot", label: words.lot, kind: "select", required: true, options: [] }, { name: "purpose", label: words.purpose, kind: "select", required: true, value: "evaluation", options: choices(PURPOSES, language) }, ...spanFields(language)];
};
export const reasonFields = (language: Language): Field[] => [{ name: "reason", label: venueWords(language).reason, kind: "textarea", rows: 2, required: true }];

function spanBody(filled: Json): Filled {
  const { hosts, guests, ...rest } = filled as Filled;
  const inPart = (rooms: Json | undefined, part: string): Json[] => (rooms as readonly string[]).map((room) => ({ room, part }));
  return { ...rest, rooms: [...inPart(hosts, "host"), ...inPart(guests, "guest")] };
}
/** A lot is chosen as `tender/lot`. */
function bookBody(filled: Json): Json {
  const [tender = "", lot = ""] = textOf(filled, "lot").split("/");
  return { ...spanBody(filled), tender, lot };
}

/** Begins the name of a member’s field. */
const SEAT = "seat-";
/** A member's seat, chosen as `room/seat`; empty where it gets none. */
export const seatField = (label: string): string => `${SEAT}${label}`;
const seatFields = (_: Language, posted: Posted): Field[] => [...posted.keys()].filter((name) => name.startsWith(SEAT)).map((name) => ({ name, label: name.slice(SEAT.length), kind: "text" }));
const seatsBody = (filled: Json): Json => ({ seats: Object.entries(filled as Filled).flatMap(([name, value]) => {
  const [room = "", seat = ""] = typeof value === "string" ? value.split("/") : [];
  return room === "" ? [] : [{ label: name.slice(SEAT.length), room, seat: Number(seat) }];
}) });

const bookingApi = ({ item }: { readonly item: string }): string => `${API}/bookings/${enc(item)}`;
const onBooking = { page: ({ item }: { readonly item: string }) => paths.booking(item), then: (_: unknown, { item }: { readonly item: string }) => paths.booking(item) };

/** What the exchange's staff do about rooms and bookings. */
export const VENUE_ACTS: Readonly<Record<string, Act>> = {
  "venue-open": { action: "venue.keep", zh: venueWords("zh").openVenue, en: venueWords("en").openVenue, method: "POST", api: () => `${API}/venues`, fields: venueFields, page: roomsPage, then: roomsPage },
  "venue-retire": { action: "venue.keep", zh: venueWords("zh").retireVenue, en: venueWords("en").retireVenue, method: "POST", api: ({ item }) => `${API}/venues/${enc(item)}/retirement`, page: roomsPage, then: roomsPage },
  "room-open": { action: "venue.keep", zh: venueWords("zh").openRoom, en: venueWords("en").openRoom, method: "POST", api: ({ item }) => `${API}/venues/${enc(item)}/rooms`, fields: roomFields, body: roomBody, page: roomsPage, then: roomsPage },
  "room-change": { action: "venue.keep", zh: venueWords("zh").changeRoom, en: venueWords("en").changeRoom, method: "PUT", api: ({ item }) => `${API}/rooms/${enc(item)}`, fields: changeFields, body: (filled, _, version) => ({ ...roomBody(filled), version }), page: roomsPage, then: roomsPage },
  "room-retire": { action: "venue.keep", zh: venueWords("zh").retireRoom, en: venueWords("en").retireRoom, method: "POST", api: ({ item }) => `${API}/rooms/${enc(item)}/retirement`, page: roomsPage, then: roomsPage },
  "venue-book": { action: "venue.book", zh: venueWords("zh").book, en: venueWords("en").book, method: "POST", api: () => `${API}/bookings`, fields: bookFields, body: bookBody, page: () => paths.venues, then: ({ booking }) => paths.booking(String(booking)) },
  "booking-move": { action: "venue.book", zh: venueWords("zh").move, en: venueWords("en").move, method: "POST", api: (place) => `${bookingApi(place)}/moves`, fields: (language) => [...spanFields(language), ...reasonFields(language)], body: spanBody, ...onBooking },
  "booking-cancel": { action: "venue.book", zh: venueWords("zh").cancel, en: venueWords("en").cancel, method: "POST", api: (place) => `${bookingApi(place)}/cancellation`, fields: reasonFields, ...onBooking },
  "booking-seats": { action: "venue.book", zh: venueWords("zh").arrange, en: venueWords("en").arrange, method: "PUT", api: (place) => `${bookingApi(place)}/seats`, fieldsOf: seatFields, body: seatsBody, ...onBooking },
};
