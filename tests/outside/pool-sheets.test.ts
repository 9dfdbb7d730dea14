import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HEADS } from "../../src/experts/roster.js";
import { base64 } from "../../src/kernel/bytes.js";
import { idNumber, line } from "../support/pool.js";
import { testTown, type TestTown } from "../support/town.js";

// Lists as office programs write them: openpyxl makes the workbooks, with dates, numbers, styles and formulas of its own.
const PYTHON = "/usr/bin/python3";
const MAKE = `
import sys, json, datetime, openpyxl
heads, rows, path = json.loads(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3]
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "专家名单"
sheet.append(heads)
for row in rows:
    cells = [datetime.date.fromisoformat(c[5:]) if isinstance(c, str) and c.startswith("date:") else c for c in row]
    sheet.append(cells)
for cell in sheet[1]: cell.font = openpyxl.styles.Font(bold=True)
sheet.freeze_panes = "A2"
book.create_sheet("说明").append(["本表不导入"])
book.save(path)
`;
let town: TestTown;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-sheets-"));
  town = await testTown("2026-09-01T09:00:00+08:00");
}, 120_000);
afterAll(async () => {
  await town.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Cell = string | number | null;
/** The row of a made-up person, cell by cell, some of them as an office program would rather have them. */
const row = (serial: number, over: Partial<Record<keyof typeof HEADS, Cell>> = {}): Cell[] => {
  const cells = line(serial).split(",");
  return (Object.keys(HEADS) as (keyof typeof HEADS)[]).map((head, at) => (head in over ? (over[head] ?? null) : (cells[at] ?? "")));
};
const workbook = (rows: readonly Cell[][]): string => {
  const file = path.join(folder, "list.xlsx");
  execFileSync(PYTHON, ["-c", MAKE, JSON.stringify(Object.values(HEADS)), JSON.stringify(rows), file]);
  return base64(Uint8Array.from(readFileSync(file)));
};
type Report = { readonly lines: number; readonly taken: number; readonly faults: readonly { readonly line: number; readonly code: string }[] };
const bring = async (rows: readonly Cell[][]): Promise<Report> => (await town.done("pool-keeper-1", "POST", "/api/v1/experts/imports", { file: workbook(rows), until: "2029-08-31" })) as unknown as Report;

test("dates, whole numbers and empty cells of a workbook say what they show; a formula is not taken, whatever it works out", async () => {
  const report = await bring([
    row(1, { since: "date:2012-03-01", years: 15, phone: 13_900_000_001 }), row(2, { years: "=10+5" }), row(3, { phone: null }), row(4, { years: 15.5 }), row(5, { idNumber: idNumber(1) }), row(6, { equalStanding: null, otherUnits: null, kin: null, uscc: null }),
  ]);
  expect(report).toEqual({ lines: 6, taken: 2, faults: [{ line: 3, code: "sheet-formula" }, { line: 4, code: "wrong-form" }, { line: 5, code: "wrong-form" }, { line: 6, code: "sheet-row-twice" }].map((fault) => expect.objectContaining(fault) as unknown) });
  const { experts } = (await town.done("pool-keeper-1", "GET", "/api/v1/experts")) as { experts: { expert: string }[] };
  const own = await Promise.all(experts.filter(({ expert }) => expert.startsWith("e-")).map(async ({ expert }) => (await town.done("pool-keeper-1", "GET", `/api/v1/experts/${expert}`))["file"] as { years: number; units: { from: string }[] }));
  expect(own.map(({ years, units }) => [years, units[0]?.from])).toEqual([[15, "2012-03-01"], [15, "2012-03-01"]]);
});
