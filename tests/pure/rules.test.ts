import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { canonicalText } from "../../src/kernel/canonical-json.js";
import { decimalText, parseRatio } from "../../src/kernel/ratio.js";
import { day } from "../../src/kernel/time.js";
import { confidenceOf, type RuleRow } from "../../src/rules/rule.js";
import { ALL_RULES, freezeRules, rule, ruleAmong, ruleOn, wholeOf } from "../../src/rules/rules.js";

type BookRow = { id: string; op: string; value: number | number[]; unit: string; article: string; mark: string; confidence: string };
type ReadRow = Omit<BookRow, "value"> & { value: number | number[] | string };
const READ = JSON.parse(readFileSync("tests/vectors/rules/rules.json", "utf8")) as ReadRow[];
/** The book writes the terms of land as one number of three: the row here has the longest first and names the others. */
const COMPOUND = "LD-18";
/** Rows of the book that are no row here: the local rules of another province, and the lengths of codes (src/experts/specialty.ts). */
const NOT_HERE = ["EX-08", "EX-09", "EX-13"];
/** The book's way to cite an act once for many rows, a run of articles by its ends, and what it says of an edition. */
function citedInFull(row: ReadRow, at: number): string {
  const above = READ.slice(0, at).findLast(({ article }) => !article.startsWith("同上"))?.article.replace(/\s+[\d, -]+$/, "") ?? "";
  const named = row.article.trim().replace(/^同上/, above).replace(" (help)", "网上交易帮助").replace("(2024, in force 2025-07-01)", "").replace(/^操作规则 \(2009\)$/, "企业国有产权交易操作规则");
  return /^(?:LD|MR|PR|AU)-/.test(row.id) ? named.replace(/(\d+)-(\d+)/g, (_run, first: string, last: string) => Array.from({ length: Number(last) - Number(first) + 1 }, (_each, more) => String(Number(first) + more)).join(", ")) : row.article;
}
const BOOK: readonly BookRow[] = READ.map((row, at) => ({ ...row, article: citedInFull(row, at), ...(row.id === COMPOUND ? { op: "<=", value: 70 } : { value: row.value as number | number[] }) }));
/** What a late refund is counted with (87号令 38): the book's worked case names both numbers, its tables neither. How long network logs are kept, in two editions of its law. What is deemed collusion, which the book tells in a sentence. Days from an invoice, and lights, which are ours; the local clock of complaints and that of unpaid small firms, which the book has in its table D9. */
const BEYOND_THE_BOOK = ["GP-61", "GP-62", "GP-63", "GP-64", "SV-18", "SV-19", "SV-23", "SV-60", "SV-61", "SV-62", "SV-63", "SV-14", "SV-15", "SV-16", "SV-17", "SV-80", "SV-81", "SV-82", "SV-83", "SV-84", "SV-85", "ET-17", "ET-17", "CO-01", "CO-02", "CO-03", "CO-04", "CO-05", "CO-06", "CO-07"];

test("the tables hold every row of the rule book, number for number, and only the rows named here beside", () => {
  const held = BOOK.filter(({ id }) => !NOT_HERE.includes(id));
  expect(ALL_RULES.map(({ id }) => id).sort()).toEqual([...held.map(({ id }) => id), ...BEYOND_THE_BOOK].sort());
  for (const row of held) {
    const ours = ruleOn(row.id as never, day("2026-06-01"));
    expect({ id: ours.id, op: ours.op, unit: ours.unit, article: ours.article, mark: ours.mark }).toEqual({ id: row.id, op: row.op, unit: row.unit, article: row.article, mark: row.mark });
    expect(ours.value.split("..").map((each) => Number(decimalText(parseRatio(each), 2))), row.id).toEqual([row.value].flat());
    expect(confidenceOf(ours.mark), row.id).toBe(row.confidence);
  }
});

test("every row has words in both languages", () => {
  for (const { id, zh, en } of ALL_RULES) {
    expect(zh, id).toMatch(/[\u4e00-\u9fff]/);
    expect(en, id).toMatch(/^[^\u3000-\u9fff]{10,}$/);
  }
});

const longer: readonly RuleRow[] = ALL_RULES.flatMap((row) => row.id === "EC-11" ? [{ ...row, to: day("2026-09-30") }, { ...row, value: "25", from: day("2026-10-01") }] : [row]);

test("a rule changes on its day and not before", () => {
  expect(ruleAmong(longer, "EC-11", day("2026-09-30")).value).toBe("20");
  expect(ruleAmong(longer, "EC-11", day("2026-10-01")).value).toBe("25");
  expect(() => ruleAmong(longer, "EC-11", day("1999-12-31"))).toThrow(RangeError);
});

test("a row changed in mid-tender leaves the running tender's number alone", () => {
  const running = freezeRules(day("2026-09-14"), longer);
  expect(wholeOf(running, "EC-11")).toBe(20);
  expect(wholeOf(freezeRules(day("2026-10-01"), longer), "EC-11")).toBe(25);
  const edited = longer.map((row) => ({ ...row, value: "99" }));
  expect(wholeOf(freezeRules(day("2026-09-14"), edited), "EC-11")).toBe(99);
  expect(wholeOf(running, "EC-11")).toBe(20);
});

test("a frozen set is plain canonical JSON and reads back", () => {
  const frozen = freezeRules(day("2026-09-14"));
  const kept = JSON.parse(canonicalText(frozen)) as typeof frozen;
  expect(kept).toEqual(frozen);
  expect(rule(kept, "EC-25").value).toBe("200/3");
  expect(() => wholeOf(kept, "EC-25")).toThrow(RangeError);
  expect(() => rule(freezeRules(day("2005-01-01")), "EC-31")).toThrow(RangeError);
});
