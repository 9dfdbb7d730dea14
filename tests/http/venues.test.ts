import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { fromHex } from "../../src/kernel/bytes.js";
import { testTown, type TestTown } from "../support/town.js";
import { bookingOf, venuesIn, type Rooms } from "../support/venues.js";
import { publishedTender } from "../support/works-tender.js";

// Venues, rooms and bookings: no room is held twice at one time, whoever asks, and the record keeps what was before.
let town: TestTown;
let tender: string;
let rooms: Rooms;
const DAY = "2026-09-24";
const hour = (each: number): string => `${DAY}T${String(each).padStart(2, "0")}:00:00+08:00`;
const book = (room: string, from: number, until: number, over: Record<string, unknown> = {}) => town.ask("staff-1", "POST", "/api/v1/bookings", bookingOf(room, { tender, from: hour(from), until: hour(until), ...over }));
const codeOf = async (asked: ReturnType<TestTown["ask"]>): Promise<unknown> => (await asked).json["code"] ?? (await asked).status;
const idOf = async (asked: ReturnType<TestTown["ask"]>): Promise<string> => String((await asked).json["booking"]);
type View = { readonly from: string; readonly cancelledAt: string | null; readonly rooms: readonly { readonly room: string; readonly heldUntil: string }[]; readonly records: readonly { readonly number: number; readonly sha256: string; readonly event: Record<string, unknown> }[] };
const viewOf = async (booking: string): Promise<View> => (await town.done("supervisor-1", "GET", `/api/v1/bookings/${booking}`)) as unknown as View;

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tender = (await publishedTender(town)).id;
  await town.advance("2026-09-21T09:00:00+08:00");
  rooms = await venuesIn(town);
}, 120_000);
afterAll(async () => { await town.stop(); });

test("staff of the exchange open venues and rooms; a name stands once, a seat stands once", async () => {
  expect(await codeOf(town.ask("staff-2", "POST", "/api/v1/venues", { name: "晨光主楼", address: "别处" }))).toBe("name-taken");
  const again = { kind: "evaluation", name: "评标一室", seats: [], lockers: 0 };
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/venues/${rooms.venue}/rooms`, again))).toBe("name-taken");
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/venues/${rooms.away}/rooms`, again))).toBe(201);
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/venues/${rooms.venue}/rooms`, { ...again, name: "谈判室", seats: [1, 1].map((number) => ({ number, device: null })) }))).toBe("seat-twice");
  for (const actor of ["tenderer-1", "bidder-1", "committee-1", "cashier-1", "supervisor-1", "notary-1"]) expect(await codeOf(town.ask(actor, "POST", "/api/v1/venues", { name: "假楼", address: "别处" })), actor).toBe("not-yours");
  for (const actor of ["tenderer-1", "bidder-1", "committee-1", "cashier-1"]) expect(await codeOf(town.ask(actor, "GET", "/api/v1/bookings")), actor).toBe("not-yours");
});

test("a room's equipment is said anew by the version that was read", async () => {
  const body = { name: "评标二室", seats: [1, 2, 3, 4, 5, 6].map((number) => ({ number, device: null })), lockers: 8, bufferMinutes: 30 };
  expect(await town.done("staff-1", "PUT", `/api/v1/rooms/${rooms.two}`, { version: 1, ...body })).toEqual({ version: 2 });
  expect((await town.ask("staff-2", "PUT", `/api/v1/rooms/${rooms.two}`, { version: 1, ...body })).json).toMatchObject({ code: "room-changed", facts: { version: 2 } });
  expect(await codeOf(town.ask("staff-2", "PUT", `/api/v1/rooms/${rooms.two}`, { version: 2, ...body, name: "评标一室" }))).toBe("name-taken");
});

test("a room is booked up to the minutes kept free after another booking, and not a moment sooner", async () => {
  expect((await book(rooms.one, 9, 11)).status).toBe(201);
  expect((await book(rooms.one, 10, 12)).json).toMatchObject({ code: "room-taken", facts: { room: "评标一室", from: hour(9), until: `${DAY}T11:15:00+08:00` } });
  expect(await codeOf(book(rooms.one, 11, 12))).toBe("room-taken");
  expect(await codeOf(book(rooms.one, 11, 12, { from: `${DAY}T11:14:59.999+08:00` }))).toBe("room-taken");
  expect(await codeOf(book(rooms.one, 11, 12, { from: `${DAY}T11:15:00+08:00` }))).toBe(201);
  expect(await codeOf(book(rooms.one, 8, 9)), "its own minutes reach into the next").toBe("room-taken");
  expect(await codeOf(book(rooms.two, 9, 11))).toBe(201);
});

test("what does not fit is refused for its reason", async () => {
  const wrong: readonly (readonly [string, ReturnType<TestTown["ask"]>])[] = [
    ["booking-span", book(rooms.one, 15, 15)], ["booking-past", book(rooms.one, 15, 16, { from: "2026-09-20T09:00:00+08:00", until: "2026-09-20T10:00:00+08:00" })], ["room-too-small", book(rooms.one, 15, 16, { people: 8 })], ["room-kind", book(rooms.hall, 15, 16)],
    ["not-found", book("h-0000000000000000", 15, 16)], ["not-found", book(rooms.one, 15, 16, { tender: "T2026-999999" })], ["not-found", book(rooms.one, 15, 16, { lot: "9" })], ["site-witness-unknown", book(rooms.one, 15, 16, { siteWitness: "bidder-1" })],
    ["booking-misses-opening", book(rooms.hall, 15, 16, { purpose: "opening" })], ["wrong-form", book(rooms.one, 15, 16, { purpose: "party" })], ["wrong-form", book(rooms.one, 15, 16, { from: "tomorrow" })],
  ];
  for (const [code, asked] of wrong) expect(await codeOf(asked)).toBe(code);
});

test("a booking is moved and cancelled with a reason, the rooms it had are free at once, and the record keeps both", async () => {
  const booking = await idOf(book(rooms.one, 14, 16));
  expect((await town.ask("staff-2", "POST", `/api/v1/bookings/${booking}/moves`, { from: hour(10), until: hour(12), people: 5, rooms: [{ room: rooms.one, part: "host" }], reason: "开标推迟" })).json).toMatchObject({ code: "room-taken" });
  expect((await viewOf(booking)).from, "a move that is refused moves nothing").toBe(hour(14));
  await town.done("staff-2", "POST", `/api/v1/bookings/${booking}/moves`, { from: hour(15), until: hour(17), people: 5, rooms: [{ room: rooms.one, part: "host" }], reason: "开标推迟" });
  expect(await codeOf(book(rooms.one, 13, 14))).toBe(201);
  await town.done("staff-1", "POST", `/api/v1/bookings/${booking}/cancellation`, { reason: "改为远程评标" });
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/bookings/${booking}/cancellation`, { reason: "再取消一次" }))).toBe("booking-cancelled");
  const view = await viewOf(booking);
  expect([view.cancelledAt !== null, view.rooms]).toEqual([true, []]);
  expect(view.records.map(({ event }) => [event["kind"], event["from"], event["reason"]])).toEqual([["booked", hour(14), undefined], ["moved", hour(15), "开标推迟"], ["cancelled", undefined, "改为远程评标"]]);
});

