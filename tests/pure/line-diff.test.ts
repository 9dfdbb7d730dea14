import fc from "fast-check";
import { expect, test } from "vitest";
import { lineChanges, type LineChange } from "../../src/tenders/line-diff.js";

// What differs between two versions of a document, line by line.
const text = (...lines: string[]): string => lines.join("\n");

test("a changed line stands before and after with its numbers, a line put in and one taken out alone", () => {
  expect(lineChanges(text("一、工期240日", "二、质量合格", "三、保修2年"), text("一、工期250日", "二、质量合格", "三、保修2年", "四、𠮷田·买买提签字"))).toEqual([
    { before: { line: 1, text: "一、工期240日" }, after: { line: 1, text: "一、工期250日" } }, { before: null, after: { line: 4, text: "四、𠮷田·买买提签字" } },
  ]);
  expect(lineChanges(text("一", "二", "三"), text("一", "三"))).toEqual([{ before: { line: 2, text: "二" }, after: null }]);
  expect(lineChanges("一  \n二\n\n", "一\n二")).toEqual([]);
  expect(lineChanges("", "")).toEqual([]);
});

test("two versions that have less in common than can be said line by line are another text", () => {
  const many = (word: string, count: number): string => Array.from({ length: count }, (_, line) => `${word}${String(line)}`).join("\n");
  expect(lineChanges(many("旧", 750), many("新", 750))).toHaveLength(750);
  expect(lineChanges(many("旧", 751), many("新", 750))).toBeNull();
});

/** The newer version made again of the older one and what is said to differ. */
function applied(before: string, changes: readonly LineChange[]): string[] {
  const [gone, put] = [new Set(changes.flatMap((each) => (each.before === null ? [] : [each.before.line]))), new Map(changes.flatMap((each) => (each.after === null ? [] : [[each.after.line, each.after.text] as const])))];
  const kept = before === "" ? [] : before.split("\n").filter((_, at) => !gone.has(at + 1));
  const made: string[] = [];
  while (kept.length > 0 || put.has(made.length + 1)) made.push(put.get(made.length + 1) ?? kept.shift() ?? "");
  return made;
}

test("from the older version and the differences comes the newer one, always, and never with more lines than need be", () => {
  const versions = fc.array(fc.constantFrom("甲", "乙", "丙", "丁"), { maxLength: 14 });
  fc.assert(fc.property(versions, versions, (old, fresh) => {
    const changes = lineChanges(old.join("\n"), fresh.join("\n")) ?? [];
    expect(applied(old.join("\n"), changes)).toEqual(fresh);
    const touched = changes.reduce((sum, { before, after }) => sum + (before === null ? 0 : 1) + (after === null ? 0 : 1), 0);
    expect(touched).toBe(old.length + fresh.length - 2 * common(old, fresh));
  }));
});

/** The longest sequence both have, by the textbook's table. */
function common(old: readonly string[], fresh: readonly string[]): number {
  const table = old.reduce<number[]>((row, line) => fresh.reduce<number[]>((next, other, at) => [...next, line === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0)], [0]), Array.from({ length: fresh.length + 1 }, () => 0));
  return table[fresh.length] ?? 0;
}
