import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { base64 } from "../../src/kernel/bytes.js";
import { at, MINUTE_MS, plusMs, rfc3339 } from "../../src/kernel/time.js";
import { sheetBytes, type Sheet } from "../../src/judging/sheet.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { seat } from "../support/judging.js";
import { signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { bookingOf, venuesIn, type Rooms } from "../support/venues.js";
import { COMPREHENSIVE, lodgements, lotBody, publishedTender, release, sealBid, tenderBody } from "../support/works-tender.js";

// The door of an evaluation room, the links between venues, the witness's notes and what goes wrong.
let town: TestTown;
let tender: string;
let rooms: Rooms;
let booking: string;
/** The members' labels, in the order of their seats: three in the host's room, two in the guest's. */
let labels: string[];
let now = at("2026-09-22T09:36:00+08:00");
const onBooking = (actor: string, what: string, body: unknown, method = "POST") => town.ask(actor, method, `/api/v1/bookings/${booking}/${what}`, body);
const enter = (as: string, who: string, over: Record<string, unknown> = {}) => onBooking("staff-1", "entries", { room: rooms.one, as, who, ...over });
const leave = (who: string, emptied = true) => onBooking("staff-1", "exits", { who, emptied });
const codeOf = async (asked: ReturnType<TestTown["ask"]>): Promise<unknown> => (await asked).json["code"] ?? (await asked).status;
type View = { readonly until: string; readonly pausedSince: string | null; readonly inside: readonly { readonly who: string; readonly locker: number | null }[]; readonly records: readonly { readonly number: number; readonly event: Record<string, unknown> }[]; readonly rooms: readonly { readonly room: string; readonly heldUntil: string }[] };
const view = async (): Promise<View> => (await town.done("supervisor-1", "GET", `/api/v1/bookings/${booking}`)) as unknown as View;
const wait = async (minutes: number): Promise<void> => {
  now = plusMs(now, minutes * MINUTE_MS);
  await town.advance(rfc3339(now));
};

const yuan = (amount: string) => ({ amount, currency: "CNY" });
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  const made = await publishedTender(town, tenderBody({}, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), method: COMPREHENSIVE })]));
  tender = made.id;
  rooms = await venuesIn(town, 3);
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, price] of [["bidder-1", "18600000.00"], ["bidder-2", "17985000.00"], ["bidder-3", "18052000.00"]] as const) await town.done(bidder, "POST", lodgements(tender), (await sealBid(town, bidder, tender, "1", price)).body);
  await town.advance(rfc3339(now));
  for (const opener of ["agency", "supervisor"]) await release(town, made, { tender, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender}/lots/1/parts/bid/record`);
  await seat(town, tender);
  const asked = bookingOf(rooms.one, { tender, from: rfc3339(now), until: "2026-09-22T12:00:00+08:00", siteWitness: "notary-1", rooms: [{ room: rooms.one, part: "host" }, { room: rooms.guest, part: "guest" }] });
  ({ booking } = (await town.done("staff-1", "POST", "/api/v1/bookings", asked)) as { booking: string });
  labels = (await town.database.db.selectFrom("panel_members").select("label").where("tender_id", "=", tender).orderBy("label").execute()).map(({ label }) => label);
  await town.done("staff-1", "PUT", `/api/v1/bookings/${booking}/seats`, { seats: labels.map((label, place) => (place < 3 ? { label, room: rooms.one, seat: place + 1 } : { label, room: rooms.guest, seat: place - 2 })) });
}, 120_000);
afterAll(async () => { await town.stop(); });

test("whoever belongs is let in with a locker of his own; whoever does not is turned away, and that is kept", async () => {
  expect((await enter("member", labels[0] ?? "")).json).toEqual({ locker: 1 });
  expect((await enter("witness", "notary-1")).json).toEqual({ locker: 2 });
  expect((await enter("supervisor", "supervisor-1", { devices: false })).json).toEqual({ locker: null });
  for (const [as, who, code] of [["member", labels[3] ?? "", "other-room"], ["member", "committee-1", "not-let-in"], ["supervisor", "tenderer-1", "not-let-in"], ["other", "招标人代表 王某", "not-let-in"], ["member", labels[0] ?? "", "already-inside"]] as const) expect(await codeOf(enter(as, who))).toBe(code);
  const kept = (await view()).records.map(({ event }) => event).filter(({ kind }) => kind === "turned-away");
  expect(kept.map(({ as, code }) => [as, code])).toEqual([["member", "other-room"], ["member", "not-let-in"], ["supervisor", "not-let-in"], ["other", "not-let-in"], ["member", "already-inside"]]);
  expect((await view()).inside.map(({ who, locker }) => [who, locker])).toEqual(expect.arrayContaining([[labels[0], 1], ["notary-1", 2], ["supervisor-1", null]]));
});

test("nobody leaves with a locker in use, and nobody leaves who is not inside", async () => {
  expect((await leave(labels[0] ?? "", false)).json).toMatchObject({ code: "locker-in-use", facts: { locker: 1 } });
  expect((await view()).inside).toHaveLength(3);
  expect((await leave(labels[0] ?? "")).status).toBe(201);
  expect(await codeOf(leave(labels[0] ?? ""))).toBe("not-inside");
  expect((await enter("member", labels[1] ?? "")).json, "the locker is the next one’s").toEqual({ locker: 1 });
});

test("of two people who come for the last locker at once one gets it, and of one person who comes twice at once one is let in", async () => {
  const said = await Promise.all([enter("member", labels[0] ?? ""), enter("member", labels[2] ?? "")]);
  expect(said.map(({ json, status }) => (status === 201 ? json["locker"] : json["code"])).map(String).sort()).toEqual(["3", "lockers-full"]);
  await leave("supervisor-1");
  const twice = await Promise.all([1, 2, 3].map(() => codeOf(enter("supervisor", "supervisor-1", { devices: false }))));
  expect(twice.map(String).sort()).toEqual(["201", "already-inside", "already-inside"]);
});

test("the database gives no locker twice and has nobody in two rooms, whoever asks", async () => {
  const row = (actor: string, room: string, locker: number | null) => sql`insert into insiders (exchange_id, actor_id, booking_id, room_id, kind, who, locker, entered_at) values (${town.world.exchange.id}, ${actor}, ${booking}, ${room}, 'staff', ${actor}, ${locker}, now())`.execute(town.database.db);
  await expect(row("staff-2", rooms.one, 1)).rejects.toThrow(/insiders_exchange_id_room_id_locker_key/);
  await expect(row("supervisor-1", rooms.two, null)).rejects.toThrow(/insiders_pkey/);
});

test("a booking is not cancelled and no member seated elsewhere while people are inside", async () => {
  expect(await codeOf(onBooking("staff-1", "cancellation", { reason: "改期" }))).toBe("people-inside");
  const elsewhere = labels.map((label, place) => (place === 1 ? { label, room: rooms.guest, seat: 3 } : { label, room: place < 3 ? rooms.one : rooms.guest, seat: (place % 3) + 1 }));
  expect(await codeOf(onBooking("staff-1", "seats", { seats: elsewhere }, "PUT"))).toBe("people-inside");
});

test("the witness named for the booking writes its notes, and nobody else; recordings lie behind now", async () => {
  expect((await onBooking("notary-1", "notes", { text: "宣布评标纪律，成员通讯设备已存柜。" })).status).toBe(201);
  expect(await codeOf(onBooking("staff-1", "notes", { text: "代写" }))).toBe("not-the-witness");
  expect(await codeOf(onBooking("tenderer-1", "notes", { text: "代写" }))).toBe("not-yours");
  const recording = { reference: "NVR-2026-0922-01", room: rooms.one, from: "2026-09-22T09:30:00+08:00", until: rfc3339(now), sha256: "a".repeat(64) };
  expect((await onBooking("staff-1", "recordings", recording)).status).toBe(201);
  expect(await codeOf(onBooking("staff-1", "recordings", { ...recording, until: rfc3339(plusMs(now, 1_000)) }))).toBe("recording-ahead");
  expect(await codeOf(onBooking("staff-1", "recordings", { ...recording, sha256: "x" }))).toBe("wrong-form");
});

test("an incident waits until somebody else than who reported it says how it was dealt with", async () => {
  const { incident } = (await onBooking("staff-1", "incidents", { kind: "equipment", text: "2号工位显示器黑屏" })).json as { incident: number };
  const { incidents } = (await town.done("supervisor-1", "GET", "/api/v1/incidents")) as { incidents: { booking: string; number: number; kind: string }[] };
  expect(incidents).toMatchObject([{ booking, number: incident, kind: "equipment" }]);
  expect(await codeOf(onBooking("staff-1", `incidents/${String(incident)}/disposal`, { disposal: "已更换" }))).toBe("incident-own");
  expect(await codeOf(onBooking("notary-1", `incidents/${String(incident)}/disposal`, { disposal: "已更换" }))).toBe("not-yours");
  expect(await codeOf(onBooking("supervisor-1", "incidents/999/disposal", { disposal: "已更换" }))).toBe("not-found");
  expect((await onBooking("supervisor-1", `incidents/${String(incident)}/disposal`, { disposal: "更换显示器，评标继续" })).status).toBe(201);
  expect(await codeOf(onBooking("supervisor-1", `incidents/${String(incident)}/disposal`, { disposal: "再次处置" }))).toBe("incident-handled");
  expect(((await town.done("supervisor-1", "GET", "/api/v1/incidents")) as { incidents: unknown[] }).incidents).toEqual([]);
});

/** A member signs its sheet; the answer's code, or its status. */
async function signs(actor: string): Promise<unknown> {
  const lot = `/api/v1/tenders/${tender}/lots/1`;
  const { sheet } = (await town.done(actor, "GET", `${lot}/panel`)) as { sheet: Sheet };
  const bytes = sheetBytes({ ...sheet, scores: sheet.scores.map(({ bidder, items }) => ({ bidder, items: items.map(({ criterion }) => ({ criterion, score: "1.00", reason: "按评分标准" })) })) });
  return codeOf(town.ask(actor, "POST", `${lot}/sheets`, { sheet: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(actor))) }));
}

/** What a member is told of its place and of a pause. */
const room = async (actor: string) => (await town.done(actor, "GET", `/api/v1/tenders/${tender}/lots/1/panel`)) as { label: string; place: Record<string, unknown> | null; pausedSince: string | null };

test("a member is told which room is booked and where it sits, each its own", async () => {
  for (const actor of ["committee-1", "committee-2", "committee-3", "committee-4", "committee-5"]) {
    const { label, place } = await room(actor);
    const seat = labels.indexOf(label);
    expect(place).toMatchObject(seat < 3 ? { venue: "晨光主楼", room: "评标一室", seat: seat + 1, until: "2026-09-22T12:00:00+08:00" } : { venue: "东岸分中心", room: "评标三室", seat: seat - 2 });
  }
  expect((await (await signedIn(town, "committee-1")).get(`/panel/${tender}/1`)).text).toMatch(/评标地点：(晨光主楼 评标一室|东岸分中心 评标三室)，\d 号座位/);
});

test("while a link between the venues is lost no sheet is signed, and the end moves by as long as that lasted", async () => {
  expect(await codeOf(onBooking("staff-1", "links", { room: rooms.one, state: "lost" })), "the host’s room has no link").toBe("not-a-guest");
  expect(await codeOf(onBooking("staff-1", "links", { room: rooms.guest, state: "restored" }))).toBe("link-not-lost");
  const lostAt = rfc3339(now);
  expect((await onBooking("staff-1", "links", { room: rooms.guest, state: "lost", reason: "运营商线路中断" })).json).toMatchObject({ pausedSince: lostAt });
  const refused = await town.ask("committee-1", "POST", `/api/v1/tenders/${tender}/lots/1/sheets`, { sheet: base64(new Uint8Array([1])), signature: base64(new Uint8Array([1])) });
  expect(refused.json).toMatchObject({ code: "evaluation-paused", facts: { since: lostAt } });
  expect(await signs("committee-1")).toBe("evaluation-paused");
  expect((await room("committee-2")).pausedSince).toBe(lostAt);
  expect((await (await signedIn(town, "committee-2")).get(`/panel/${tender}/1`)).text).toContain("恢复前不能签署评分表");
  expect(await codeOf(onBooking("staff-1", "moves", { from: rfc3339(now), until: "2026-09-22T13:00:00+08:00", people: 5, rooms: [{ room: rooms.one, part: "host" }], reason: "不等副场" }))).toBe("evaluation-paused");
  await wait(20);
  expect((await onBooking("staff-1", "links", { room: rooms.guest, state: "restored" })).json).toEqual({ pausedSince: null, until: "2026-09-22T12:20:00+08:00", held: true });
  expect((await view()).rooms.map(({ heldUntil }) => heldUntil)).toEqual(["2026-09-22T12:35:00+08:00", "2026-09-22T12:35:00+08:00"]);
  expect((await room("committee-2")).pausedSince).toBeNull();
  expect(await signs("committee-1")).toBe(201);
});

test("where another booking is in the way of the later end, the rooms stay held as they were and an incident says so", async () => {
  await town.done("staff-1", "POST", "/api/v1/bookings", bookingOf(rooms.guest, { tender, people: 2, from: "2026-09-22T12:40:00+08:00", until: "2026-09-22T13:40:00+08:00" }));
  await onBooking("staff-1", "links", { room: rooms.guest, state: "lost" });
  await wait(6);
  expect((await onBooking("staff-1", "links", { room: rooms.guest, state: "restored" })).json).toEqual({ pausedSince: null, until: "2026-09-22T12:26:00+08:00", held: false });
  expect((await view()).rooms.map(({ heldUntil }) => heldUntil)).toEqual(["2026-09-22T12:35:00+08:00", "2026-09-22T12:35:00+08:00"]);
  expect(((await town.done("staff-1", "GET", "/api/v1/incidents")) as { incidents: { kind: string }[] }).incidents).toMatchObject([{ kind: "overrun" }]);
});

test("of a sheet and a lost link at once the sheet is before the pause, or refused", async () => {
  const [sheet, link] = await Promise.all([signs("committee-2"), codeOf(onBooking("staff-1", "links", { room: rooms.guest, state: "lost" }))]);
  expect(link).toBe(201);
  expect([201, "evaluation-paused"]).toContain(sheet);
  const signed = await town.database.db.selectFrom("sheets").select("label").where("tender_id", "=", tender).execute();
  expect(signed).toHaveLength(sheet === 201 ? 2 : 1);
  expect(await signs("committee-3")).toBe("evaluation-paused");
});

test("whoever left the committee is not let in by the seat he had", async () => {
  const others = await town.database.db.selectFrom("panel_members").select(["label", "actor_id"]).where("tender_id", "=", tender).where("chair", "=", false).where("label", "in", labels.slice(3)).execute();
  const [{ label: gone, actor_id: member } = { label: "", actor_id: "" }] = others;
  const comes = () => enter("member", gone, { room: rooms.guest, devices: false });
  expect((await comes()).status).toBe(201);
  expect((await leave(gone)).status).toBe(201);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/lots/1/committee/departures`, { member, ground: "health", reason: "突发胸痛，由120送医，监督人员在场" });
  expect(await codeOf(comes())).toBe("not-let-in");
});

