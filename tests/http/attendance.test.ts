import { afterAll, beforeAll, expect, test } from "vitest";
import { seatedByDraw } from "../support/draws.js";
import { formOf, signedIn } from "../support/pages.js";
import { TARIFF } from "../support/tariffs.js";
import { testTown, type TestTown } from "../support/town.js";
import { bookingOf, venuesIn } from "../support/venues.js";
import { tenderWithResult } from "../support/whole-tender.js";

// Four drawn experts judge a tender, known to the register of their room: who came for how long, and what they are paid.
let town: TestTown;
let tender: string;
/** What the payer is told while the committee still sits. */
let early: unknown;
const yuan = (amount: string) => ({ amount, currency: "CNY" });
type Line = { readonly label: string; readonly name: string; readonly basis: string; readonly minutes: number; readonly fee: { readonly amount: string }; readonly total: { readonly amount: string } };
type Seen = { readonly experts: readonly { readonly label: string; readonly expert: string; readonly outcome: string; readonly minutes: number; readonly lateMinutes: number; readonly source: string }[]; readonly list: { readonly state: string; readonly why?: string; readonly lines: readonly Line[]; readonly total: { readonly amount: string }; readonly sha256?: string } };
const lot = (): string => `/api/v1/tenders/${tender}/lots/1`;
const seen = async (actor = "tenderer-1"): Promise<Seen> => (await town.done(actor, "GET", `${lot()}/attendance`)) as unknown as Seen;
const approve = (fees: string, travels: readonly unknown[] = [], actor = "tenderer-1") => town.ask(actor, "POST", `${lot()}/fees`, { fees: yuan(fees), travels });

/** Sits by a draw and stays in a booked room: two for 240 minutes, one for 241, one who signed in and came into the room half an hour late for 210; the representative is nobody's expert. */
async function sits(made: TestTown, id: string): Promise<void> {
  await seatedByDraw(made, id);
  const rooms = await venuesIn(made);
  const { booking } = (await made.done("staff-1", "POST", "/api/v1/bookings", bookingOf(rooms.one, { tender: id, from: "2026-09-22T09:40:00+08:00", until: "2026-09-22T17:00:00+08:00" }))) as { booking: string };
  const experts = await made.database.db.selectFrom("panel_members").select(["label", "kind"]).where("tender_id", "=", id).orderBy("label").execute();
  await made.done("staff-1", "PUT", `/api/v1/bookings/${booking}/seats`, { seats: experts.map(({ label }, at) => ({ label, room: rooms.one, seat: at + 1 })) });
  const [first = "", second = "", third = "", late = ""] = experts.filter(({ kind }) => kind === "expert").map(({ label }) => label);
  const enter = (label: string) => made.done("staff-1", "POST", `/api/v1/bookings/${booking}/entries`, { room: rooms.one, as: "member", who: label });
  const leave = (label: string) => made.done("staff-1", "POST", `/api/v1/bookings/${booking}/exits`, { who: label, emptied: true });
  for (const label of [first, second, third]) await enter(label);
  await made.advance("2026-09-22T10:10:00+08:00");
  await enter(late);
  early = [(await made.ask("tenderer-1", "GET", `/api/v1/tenders/${id}/lots/1/attendance`)).json["code"], (await made.ask("pool-keeper-1", "GET", `/api/v1/tenders/${id}/lots/1/attendance`)).json["code"]];
  await made.advance("2026-09-22T13:40:00+08:00");
  for (const label of [first, second, late]) await leave(label);
  await made.advance("2026-09-22T13:41:00+08:00");
  await leave(third);
}

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tender = await tenderWithResult(town, sits);
}, 180_000);
afterAll(async () => { await town.stop(); });

test("while the committee sits, attendance is shown to nobody", () => {
  expect(early).toEqual(["fees-not-yet", "attendance-not-yet"]);
});

