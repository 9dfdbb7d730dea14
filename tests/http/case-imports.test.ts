import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// Cases of another system, brought as a file by the head of the sub-centre, over HTTP and by the form.
let town: TestTown;
const I = "/api/v1/cases/imports";
const HEAD = "number,unit,item,applicant,subject,received,accepted,type,limit,decided,outcome,level,delivered,grade";
const promised = (number: string, more = "2026-03-09,granted,2,2026-03-10,1"): string => `${number},103,103-001,陆晓晨,占道,2026-03-02,2026-03-02,promised,7,${more}`;
const immediate = (number: string): string => `${number},103,103-001,陈一鸣,开证明,2026-04-01,2026-04-01,immediate,0,2026-04-01,granted,1,2026-04-01,2`;
type Ended = { import: string; lines: number; taken: number; known: number; refused: number; sha256: string; endedAt: string | null; refusals: { line: number; number: string; field: string; code: string; facts: Record<string, unknown>; zh: string }[] };

beforeAll(async () => { town = await testTown("2026-09-21T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error"); });
afterAll(async () => { await town.stop(); });

const bring = async (lines: readonly string[], source = "老系统") => town.ask("sub-centre-1", "POST", `${I}?source=${encodeURIComponent(source)}`, [HEAD, ...lines].join("\n"));
const brought = async (lines: readonly string[]): Promise<Ended> => { const answer = await bring(lines); expect(answer.status, JSON.stringify(answer.json)).toBe(201); return answer.json as unknown as Ended; };
const counted = async (): Promise<Record<string, string | null>> => {
  const read = (await town.done(null, "GET", "/api/v1/figures?from=2026-01&until=2026-12")) as unknown as { figures: { parts: { measure: string; count: string | null }[] }[] };
  return Object.fromEntries(read.figures.flatMap(({ parts }) => parts.map(({ measure, count }) => [measure, count])));
};
const casesThere = async (): Promise<number> => Number((await sql<{ count: string }>`select count(*) as count from cases where source = 'import'`.execute(town.database.db)).rows[0]?.count);

test("figures move by exactly the lines that were taken; a bad line is told and keeps no other back", async () => {
  const before = await counted();
  const ended = await brought([promised("A-1"), immediate("A-2"), "", promised("A-3", "2026-03-12,granted,3,,"), promised("A-4", "2026-02-12,granted,3,,"), promised("A-5").replace("103-001", "103-999"), promised("A-1"), promised("A-6", ",,,,")]);
  expect(ended).toMatchObject({ lines: 7, taken: 4, known: 0, refused: 3 });
  expect(ended.refusals.map(({ line, number, field, code }) => [line, number, field, code])).toEqual([[6, "A-4", "decided", "case-row-order"], [7, "A-5", "item", "case-row-item"], [8, "A-1", "number", "case-row-twice"]]);
  expect(ended.refusals[2]?.facts).toEqual({ number: "A-1", line: 2 });
  const after = await counted();
  const moved = Object.fromEntries(["closed", "on-time", "overdue", "immediate", "promised-days", "actual-days", "promised-accepted", "decided-at-window", "answers", "satisfied"].map((name) => [name, Number(after[name]) - Number(before[name])]));
  expect(moved).toEqual({ "closed": 3, "on-time": 2, "overdue": 1, "immediate": 1, "promised-days": 14, "actual-days": 13, "promised-accepted": 3, "decided-at-window": 1, "answers": 2, "satisfied": 2 });
});

test("the same file again takes nothing; a number with other contents is refused and what was taken stands", async () => {
  const lines = [promised("B-1"), promised("B-2")];
  expect(await brought(lines)).toMatchObject({ taken: 2, known: 0 });
  const before = await casesThere();
  expect(await brought([...lines, promised("B-3")])).toMatchObject({ lines: 3, taken: 1, known: 2, refused: 0 });
  const changed = await brought([promised("B-1", "2026-03-10,granted,2,2026-03-11,1")]);
  expect(changed).toMatchObject({ taken: 0, known: 0, refused: 1, refusals: [{ code: "case-row-otherwise", facts: { number: "B-1", line: 2 } }] });
  expect(await casesThere()).toBe(before + 1);
});

