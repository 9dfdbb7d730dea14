import { expect, test } from "vitest";
import { CASES_HEAD, casesOfPlan, workingDays, type DemoItem } from "../../src/cli/demo/centre-cases.js";
import { YEAR } from "../../src/cli/demo/centre.js";
import { isFault, readImportHead, readImportRow, type ImportedCase } from "../../src/approvals/import-row.js";
import { fitCase, importClock, type Registry } from "../../src/approvals/import-fit.js";
import { must } from "../../src/kernel/result.js";
import { at, day } from "../../src/kernel/time.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import { freezeRules } from "../../src/rules/rules.js";

// The file of the demo's year, line by line, as the import reads it.
const TOWN = rehearsalItems(day("2025-12-20"));
const ITEMS = TOWN.map(({ code, unit, caseType, promisedLimitWD }): DemoItem => ({ code, unit, type: caseType, promised: promisedLimitWD }));
const NOW = at("2026-12-21T09:00:00+08:00");
const RULES = freezeRules(day("2026-12-21"));
const REGISTRY: Registry = { units: new Set(TOWN.map(({ unit }) => unit)), items: new Map(TOWN.map((item) => [item.code, [{ ...item, version: 1 }]])) };

test("the year of the source: 100,590 cases, 72 % at once, half the promised days used, 171 set up by July, 97 of 100 satisfied", () => {
  const head = must(readImportHead(CASES_HEAD.split(",")));
  const clock = importClock(RULES, NOW);
  const sums = { all: 0, immediate: 0, promised: 0, promisedDays: 0, usedDays: 0, low: 0, setUpsByJuly: 0, inTime: 0, answers: 0, satisfied: 0 };
  const numbers = new Set<string>();
  const ofPromised = (decided: ImportedCase["decision"], limit: number, used: number | null): void => {
    sums.promised += 1;
    sums.promisedDays += limit;
    sums.usedDays += used ?? 0;
    sums.low += Number((decided?.level ?? 9) <= 2);
  };
  const answered = (grade: number | null): void => {
    if (grade === null) return;
    sums.answers += 1;
    sums.satisfied += Number(grade <= 2);
  };
  const count = (read: ImportedCase): void => {
    const fit = fitCase(REGISTRY, read, RULES);
    if ("refusal" in fit) throw new RangeError(`${read.number} ${fit.refusal.code}`);
    const columns = clock(read, fit.limit);
    sums.all += 1;
    if (fit.type === "immediate") sums.immediate += 1;
    if (fit.type === "promised") ofPromised(read.decision, fit.limit, columns.used_days);
    if (columns.in_time === true) sums.inTime += 1;
    if (read.template === "enterprise") sums.setUpsByJuly += Number((read.decision?.at.on ?? "9") <= "2026-07-31");
    answered(read.decision?.grade ?? null);
  };
  for (const line of casesOfPlan(YEAR, ITEMS)) {
    const read = readImportRow(head, line.split(","), NOW);
    if (isFault(read)) throw new RangeError(`${line}: ${read.field} ${read.refusal.code}`);
    numbers.add(read.number);
    count(read);
  }
  expect(sums).toEqual({ all: 100_590, immediate: 72_425, promised: 27_000, promisedDays: sums.promisedDays, usedDays: sums.promisedDays / 2, low: 22_140, setUpsByJuly: 171, inTime: 100_590, answers: 40_000, satisfied: 38_800 });
  expect(numbers.size).toBe(100_590);
});

test("the file is the same each time, and has no working day that is none", () => {
  const first = (): string[] => [...casesOfPlan({ ...YEAR, immediate: 40, promised: 40, forwarded: 2, setUps: [3, 3] }, ITEMS)];
  expect(first()).toEqual(first());
  const days = workingDays(day("2026-01-01"), day("2026-12-31"));
  expect([days.includes(day("2026-01-01")), days.includes(day("2026-01-04")), days[0]]).toEqual([false, true, "2026-01-04"]);
});
