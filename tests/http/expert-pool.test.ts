import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unitKey } from "../../src/experts/expert-file.js";
import { blinded, rowsIn } from "../../src/experts/blinding.js";
import { labelOf, saltOf } from "../../src/experts/draw-order.js";
import { base64, utf8 } from "../../src/kernel/bytes.js";
import { personalCopy } from "../../src/privacy/use-cases/export.js";
import { resealAll } from "../../src/privacy/use-cases/forget.js";
import { personalKey } from "../../src/privacy/key-ring.js";
import { drawIn } from "../support/draws.js";
import { secondPasskey, register, someone, type Someone } from "../support/people.js";
import { expertBody, HEAD_LINE, idNumber, line, sheet } from "../support/pool.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { publishedTender } from "../support/works-tender.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const bring = (file: string, over: Record<string, unknown> = {}): Promise<Answer> => town.ask("pool-keeper-1", "POST", "/api/v1/experts/imports", { file, until: "2029-08-31", ...over });
type Report = { readonly lines: number; readonly taken: number; readonly faults: readonly { readonly line: number; readonly code: string; readonly zh: string }[] };
const reportOf = ({ json }: Answer): Report => json as unknown as Report;
type Listed = { readonly states: Record<string, number>; readonly experts: readonly { readonly expert: string; readonly name: string; readonly state: string }[] };
/** Those whom this test brought: the town's own experts stand in the pool from its first day. */
const listed = async (): Promise<Listed["experts"]> => ((await town.done("pool-keeper-1", "GET", "/api/v1/experts")) as unknown as Listed).experts.filter(({ expert }) => !expert.startsWith("committee-"));
const step = (expert: string, name: string, over: Record<string, unknown> = {}): Promise<Answer> => town.ask("pool-keeper-1", "POST", `/api/v1/experts/${expert}/steps`, { step: name, ...over });

test("a list is taken line by line: what is right comes in, what is wrong is told with its line and column, and a trial keeps nothing", async () => {
  const list = sheet(line(1), line(2, { titleLevel: "无", equalStanding: "是", years: "7" }), line(3, { idNumber: idNumber(3).replace(/.$/, (last) => (last === "0" ? "1" : "0")) }), line(4, { specialties: "A08" }), line(1), line(5, { phone: "机密" }), line(6, { otherUnits: "晨光测算监理公司||在职|2020-01-01|2024-05-31;晨光测算投资公司||董事|2019-01-01", kin: "配偶|晨光测算建设公司" }));
  const faults = [[3, "expert-not-qualified"], [4, "id-number-check"], [5, "wrong-form"], [6, "sheet-row-twice"], [7, "wrong-form"]];
  const dry = reportOf(await bring(list, { dry: true }));
  expect(dry).toMatchObject({ lines: 7, taken: 2 });
  expect(await listed()).toEqual([]);
  const report = reportOf(await bring(list));
  expect(report.faults.map((each) => [each.line, each.code])).toEqual(faults);
  expect(report.faults.find(({ line: at }) => at === 7)?.zh).toContain("手机号");
  expect((await listed()).map(({ state }) => state)).toEqual(["active", "active"]);
  expect(reportOf(await bring(list))).toMatchObject({ taken: 0, faults: [[2, "expert-known"], ...faults, [8, "expert-known"]].map(([at, code]) => ({ line: at, code })) });
});

test("a list without its columns, an empty one, one that is no sheet and a term that is over are refused whole", async () => {
  expect((await bring(base64(utf8("姓名,身份证号\r\n甲,乙\r\n")))).json).toMatchObject({ code: "sheet-heads", facts: { missing: expect.stringContaining("手机号") as unknown } });
  expect((await bring(base64(utf8("")))).json["code"]).toBe("sheet-unreadable");
  expect((await bring(base64(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0])))).json["code"]).toBe("sheet-unreadable");
  expect((await bring(sheet(line(9)), { until: "2026-08-31" })).json["code"]).toBe("pool-term-missing");
});

