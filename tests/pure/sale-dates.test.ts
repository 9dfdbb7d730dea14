import { describe, expect, test } from "vitest";
import { day } from "../../src/kernel/time.js";
import { land } from "../../src/lines/land.js";
import { mining } from "../../src/lines/mining.js";
import { property } from "../../src/lines/property.js";
import { saleLawOf, type SaleProcedure } from "../../src/procedure/sale-procedure.js";
import { plusMonths, workingBefore } from "../../src/rules/calendar.js";
import { freezeRules } from "../../src/rules/rules.js";
import { closesLawfully, dutyFrom, earliestAfter, lastDayOfDisclosures, lastDayToApply } from "../../src/procedure/sale-dates.js";
import { depositRefusal, floorRefusal, noticeNumberOf, paymentsOfLand, paymentsOfProperty } from "../../src/procedure/sale-prices.js";
import { when } from "../support/works-facts.js";

const RULES = freezeRules(day("2026-08-17"));
const by = (line: SaleProcedure, profile: string) => ({ rules: RULES, law: saleLawOf(line, profile) });
const [ORDER39, FJ, SZ, MINE, PROP] = [by(land, "ORDER39"), by(land, "FJ"), by(land, "SZ"), by(mining, "ORDER39"), by(property, "ORDER32")];

describe("G9: the calendar of a land listing", () => {
  const ends = when("2026-09-21T10:00:00");
  test("a notice of 17 August lets the listing start on 6 September, at the same hour", () => {
    expect(earliestAfter(FJ, "noticeDays", when("2026-08-17T09:00:00"))).toBe(when("2026-09-06T09:00:00"));
    expect(earliestAfter(FJ, "listingDays", when("2026-09-07T09:00:00"))).toBe(when("2026-09-17T09:00:00"));
  });
  test("a mining right is noticed in working days: the same notice starts a day of the week later", () => {
    expect(earliestAfter(MINE, "noticeDays", when("2026-08-17T09:00:00"))).toBe(when("2026-09-15T00:00:00"));
  });
  test("Order 39 closes applications on the second day before the end and on no other; Fujian before the last three working days", () => {
    expect(lastDayToApply(ORDER39, ends)).toEqual({ on: "2026-09-19", exactly: true });
    expect(lastDayToApply(SZ, ends)).toEqual({ on: "2026-09-19", exactly: true });
    expect(lastDayToApply(FJ, ends)).toEqual({ on: "2026-09-16", exactly: false });
  });
  test.each([
    ["ORDER39", ORDER39, "2026-09-18T23:59:59.999", false], ["ORDER39", ORDER39, "2026-09-18T24:00:00", false], ["ORDER39", ORDER39, "2026-09-19T00:00:00.001", true], ["ORDER39", ORDER39, "2026-09-19T24:00:00", true], ["ORDER39", ORDER39, "2026-09-20T00:00:00.001", false],
    ["FJ", FJ, "2026-09-16T17:00:00", true], ["FJ", FJ, "2026-09-16T24:00:00", true], ["FJ", FJ, "2026-09-17T00:00:00.001", false],
  ])("%s: applications that close at %s", (_name, lawful, closes, lawfully) => {
    expect(closesLawfully(lawful, ends, when(closes))).toBe(lawfully);
  });
  test("the winner signs by 29 September, the losers are refunded by then, the result is out by 12 October", () => {
    expect([dutyFrom(FJ, "confirmationDays", day("2026-09-21")), dutyFrom(FJ, "losersDays", day("2026-09-21")), dutyFrom(FJ, "resultDays", day("2026-09-21"))].map(({ rolledDate }) => rolledDate)).toEqual(["2026-09-29", "2026-09-29", "2026-10-12"]);
    expect(dutyFrom(SZ, "confirmationDays", day("2026-09-21")).rolledDate).toBe("2026-09-23");
  });
});

