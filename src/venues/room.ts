import { ok, refuse, type Result } from "../kernel/result.js";
import { HOUR_MS, MINUTE_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";

/** What a room is fitted out for. */
export const ROOM_KINDS = {
  opening: { zh: "开标厅", en: "opening hall" },
  evaluation: { zh: "评标室", en: "evaluation room" },
  negotiation: { zh: "谈判室", en: "negotiation room" },
  waiting: { zh: "候场室", en: "waiting room" },
} as const;
export type RoomKind = keyof typeof ROOM_KINDS;

/** What a room is booked for, and which rooms serve it. */
export const PURPOSES = {
  opening: { zh: "开标", en: "opening", rooms: ["opening", "waiting"] },
  evaluation: { zh: "评标（评审）", en: "evaluation", rooms: ["evaluation", "negotiation", "waiting"] },
  questions: { zh: "答疑、澄清", en: "questions and answers", rooms: ["negotiation", "opening", "waiting"] },
  draw: { zh: "专家抽取", en: "draw of experts", rooms: ["evaluation", "negotiation", "opening"] },
} as const satisfies Record<string, { readonly zh: string; readonly en: string; readonly rooms: readonly RoomKind[] }>;
export type Purpose = keyof typeof PURPOSES;

/** The venue that leads an evaluation, and others that join over a link (rule book C6). */
export const PARTS = { host: { zh: "主场", en: "host" }, guest: { zh: "副场", en: "guest" } } as const;
export type Part = keyof typeof PARTS;

/** A place in a room and the monitoring device that looks at it; null where none does. */
export type Seat = { readonly number: number; readonly device: string | null };
export type Room = { readonly id: string; readonly venue: string; readonly venueName: string; readonly kind: RoomKind; readonly name: string; readonly seats: readonly Seat[]; readonly lockers: number; readonly bufferMinutes: number; readonly retired: boolean };
export type AskedRoom = { readonly room: string; readonly part: Part };

export type AskedBooking = { readonly purpose: Purpose; readonly from: Instant; readonly until: Instant; readonly people: number; readonly rooms: readonly AskedRoom[] };
/** A booking is of a day at most: a longer evaluation books each of its days. */
const BOOKING_HOURS_MAX = 24;

/** Until when a room is kept for a booking that ends at `until`: with the minutes it stays free afterwards. */
export const heldUntil = (until: Instant, { bufferMinutes }: Pick<Room, "bufferMinutes">): Instant => plusMs(until, bufferMinutes * MINUTE_MS);

/** Seats for people: a waiting room has none. */
export const capacityOf = (rooms: readonly Pick<Room, "kind" | "seats">[]): number => rooms.reduce((sum, { kind, seats }) => (kind === "waiting" ? sum : sum + seats.length), 0);

/**
 * Whether rooms can be booked so; whether they are free the database says.
 * @param rooms those that were asked for, as they are, in any order @param opensAt when the bids are opened; null where that is not known
 */
export function checkBooking(asked: AskedBooking, { rooms, opensAt, now }: { readonly rooms: readonly Room[]; readonly opensAt: Instant | null; readonly now: Instant }): Result<true> {
  const { from, until, people, purpose } = asked;
  if (until <= from) return refuse("booking-span");
  if (until - from > BOOKING_HOURS_MAX * HOUR_MS) return refuse("booking-too-long", { hours: BOOKING_HOURS_MAX });
  if (from < now) return refuse("booking-past", { now: rfc3339(now) });
  const fit = checkRooms(asked, rooms);
  if (!fit.ok) return fit;
  const seats = capacityOf(rooms);
  if (people > seats) return refuse("room-too-small", { people, seats });
  if (purpose === "opening" && opensAt !== null && (opensAt < from || opensAt >= until)) return refuse("booking-misses-opening", { opensAt: rfc3339(opensAt) });
  return ok(true);
}

/** Each room once, known, in use and of a kind that serves. */
function checkRooms({ rooms: asked, purpose }: AskedBooking, rooms: readonly Room[]): Result<true> {
  const known = new Map(rooms.map((room) => [room.id, room]));
  if (new Set(asked.map(({ room }) => room)).size < asked.length) return refuse("room-twice");
  for (const { room } of asked) {
    const found = known.get(room);
    if (found === undefined) return refuse("not-found", { what: room });
    if (found.retired) return refuse("room-retired", { room: found.name });
    if (!(PURPOSES[purpose].rooms as readonly RoomKind[]).includes(found.kind)) return refuse("room-kind", { room: found.name, kind: ROOM_KINDS[found.kind].zh, kindEn: ROOM_KINDS[found.kind].en, purpose: PURPOSES[purpose].zh, purposeEn: PURPOSES[purpose].en });
  }
  const of = (part: Part): Room[] => asked.filter((each) => each.part === part).flatMap(({ room }) => known.get(room) ?? []);
  return checkParts(purpose, of("host"), of("guest"));
}

/** Hosts under one roof, guests under others and for an evaluation alone. */
function checkParts(purpose: Purpose, hosts: readonly Room[], guests: readonly Room[]): Result<true> {
  const roofs = new Set(hosts.map(({ venue }) => venue));
  if (roofs.size !== 1) return refuse("booking-host");
  if (guests.length > 0 && purpose !== "evaluation") return refuse("guest-not-here");
  const home = guests.find(({ venue }) => roofs.has(venue));
  return home === undefined ? ok(true) : refuse("guest-at-host", { room: home.name });
}

/** A member of a committee by its label, and where it sits. */
export type Seated = { readonly label: string; readonly room: string; readonly seat: number };

/** Whether a committee can sit so: each member at one seat that is there, no seat twice. @param labels the committee's */
export function checkSeating(seating: readonly Seated[], { rooms, labels }: { readonly rooms: readonly Room[]; readonly labels: readonly string[] }): Result<true> {
  const stranger = seating.find(({ label }) => !labels.includes(label));
  if (stranger !== undefined) return refuse("seat-label", { label: stranger.label });
  const missing = seating.find(({ room, seat }) => !rooms.some(({ id, kind, seats }) => id === room && kind !== "waiting" && seats.some(({ number }) => number === seat)));
  if (missing !== undefined) return refuse("seat-missing", { seat: missing.seat });
  const taken = seating.find((one, at) => seating.slice(0, at).some(({ label, room, seat }) => label === one.label || (room === one.room && seat === one.seat)));
  return taken === undefined ? ok(true) : refuse("seat-taken", { label: taken.label, seat: taken.seat });
}