const cellsOf = (cells: readonly string[]): string => cells.map((cell) => (cell.startsWith("=") ? `<c t="str"><f>${cell.slice(1)}</f><v>13900000000</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`)).join("");
const workbook = (rows: readonly (readonly string[])[], before = ""): string => base64(zipSync({ "xl/worksheets/sheet1.xml": strToU8(`${before}<worksheet><sheetData>${rows.map((cells, at) => `<row r="${String(at + 1)}">${cellsOf(cells)}</row>`).join("")}</sheetData></worksheet>`) }));

test("a workbook says the same; a formula's value is not taken for what somebody wrote, and an entity of its own is refused", async () => {
  const heads = HEAD_LINE.split(",");
  const report = reportOf(await bring(workbook([heads, line(11).split(","), line(12, { phone: '=HYPERLINK("x")' }).split(",")])));
  expect(report).toMatchObject({ lines: 2, taken: 1, faults: [{ line: 3, code: "sheet-formula" }] });
  expect((await bring(workbook([heads], '<!DOCTYPE w [<!ENTITY a "aaaa">]>'))).json).toMatchObject({ code: "sheet-unreadable", facts: { why: "a document type" } });
});

test("a person applies, is reviewed, trained and appointed, and from then on may judge; whoever is removed may not", async () => {
  const who = someone(town);
  await register(who, "钟晨测");
  expect((await who.ask("GET", "/api/v1/me/expert")).status).toBe(404);
  const application = { file: expertBody(), idNumber: idNumber(21), phone: "13900000021" };
  expect((await who.ask("POST", "/api/v1/me/expert", { ...application, file: expertBody({ titleLevel: "none" }) })).json["code"]).toBe("expert-not-qualified");
  const { json } = await who.ask("POST", "/api/v1/me/expert", application);
  const expert = String(json["expert"]);
  expect((await who.ask("POST", "/api/v1/me/expert", { ...application, idNumber: idNumber(22) })).json).toMatchObject({ code: "expert-known", facts: { expert } });
  expect((await step(expert, "activate", { until: "2029-08-31" })).json["code"]).toBe("pool-step");
  expect(await judges(who, expert)).toBe(false);
  for (const name of ["review", "train"]) expect((await step(expert, name)).status).toBe(200);
  expect((await who.ask("POST", "/api/v1/me/expert/steps", { step: "remove", reason: "不想做了" })).status).toBe(404);
  expect((await step(expert, "activate", { until: "2029-08-31" })).json).toMatchObject({ state: "active" });
  expect(await judges(who, expert)).toBe(true);
  const own = (await who.ask("GET", "/api/v1/me/expert")).json;
  expect(own).toMatchObject({ state: "active", until: "2029-08-31", idNumber: expect.stringContaining("*") as unknown, phone: expect.stringContaining("*") as unknown });
  expect(JSON.stringify(own)).not.toContain(idNumber(21));
  expect((await step(expert, "remove", { reason: "本人申请" })).json).toMatchObject({ state: "removed" });
  expect(await judges(who, expert)).toBe(false);
});

/** Whether he can act in the office whose id is the expert's. */
const judges = async (who: Someone, expert: string): Promise<boolean> => (await who.ask("PUT", "/api/v1/sessions/current/office", { office: expert })).status === 200;

test("the number of somebody in the pool tells a stranger nothing but that it is there", async () => {
  const who = someone(town);
  await register(who, "陌生人");
  expect((await who.ask("POST", "/api/v1/me/expert", { file: expertBody(), idNumber: idNumber(1), phone: "13900000001" })).json).toMatchObject({ code: "expert-known", facts: { expert: "—" } });
});

test("an expert says anew for whom he works and takes leave; of two who write one version the second is told", async () => {
  const who = someone(town);
  await register(who, "变更员");
  const expert = String((await who.ask("POST", "/api/v1/me/expert", { file: expertBody(), idNumber: idNumber(31), phone: "13900000031" })).json["expert"]);
  const change = { units: expertBody().units, kin: [{ kin: "spouse", unit: "晨光测算建设公司", uscc: null }], phone: "13900000032", version: 1 };
  const answers = await Promise.all([who.ask("PUT", "/api/v1/me/expert", change), who.ask("PUT", "/api/v1/me/expert", change)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await who.ask("POST", "/api/v1/me/expert/steps", { step: "pause" })).json["code"]).toBe("pool-step");
  for (const [name, over] of [["review", {}], ["train", {}], ["activate", { until: "2027-08-31" }]] as const) await step(expert, name, over);
  expect((await who.ask("POST", "/api/v1/me/expert/steps", { step: "pause", until: "2026-09-20" })).json).toMatchObject({ state: "paused" });
});

