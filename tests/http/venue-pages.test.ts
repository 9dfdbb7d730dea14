import { afterAll, beforeAll, expect, test } from "vitest";
import { judgedTender } from "../support/judged-tender.js";
import { formOf, reader, signedIn, type Reader } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { bookingOf, venuesIn, type Rooms } from "../support/venues.js";
import { publishedTender, tenderBody } from "../support/works-tender.js";

// Rooms by pages, as staff of the exchange work with them; what everybody else is told of a booking.
let town: TestTown;
let judged: string;
let coming: string;
let rooms: Rooms;
let staff: Reader;

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  judged = (await judgedTender(town)).id;
  coming = (await publishedTender(town, tenderBody({ title: "晨光市望江公园提升工程", saleFrom: "2026-09-23T09:30:00+08:00", saleUntil: "2026-09-29T17:00:00+08:00", deadline: "2026-10-20T09:30:00+08:00" }))).id;
  rooms = await venuesIn(town);
  staff = await signedIn(town, "staff-1");
}, 120_000);
afterAll(async () => { await town.stop(); });

/** Fills and presses a form of a page. */
async function press(who: Reader, path: string, act: string, over: Readonly<Record<string, string | string[]>>) {
  const { action, fields } = formOf((await who.get(path)).text, act);
  expect(action, `${act} on ${path}`).not.toBe("");
  return who.post(action, { ...fields, ...over });
}

test("staff open a room by its form: a span of seats is typed as one line", async () => {
  expect((await press(staff, "/venues/rooms", "room-open", { kind: "negotiation", name: "谈判一室", seats: "1-3 球机21\n7\n9 球机22", lockers: "2", bufferMinutes: "10" })).status).toBe(303);
  const { venues } = (await town.done("staff-1", "GET", "/api/v1/venues")) as { venues: { rooms: { room: string; name: string; seats: { number: number; device: string | null }[] }[] }[] };
  const made = venues.flatMap(({ rooms: own }) => own).find(({ name }) => name === "谈判一室");
  expect(made?.seats).toEqual([...[1, 2, 3].map((number) => ({ number, device: "球机21" })), { number: 7, device: null }, { number: 9, device: "球机22" }]);
  const { text } = await staff.get("/venues/rooms");
  expect(text).toContain("1-3 球机21\n7\n9 球机22");
  const wrong = await press(staff, "/venues/rooms", "room-open", { kind: "negotiation", name: "谈判二室", seats: "靠窗的座位", lockers: "2", bufferMinutes: "10" });
  expect([wrong.status, wrong.text.includes("靠窗的座位")]).toEqual([422, true]);
});

