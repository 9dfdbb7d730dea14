import { describe, expect, test } from "vitest";
import { parseRatio } from "../../src/kernel/ratio.js";
import { day } from "../../src/kernel/time.js";
import { AUCTION_RULES } from "../../src/rules/auction-rules.js";
import { LAND_RULES } from "../../src/rules/land-rules.js";
import { MINING_RULES } from "../../src/rules/mining-rules.js";
import { inTime, periodOf } from "../../src/rules/period.js";
import { PROPERTY_RULES } from "../../src/rules/property-rules.js";
import { confidenceOf, type RuleRow } from "../../src/rules/rule.js";
import { freezeRules, furtherOf, holds, ruleOn, type RuleId } from "../../src/rules/rules.js";
import { when } from "../support/works-facts.js";

const RULES = freezeRules(day("2026-08-31"));
/** Nothing of the table is read here: each number stands in the test by itself, with the last value for which the rule holds and the first for which it does not. */
const NUMBERS: readonly (readonly [RuleId, about: string, holds: readonly string[], fails: readonly string[]])[] = [
  ["LD-04", "fewer than three bidders in a tender of land", ["2", "0"], ["3"]],
  ["LD-05", "a tender committee of five", ["5"], ["4"]],
  ["LD-06", "three calls", ["3"], ["2", "4"]],
  ["LD-11", "a deposit of a fifth of the lowest price", ["20"], ["19.9999"]],
  ["LD-13", "half of the price first", ["50"], ["49.9999"]],
  ["LD-14", "the price within a year", ["1"], ["1.0001"]],
  ["LD-15", "the whole price before the certificate", ["100"], ["99.9999", "100.0001"]],
  ["LD-16", "one bidder is enough", ["1"], ["0", "2"]],
  ["LD-17", "two bidders and more", ["2"], ["1"]],
  ["LD-18", "seventy years for homes", ["70"], ["71"]],
  ["LD-20", "the last hour", ["1"], ["0.99", "1.01"]],
  ["LD-21", "fifteen minutes of preparation", ["15"], ["14", "16"]],
  ["LD-22", "a countdown of five minutes", ["5"], ["4", "6"]],
  ["LD-23", "one step above the listing", ["1"], ["0", "2"]],
  ["LD-24", "one decimal", ["1"], ["2"]],
  ["LD-25", "a reserve more than an hour before the end", ["1.0001"], ["1"]],
  ["LD-28", "an outage of an hour", ["1"], ["1.0001"]],
  ["LD-30", "a pause of an hour", ["1"], ["0.99", "1.01"]],
  ["LD-31", "a countdown of four minutes", ["4"], ["3", "5"]],
  ["LD-32", "a reserve in the last half hour", ["30"], ["30.0001"]],
  ["MR-05", "fewer than three bidders in a tender of a mining right", ["2"], ["3"]],
  ["PR-01", "two qualified transferees bid", ["2"], ["1"]],
  ["PR-07", "the appraisal at first", ["100"], ["99.9999"]],
  ["PR-08", "below nine tenths", ["89.9999"], ["90"]],
  ["PR-10", "more than twelve months", ["12.0001"], ["12"]],
  ["PR-12", "a deposit of three tenths", ["30"], ["30.0001"]],
  ["PR-14", "three tenths first", ["30"], ["29.9999"]],
  ["PR-15", "the rest within a year", ["1"], ["1.0001"]],
];