test("the pool is its keeper's and the supervisor's to read, and nothing of a person's own is in the table in clear", async () => {
  expect((await town.ask("staff-1", "GET", "/api/v1/experts")).status).toBe(403);
  expect((await town.ask("supervisor-1", "GET", "/api/v1/experts")).status).toBe(200);
  expect((await town.ask("supervisor-1", "POST", "/api/v1/experts/imports", { file: sheet(), until: "2029-08-31" })).status).toBe(403);
  const rows = JSON.stringify((await town.database.db.selectFrom("experts").selectAll().execute()).map((row) => ({ ...row, sealed: Buffer.from(row.sealed).toString("utf8") })));
  for (const words of [idNumber(1), "13900000000", "测专", "设计院", "晨光测算建设公司"]) expect(rows).not.toContain(words);
});

test("the keeper lists who can be drawn for a lot and blinds the list; whoever is drawn takes up his place by a code and signs in under his label", async () => {
  const { id: tender } = await publishedTender(town);
  await bring(sheet(...[41, 42, 43, 44, 45].map((serial) => line(serial)), line(46, { unit: "晨光市公共工程中心", uscc: "" })));
  const own = drawIn(town, tender, []);
  for (const answer of [await own.request({ strata: { A0801: 4 } }), await own.secret(), await own.plan()]) expect(answer.status).toBe(201);
  const at = `${own.at}/candidates`;
  for (const other of ["supervisor-1", "staff-1", "tenderer-1", "committee-1"]) expect((await town.ask(other, "GET", at)).status).toBe(403);
  const list = (await town.done("pool-keeper-1", "GET", at)) as unknown as { bidders: string; candidates: Parameters<typeof blinded>[2] };
  expect(list.bidders).toBe("unknown");
  expect(list.candidates.length).toBeGreaterThan(5);
  expect(list.candidates.filter(({ excluded }) => excluded === "leave")).toHaveLength(1);
  expect(list.candidates.some(({ unit }) => unit === unitKey({ name: "晨光测算第41设计院", uscc: null }))).toBe(true);
  const secret = utf8("pool keeper's secret (test only)");
  const saltFor = (expert: string): string => saltOf(secret, expert);
  const pool = await own.pool(rowsIn(blinded(own.id, secret, list.candidates)));
  expect((await own.fix(pool.json["sha256"])).status).toBe(201);
  for (const name of ["tenderer", "exchange", "notary"]) await own.commit(name);
  for (const name of ["tenderer", "exchange", "notary"]) await own.reveal(name);
  expect((await own.result()).json).toMatchObject({ drawn: 4 });
  const [first = ""] = (await own.view())?.seated ?? [];
  const expert = list.candidates.find((each) => labelOf(own.id, each.expert, saltFor(each.expert)) === first)?.expert ?? "";
  const { json } = await town.ask("pool-keeper-1", "POST", `/api/v1/experts/${expert}/code`, {});
  const who = someone(town);
  await register(who, "抽中专家");
  expect((await who.ask("POST", "/api/v1/me/expert/code", { code: json["code"] })).json["code"]).toBe("proofs-too-few");
  await secondPasskey(who);
  expect((await who.ask("POST", "/api/v1/me/expert/code", { code: "wrong" })).json["code"]).toBe("expert-code-over");
  expect((await who.ask("POST", "/api/v1/me/expert/code", { code: json["code"] })).json).toMatchObject({ expert });
  expect((await who.ask("POST", "/api/v1/me/expert/code", { code: json["code"] })).json["code"]).toBe("expert-code-over");
  await who.ask("PUT", "/api/v1/sessions/current/office", { office: expert });
  await town.advance("2026-09-22T09:00:00+08:00");
  expect((await who.ask("POST", `${own.at}/arrivals`, { salt: saltFor(expert) })).json).toMatchObject({ label: first });
});

