import { describe, expect, test } from "vitest";
import { parseRatio } from "../../src/kernel/ratio.js";
import { day } from "../../src/kernel/time.js";
import { inTime, periodOf } from "../../src/rules/period.js";
import { PROCUREMENT_RULES } from "../../src/rules/procurement-rules.js";
import { freezeRules, furtherOf, holds, rangeOf, rule, ruleOn, type RuleId } from "../../src/rules/rules.js";
import { when } from "../support/works-facts.js";

const RULES = freezeRules(day("2026-09-14"));
/** Nothing of the table is read here: each number stands in the test by itself, with the last value for which the rule holds and the first for which it does not. */
const NUMBERS: readonly (readonly [RuleId, about: string, holds: readonly string[], fails: readonly string[]])[] = [
  ["GP-03", "fewer than three who took the documents", ["2"], ["3"]],
  ["GP-08", "three invited suppliers", ["3"], ["2"]],
  ["GP-09", "a pool twice as large as what is drawn", ["2"], ["1.99"]],
  ["GP-10", "two of the purchaser's staff", ["2"], ["1"]],
  ["GP-11", "a bond of two per cent of the budget", ["2"], ["2.0001"]],
  ["GP-15", "one and a fifth of the benchmark rate", ["1.2"], ["1.19", "1.21"]],
  ["GP-17", "fewer than three bidders: no opening", ["2", "0"], ["3"]],
  ["GP-18", "fewer than three qualified: no evaluation", ["2"], ["3"]],
  ["GP-19", "fewer than three conforming: void", ["2"], ["3"]],
  ["GP-21", "a committee of five", ["5"], ["4"]],
  ["GP-22", "a committee of seven", ["7"], ["6"]],
  ["GP-23", "two thirds experts", ["200/3", "66.67"], ["66.66"]],
  ["GP-24", "a price weight of thirty for goods", ["30"], ["29.99"]],
  ["GP-25", "a price weight of ten for services", ["10"], ["9.99"]],
  ["GP-26", "a hundred points for the lowest price", ["100"], ["99.99", "100.01"]],
  ["GP-27", "weights that sum to one", ["1"], ["0.9999", "1.0001"]],
  ["GP-28", "ten to twenty per cent off for small firms, goods and services", ["10", "20"], ["9.99", "20.01"]],
  ["GP-29", "three to five per cent off for small firms, works", ["3", "5"], ["2.99", "5.01"]],
  ["GP-30", "a small firm's share of thirty per cent", ["30"], ["29.99"]],
  ["GP-31", "four to six per cent off for a share", ["4", "6"], ["3.99", "6.01"]],
  ["GP-32", "forty per cent of the budget reserved", ["40"], ["39.99"]],
  ["GP-33", "below half of the mean", ["49.99"], ["50"]],
  ["GP-34", "below half of the next lowest", ["49.99"], ["50"]],
  ["GP-35", "below forty-five per cent of the ceiling", ["44.99"], ["45"]],
  ["GP-43", "a performance bond of ten per cent", ["10"], ["10.0001"]],
  ["GP-44", "supplements of ten per cent", ["10"], ["10.0001"]],
  ["GP-45", "a file kept for fifteen years", ["15"], ["14"]],
  ["GP-61", "the benchmark loan rate", ["4.35"], ["4.34", "4.36"]],
  ["GP-62", "a year of 365 days", ["365"], ["360", "366"]],
  ["GP-63", "three experts find on the documents", ["3"], ["2"]],
  ["GP-56", "three unfounded complaints", ["3"], ["2"]],
];

