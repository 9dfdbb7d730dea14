import { afterAll, beforeAll, expect, test } from "vitest";
import { testTown, type TestTown } from "../support/town.js";

// Units of the city, windows of the service centre, and who acts for a unit.
let town: TestTown;
const unit = (more: Record<string, unknown> = {}) => ({ code: "120", uscc: "12341700MB0000131Y", zh: "晨光市园林管理处", en: "Parks Office of Chenguang", kinds: ["collecting"], from: "2026-09-01", ...more });
const window = (more: Record<string, unknown> = {}) => ({ number: 20, unit: "103", zh: "住建二号窗口", en: "Housing, second window", tasks: ["accept"], from: "2026-09-01", ...more });
const enter = (body: unknown) => town.ask("admin-1", "POST", "/api/v1/units", body);
const open = (body: unknown) => town.ask("admin-1", "POST", "/api/v1/windows", body);
const end = (what: string, until: string) => town.ask("admin-1", "POST", `/api/v1/${what}/end`, { until });

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

test("anybody reads the units of the town and its windows, each with its two names and since when", async () => {
  const { units, windows } = (await town.done(null, "GET", "/api/v1/units")) as { units: Record<string, unknown>[]; windows: Record<string, unknown>[] };
  expect(units.find(({ code }) => code === "103001")).toEqual({ code: "103001", uscc: "12341700MB00001234", parent: "103", zh: "晨光市建设工程质量安全监督站", level: "city", en: "Station for Quality and Safety of Works of Chenguang", kinds: ["collecting", "budget"], from: "2025-08-31", until: null });
  expect(windows.filter(({ unit: of }) => of === null).map(({ number }) => number)).toEqual([1, 2, 3, 4, 51]);
});

test("a unit stands under a department, never under a unit of one, and by a credit code that checks", async () => {
  expect((await enter(unit({ parent: "103001" }))).json).toMatchObject({ code: "unit-parent", facts: { unit: "103001" } });
  expect((await enter(unit({ parent: "998" }))).json["code"]).toBe("unit-not-in-force");
  expect((await enter(unit({ uscc: "12341700MB0000131X" }))).json["code"]).toBe("uscc-check");
  expect((await enter(unit({ parent: "103" }))).json).toEqual({ unit: "120" });
  expect((await enter(unit({ uscc: "91341702MA0000162T" }))).json["code"], "its code is taken").toBe("unit-taken");
  expect((await enter(unit({ code: "121" }))).json["code"], "the organisation is a unit already").toBe("unit-taken");
  expect((await town.askOnce("admin-1", "POST", "/api/v1/units", unit({ code: "122" }))).status, "it is signed").not.toBe(201);
});

test("a unit ends on a day it has seen, after those under it, once; then another may stand by its credit code", async () => {
  expect((await enter(unit({ code: "130", uscc: "11341700MB0000107H" }))).status).toBe(201);
  expect((await enter(unit({ code: "130001", parent: "130", uscc: "11341700MB0000115C" }))).status).toBe(201);
  expect((await end("units/130", "2026-10-31")).json).toMatchObject({ code: "unit-in-use" });
  expect((await end("units/130001", "2026-08-31")).json).toMatchObject({ code: "ends-before-it-begins", facts: { from: "2026-09-01" } });
  expect((await end("units/130001", "2026-10-31")).json).toEqual({ unit: "130001" });
  expect((await end("units/130001", "2026-11-30")).json).toMatchObject({ code: "ended-already", facts: { until: "2026-10-31" } });
  expect((await end("units/130", "2026-10-31")).status).toBe(200);
  expect((await enter(unit({ code: "131001", parent: "130", from: "2026-11-01", uscc: "11341700MB0000115C" }))).json["code"]).toBe("unit-not-in-force");
  expect((await enter(unit({ code: "131", from: "2026-10-31", uscc: "11341700MB0000115C" }))).json["code"]).toBe("unit-taken");
  expect((await enter(unit({ code: "131", from: "2026-11-01", uscc: "11341700MB0000115C" }))).status).toBe(201);
});

test("a window’s number is one window’s at a time: two administrators at once open one of them", async () => {
  const both = await Promise.all([open(window()), open(window({ zh: "住建三号窗口" }))]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await open(window({ number: 21, unit: "130", from: "2026-11-01" }))).json["code"]).toBe("unit-not-in-force");
  expect((await end("windows/20", "2026-09-30")).status).toBe(200);
  expect((await open(window({ from: "2026-09-30" }))).json).toMatchObject({ code: "window-taken", facts: { number: 20 } });
  expect((await open(window({ from: "2026-10-01" }))).status).toBe(201);
});

test("an administrator appoints to offices a unit has, by a code that is shown once", async () => {
  const appoint = (of: string, office: string) => town.ask("admin-1", "POST", `/api/v1/units/${of}/officers`, { office, name: "林小满" });
  expect((await appoint("101", "fee-officer")).json).toMatchObject({ code: "unit-office", facts: { unit: "晨光市财政局", kinds: "执收单位" } });
  expect((await appoint("999", "fee-officer")).json["code"]).toBe("not-found");
  const appointed = await appoint("103", "fee-officer");
  expect(appointed.status).toBe(201);
  expect(appointed.json["code"]).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
