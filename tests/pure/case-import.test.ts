import fc from "fast-check";
import { expect, test } from "vitest";
import { fitCase, importClock, type Registry } from "../../src/approvals/import-fit.js";
import { isFault, readImportHead, readImportRow, type ImportColumn, type ImportedCase, type ImportHead } from "../../src/approvals/import-row.js";
import { csvRecords } from "../../src/approvals/use-cases/csv-records.js";
import { csvCells, textReader } from "../../src/kernel/csv.js";
import { must } from "../../src/kernel/result.js";
import { at, day } from "../../src/kernel/time.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import { freezeRules } from "../../src/rules/rules.js";

// A file of another system's cases: its records, its lines, and what each comes to.
const NOW = at("2026-12-01T12:00:00+08:00");
const RULES = freezeRules(day("2026-12-01"));
const GOOD = { number: "旧-2026-000001", unit: "103", item: "103-001", applicant: "陆晓晨", received: "2026-03-02 09:00", accepted: "2026-03-02 09:30", type: "promised", limit: "7", decided: "2026-03-09 15:00", outcome: "granted", level: "2", delivered: "2026-03-10", grade: "1" } as const satisfies Partial<Record<ImportColumn, string>>;
const COLUMNS: readonly ImportColumn[] = ["number", "unit", "item", "applicant", "received", "accepted", "type", "template", "limit", "uscc", "phone", "subject", "procedure", "pausedFrom", "pausedUntil", "decided", "outcome", "level", "delivered", "grade"];
const HEAD: ImportHead = must(readImportHead(COLUMNS));
const read = (more: Partial<Record<ImportColumn, string>> = {}) => readImportRow(HEAD, COLUMNS.map((name) => ({ ...GOOD, ...more } as Partial<Record<ImportColumn, string>>)[name] ?? ""), NOW);
const taken = (more: Partial<Record<ImportColumn, string>> = {}): ImportedCase => {
  const line = read(more);
  if (isFault(line)) throw new RangeError(`${line.field} ${line.refusal.code}`);
  return line;
};
const why = (more: Partial<Record<ImportColumn, string>>): string => { const line = read(more); return isFault(line) ? `${line.field} ${line.refusal.code}` : "taken"; };

const inPieces = async function* (bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
};
async function records(bytes: Uint8Array, size = 7, max = 8_192): Promise<(readonly [number, string | null])[]> {
  const text = textReader();
  const found: (readonly [number, string | null])[] = [];
  for await (const { line, bytes: record } of csvRecords(inPieces(bytes, size), max)) found.push([line, record === null ? null : text(record)]);
  return found;
}

test("a table written as RFC 4180 says comes back cell for cell, however the connection cuts it", async () => {
  const quoted = (cell: string): string => `"${cell.replaceAll("\"", "\"\"")}"`;
  await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.string({ unit: fc.constantFrom("a", "陆", ",", "\"", "\n", "\r", " ", "=") }), { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 50 }), fc.boolean(), async (rows, size, hasReturns) => {
    const file = rows.map((row) => row.map(quoted).join(",")).join(hasReturns ? "\r\n" : "\n");
    expect((await records(Buffer.from(file), size)).map(([, text]) => csvCells(text ?? ""))).toEqual(rows);
  }), { numRuns: 300 });
});

test("any bytes at all are read to their end, with lines that never run backwards", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.integer({ min: 1, max: 64 }), async (bytes, size) => {
    const lines = (await records(bytes, size, 64)).map(([line]) => line);
    expect(lines).toEqual(lines.toSorted((one, other) => one - other));
    expect(new Set(lines).size).toBe(lines.length);
  }), { numRuns: 300 });
});

test("a line end within quotes is part of its field: nothing written into a field passes for a case of its own", async () => {
  const found = await records(Buffer.from("a,b\n1,\"x\n2,forged\n\"\n3,y\n"));
  expect(found).toEqual([[1, "a,b"], [2, "1,\"x\n2,forged\n\""], [5, "3,y"]]);
  expect(await records(Buffer.from(`1,"${"x".repeat(100)}\n2,forged\n"\n3,y\n`), 7, 64), "one that is too long is no text, to its end").toEqual([[1, null], [4, "3,y"]]);
  expect(await records(Buffer.from("1,\"x\n2,y\n"), 7), "what never closes takes the rest").toEqual([[1, "1,\"x\n2,y\n"]]);
  expect(csvCells("1,\"x\n2,y\n")).toBeNull();
  expect(csvCells("1,a\"b")).toBeNull();
});

