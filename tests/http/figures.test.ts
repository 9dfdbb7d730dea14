import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { casesOf } from "../support/cases.js";
import { testTown, type TestTown } from "../support/town.js";

// What a day at the window comes to in the centre's figures, over HTTP.
let town: TestTown;
let play: ReturnType<typeof casesOf>;
let code: string;
type Figure = { id: string; value: string | null; before: string | null; growth: string | null; parts: { measure: string; count: string | null }[]; target: { value: string; reached: boolean | null } | null };
type Read = { period: { from: string; until: string }; figures: Figure[]; answers: { grade: number; count: string }[]; closed: { months: { key: string; closed: string; inTime: string }[]; units: { key: string }[] } };

beforeAll(async () => {
  town = await testTown("2026-09-21T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  play = casesOf(town);
  await play.item("103-902", { caseType: "immediate", level: 1, promisedLimitWD: 0, zh: "当场办的事项" });
});
afterAll(async () => { await town.stop(); });

const read = async (query = ""): Promise<Read> => (await town.done(null, "GET", `/api/v1/figures${query}`)) as unknown as Read;
const figure = ({ figures }: Read, id: string): Figure => figures.find((each) => each.id === id) ?? (() => { throw new RangeError(id); })();

test("a centre that has closed nothing says so: shares of nothing are not said", async () => {
  const now = await read();
  expect(now.period).toEqual({ from: "2026-01-01", until: "2026-09-30" });
  expect(figure(now, "cases")).toMatchObject({ value: "0", before: "0", growth: null });
  expect([figure(now, "on-time").value, figure(now, "satisfaction").value]).toEqual([null, null]);
  expect(figure(now, "items-in").value, "every item that a unit confirmed is in").toBe("100");
});

test("a case decided on the spot is counted that day, and what its applicant says of it once", async () => {
  code = await play.filed("103-902");
  const early = await town.ask(null, "POST", `/api/v1/track/${code}/answer`, { grade: 1 });
  expect(early.json).toMatchObject({ code: "answer-early" });
  expect((await play.act("window-2", code, "decision", play.decision())).status).toBe(201);
  expect(figure(await read(), "cases").value).toBe("1");
  const answers = await Promise.all([1, 2, 5].map((grade) => town.ask(null, "POST", `/api/v1/track/${code}/answer`, { grade, words: "很快" })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  expect((await town.ask(null, "POST", "/api/v1/track/20260924-0000000000/answer", { grade: 1 })).json).toMatchObject({ code: "not-found" });
  expect((await town.ask(null, "POST", `/api/v1/track/${code}/answer`, { grade: 6 })).status).toBe(422);
  const now = await read();
  expect(now.answers.reduce((sum, { count }) => sum + Number(count), 0)).toBe(1);
  expect(figure(now, "immediate").value).toBe("100");
  expect(now.closed.months).toEqual([{ key: "2026-09", closed: "1", inTime: "1" }]);
});

test("the head enters what the old system handed over, once and for ever; growth of a whole year follows", async () => {
  const opening = { year: 2025, measure: "closed", value: "2", source: "晨政务〔2026〕1号移交清单" };
  expect((await town.ask("window-2", "POST", "/api/v1/figures/openings", opening)).status).toBe(403);
  await town.done("sub-centre-1", "POST", "/api/v1/figures/openings", opening);
  expect((await town.ask("sub-centre-1", "POST", "/api/v1/figures/openings", { ...opening, value: "3" })).json).toMatchObject({ code: "figure-opening-twice" });
  expect(figure(await read("?from=2026-01&until=2026-12"), "cases")).toMatchObject({ value: "1", before: "2", growth: "−50.00" });
  expect(figure(await read("?from=2026-01&until=2026-09"), "cases"), "of nine months of last year nobody knows").toMatchObject({ before: "0", growth: null });
});

test("a unit that puts its approvals into one section moves the share of its window, from the day on which it does", async () => {
  const share = async (): Promise<readonly [number, number, string | null]> => {
    const { parts, value } = figure(await read(), "one-section");
    return [Number(parts[0]?.count), Number(parts[1]?.count), value];
  };
  const plain = async () => (await sql<{ windows: number; one: number }>`select count(*)::int as windows, (count(*) filter (where (select h.has_single_approval_section from unit_hand_overs h where h.exchange_id = w.exchange_id and h.unit_code = w.unit_code and h.from_on <= '2026-09-21' order by h.serial desc limit 1)))::int as one
    from windows w where exchange_id = ${town.world.exchange.id} and unit_code is not null and from_on <= '2026-09-21' and (until_on is null or until_on >= '2026-09-21')`.execute(town.database.db)).rows[0];
  const [before, windows] = await share();
  expect(windows).toBeGreaterThan(0);
  const state = { hasSingleApprovalSection: true, sectionMovedWhole: false, usesApprovalSeal: false, authority: "建设科集中办理全部审批" };
  await town.done("sub-centre-1", "POST", "/api/v1/units/103/hand-over", { ...state, from: "2026-09-22" });
  expect((await share())[0], "tomorrow").toBe(before);
  await town.done("sub-centre-1", "POST", "/api/v1/units/104/hand-over", { ...state, from: "2026-09-21" });
  expect((await share()).slice(0, 2)).toEqual([before + 1, windows]);
  expect(await plain()).toEqual({ windows, one: before + 1 });
});

test("a target is held against its figure, and a new decision replaces it", async () => {
  await town.done("sub-centre-1", "POST", "/api/v1/figures/targets", { year: 2026, figure: "satisfaction", value: "101", basis: "管委会第1次会议决定" });
  await town.done("sub-centre-1", "POST", "/api/v1/figures/targets", { year: 2026, figure: "immediate", value: "100", basis: "管委会第1次会议决定" });
  expect(figure(await read(), "immediate").target).toMatchObject({ value: "100", reached: true });
  await town.done("sub-centre-1", "POST", "/api/v1/figures/targets", { year: 2026, figure: "immediate", value: "100.1", basis: "管委会第2次会议决定" });
  expect(figure(await read(), "immediate").target).toMatchObject({ value: "100.1", reached: false });
  expect((await town.ask("sub-centre-1", "POST", "/api/v1/figures/targets", { year: 2026, figure: "immediate", value: "ten", basis: "x" })).status).toBe(422);
});

test("a period that is none is refused with what it should be", async () => {
  for (const query of ["?from=2026-13", "?from=2026-09&until=2026-08", "?from=2025-12&until=2026-01", "?until=x"]) expect((await town.ask(null, "GET", `/api/v1/figures${query}`)).status, query).toBe(400);
  expect((await town.ask(null, "GET", "/api/v1/figures?unit=999")).json).toMatchObject({ code: "not-found" });
});

test("the report of the year is a sheet, a workbook and a sealed paper that says in sentences what the table says", async () => {
  const csv = await (await town.app.request("/api/v1/figures/report.csv?from=2026-01&until=2026-12")).text();
  expect(csv).toContain("办结件数");
  expect(csv).toContain("−50.00");
  for (const [ending, head] of [["xlsx", "PK"], ["pdf", "%PDF"]] as const) expect((await (await town.app.request(`/api/v1/figures/report.${ending}?from=2026-01&until=2026-12`)).text()).slice(0, head.length), ending).toBe(head);
});
