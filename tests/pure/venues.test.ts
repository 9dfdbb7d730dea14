import { expect, test } from "vitest";
import { ok, refuse } from "../../src/kernel/result.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { mayEnter, type Comer, type DoorFacts } from "../../src/venues/door.js";
import { checkDisposal } from "../../src/venues/incident.js";
import { checkLink, endAfter, pausedSince, pausesOf, type LinkEvent, type LinkState } from "../../src/venues/link.js";
import { toldOf } from "../../src/venues/told.js";
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

const facts = (over: Partial<DoorFacts> = {}): DoorFacts => ({ purpose: "evaluation", from, heldUntil: plusMs(from, 3 * HOUR), siteWitness: "notary-1", now: from, seat: null, role: null, ...over });
const enters = (as: Comer, who: string, over: Partial<DoorFacts> = {}, reason: string | null = null): string => {
  const may = mayEnter({ as, who, room: "h-1", reason }, facts(over));
  return may.ok ? may.value : may.refusal.code;
};

test("a member is let in where it sits, and nowhere else; a label without a seat is not let in", () => {
  expect(enters("member", "aa", { seat: { room: "h-1", roomName: "评标一室" } })).toBe("member");
  expect(enters("member", "aa", { seat: { room: "h-2", roomName: "评标二室" } })).toBe("other-room");
  expect(enters("member", "aa")).toBe("not-let-in");
});

test("supervisors, the booking's own witness and staff who say what for are let in; nobody else, whatever he says he is", () => {
  expect(enters("supervisor", "supervisor-1", { role: "supervisor" })).toBe("supervisor");
  expect(enters("supervisor", "tenderer-1", { role: "tenderer" })).toBe("not-let-in");
  expect(enters("witness", "notary-1", { role: "notary" })).toBe("witness");
  expect(enters("witness", "staff-2", { role: "exchange-staff" })).toBe("not-let-in");
  expect(enters("witness", "staff-2", { role: "exchange-staff", siteWitness: null })).toBe("not-let-in");
  expect(enters("staff", "staff-1", { role: "exchange-staff" }, "更换网线")).toBe("staff");
  expect(enters("staff", "staff-1", { role: "exchange-staff" })).toBe("staff-reason-missing");
  expect(enters("staff", "bidder-1", { role: "bidder" }, "送水")).toBe("not-let-in");
  expect(enters("other", "招标人代表 王某", { seat: { room: "h-1", roomName: "评标一室" }, role: "supervisor" }, "旁听")).toBe("not-let-in");
});

test("the door opens an hour before the booking and shuts when the room is given up", () => {
  const supervisor = { role: "supervisor" };
  expect(enters("supervisor", "s", { ...supervisor, now: plusMs(from, -HOUR) })).toBe("supervisor");
  expect(enters("supervisor", "s", { ...supervisor, now: plusMs(from, -HOUR - 1) })).toBe("door-too-early");
  expect(enters("supervisor", "s", { ...supervisor, now: plusMs(from, 3 * HOUR - 1) })).toBe("supervisor");
  expect(enters("supervisor", "s", { ...supervisor, now: plusMs(from, 3 * HOUR) })).toBe("door-too-late");
  expect(enters("supervisor", "s", { ...supervisor, purpose: "opening" })).toBe("no-register");
});

const MINUTE = 60_000;
const link = (room: string, state: LinkState, minutes: number): LinkEvent => ({ room, state, at: plusMs(from, minutes * MINUTE) });

test("an evaluation stands still from the first link lost until every link is back", () => {
  const events = [link("h-2", "lost", 10), link("h-3", "lost", 15), link("h-2", "restored", 20), link("h-3", "restored", 30), link("h-2", "lost", 40)];
  expect(pausesOf(events.slice(0, 1))).toEqual([{ from: plusMs(from, 10 * MINUTE), until: null }]);
  expect(pausesOf(events.slice(0, 3))).toEqual([{ from: plusMs(from, 10 * MINUTE), until: null }]);
  expect(pausesOf(events)).toEqual([{ from: plusMs(from, 10 * MINUTE), until: plusMs(from, 30 * MINUTE) }, { from: plusMs(from, 40 * MINUTE), until: null }]);
  expect([0, 1, 3, 4, 5].map((count) => pausedSince(events.slice(0, count)))).toEqual([null, plusMs(from, 10 * MINUTE), plusMs(from, 10 * MINUTE), null, plusMs(from, 40 * MINUTE)]);
});

test("a link is lost once and restored once", () => {
  const lost = [link("h-2", "lost", 10)];
  expect(checkLink([], { room: "h-2", state: "lost" }, "副场")).toEqual(ok(true));
  expect(checkLink(lost, { room: "h-2", state: "lost" }, "副场")).toEqual(refuse("link-lost-already", { room: "副场" }));
  expect(checkLink(lost, { room: "h-3", state: "lost" }, "副场")).toEqual(ok(true));
  expect(checkLink(lost, { room: "h-2", state: "restored" }, "副场")).toEqual(ok(true));
  expect(checkLink([], { room: "h-2", state: "restored" }, "副场")).toEqual(refuse("link-not-lost", { room: "副场" }));
  expect(checkLink([...lost, link("h-2", "restored", 11)], { room: "h-2", state: "restored" }, "副场")).toEqual(refuse("link-not-lost", { room: "副场" }));
});

test("the end moves by as long as the pause lasted, of which what lies before the booking begins is no part", () => {
  const until = plusMs(from, 3 * HOUR);
  const pause = (a: number, b: number) => ({ from: plusMs(from, a * MINUTE), until: plusMs(from, b * MINUTE) });
  expect(endAfter(until, { from, pause: pause(10, 25) })).toBe(plusMs(until, 15 * MINUTE));
  expect(endAfter(until, { from, pause: pause(-10, 5) })).toBe(plusMs(until, 5 * MINUTE));
  expect(endAfter(until, { from, pause: pause(-10, 0) })).toBe(until);
  expect(endAfter(until, { from, pause: pause(-10, -5) })).toBe(until);
});

test("an incident is dealt with once, and not by who reported it", () => {
  expect(checkDisposal({ handled: false, reportedBy: "staff-1" }, "supervisor-1")).toEqual(ok(true));
  expect(checkDisposal({ handled: false, reportedBy: "staff-1" }, "staff-1")).toEqual(refuse("incident-own"));
  expect(checkDisposal({ handled: true, reportedBy: "staff-1" }, "supervisor-1")).toEqual(refuse("incident-handled"));
});

test("a record prints members by the beginning of their labels, and everybody else by his office", () => {
  const label = "40f8b9c01a40797a5ee7283aa97d3e8b";
  expect(toldOf({ kind: "entered", room: "h-1", as: "member", who: label, locker: 3, reason: null }, () => "评标一室")).toBe("评标委员会成员 40f8b9c01a40，评标一室，3号储物柜启用");
  expect(toldOf({ kind: "turned-away", room: "h-1", as: "other", who: "王某", code: "not-let-in" }, () => "评标一室")).toBe("其他人员 王某，评标一室，不是准入人员");
});