describe("G8: deposits across National Day", () => {
  test("a land listing that ended on 29 September refunds its losers by 12 October; a mining right likewise", () => {
    for (const lawful of [ORDER39, FJ, SZ, MINE]) expect(dutyFrom(lawful, "losersDays", day("2026-09-29")).rolledDate).toBe("2026-10-12");
  });
  test("property has no such number: its notice says when a deposit goes back", () => {
    expect(() => dutyFrom(PROP, "losersDays", day("2026-09-29"))).toThrow(RangeError);
  });
  test.each([
    ["land, a fifth to the fen", ORDER39, 24_000_000_00n, 120_000_000_00n, null], ["land, one fen under", ORDER39, 23_999_999_99n, 120_000_000_00n, "sale-deposit-low"], ["land, the whole price", ORDER39, 120_000_000_00n, 120_000_000_00n, null],
    ["property, three tenths to the fen", PROP, 3_000_000_00n, 10_000_000_00n, null], ["property, one fen over", PROP, 3_000_000_01n, 10_000_000_00n, "sale-deposit-high"], ["property, nothing", PROP, 0n, 10_000_000_00n, null],
    ["a mining right, which has neither", MINE, 1n, 10_000_000_00n, null],
  ])("a deposit of %s", (_about, lawful, deposit, base, code) => {
    expect(depositRefusal(lawful, deposit, base)?.code ?? null).toBe(code);
  });
});

describe("G13: a transfer of property", () => {
  const APPRAISAL = 10_000_000_00n;
  test("twenty working days from 31 August end on 28 September, from 29 September on 2 November", () => {
    expect(dutyFrom(PROP, "noticeDays", day("2026-08-31")).rolledDate).toBe("2026-09-28");
    expect(dutyFrom(PROP, "noticeDaysAgain", day("2026-09-29")).rolledDate).toBe("2026-11-02");
  });
  test.each([
    ["the appraisal itself, first", 10_000_000_00n, true, null, null], ["one fen less, first", 9_999_999_99n, true, null, "first-floor-low"], ["9,990,000 first, even with a consent", 9_990_000_00n, true, "国资〔2026〕1号", "first-floor-low"],
    ["nine tenths exactly, later", 9_000_000_00n, false, null, null], ["8,999,999, later", 8_999_999_00n, false, null, "floor-needs-consent"], ["one fen under, later", 8_999_999_99n, false, null, "floor-needs-consent"], ["8,999,999, later, with the consent", 8_999_999_00n, false, "国资〔2026〕1号", null],
  ])("a floor price of %s", (_about, floor, isFirst, consent, code) => {
    expect(floorRefusal(PROP, { floor, appraisal: APPRAISAL, isFirst, consent })?.code ?? null).toBe(code);
  });
  test("9,450,000 in instalments: 2,835,000 by 17 November, all by 10 November of the next year", () => {
    expect(paymentsOfProperty(PROP, 9_450_000_00n, day("2026-11-10"), "instalments")).toEqual([{ until: "2026-11-17", paid: 2_835_000_00n }, { until: "2027-11-10", paid: 9_450_000_00n }]);
    expect(paymentsOfProperty(PROP, 9_450_000_00n, day("2026-11-10"), "at-once")).toEqual([{ until: "2026-11-17", paid: 9_450_000_00n }]);
  });
  test("a share that is no whole fen is asked for in full", () => {
    expect(paymentsOfProperty(PROP, 1_01n, day("2026-11-10"), "instalments")[0]?.paid).toBe(31n);
  });
  test("nobody until 31 August 2027: appraised anew", () => {
    expect(lastDayOfDisclosures(PROP, day("2026-08-31"))).toBe("2027-08-31");
  });
  test("assets are noticed for ten working days up to ten million yuan, above it for twenty; a capital increase for forty", () => {
    expect(["assets", "assets", "equity", "increase"].map((subject, at) => noticeNumberOf(PROP, subject as "assets", at === 1 ? 10_000_000_01n : 10_000_000_00n))).toEqual(["noticeDaysOfAssets", "noticeDaysOfLargeAssets", "noticeDays", "noticeDaysOfIncrease"]);
  });
});

test("half of the price of land is due within a month of the contract and all within a year; a month without the day ends on its last", () => {
  expect(paymentsOfLand(ORDER39, 130_000_000_01n, day("2026-09-30"))).toEqual([{ until: "2026-10-30", paid: 65_000_000_01n }, { until: "2027-09-30", paid: 130_000_000_01n }]);
  expect([plusMonths(day("2026-01-31"), 1), plusMonths(day("2028-01-31"), 1), plusMonths(day("2026-12-31"), 2), plusMonths(day("2026-05-31"), 0)]).toEqual(["2026-02-28", "2028-02-29", "2027-02-28", "2026-05-31"]);
});

test("working days are counted backwards over make-up days and holidays", () => {
  expect([workingBefore(day("2026-09-21"), 3), workingBefore(day("2026-10-09"), 2), workingBefore(day("2026-09-21"), 1)]).toEqual(["2026-09-17", "2026-09-30", "2026-09-20"]);
});
