import { afterAll, beforeAll, expect, test } from "vitest";
import { testTown, type TestTown } from "../support/town.js";

// Booking a time at a window, and asking a unit about its item.
let town: TestTown;
const SLOTS = "/api/v1/service-slots";
beforeAll(async () => { town = await testTown("2026-09-21T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error"); });
afterAll(async () => { await town.stop(); });
const open = async (places: number, from = "2026-09-22T09:00:00+08:00"): Promise<string> => (await town.done("window-2", "POST", SLOTS, { from, until: from.replace("09:00:00", "10:00:00"), places }))["slot"] as string;
const left = async (slot: string): Promise<number | undefined> => ((await town.done(null, "GET", SLOTS)) as { slots: { slot: string; left: number }[] }).slots.find((each) => each.slot === slot)?.left;
const APPLICANTS = ["citizen-1", "bidder-1", "bidder-2", "bidder-3", "bidder-4", "bidder-5", "bidder-6", "bidder-7", "bidder-8", "bidder-operator"];

test("fifty ask at once for a time of seven places: seven people have one each, and nobody has two", async () => {
  const slot = await open(7);
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => town.ask(APPLICANTS[at % APPLICANTS.length] ?? "", "POST", `${SLOTS}/${slot}/booking`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(7);
  // Of ten people who ask five times each, seven are told four times that they have a place, three five times that none is left.
  const refused = answers.filter(({ status }) => status !== 201).map(({ json }) => json["code"]);
  expect({ full: refused.filter((code) => code === "slot-full").length, booked: refused.filter((code) => code === "slot-booked").length }).toEqual({ full: 15, booked: 28 });
  expect(await left(slot)).toBe(0);
  const holders = (await Promise.all(APPLICANTS.map(async (actor) => ((await town.done(actor, "GET", "/api/v1/service-bookings"))["slots"] as string[]).includes(slot)))).filter(Boolean);
  expect(holders).toHaveLength(7);
});

test("a place that is given back is there for the next, and nobody gives back what he has not", async () => {
  const slot = await open(1, "2026-09-23T09:00:00+08:00");
  expect((await town.ask("citizen-1", "POST", `${SLOTS}/${slot}/booking`)).status).toBe(201);
  expect((await town.ask("bidder-1", "POST", `${SLOTS}/${slot}/booking`)).json).toMatchObject({ code: "slot-full", facts: { places: 1 } });
  expect((await town.ask("bidder-1", "DELETE", `${SLOTS}/${slot}/booking`)).json["code"]).toBe("not-found");
  expect((await town.ask("citizen-1", "DELETE", `${SLOTS}/${slot}/booking`)).status).toBe(200);
  expect((await town.ask("bidder-1", "POST", `${SLOTS}/${slot}/booking`)).status).toBe(201);
});

test("a time that has begun is booked by nobody, and opens once", async () => {
  expect((await town.ask("window-2", "POST", SLOTS, { from: "2026-09-21T09:00:00+08:00", until: "2026-09-21T10:00:00+08:00", places: 1 })).json["code"]).toBe("slot-times");
  const slot = await open(2, "2026-09-24T09:00:00+08:00");
  expect((await town.ask("window-2", "POST", SLOTS, { from: "2026-09-24T09:00:00+08:00", until: "2026-09-24T11:00:00+08:00", places: 3 })).json["code"]).toBe("slot-taken");
  await town.advance("2026-09-24T09:00:00+08:00");
  expect((await town.ask("citizen-1", "POST", `${SLOTS}/${slot}/booking`)).json["code"]).toBe("slot-over");
});

test("a question goes to the unit of its item, is answered once, and read by who asked", async () => {
  const { question } = (await town.done("citizen-1", "POST", "/api/v1/consultations", { item: "103-001", words: "施工合同要不要公证？" })) as { question: string };
  expect((await town.ask("window-3", "POST", `/api/v1/consultations/${question}/answer`, { answer: "别的单位" })).json["code"]).toBe("not-found");
  expect((await town.ask("window-2", "POST", `/api/v1/consultations/${question}/answer`, { answer: "不需要。" })).status).toBe(201);
  expect((await town.ask("window-2", "POST", `/api/v1/consultations/${question}/answer`, { answer: "再答" })).json["code"]).toBe("consultation-answered");
  expect(await town.done("citizen-1", "GET", "/api/v1/consultations")).toMatchObject({ questions: [{ question, answer: "不需要。" }] });
  expect(await town.done("bidder-1", "GET", "/api/v1/consultations")).toEqual({ questions: [] });
  const headers = { authorization: `Bearer ${town.actors.find(({ id }) => id === "citizen-1")?.token ?? ""}`, accept: "text/html" };
  expect(await (await town.app.request("/my/visits", { headers })).text()).toContain("施工合同要不要公证？");
});