test("UTF-8 with or without its mark and GB 18030 are read; one file is of one encoding", async () => {
  const gb = Buffer.from([0xb0, 0xec, 0xbc, 0xfe]); // 办件
  expect(await records(Buffer.concat([Buffer.from("\ufeff办件\nx,陆\n")]), 5)).toEqual([[1, "办件"], [2, "x,陆"]]);
  expect(await records(Buffer.concat([Buffer.from("a\n"), gb, Buffer.from("\nb\n"), gb]), 3)).toEqual([[1, "a"], [2, "办件"], [3, "b"], [4, "办件"]]);
  expect(await records(Buffer.concat([Buffer.from("办件\n"), gb, Buffer.from("\n")]), 3)).toEqual([[1, "办件"], [2, null]]);
});

test("the first line names its columns in either language, in any order, each once", () => {
  expect(must(readImportHead(["受理时间", "收件时间", "申请人", "事项代码", "单位代码", "办件编号", "grade"])).at).toMatchObject({ accepted: 0, received: 1, number: 5, grade: 6, decided: null });
  expect(readImportHead(["number", "unit", "item", "applicant", "received"])).toMatchObject({ refusal: { code: "case-file-columns", facts: { columns: "accepted 受理时间" } } });
  expect(readImportHead([...COLUMNS, "salary"])).toMatchObject({ refusal: { code: "case-file-column", facts: { column: "salary" } } });
  expect(readImportHead([...COLUMNS, "办件编号"])).toMatchObject({ refusal: { code: "case-file-column" } });
});

test("a line says itself what is wrong with it, by its column", () => {
  expect(why({})).toBe("taken");
  expect([why({ number: "" }), why({ applicant: " " }), why({ received: "" }), why({ outcome: "" }), why({ level: "" })]).toEqual(["number case-row-missing", "applicant case-row-missing", "received case-row-missing", "outcome case-row-missing", "level case-row-missing"]);
  expect([why({ unit: "abc" }), why({ item: "103001" }), why({ level: "5" }), why({ level: "0" }), why({ grade: "6" }), why({ limit: "-1" }), why({ limit: "7.5" }), why({ type: "quick" }), why({ outcome: "maybe" }), why({ uscc: "123" }), why({ applicant: "a\nb" }), why({ phone: "call me" })])
    .toEqual(["unit case-row-shape", "item case-row-shape", "level case-row-shape", "level case-row-shape", "grade case-row-shape", "limit case-row-shape", "limit case-row-shape", "type case-row-shape", "outcome case-row-shape", "uscc case-row-shape", "applicant case-row-shape", "phone case-row-shape"]);
  expect([why({ received: "2026-02-30" }), why({ received: "2026-13-01" }), why({ received: "2026-03-02 24:00" }), why({ received: "1989-12-31" }), why({ received: "yesterday" }), why({ pausedFrom: "2026-03-03 09:00", pausedUntil: "2026-03-04", procedure: "test" })]).toEqual([...Array.from({ length: 5 }, () => "received case-row-shape"), "pausedFrom case-row-shape"]);
  expect(read({ applicant: "甲\u202e乙" }), "what is of people is not repeated").toMatchObject({ refusal: { facts: { given: "…" } } });
});

test("nothing ends before it begins, nor after the import", () => {
  expect(why({ received: "2026-03-03" })).toBe("accepted case-row-order");
  expect(why({ received: "2026-03-02 09:31" })).toBe("accepted case-row-order");
  expect(why({ received: "2026-03-02 09:30" })).toBe("taken");
  expect(why({ decided: "2026-03-02 09:29" })).toBe("decided case-row-order");
  expect(why({ decided: "2026-03-02", delivered: "2026-03-02" }), "the day alone says nothing of the hour").toBe("taken");
  expect(why({ delivered: "2026-03-08" })).toBe("delivered case-row-order");
  expect(why({ delivered: "2026-12-01 12:00" })).toBe("taken");
  expect(why({ delivered: "2026-12-01 12:01" })).toBe("delivered case-row-future");
  expect(why({ delivered: "2026-12-02" })).toBe("delivered case-row-future");
  expect(why({ decided: "", outcome: "granted" })).toBe("outcome case-row-needs");
  expect(why({ decided: "", outcome: "", level: "", delivered: "", grade: "3" })).toBe("grade case-row-needs");
  expect(why({ received: "2016-03-12", accepted: "2016-03-12" })).toBe("taken");
  expect(why({ received: "2016-03-10", accepted: "2016-03-10" })).toBe("decided case-row-span");
});

