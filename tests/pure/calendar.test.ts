import { readFileSync } from "node:fs";
import { getDayDetail, isWorkday } from "chinese-days";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, day, endInChinese, endInEnglish, plusDays, rfc3339 } from "../../src/kernel/time.js";
import { addCalendar, addWorking, atLeast, atLeastRolled, coverageUntil, dayClass, dayKind, latestBefore, noticeFor } from "../../src/rules/calendar.js";
import { HOLIDAY_YEARS } from "../../src/rules/holidays.js";

const LISTED = (JSON.parse(readFileSync("tests/vectors/rules/calendar-cn-2025-2026.json", "utf8")) as { days: Record<string, string> }).days;
const YEARS = Array.from({ length: 730 }, (_, at) => plusDays(day("2025-01-01"), at));

describe("the three classes of days", () => {
  test("working days are those of an independent calendar, every day of 2025 and 2026", () => {
    for (const date of YEARS) expect(dayClass(date) === "WORK", `${date} ${getDayDetail(date).name}`).toBe(isWorkday(date));
  });

  test("listed days have the class of the rule book's calendar", () => {
    for (const [date, kind] of Object.entries(LISTED)) expect(dayClass(day(date)), date).toBe(kind);
    expect(YEARS.filter((date) => dayClass(date) === "STATUTORY").every((date) => LISTED[date] === "STATUTORY")).toBe(true);
  });

  test("each year has its thirteen statutory days (CA-05)", () => {
    for (const { year, festivals } of HOLIDAY_YEARS) expect(festivals.flatMap(({ statutory }) => statutory), year).toHaveLength(13);
  });

  test("a day knows its reason and its notice", () => {
    expect(dayKind(day("2026-10-05"))).toEqual({ class: "REST", zh: "国庆节放假调休", en: "National Day, day in exchange", known: true });
    expect(dayKind(day("2026-09-20"))).toMatchObject({ class: "WORK", zh: "国庆节调休上班" });
    expect(noticeFor(day("2026-10-05"))).toBe("国务院办公厅关于2026年部分节假日安排的通知");
    expect(noticeFor(day("2027-01-01"))).toBeNull();
  });
});

describe("calendar periods", () => {
  test("the start day is not counted and a last day off rolls to the next working day", () => {
    const refund = addCalendar(day("2026-09-29"), 5);
    expect(refund).toMatchObject({ strictDate: "2026-10-04", rolledDate: "2026-10-08", provisional: false });
    expect(refund.counted).toEqual(["2026-09-30", "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"]);
    expect(refund.skipped.map(({ date }) => date)).toEqual(["2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07"]);
    expect(rfc3339(refund.endsAt)).toBe("2026-10-09T00:00:00+08:00");
  });

  test("a period ending on the last working day before a holiday does not roll, one day later it does", () => {
    expect(addCalendar(day("2026-09-25"), 5).rolledDate).toBe("2026-09-30");
    expect(addCalendar(day("2026-09-26"), 5).rolledDate).toBe("2026-10-08");
  });

  test("a make-up Sunday is a working day", () => { expect(addCalendar(day("2026-09-14"), 5).rolledDate).toBe("2026-09-20"); });
});

describe("working-day periods", () => {
  test("count make-up days and skip swapped ones", () => {
    expect(addWorking(day("2026-09-14"), 5)).toMatchObject({ rolledDate: "2026-09-20", counted: ["2026-09-15", "2026-09-16", "2026-09-17", "2026-09-18", "2026-09-20"] });
    expect(addWorking(day("2026-09-29"), 5).counted).toEqual(["2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"]);
  });

  test("end on a working day with exactly as many counted", () => {
    fc.assert(fc.property(fc.constantFrom(...YEARS.slice(0, 600)), fc.integer({ min: 1, max: 60 }), (from, count) => {
      const { rolledDate, counted } = addWorking(from, count);
      expect(counted).toHaveLength(count);
      expect(counted.every((date) => dayClass(date) === "WORK" && date > from && date <= rolledDate)).toBe(true);
    }));
  });
});

describe("beyond the last published notice", () => {
  test("the last covered day is sure and the next one provisional", () => {
    expect(coverageUntil()).toBe("2026-12-31");
    expect(addCalendar(day("2026-12-30"), 1)).toMatchObject({ rolledDate: "2026-12-31", provisional: false });
    expect(addCalendar(day("2026-12-31"), 1)).toMatchObject({ rolledDate: "2027-01-01", provisional: true });
    expect(addWorking(day("2026-12-30"), 1).provisional).toBe(false);
    expect(addWorking(day("2026-12-30"), 2).provisional).toBe(true);
    expect(atLeast(at("2026-12-20T09:00:00+08:00"), 20).provisional).toBe(true);
  });
  test("weekends alone are counted", () => { expect(addCalendar(day("2027-09-27"), 5).rolledDate).toBe("2027-10-04"); });
});

describe("minimum periods and latest moments", () => {
  test("a minimum is the same clock time, and the platform waits for a working day", () => {
    const earliest = atLeast(at("2026-09-14T10:00:00+08:00"), 20);
    expect(rfc3339(earliest.instant)).toBe("2026-10-04T10:00:00+08:00");
    expect(earliest.workDay).toBe("2026-10-08");
    expect(earliest.skipped).toHaveLength(4);
  });
  test("a sale of documents ends on a working day", () => {
    expect(rfc3339(atLeastRolled(at("2026-09-14T10:00:00+08:00"), 5))).toBe("2026-09-20T10:00:00+08:00");
  });
  test("the purchaser's side counts hours, the bidder has the whole day", () => {
    const deadline = at("2026-10-08T09:30:00+08:00");
    expect(rfc3339(latestBefore(deadline, 15, "purchaser"))).toBe("2026-09-23T09:30:00+08:00");
    expect(rfc3339(latestBefore(deadline, 10, "bidder"))).toBe("2026-09-29T00:00:00+08:00");
  });
  test("a count that is no count is a bug", () => {
    for (const count of [-1, 1.5, Number.NaN]) expect(() => addCalendar(day("2026-09-14"), count)).toThrow(RangeError);
    expect(() => addWorking(day("2026-09-14"), 0)).toThrow(RangeError);
  });
});

describe("the end of a period", () => {
  test("at midnight is the 24:00 of the day that ends, a millisecond off or at any other time the clock's own", () => {
    expect(endInChinese(at("2026-09-29T00:00:00+08:00"))).toBe("2026年9月28日（星期一）24:00（北京时间）");
    expect(endInEnglish(at("2026-09-29T00:00:00+08:00"))).toBe("Monday 28 September 2026, 24:00 Beijing time");
    expect(endInChinese(at("2026-09-29T00:00:00.001+08:00"))).toBe("2026年9月29日（星期二）00:00:00.001（北京时间）");
    expect(endInChinese(at("2026-09-28T17:00:00+08:00"))).toBe("2026年9月28日（星期一）17:00（北京时间）");
  });
});