test("two who bring one file at once take each of its cases once", async () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => promised(`C-${String(at)}`, `2026-03-${String(3 + (at % 9)).padStart(2, "0")},granted,2,,`));
  const before = [await counted(), await casesThere()] as const;
  const [one, other] = await Promise.all([brought(lines), brought(lines.toReversed())]);
  expect([one.taken + other.taken, one.known + other.known, one.refused + other.refused]).toEqual([5_000, 5_000, 0]);
  expect(await casesThere()).toBe(before[1] + 5_000);
  expect(Number((await counted())["closed"]) - Number(before[0]["closed"])).toBe(5_000);
  const [bad, all] = [await sql<{ count: string }>`select count(*) as count from imported_cases i left join cases c using (exchange_id, code) where c.code is null`.execute(town.database.db), await sql<{ count: string }>`select count(*) as count from case_imports where ended_at is null`.execute(town.database.db)];
  expect([bad.rows[0]?.count, all.rows[0]?.count]).toEqual(["0", "0"]);
});

test("a connection that breaks off leaves whole cases; the file brought again takes the rest", async () => {
  const lines = Array.from({ length: 4_500 }, (_, at) => promised(`D-${String(at)}`));
  const before = await casesThere();
  const body = ReadableStream.from((async function* broken() { yield Buffer.from([HEAD, ...lines.slice(0, 4_200)].join("\n")); await Promise.resolve(); throw new Error("the line is dead"); })());
  const token = town.actors.find(({ id }) => id === "sub-centre-1")?.token ?? "";
  const answer = await town.app.request(`${I}?source=x`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body, duplex: "half" });
  expect(answer.status).toBeGreaterThanOrEqual(500);
  const left = await casesThere();
  expect(left - before).toBeGreaterThan(0);
  expect(left - before).toBeLessThan(4_500);
  expect(await brought(lines)).toMatchObject({ taken: 4_500 - (left - before), known: left - before, refused: 0 });
  const runs = (await town.done("sub-centre-1", "GET", I))["imports"] as Ended[];
  expect(runs.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
});

test("a file of another encoding, with quotes and Chinese names of columns, is read; one without its columns takes nothing", async () => {
  const gb = Buffer.from("b0ecbcfeb1e0bac52cb5a5cebbb4fac2eb2ccac2cfeeb4fac2eb2cc9eac7ebc8cb2ccad5bcfecab1bce42ccadcc0edcab1bce40a", "hex"); // 办件编号,单位代码,事项代码,申请人,收件时间,受理时间
  const line = Buffer.concat([Buffer.from("\"E-1\",103,103-001,\""), Buffer.from("c2bdcffeb3bf", "hex"), Buffer.from(", \"\"x\"\"\",2026/9/1 9:05,2026/9/1\r\n")]);
  const token = town.actors.find(({ id }) => id === "sub-centre-1")?.token ?? "";
  const answer = await town.app.request(`${I}?source=x`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: Buffer.concat([gb, line]) });
  expect(await answer.json()).toMatchObject({ taken: 1, refused: 0 });
  const [row] = (await sql<{ applicant_name: string }>`select c.applicant_name from imported_cases i join cases c using (exchange_id, code) where i.number = 'E-1'`.execute(town.database.db)).rows;
  expect(row?.applicant_name).toBe("陆晓晨, \"x\"");
  expect((await town.ask("sub-centre-1", "POST", `${I}?source=x`, "number,unit\n1,103\n")).json).toMatchObject({ code: "case-file-columns" });
  expect((await town.ask("sub-centre-1", "POST", `${I}?source=x`, "")).json).toMatchObject({ code: "case-row-unreadable" });
  expect((await town.ask("sub-centre-1", "POST", I, HEAD)).json).toMatchObject({ code: "wrong-parameter" });
  expect((await town.ask("window-2", "POST", `${I}?source=x`, HEAD)).status).toBe(403);
});

test("an imported case is followed by its new code, not by its old number, and says where it came from", async () => {
  const [row] = (await sql<{ code: string }>`select code from imported_cases where number = 'A-1'`.execute(town.database.db)).rows;
  const tracked = await town.done(null, "GET", `/api/v1/track/${row?.code ?? ""}`);
  expect(tracked).toMatchObject({ state: "delivered", dueOn: "2026-03-11", used: 5, inTime: true });
  expect(JSON.stringify(tracked)).not.toContain("陆晓晨");
  expect((await town.ask(null, "GET", "/api/v1/track/A-1")).status).toBe(404);
  expect(await town.done("window-2", "GET", `/api/v1/cases/${row?.code ?? ""}`)).toMatchObject({ source: "import", imported: { number: "A-1" }, applicantName: "陆晓晨" });
});