test("the record of the site is a sealed document for those who read the evaluation's papers, with labels and no names, and its hash joins the record", async () => {
  await onBooking("staff-1", "links", { room: rooms.guest, state: "restored" });
  expect((await onBooking("notary-1", "site-record", undefined)).json).toMatchObject({ code: "people-inside" });
  for (const { who } of (await view()).inside) await leave(who);
  expect(await codeOf(onBooking("tenderer-1", "site-record", undefined))).toBe("not-yours");
  const before = (await view()).records;
  const { notice, pdf } = (await town.done("notary-1", "POST", `/api/v1/bookings/${booking}/site-record`)) as { notice: string; pdf: string };
  expect((await view()).records.at(-1)?.event).toMatchObject({ kind: "issued", notice, pdf });
  for (const actor of [null, "bidder-1"]) expect((await town.ask(actor, "GET", `/api/v1/notices/${notice}`)).status).toBe(404);
  const record = await town.done("tenderer-1", "GET", `/api/v1/notices/${notice}`);
  expect(record["terms"]).toEqual({ v: "site-record/1", lot: "1", booking, records: before.length, head: (before.at(-1) as unknown as { sha256: string }).sha256 });
  const text = JSON.stringify(record);
  for (const words of ["宣布评标纪律", "更换显示器，评标继续", "NVR-2026-0922-01", "招标人代表 王某", labels[4] ?? ""]) expect(text).toContain(words);
  const names = await town.database.db.selectFrom("panel_members").select("name").where("tender_id", "=", tender).execute();
  expect(names.filter(({ name }) => text.includes(name))).toEqual([]);
});