test("a booking is made, refused with what was typed, moved and seated by its pages", async () => {
  const span = { lot: `${judged}/1`, purpose: "evaluation", from: "2026-09-24T09:00", until: "2026-09-24T12:00", people: "5", hosts: [rooms.one], siteWitness: "notary-1" };
  const made = await press(staff, "/venues?day=2026-09-24", "venue-book", span);
  const at = made.headers.get("location") ?? "";
  expect([made.status, at]).toEqual([303, expect.stringMatching(/^\/venues\/bookings\/b-/)]);
  const refused = await press(staff, "/venues?day=2026-09-24", "venue-book", { ...span, from: "2026-09-24T11:00", until: "2026-09-24T13:00" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("评标一室自");
  expect(refused.text).toContain('value="2026-09-24T11:00"');
  expect((await press(staff, at, "booking-move", { until: "2026-09-24T13:00", reason: "延长一小时" })).status).toBe(303);
  const seated = await press(staff, at, "booking-seats", {});
  expect(seated.status).toBe(303);
  const { text } = await staff.get(at);
  for (const words of ["延长一小时", "排定座位", "公孙信", "球机05"]) expect(text).toContain(words);
  const names = await town.database.db.selectFrom("panel_members").select("name").where("tender_id", "=", judged).execute();
  expect(names.filter(({ name }) => text.includes(name))).toEqual([]);
  expect((await (await signedIn(town, "supervisor-1")).get(at)).text).not.toContain("<form method=\"post\" action=\"/acts/booking");
});

test("everybody reads in which hall bids are opened, and nothing of any other booking", async () => {
  await town.done("staff-1", "POST", "/api/v1/bookings", bookingOf(rooms.hall, { tender: coming, purpose: "opening", from: "2026-10-20T09:00:00+08:00", until: "2026-10-20T11:00:00+08:00", people: 20 }));
  const { text } = await reader(town).get("/halls");
  expect(text).toContain("晨光主楼 开标一厅（晨光市晨光主楼路1号）");
  expect((await reader(town).get("/en/halls")).text).toContain("晨光主楼 开标一厅");
  expect(text).not.toContain("评标一室");
  expect((await reader(town).get("/venues")).status).toBe(303);
  expect((await (await signedIn(town, "bidder-1")).get("/venues")).status).toBe(403);
});

test("the door, an incident and a link are kept by the booking's page; members stand on it by the beginning of their labels", async () => {
  const two = [{ room: rooms.two, part: "host" }, { room: rooms.guest, part: "guest" }];
  const { booking } = (await town.done("staff-1", "POST", "/api/v1/bookings", { ...bookingOf(rooms.two, { tender: judged, from: "2026-09-25T09:00:00+08:00", until: "2026-09-25T12:00:00+08:00", siteWitness: "notary-1" }), rooms: two })) as { booking: string };
  const path = `/venues/bookings/${booking}`;
  const labels = (await town.database.db.selectFrom("panel_members").select("label").where("tender_id", "=", judged).where("round", "=", "bid").orderBy("label").execute()).map(({ label }) => label);
  await town.done("staff-1", "PUT", `/api/v1/bookings/${booking}/seats`, { seats: labels.map((label, at) => ({ label, room: rooms.two, seat: at + 1 })) });
  await town.advance("2026-09-25T09:00:00+08:00");
  staff = await signedIn(town, "staff-1");
  const door = { room: rooms.two, name: "", reason: "", devices: "yes" };
  expect((await press(staff, path, "door-enter", { ...door, comer: `member/${labels[0] ?? ""}` })).status).toBe(303);
  const stranger = await press(staff, path, "door-enter", { ...door, comer: "other/", name: "招标人代表 王某" });
  expect([stranger.status, stranger.text.includes("不得进入评标现场，已登记")]).toEqual([422, true]);
  expect((await staff.get(path)).text).toContain("其他人员 招标人代表 王某");
  const kept = await press(staff, path, "door-leave", {});
  expect([kept.status, kept.text.includes("1号储物柜还没有清空")]).toEqual([422, true]);
  expect((await press(staff, path, "door-leave", { emptied: "yes" })).status).toBe(303);
  expect((await press(staff, path, "link-lost", { reason: "线路中断" })).status).toBe(303);
  expect((await staff.get(path)).text).toContain("评标暂停：远程连接中断");
  expect((await press(staff, path, "link-restored", { reason: "" })).status).toBe(303);
  expect((await press(staff, path, "incident-report", { kind: "equipment", text: "2号工位黑屏\n已拍照" })).status).toBe(303);
  expect((await staff.get(path)).text, "who reported it does not deal with it").not.toContain("/acts/incident-handle");
  const watching = await signedIn(town, "supervisor-1");
  expect((await watching.get("/watch")).text).toContain(path);
  expect((await press(watching, path, "incident-handle", { disposal: "更换显示器" })).status).toBe(303);
  expect((await watching.get("/watch")).text).not.toContain(path);
  const witness = await signedIn(town, "notary-1");
  expect((await press(witness, path, "site-note", { text: "宣布评标纪律。" })).status).toBe(303);
  const { text } = await witness.get(path);
  for (const words of ["宣布评标纪律。", "2号工位黑屏 已拍照", "更换显示器", "1号储物柜清空"]) expect(text).toContain(words);
  const names = await town.database.db.selectFrom("panel_members").select("name").where("tender_id", "=", judged).execute();
  expect(names.filter(({ name }) => text.includes(name))).toEqual([]);
});