test("without a tariff nothing is worked out or approved; the keeper alone enters one, with the paper it stands in", async () => {
  expect((await seen()).list).toMatchObject({ state: "none", why: "tariff-missing" });
  expect((await approve("1600.00")).json).toMatchObject({ code: "tariff-missing", facts: { on: "2026-09-22" } });
  expect((await town.ask("tenderer-1", "POST", "/api/v1/expert-tariffs", TARIFF)).json["code"]).toBe("not-yours");
  expect((await town.askOnce("pool-keeper-1", "POST", "/api/v1/expert-tariffs", TARIFF)).status, "it is signed").not.toBe(201);
  expect((await town.ask("pool-keeper-1", "POST", "/api/v1/expert-tariffs", { ...TARIFF, from: "2026-09-23", halfDay: yuan("900.00") })).status).toBe(201);
  expect((await seen()).list, "it begins the day after").toMatchObject({ why: "tariff-missing" });
  expect((await town.ask("pool-keeper-1", "POST", "/api/v1/expert-tariffs", TARIFF)).json).toEqual({ serial: 2 });
});

test("the last minute of a half day is paid as one, the next begins an hour; who was late is paid by the time inside", async () => {
  const { experts, list } = await seen();
  expect(experts.map(({ outcome, source }) => [outcome, source])).toEqual(Array.from({ length: 4 }, () => ["served", "register"]));
  expect(experts.map(({ minutes }) => minutes).sort()).toEqual([210, 240, 240, 241]);
  expect(experts.map(({ lateMinutes }) => lateMinutes).sort()).toEqual([0, 0, 0, 30]);
  expect(list.lines.map(({ minutes, fee }) => [minutes, fee.amount]).toSorted()).toEqual([[210, "400.00"], [240, "400.00"], [240, "400.00"], [241, "500.00"]]);
  expect([list.state, list.total.amount]).toEqual(["draft", "1700.00"]);
});

test("an expert sees his own and the keeper anybody’s; another buyer sees none of it", async () => {
  const { experts } = await seen("pool-keeper-1");
  const who = experts[0]?.expert ?? "";
  const { evaluations } = (await town.done("pool-keeper-1", "GET", `/api/v1/experts/${who}/attendance`)) as unknown as { evaluations: readonly { readonly label: string; readonly expert: string }[] };
  expect(evaluations).toMatchObject([{ label: experts[0]?.label, expert: who }]);
  const { evaluations: own } = (await town.done(who, "GET", "/api/v1/me/expert/attendance")) as unknown as { evaluations: unknown };
  expect(own).toEqual(evaluations);
  expect((await town.ask("tenderer-3", "GET", `${lot()}/attendance`)).json["code"]).toBe("not-found");
  expect((await town.ask("bidder-1", "GET", `${lot()}/fees.csv`)).status).toBe(403);
});

test("the payer approves the very sum it was shown, once; of two who do so at once one is told", async () => {
  const [first] = (await seen()).list.lines;
  const journey = (amount: string) => [{ member: first?.label, amount: yuan(amount) }];
  expect((await approve("1699.99")).json).toMatchObject({ code: "fees-changed", facts: { fees: "1,700.00" } });
  expect((await approve("1700.00", journey("600.01"))).json).toMatchObject({ code: "travel-too-high", facts: { max: "600.00" } });
  expect((await approve("1700.00", [{ member: "0".repeat(32), amount: yuan("1.00") }])).json["code"]).toBe("not-found");
  expect((await approve("1700.00", [], "tenderer-3")).json["code"]).toBe("not-found");
  const both = await Promise.all([approve("1700.00", journey("600.00")), approve("1700.00", journey("600.00"), "tenderer-2")]);
  expect(both.map(({ status, json }) => (status === 201 ? (json["total"] as { amount: string }).amount : json["code"])).sort()).toEqual(["2300.00", "fees-approved"]);
  const { list } = await seen();
  expect([list.state, list.total.amount, list.lines[0]?.total.amount]).toEqual(["approved", "2300.00", "1000.00"]);
});

test("what is approved stays as it is when a later tariff says otherwise", async () => {
  const before = (await seen()).list;
  expect((await town.ask("pool-keeper-1", "POST", "/api/v1/expert-tariffs", { ...TARIFF, halfDay: yuan("800.00") })).status).toBe(201);
  expect((await seen()).list).toEqual(before);
});

test("the tables hold a line for each expert, amounts as numbers", async () => {
  const { text } = await (await signedIn(town, "tenderer-1")).get(`${lot()}/fees.csv`);
  expect(text.trim().split("\r\n")).toHaveLength(5);
  expect(text).toContain(",400.00,600.00,1000.00");
  expect((await (await signedIn(town, "supervisor-1")).get(`${lot()}/attendance.csv`)).text).toContain("评审分钟");
});