test("the form brings a file, shows what was refused, and hands every refusal out as CSV", async () => {
  const head = await signedIn(town, "sub-centre-1");
  expect((await head.get("/desk/figures")).text).toContain("/desk/cases/imports");
  const sent = await head.postFile("/desk/cases/imports", "file", "cases.csv", Buffer.from([HEAD, promised("F-1"), promised("F-2").replace("2026-03-09", "2026-03-32"), "=cmd,1"].join("\n")), { source: "晨政务〔2026〕1号移交清单" });
  expect(sent.status).toBe(303);
  const page = await head.get(sent.headers.get("location") ?? "");
  for (const words of ["晨政务〔2026〕1号移交清单", "case-row-shape", "F-2", "case-row-cells", "decided"]) expect(page.text).toContain(words);
  const csv = await head.get(/href="([^"]+refusals\.csv)"/.exec(page.text)?.[1] ?? "");
  expect(csv.text.split("\r\n").slice(1, 3)).toEqual([expect.stringContaining("3,F-2,decided,case-row-shape"), expect.stringContaining("4,'=cmd,,case-row-cells")]);
  expect((await head.get("/desk/cases/imports")).text).toContain("晨政务〔2026〕1号移交清单");
  expect((await head.postFile("/desk/cases/imports", "file", "cases.csv", Buffer.from(HEAD), { source: " " })).status).toBe(422);
  expect((await (await signedIn(town, "window-2")).get("/desk/cases/imports")).status).toBe(403);
});

test("behind each sum stand as many cases as it says, page by page and as CSV, applicants masked", async () => {
  type Behind = { code: string; applicant: string; unit: string };
  const query = "from=2026-01&until=2026-12";
  const listed = async (measure: string, actor = "supervisor-1", more = ""): Promise<Behind[]> => {
    const all: Behind[] = [];
    for (;;) {
      const { cases } = (await town.done(actor, "GET", `/api/v1/figures/cases?measure=${measure}&${query}${more}&after=${all.at(-1)?.code ?? ""}`)) as unknown as { cases: Behind[] };
      all.push(...cases);
      if (cases.length < 200) return all;
    }
  };
  const sums = await counted();
  for (const measure of ["on-time", "overdue", "immediate", "promised-accepted", "decided-at-window", "answers", "satisfied", "set-ups"]) expect((await listed(measure)).length, measure).toBe(Number(sums[measure]));
  const csv = await town.ask("supervisor-1", "GET", `/api/v1/figures/cases.csv?measure=closed&${query}`);
  const rows = String(csv.json["text"]).trimEnd().split("\r\n").slice(1);
  expect([rows.length, new Set(rows.map((row) => row.slice(0, 19))).size]).toEqual([Number(sums["closed"]), Number(sums["closed"])]);
  expect(String(csv.json["text"])).not.toContain("陆晓晨");
  const [late] = await listed("overdue");
  expect(late).toMatchObject({ applicant: "陆××", unit: "103" });
  expect((await listed("overdue", "window-3")).length, "another unit’s officer").toBe(0);
  expect((await town.ask("window-3", "GET", `/api/v1/figures/cases?measure=closed&${query}&unit=103`)).json).toMatchObject({ code: "case-unit" });
  expect((await town.ask("supervisor-1", "GET", `/api/v1/figures/cases?measure=paid-fen&${query}`)).json).toMatchObject({ code: "wrong-parameter" });
  const officer = await signedIn(town, "window-2");
  const link = /href="(\/desk\/figures\/cases[^"]*measure=overdue)"/.exec((await officer.get(`/figures?${query}`)).text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const page = await officer.get(link);
  expect([page.status, page.text.includes("陆××"), page.text.includes(late?.code ?? "–")]).toEqual([200, true, true]);
  expect((await officer.get(`/desk/cases/${late?.code ?? ""}`)).status, "each leads to its file").toBe(200);
  expect((await signedIn(town, "citizen-1").then((citizen) => citizen.get(`/figures?${query}`))).text).not.toContain("/desk/figures/cases");
});
