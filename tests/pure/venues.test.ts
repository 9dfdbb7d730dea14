import { expect, test } from "vitest";
import { ok, refuse } from "../../src/kernel/result.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { checkBooking, checkSeating, heldUntil, type AskedBooking, type Room } from "../../src/venues/room.js";

// Rooms, who may book them, and who is let in.
const now = at("2026-09-21T09:00:00+08:00");
const from = at("2026-09-22T09:00:00+08:00");
const HOUR = 3_600_000;
const room = (over: Partial<Room> = {}): Room => ({ id: "h-1", venue: "v-1", venueName: "主楼", kind: "evaluation", name: "评标一室", seats: [1, 2, 3, 4, 5].map((number) => ({ number, device: "球机01" })), lockers: 6, bufferMinutes: 15, retired: false, ...over });
const asked = (over: Partial<AskedBooking> = {}): AskedBooking => ({ purpose: "evaluation", from, until: plusMs(from, 3 * HOUR), people: 5, rooms: [{ room: "h-1", part: "host" }], ...over });
const check = (over: Partial<AskedBooking> = {}, rooms: readonly Room[] = [room()], opensAt = null as ReturnType<typeof at> | null) => checkBooking(asked(over), { rooms, opensAt, now });
const code = (result: ReturnType<typeof check>): string => (result.ok ? "ok" : result.refusal.code);

test("a booking ends after it begins, and is of twenty-four hours at most", () => {
  expect(code(check({ until: from }))).toBe("booking-span");
  expect(check({ until: plusMs(from, 1) })).toEqual(ok(true));
  expect(check({ until: plusMs(from, 24 * HOUR) })).toEqual(ok(true));
  expect(check({ until: plusMs(from, 24 * HOUR + 1) })).toEqual(refuse("booking-too-long", { hours: 24 }));
  expect(check({ from: now, until: plusMs(now, HOUR) })).toEqual(ok(true));
  expect(code(check({ from: plusMs(now, -1), until: plusMs(now, HOUR) }))).toBe("booking-past");
});

test("as many people as there are seats, and not one more; a waiting room seats nobody", () => {
  expect(check({ people: 5 })).toEqual(ok(true));
  expect(check({ people: 6 })).toEqual(refuse("room-too-small", { people: 6, seats: 5 }));
  const waiting = room({ id: "h-2", kind: "waiting", name: "候场室" });
  expect(check({ people: 6, rooms: [{ room: "h-1", part: "host" }, { room: "h-2", part: "host" }] }, [room(), waiting])).toEqual(refuse("room-too-small", { people: 6, seats: 5 }));
});

test("rooms are known, in use, of a kind that serves, and asked for once", () => {
  expect(code(check({ rooms: [{ room: "h-9", part: "host" }] }))).toBe("not-found");
  expect(code(check({}, [room({ retired: true })]))).toBe("room-retired");
  expect(code(check({}, [room({ kind: "opening" })]))).toBe("room-kind");
  expect(check({}, [room({ kind: "negotiation" })])).toEqual(ok(true));
  expect(code(check({ rooms: [{ room: "h-1", part: "host" }, { room: "h-1", part: "guest" }] }))).toBe("room-twice");
});

test("hosts are under one roof, guests under another, and only an evaluation has guests", () => {
  const away = room({ id: "h-2", venue: "v-2", name: "副场一室" });
  const both = [{ room: "h-1", part: "host" }, { room: "h-2", part: "guest" }] as const;
  expect(check({ rooms: both }, [room(), away])).toEqual(ok(true));
  expect(code(check({ rooms: both }, [room(), { ...away, venue: "v-1" }]))).toBe("guest-at-host");
  expect(code(check({ rooms: [{ room: "h-1", part: "guest" }] }))).toBe("booking-host");
  expect(code(check({ rooms: [{ room: "h-1", part: "host" }, { room: "h-2", part: "host" }] }, [room(), away]))).toBe("booking-host");
  expect(code(check({ purpose: "draw", rooms: both }, [room(), away]))).toBe("guest-not-here");
});

test("an opening is booked for the time at which the bids are opened", () => {
  const hall = [room({ kind: "opening" })];
  const opening = { purpose: "opening" } as const;
  expect(check(opening, hall, from)).toEqual(ok(true));
  expect(code(check(opening, hall, plusMs(from, -1)))).toBe("booking-misses-opening");
  expect(check(opening, hall, plusMs(from, 3 * HOUR - 1))).toEqual(ok(true));
  expect(code(check(opening, hall, plusMs(from, 3 * HOUR)))).toBe("booking-misses-opening");
});

test("a room is kept free for its own minutes after a booking", () => {
  expect(heldUntil(from, room({ bufferMinutes: 15 }))).toBe(plusMs(from, 15 * 60_000));
  expect(heldUntil(from, room({ bufferMinutes: 0 }))).toBe(from);
});

test("each member of the committee sits at one seat that is there, and no seat is given twice", () => {
  const seating = { rooms: [room()], labels: ["aa", "bb"] };
  const at1 = { label: "aa", room: "h-1", seat: 1 };
  expect(checkSeating([at1, { label: "bb", room: "h-1", seat: 5 }], seating)).toEqual(ok(true));
  expect(checkSeating([{ label: "cc", room: "h-1", seat: 1 }], seating)).toEqual(refuse("seat-label", { label: "cc" }));
  expect(checkSeating([{ label: "bb", room: "h-1", seat: 6 }], seating)).toEqual(refuse("seat-missing", { seat: 6 }));
  expect(checkSeating([at1, { label: "bb", room: "h-1", seat: 1 }], seating)).toEqual(refuse("seat-taken", { label: "bb", seat: 1 }));
  expect(checkSeating([at1, { label: "aa", room: "h-1", seat: 2 }], seating)).toEqual(refuse("seat-taken", { label: "aa", seat: 2 }));
});