/** Duties and shortest periods across 中秋 and National Day: the last instant that is in time and the first that is not. */
const PERIODS: readonly (readonly [RuleId, about: string, event: string, holds: string, fails: string])[] = [
  ["LD-01", "twenty days of notice, to the millisecond", "2026-08-17T09:00:00", "2026-09-06T09:00:00", "2026-09-06T08:59:59.999"],
  ["LD-02", "ten days of listing", "2026-09-07T09:00:00", "2026-09-17T09:00:00", "2026-09-17T08:59:59.999"],
  ["LD-09", "losers’ deposits of a listing that ended on 29 September (G8)", "2026-09-29T10:00:00", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["LD-10", "the result within ten working days", "2026-09-21T10:28:29", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["LD-12", "the contract within ten working days of the deal", "2026-09-21T10:28:29", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["LD-27", "the confirmation in Fujian (G9)", "2026-09-21T10:28:29", "2026-09-30T00:00:00", "2026-09-30T00:00:00.001"],
  ["LD-34", "the confirmation in Suzhou", "2026-09-21T10:28:29", "2026-09-24T00:00:00", "2026-09-24T00:00:00.001"],
  ["MR-03", "twenty working days of notice", "2026-08-31T09:00:00", "2026-09-29T00:00:00", "2026-09-28T23:59:59.999"],
  ["MR-04", "ten working days of listing", "2026-09-29T09:00:00", "2026-10-20T00:00:00", "2026-10-19T23:59:59.999"],
  ["MR-06", "ten working days of publicity", "2026-09-21T10:00:00", "2026-10-13T00:00:00", "2026-10-12T23:59:59.999"],
  ["MR-07", "losers’ deposits of a mining right", "2026-09-29T10:00:00", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["PR-04", "twenty working days of disclosure (G13)", "2026-08-31T09:00:00", "2026-09-29T00:00:00", "2026-09-28T23:59:59.999"],
  ["PR-05", "twenty working days of pre-disclosure", "2026-08-31T09:00:00", "2026-09-29T00:00:00", "2026-09-28T23:59:59.999"],
  ["PR-06", "pre-disclosure within ten working days of the approval", "2026-09-21T10:00:00", "2026-10-13T00:00:00", "2026-10-13T00:00:00.001"],
  ["PR-09", "twenty working days of disclosure anew (G13)", "2026-09-29T09:00:00", "2026-11-03T00:00:00", "2026-11-02T23:59:59.999"],
  ["PR-11", "five working days of extension", "2026-09-28T10:00:00", "2026-10-11T00:00:00", "2026-10-10T23:59:59.999"],
  ["PR-13", "the price at once, five working days (G13)", "2026-11-10T09:00:00", "2026-11-18T00:00:00", "2026-11-18T00:00:00.001"],
  ["PR-16", "five working days of announcement", "2026-09-21T10:00:00", "2026-09-30T00:00:00", "2026-09-29T23:59:59.999"],
  ["PR-17", "ten working days for smaller assets", "2026-09-21T10:00:00", "2026-10-13T00:00:00", "2026-10-12T23:59:59.999"],
  ["PR-18", "twenty working days for larger assets", "2026-08-31T09:00:00", "2026-09-29T00:00:00", "2026-09-28T23:59:59.999"],
  ["PR-19", "forty working days for a capital increase", "2026-08-31T09:00:00", "2026-10-31T00:00:00", "2026-10-30T23:59:59.999"],
  ["AU-01", "seven days before the auction", "2026-09-14T10:00:00", "2026-09-21T10:00:00", "2026-09-21T09:59:59.999"],
  ["AU-02", "two days of display", "2026-09-14T10:00:00", "2026-09-16T10:00:00", "2026-09-16T09:59:59.999"],
];
/** Counted backwards from the end of a listing, or exact: tests/pure/sale-dates. */
const ELSEWHERE: readonly RuleId[] = ["LD-03", "LD-26", "PR-20"];
const SALE_ROWS: readonly RuleRow[] = [...LAND_RULES, ...MINING_RULES, ...PROPERTY_RULES, ...AUCTION_RULES];

describe("the numbers of lines that sell, last value for which the rule holds and first for which it does not", () => {
  test.each(NUMBERS)("%s: %s", (id, _about, inside, outside) => {
    for (const fact of inside) expect(holds(RULES, id, parseRatio(fact)), fact).toBe(true);
    for (const fact of outside) expect(holds(RULES, id, parseRatio(fact)), fact).toBe(false);
  });
  test.each(PERIODS)("%s: %s", (id, _about, event, inside, outside) => {
    expect(inTime(RULES, id, when(event), when(inside))).toBe(true);
    expect(inTime(RULES, id, when(event), when(outside))).toBe(false);
  });
  test("every row with a number stands in one of the tables", () => {
    const tested = [...[...NUMBERS, ...PERIODS].map(([id]) => id), ...ELSEWHERE];
    expect(SALE_ROWS.filter(({ id, unit }) => !(tested as string[]).includes(id) && !["bool", "rule"].includes(unit)).map(({ id }) => id)).toEqual([]);
    expect(new Set(tested).size).toBe(tested.length);
  });
});

test("a deposit of land goes back five working days after the end, one of works five days after the contract: one event, two dates", () => {
  expect(periodOf(RULES, "LD-09", day("2026-09-29")).rolledDate).toBe("2026-10-12");
  expect(periodOf(RULES, "EC-36", day("2026-09-29")).rolledDate).toBe("2026-10-08");
});

test("what a provision sets besides its first number is kept with the sale", () => {
  expect(furtherOf(RULES, "LD-18", "industrial")).toEqual(parseRatio("50"));
  expect(furtherOf(RULES, "LD-18", "commercial")).toEqual(parseRatio("40"));
  expect(furtherOf(RULES, "LD-13", "within")).toEqual(parseRatio("1"));
  expect(furtherOf(RULES, "PR-14", "within")).toEqual(parseRatio("5"));
  expect(furtherOf(RULES, "PR-17", "floor")).toEqual(parseRatio("1000000"));
  expect(furtherOf(RULES, "PR-18", "floor")).toEqual(parseRatio("10000000"));
});

test("the rules of one city are an example and say so; a memory that nobody should rely on is a memory", () => {
  expect([confidenceOf(ruleOn("LD-22", day("2026-08-31")).mark), confidenceOf(ruleOn("LD-31", day("2026-08-31")).mark), confidenceOf(ruleOn("MR-04", day("2026-08-31")).mark), confidenceOf(ruleOn("LD-02", day("2026-08-31")).mark)]).toEqual(["confirmed_example", "confirmed_example", "from_memory", "confirmed"]);
});

test("the Mineral Resources Law of 2024 binds from its day", () => {
  expect(() => ruleOn("MR-01", day("2025-06-30"))).toThrow(RangeError);
  expect(ruleOn("MR-01", day("2025-07-01")).article).toBe("矿产资源法 17");
});