/** Duties and shortest periods from one event across 中秋 and National Day: the last instant that is in time and the first that is not. */
const PERIODS: readonly (readonly [RuleId, about: string, event: string, holds: string, fails: string])[] = [
  ["GP-01", "five working days of announcement over a worked Sunday", "2026-09-14T10:00:00", "2026-09-21T00:00:00", "2026-09-21T00:00:00.001"],
  ["GP-02", "five working days of documents, to the same clock time of a worked Sunday", "2026-09-14T10:00:00", "2026-09-20T10:00:00", "2026-09-20T09:59:59.999"],
  ["GP-04", "twenty days to the deadline, to the millisecond", "2026-09-14T10:00:00", "2026-10-04T10:00:00", "2026-10-04T09:59:59.999"],
  ["GP-05", "five working days for prequalification", "2026-09-14T10:00:00", "2026-09-21T00:00:00", "2026-09-20T23:59:59.999"],
  ["GP-06", "fifteen days from a clarification", "2026-09-24T10:00:00", "2026-10-09T10:00:00", "2026-10-09T09:59:59.999"],
  ["GP-07", "three days from a clarification to applicants", "2026-09-14T10:00:00", "2026-09-17T10:00:00", "2026-09-17T09:59:59.999"],
  ["GP-12", "the bond back after a withdrawal", "2026-09-28T10:00:00", "2026-10-11T00:00:00", "2026-10-11T00:00:00.001"],
  ["GP-13", "the losers' bonds back, from the letter", "2026-09-29T10:00:00", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["GP-14", "the winner's bond back, from the contract", "2026-10-09T10:00:00", "2026-10-16T00:00:00", "2026-10-16T00:00:00.001"],
  ["GP-16", "refunds after a termination", "2026-09-29T10:00:00", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["GP-36", "the report to the purchaser", "2026-09-30T10:00:00", "2026-10-10T00:00:00", "2026-10-10T00:00:00.001"],
  ["GP-37", "the purchaser determines", "2026-09-30T10:00:00", "2026-10-14T00:00:00", "2026-10-14T00:00:00.001"],
  ["GP-38", "letter and announcement", "2026-09-30T10:00:00", "2026-10-10T00:00:00", "2026-10-10T00:00:00.001"],
  ["GP-39", "one working day of announcement over 中秋", "2026-09-24T10:00:00", "2026-09-29T00:00:00", "2026-09-28T23:59:59.999"],
  ["GP-40", "thirty days to the contract, rolled", "2026-10-09T10:00:00", "2026-11-10T00:00:00", "2026-11-10T00:00:00.001"],
  ["GP-41", "the contract announced", "2026-10-09T10:00:00", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["GP-42", "the contract filed", "2026-10-09T10:00:00", "2026-10-20T00:00:00", "2026-10-20T00:00:00.001"],
  ["GP-46", "an enquiry answered", "2026-09-24T10:00:00", "2026-10-01T00:00:00", "2026-10-01T00:00:00.001"],
  ["GP-47", "a challenge from the should-know day", "2026-09-28T10:00:00", "2026-10-14T00:00:00", "2026-10-14T00:00:00.001"],
  ["GP-48", "a challenge answered", "2026-10-13T10:00:00", "2026-10-23T00:00:00", "2026-10-23T00:00:00.001"],
  ["GP-49", "a complaint after the reply period", "2026-10-22T10:00:00", "2026-11-13T00:00:00", "2026-11-13T00:00:00.001"],
  ["GP-50", "the complaint reviewed", "2026-11-12T10:00:00", "2026-11-20T00:00:00", "2026-11-20T00:00:00.001"],
  ["GP-51", "the complainant told of no jurisdiction", "2026-11-12T10:00:00", "2026-11-18T00:00:00", "2026-11-18T00:00:00.001"],
  ["GP-52", "copies to those concerned", "2026-11-12T10:00:00", "2026-11-25T00:00:00", "2026-11-25T00:00:00.001"],
  ["GP-53", "the respondent's statement", "2026-11-24T10:00:00", "2026-12-02T00:00:00", "2026-12-02T00:00:00.001"],
  ["GP-54", "the complaint decided", "2026-11-12T10:00:00", "2026-12-25T00:00:00", "2026-12-25T00:00:00.001"],
  ["GP-55", "a suspension of thirty days", "2026-11-12T10:00:00", "2026-12-15T00:00:00", "2026-12-15T00:00:00.001"],
  ["GP-58", "an intention published thirty days ahead", "2026-08-15T10:00:00", "2026-09-14T10:00:00", "2026-09-14T09:59:59.999"],
  ["GP-59", "the medium posts within a working day", "2026-09-30T10:00:00", "2026-10-09T00:00:00", "2026-10-09T00:00:00.001"],
  ["GP-60", "a small firm paid thirty days after delivery", "2026-09-01T10:00:00", "2026-10-09T00:00:00", "2026-10-09T00:00:00.001"],
  ["GP-64", "a supplier paid thirty days after its invoice", "2026-09-01T10:00:00", "2026-10-09T00:00:00", "2026-10-09T00:00:00.001"],
];

describe("procurement's numbers, last value for which the rule holds and first for which it does not", () => {
  test.each(NUMBERS)("%s: %s", (id, _about, inside, outside) => {
    for (const fact of inside) expect(holds(RULES, id, parseRatio(fact)), fact).toBe(true);
    for (const fact of outside) expect(holds(RULES, id, parseRatio(fact)), fact).toBe(false);
  });
  test.each(PERIODS)("%s: %s", (id, _about, event, inside, outside) => {
    expect(inTime(RULES, id, when(event), when(inside))).toBe(true);
    expect(inTime(RULES, id, when(event), when(outside))).toBe(false);
  });
  test("every row with a number stands in one of the two tables", () => {
    const tested = [...NUMBERS, ...PERIODS].map(([id]) => id);
    expect(PROCUREMENT_RULES.filter(({ id, unit }) => !tested.includes(id) && !["bool", "rule"].includes(unit))).toEqual([]);
    expect(new Set(tested).size).toBe(tested.length);
  });
});

test("a duty of working days is not a duty of calendar days: the same event, two dates", () => {
  expect(periodOf(RULES, "GP-13", day("2026-09-29")).rolledDate).toBe("2026-10-12");
  expect(periodOf(RULES, "EC-36", day("2026-09-29")).rolledDate).toBe("2026-10-08");
  expect(() => periodOf(RULES, "GP-17", day("2026-09-29"))).toThrow(RangeError);
});

test("what a provision sets besides its first number is kept with the tender", () => {
  expect(furtherOf(RULES, "GP-22", "budget")).toEqual(parseRatio("10000000"));
  expect(["GP-33", "GP-34", "GP-35"].map((id) => rule(RULES, id as RuleId).also?.["raised"]?.value)).toEqual(["65", "65", "65"]);
  expect(furtherOf(RULES, "GP-33", "explanation")).toEqual(parseRatio("30"));
  expect(rangeOf(RULES, "GP-28")).toEqual({ min: parseRatio("10"), max: parseRatio("20") });
  expect(rangeOf(RULES, "GP-24")).toEqual({ min: parseRatio("30"), max: parseRatio("30") });
  expect(() => furtherOf(RULES, "GP-21", "budget")).toThrow(RangeError);
});

test("a notice of the ministry counts from its own day: abnormally low prices from 2026-02-01, payments to small firms from 2025-06-01", () => {
  for (const id of ["GP-33", "GP-34", "GP-35"] as const) {
    expect(() => ruleOn(id, day("2026-01-31"))).toThrow(RangeError);
    expect(ruleOn(id, day("2026-02-01")).article).toBe("财库〔2026〕2号");
  }
  expect(() => ruleOn("GP-60", day("2025-05-31"))).toThrow(RangeError);
  expect(() => ruleOn("GP-28", day("2022-06-30"))).toThrow(RangeError);
  expect(ruleOn("GP-28", day("2022-07-01")).value).toBe("10..20");
});