const GOOD = { attendance: "good", discipline: "good", ability: "good", consistency: "good" };
const assess = (actor: string, member: string, over: Readonly<Record<string, unknown>> = {}) => town.ask(actor, "POST", `${lot()}/assessments`, { member, items: GOOD, ...over });

test("tenderer, exchange and supervisor assess an expert with reasons; he reads it and answers once, and nothing follows by itself", async () => {
  const [expert] = (await seen()).experts;
  const [member, who] = [expert?.label ?? "", expert?.expert ?? ""];
  const poor = { items: { ...GOOD, discipline: "poor" } };
  expect((await assess("tenderer-1", member, poor)).json["code"]).toBe("assessment-reason");
  expect((await assess("tenderer-3", member)).json["code"]).toBe("not-found");
  expect((await assess("bidder-1", member)).json["code"]).toBe("not-yours");
  expect((await assess("tenderer-1", "0".repeat(32))).json["code"]).toBe("not-found");
  expect((await town.askOnce("staff-1", "POST", `${lot()}/assessments`, { member, items: GOOD })).status, "it is signed").not.toBe(201);
  const said = await Promise.all([assess("tenderer-1", member, { ...poor, reason: "两次接打电话" }), assess("staff-1", member), assess("supervisor-1", member)]);
  expect(said.map(({ json }) => json["serial"]).sort()).toEqual([1, 2, 3]);
  type Said = { readonly assessments: readonly { readonly serial: number; readonly side: string; readonly reason: string | null; readonly answer: string | null }[] };
  const own = async (): Promise<Said["assessments"]> => ((await town.done(who, "GET", "/api/v1/me/expert/assessments")) as unknown as Said).assessments;
  const ofTenderer = (await own()).find(({ side }) => side === "tenderer");
  expect(ofTenderer).toMatchObject({ reason: "两次接打电话", answer: null });
  expect(JSON.stringify(await own()), "which person said it is not told").not.toContain("tenderer-1");
  const answer = (by: string) => town.ask(by, "POST", "/api/v1/me/expert/assessments", { tender, lot: "1", serial: ofTenderer?.serial, answer: "电话已交柜，并无此事" });
  const other = (await seen()).experts[1]?.expert ?? "";
  expect((await answer(other)).json["code"]).toBe("not-found");
  expect((await Promise.all([answer(who), answer(who)])).map(({ status }) => status).sort()).toEqual([201, 409]);
  const { assessments } = (await town.done("pool-keeper-1", "GET", `/api/v1/experts/${who}/assessments`)) as unknown as Said;
  expect(assessments.find(({ side }) => side === "tenderer")?.answer).toBe("电话已交柜，并无此事");
  expect((await town.done("pool-keeper-1", "GET", `/api/v1/experts/${who}`))["state"]).toBe("active");
  const file = (await (await signedIn(town, who)).get("/account/expert")).text;
  for (const words of ["两次接打电话", "电话已交柜", "答复这项考核"]) expect(file).toContain(words);
  expect((await (await signedIn(town, "staff-1")).get(`/attendance/${tender}/1`)).text, "the list is not the staff’s").not.toContain("晨发改规");
});

test("on the pages the keeper enters a tariff, the payer reads who is paid, and the expert his own attendance", async () => {
  const keeper = await signedIn(town, "pool-keeper-1");
  const { text } = await keeper.get("/attendance");
  expect(formOf(text, "tariff").action).not.toBe("");
  for (const words of ["晨发改规〔2025〕31号", `/attendance/${tender}/1`]) expect(text).toContain(words);
  const buyer = await signedIn(town, "tenderer-1");
  expect((await buyer.get(`/desk/${tender}`)).text).toContain(`/attendance/${tender}/1`);
  const page = (await buyer.get(`/attendance/${tender}/1`)).text;
  for (const words of ["已审定，待支付", "2,300.00", "晨发改规〔2025〕31号"]) expect(page).toContain(words);
  expect((await buyer.get("/attendance")).status).toBe(403);
  const { experts } = await seen();
  expect((await (await signedIn(town, experts[0]?.expert ?? "")).get("/account/expert")).text).toContain("评标室进出登记");
});