test("a procedure stands within its case", () => {
  const pause = { procedure: "test", pausedFrom: "2026-03-03", pausedUntil: "2026-03-05" } as const;
  expect(taken(pause).pause).toEqual({ procedure: "test", from: "2026-03-03", until: "2026-03-05" });
  expect([why({ ...pause, pausedFrom: "2026-03-01" }), why({ ...pause, pausedUntil: "2026-03-02" }), why({ ...pause, pausedUntil: "2026-03-10" }), why({ ...pause, procedure: "" }), why({ ...pause, pausedUntil: "" })])
    .toEqual(["pausedFrom case-row-order", "pausedUntil case-row-order", "decided case-row-order", "procedure case-row-missing", "pausedUntil case-row-missing"]);
});

test("hostile cells are refused or taken, and never anything else", () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...Object.values(GOOD), "=1+1", "\0", "x".repeat(9_000))), { minLength: COLUMNS.length, maxLength: COLUMNS.length }), (cells) => {
    const line = readImportRow(HEAD, cells, NOW);
    if (isFault(line)) expect(JSON.stringify(line).length).toBeLessThan(1_000);
    else expect(line.accepted.on <= (line.decision?.at.on ?? "9999")).toBe(true);
  }), { numRuns: 500 });
  expect(readImportRow(HEAD, ["1"], NOW)).toMatchObject({ field: "", refusal: { code: "case-row-cells", facts: { count: 1, wanted: COLUMNS.length } } });
});

const [MODEL] = rehearsalItems(day("2026-06-01"));
if (MODEL === undefined) throw new RangeError("no items in the rehearsal");
const items = [{ ...MODEL, code: "103-001", unit: "103", caseType: "promised", promisedLimitWD: 10, version: 1 }, { ...MODEL, code: "103-001", unit: "104", caseType: "promised", promisedLimitWD: 5, from: day("2026-09-01"), version: 2 }] as const;
const REGISTRY: Registry = { units: new Set(["103", "104", "105"]), items: new Map([["103-001", items]]) };
const fit = (more: Partial<Record<ImportColumn, string>> = {}) => fitCase(REGISTRY, taken(more), RULES);
const fitWhy = (more: Partial<Record<ImportColumn, string>>): string => { const found = fit(more); return "refusal" in found ? `${found.field} ${found.refusal.code}` : "fits"; };

test("a line goes by the version of its day, and by the first one before the registry began", () => {
  expect(fit({ limit: "" })).toMatchObject({ version: { version: 1 }, limit: 10, type: "promised" });
  const later = { received: "2026-09-01", accepted: "2026-09-01", decided: "2026-09-03", delivered: "", limit: "" } as const;
  expect(fit(later)).toMatchObject({ version: { version: 2 }, limit: 5 });
  expect(fitWhy({ unit: "104" }), "a unit that had it once or has it now").toBe("fits");
  expect([fitWhy({ unit: "999" }), fitWhy({ unit: "105" }), fitWhy({ item: "103-999" })]).toEqual(["unit case-row-unit", "item case-row-item-unit", "item case-row-item"]);
});

test("a promise is of its type and within the law: 20 working days and not 21; what is done at once promises none", () => {
  expect([fitWhy({ limit: "20" }), fitWhy({ limit: "21" })]).toEqual(["fits", "limit case-row-limit-law"]);
  expect([fitWhy({ type: "immediate", limit: "0" }), fitWhy({ type: "immediate", limit: "" }), fitWhy({ type: "immediate", limit: "1" }), fitWhy({ limit: "0" })]).toEqual(["fits", "fits", "limit case-row-limit", "limit case-row-limit"]);
  expect([fitWhy({ template: "enterprise" }), fitWhy({ template: "enterprise", type: "joint" })]).toEqual(["template case-row-template", "fits"]);
});

test("the clock of a line is every case’s: days by the calendar, procedures left out, late by one day is late", () => {
  const clock = importClock(RULES, NOW);
  const of = (more: Partial<Record<ImportColumn, string>>) => clock(taken(more), Number(more.limit ?? "7"));
  expect(of({})).toMatchObject({ due_on: "2026-03-11", used_days: 5, in_time: true, state: "delivered", light_due_at: null });
  expect(of({ decided: "2026-03-11", delivered: "" })).toMatchObject({ in_time: true, used_days: 7, state: "granted" });
  expect(of({ decided: "2026-03-12", delivered: "", outcome: "refused" })).toMatchObject({ in_time: false, used_days: 8, state: "refused" });
  expect(of({ decided: "2026-03-12", delivered: "", procedure: "test", pausedFrom: "2026-03-04", pausedUntil: "2026-03-05" })).toMatchObject({ due_on: "2026-03-13", in_time: true, used_days: 6 });
  const open = of({ decided: "", outcome: "", level: "", delivered: "", grade: "" });
  expect(open).toMatchObject({ state: "under-review", in_time: null, used_days: null });
  expect(open.light_due_at, "its light is owed, and is turned as any other").not.toBeNull();
});