// 1 October 2026 is a Thursday: the last seven days are 25 September to it, and the month has just begun.
test("the list leaves out who came too often or on too many days of late, counted by Beijing's calendar, and nobody a day or a time short of it", async () => {
  const fresh = await testTown("2026-09-01T09:00:00+08:00");
  try {
    const { id } = await publishedTender(fresh);
    const own = drawIn(fresh, id, []);
    for (const answer of [await own.request({ strata: { A0802: 4 } }), await own.secret(), await own.plan()]) expect(answer.status).toBe(201);
    // Each time is of a draw of its own: one expert signs in to a draw once.
    const drawn = await fresh.database.db.selectFrom("draws").selectAll().executeTakeFirstOrThrow();
    await fresh.database.db.insertInto("draws").values(Array.from({ length: 60 }, (_, at) => ({ ...drawn, number: at + 2 }))).execute();
    const key = { exchange_id: fresh.world.exchange.id, tender_id: id, lot: "1" };
    const came = (actor: string, times: readonly string[]) => times.map((arrived, serial) => ({ ...key, number: serial + 2, label: createHash("sha256").update(`${actor} ${String(serial)}`).digest("hex"), actor_id: actor, salt: "0".repeat(32), arrived_at: new Date(arrived) }));
    const daily = (days: readonly string[], time = "09:00:00") => days.map((date) => `2026-${date}T${time}+08:00`);
    const often = (date: string, count: number) => Array.from({ length: count }, () => `${date}T09:00:00+08:00`);
    await fresh.database.db.insertInto("draw_arrivals").values([
      ...came("committee-1", daily(["09-25", "09-26", "09-27", "09-28", "10-01"], "00:00:00")), ...came("committee-2", [...daily(["09-26", "09-27", "09-28", "10-01"]), "2026-09-24T23:59:59.999+08:00"]), ...came("committee-3", [...daily(["09-26"], "00:30:00"), ...daily(["09-26"], "23:00:00"), ...daily(["09-27", "09-28", "10-01"])]),
      ...came("committee-4", often("2026-06-01", 60)), ...came("committee-6", [...often("2026-01-01", 59), "2025-12-31T23:59:59.999+08:00"]),
      ...came("committee-7", often("2026-10-01", 8)), ...came("committee-8", [...often("2026-10-01", 7), "2026-09-30T23:59:59.999+08:00"]),
    ]).execute();
    await fresh.advance("2026-10-01T10:00:00+08:00");
    const { candidates } = (await fresh.done("pool-keeper-1", "GET", `${own.at}/candidates`)) as unknown as { candidates: { expert: string; excluded: string | null }[] };
    expect(Object.fromEntries(candidates.flatMap(({ expert, excluded }) => (excluded === null ? [] : [[expert, excluded]])))).toEqual({ "committee-1": "rest", "committee-4": "yearly-cap", "committee-7": "monthly-cap" });
    expect(candidates).toHaveLength(12);
  } finally {
    await fresh.stop();
  }
}, 120_000);

test("what is sealed is sealed anew under a newer key, and a person's copy holds what he said", async () => {
  const ring = [personalKey(Uint8Array.from({ length: 32 }, (_, at) => at)), ...town.world.personalKeys] as const;
  const world = { ...town.world, personalKeys: ring };
  expect(await resealAll(world)).toBeGreaterThan(0);
  expect(await resealAll(world)).toBe(0);
  const row = await town.database.db.selectFrom("experts").selectAll().where("person_id", "like", "p-%").orderBy("made_at").executeTakeFirstOrThrow();
  const copy = await personalCopy(world, { id: row.person_id ?? "", name: "", how: "passkey", session: null }, town.world.clock());
  expect(JSON.stringify(copy.rows.filter(({ table }) => table === "experts"))).toMatch(/1101051970010\d{4}[\dX]/);
});