test("a committee is seated by labels once there is one, each at a seat of the booked rooms", async () => {
  const booking = await idOf(book(rooms.one, 18, 20));
  expect(await codeOf(town.ask("staff-1", "PUT", `/api/v1/bookings/${booking}/seats`, { seats: [{ label: "aa", room: rooms.one, seat: 1 }] }))).toBe("committee-not-seated");
});

test("each record names the one before, and its hash stands in the audit trail that the hour's root fixes", async () => {
  const booking = await idOf(book(rooms.two, 14, 15));
  await town.done("staff-1", "POST", `/api/v1/bookings/${booking}/cancellation`, { reason: "不再需要" });
  const rows = await town.database.db.selectFrom("booking_records").selectAll().where("booking_id", "=", booking).orderBy("number").execute();
  const acts = await town.database.db.selectFrom("audit").select("object").where("object", "like", `${booking}/%`).orderBy("audit_id").execute();
  expect(acts.map(({ object }) => object)).toEqual(rows.map(({ number, sha256 }) => `${booking}/${String(number)} sha256:${sha256}`));
  expect(rows.map(({ file }) => sha256Hex(file))).toEqual(rows.map(({ sha256 }) => sha256));
  const files = rows.map(({ file }) => JSON.parse(Buffer.from(file).toString("utf8")) as { prev: string | null });
  expect(files.map(({ prev }) => prev)).toEqual([null, rows[0]?.sha256]);
  expect(fromHex(rows[0]?.sha256 ?? "")).toHaveLength(32);
});

test("a room that is booked ahead, and a venue with rooms, are not retired; a retired room is not booked", async () => {
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/rooms/${rooms.one}/retirement`))).toBe("room-booked-ahead");
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/venues/${rooms.away}/retirement`))).toBe("venue-in-use");
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/rooms/${rooms.guest}/retirement`))).toBe(200);
  expect(await codeOf(book(rooms.guest, 9, 10, { people: 2 }))).toBe("room-retired");
  expect(await codeOf(town.ask("staff-1", "POST", `/api/v1/rooms/${rooms.guest}/retirement`))).toBe("not-found");
});

test("of many bookings of one room at once one is taken", async () => {
  for (let round = 0; round < 4; round++) {
    const span = { from: `2026-10-0${String(round + 1)}T09:00:00+08:00`, until: `2026-10-0${String(round + 1)}T11:00:00+08:00` };
    const said = await Promise.all(Array.from({ length: 6 }, (_, each) => codeOf(town.ask(`staff-${String(1 + (each % 2))}`, "POST", "/api/v1/bookings", bookingOf(rooms.one, { tender, ...span })))));
    expect(said.map(String).sort()).toEqual(["201", ...Array.from({ length: 5 }, () => "room-taken")]);
  }
});

test("it is the database that refuses: of two transactions that hold one room at one time, the second fails though nothing asked first", async () => {
  const [first, second] = [await idOf(book(rooms.two, 20, 21)), await idOf(book(rooms.one, 21, 22))];
  const held = (booking: string, from: string, until: string, number = 9) => sql`insert into booking_rooms (exchange_id, booking_id, number, room_id, part, from_at, held_until) values (${town.world.exchange.id}, ${booking}, ${number}, ${rooms.hall}, 'host', ${from}, ${until})`;
  const said = await Promise.allSettled([first, second].map((booking) => town.database.db.transaction().execute(async (tx) => { await held(booking, hour(9), hour(11)).execute(tx); })));
  expect(said.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(String(said.find((each) => each.status === "rejected")?.reason)).toMatch(/rooms_are_held_once/);
  await held(second, hour(11), hour(12), 10).execute(town.database.db);
});
