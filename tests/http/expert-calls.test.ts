import { afterAll, beforeAll, expect, test } from "vitest";
import { ticketHash } from "../../src/experts/calls.js";
import { at, plusMs, rfc3339 } from "../../src/kernel/time.js";
import { drawIn, pooled } from "../support/draws.js";
import { reader, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender } from "../support/works-tender.js";

// Calls to those who were drawn, by label alone (rule book C5 item 4).
let town: TestTown;
let tender: string;
let draw: ReturnType<typeof drawIn>;
let seated: string[];
const MINUTE = 60_000;
let now = at("2026-09-21T10:00:00+08:00");
const wait = async (minutes: number, short = 0): Promise<void> => {
  now = plusMs(now, minutes * MINUTE - short);
  await town.advance(rfc3339(now));
};
/** A word for each seat, as the keeper's tool makes them. */
const word = (seat: number): string => String(seat).repeat(32);
const call = (seat: number) => town.ask("pool-keeper-1", "POST", `${draw.at}/calls`, { label: seated[seat], channel: "sms", ticket: ticketHash(word(seat)) });
const answer = (seat: number, given: string, reason: string | null = null) => town.ask(null, "POST", "/api/v1/calls/answers", { ticket: word(seat), answer: given, reason });
const states = async (): Promise<string[]> => ((await town.done("pool-keeper-1", "GET", `${draw.at}/calls`)) as unknown as { seats: { state: string }[] }).seats.map(({ state }) => state);
const codeOf = async (asked: ReturnType<TestTown["ask"]>): Promise<unknown> => (await asked).json["code"] ?? (await asked).status;

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tender = (await publishedTender(town)).id;
  await town.advance(rfc3339(now));
  draw = drawIn(town, tender, pooled([1, 2, 3, 4, 6, 7, 8, 9]));
  await draw.fixed();
  await draw.made();
  seated = (await draw.view())?.seated ?? [];
}, 120_000);
afterAll(async () => { await town.stop(); });

test("a seat is called three times, ten minutes apart and no sooner; whoever has no seat is not called", async () => {
  expect((await call(0)).json).toEqual({ call: 1 });
  await wait(10, 1);
  expect((await call(0)).json).toMatchObject({ code: "call-too-soon", facts: { until: "2026-09-21T10:10:00+08:00" } });
  await wait(0, -1);
  expect((await call(0)).json).toEqual({ call: 2 });
  expect(await codeOf(town.ask("pool-keeper-1", "POST", `${draw.at}/calls`, { label: "f".repeat(64), channel: "sms", ticket: "0".repeat(64) }))).toBe("label-not-seated");
  await wait(10);
  expect((await call(0)).json).toEqual({ call: 3 });
  await wait(10);
  expect(await codeOf(call(0))).toBe("calls-over");
});

test("silence counts as declined half an hour after the last call, and nobody is replaced as not reached before", async () => {
  await wait(20, 1);
  expect((await states())[0]).toBe("waits");
  expect((await draw.leaves(seated[0] ?? "", "unreachable")).json).toMatchObject({ code: "still-called", facts: { calls: 3, max: 3 } });
  await wait(0, -1);
  expect((await states())[0]).toBe("silent");
  expect((await draw.leaves(seated[0] ?? "", "unreachable")).status).toBe(201);
  expect((await draw.next(draw.code(1))).status).toBe(201);
  expect(await codeOf(answer(0, "accept")), "the seat has gone").toBe("seat-gone");
  seated = (await draw.view())?.seated ?? [];
});

test("whoever was called answers by the word of his call alone; everybody else sees how many come and not who", async () => {
  for (const seat of [0, 1, 2]) expect((await call(seat)).status).toBe(201);
  expect(await codeOf(town.ask(null, "POST", "/api/v1/calls/answers", { ticket: "e".repeat(32), answer: "accept", reason: null }))).toBe("call-unknown");
  expect((await answer(1, "accept")).json).toEqual({ answer: "accept" });
  expect(await codeOf(town.ask("committee-1", "POST", "/api/v1/calls/answers", { ticket: word(2), answer: "accept", reason: null })), "a session would say who").toBe("answer-signed-in");
  const page = await (await signedIn(town, "committee-2")).post("/call", { ticket: word(2), answer: "accept", reason: "" });
  expect([page.status, page.text.includes("已经收到您的答复")]).toEqual([200, true]);
  expect(await codeOf(call(1))).toBe("call-answered");
  const seen = await town.done(null, "GET", draw.path);
  expect((seen["draws"] as { confirmed: number }[])[0]?.confirmed).toBe(2);
  expect(JSON.stringify(seen)).not.toMatch(/accept|sms|calls/);
  expect((await reader(town).get(`/projects/${tender}/draws`)).text).toContain("2/4 已确认参加");
  for (const actor of ["tenderer-1", "staff-1", "supervisor-1"]) expect((await town.ask(actor, "GET", `${draw.at}/calls`)).status).toBe(403);
});

test("who must stand back says why, his seat falls to the next code with that reason, and he cannot come back", async () => {
  expect(await codeOf(answer(1, "conflict"))).toBe("conflict-unexplained");
  expect((await answer(1, "conflict", "配偶在可能的投标单位任职")).status).toBe(201);
  expect(await codeOf(answer(1, "accept"))).toBe("call-answered");
  expect((await states())[1]).toBe("conflict");
  const [leaving = ""] = [seated[1]];
  expect((await draw.leaves(leaving, "conflict")).status).toBe(201);
  expect((await draw.next(draw.code(2))).json).toMatchObject({ label: leaving });
  expect((await draw.view())?.seated).not.toContain(leaving);
});

test("neither rows nor audit say who answered", async () => {
  const rows = JSON.stringify([await town.database.db.selectFrom("draw_calls").selectAll().execute(), await town.database.db.selectFrom("draw_answers").selectAll().execute()]);
  for (const { id, name } of town.actors.filter(({ role }) => role === "committee-member")) for (const text of [`"${id}"`, name, word(1)]) expect(rows).not.toContain(text);
  const audit = (await town.database.db.selectFrom("audit").selectAll().execute()).filter((row) => JSON.stringify(row).includes("/api/v1/calls/answers"));
  expect(audit).toEqual([]);
});
