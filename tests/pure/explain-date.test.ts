import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { must, refuse } from "../../src/kernel/result.js";
import { DAY_MS, day, dayOf, endOf, plusDays, plusMs, startOf, type PlainDate } from "../../src/kernel/time.js";
import { dayClass } from "../../src/rules/calendar.js";
import { startOfDays } from "../../src/rules/counting.js";
import { questionCode, questionQuery, readQuestion, readQuestionCode, type AskedDate } from "../../src/rules/date-question.js";
import { explainDate, keepsTo, type DateQuestion } from "../../src/rules/explain-date.js";
import { inTime } from "../../src/rules/period.js";
import { ALL_RULES, freezeRules, type RuleId } from "../../src/rules/rules.js";
import { when } from "../support/works-facts.js";

const LAW = day("2026-09-14");
const after = (rule: RuleId, event: string, paused: readonly PlainDate[] = []) => explainDate({ rule, lawOn: LAW, from: when(event), paused });
const marks = (days: ReturnType<typeof after>["days"]) => days.map(({ date, nth, leftOut }) => `${date.slice(5)} ${nth === null ? (leftOut?.zh ?? "—") : String(nth)}`);

describe("the explanation of a date", () => {
  test("says day by day what five working days across National Day are made of, and where each kind of day is written", () => {
    const counted = after("GP-13", "2026-09-29T15:00:00");
    expect(counted).toMatchObject({ rule: "GP-13", confidence: "confirmed", direction: "after", starts: { zh: "发出中标通知书" }, count: 5, unit: "WD", strictDate: "2026-10-12", rolledDate: "2026-10-12", at: when("2026-10-13T00:00:00"), provisional: false });
    expect(counted.law.article).toBe("条例 33; 87号令 38");
    expect(marks(counted.days)).toEqual([
      "09-29 —", "09-30 1", "10-01 国庆节（法定节假日）", "10-02 国庆节（法定节假日）", "10-03 国庆节（法定节假日）", "10-04 周日", "10-05 国庆节放假调休", "10-06 国庆节放假调休", "10-07 国庆节放假调休",
      "10-08 2", "10-09 3", "10-10 4", "10-11 周日", "10-12 5",
    ]);
    expect(counted.days.find(({ date }) => date === "2026-10-10")).toMatchObject({ class: "WORK", zh: "国庆节调休上班", nth: 4 });
    expect(new Set(counted.days.map(({ notice }) => notice))).toEqual(new Set(["国务院办公厅关于2026年部分节假日安排的通知"]));
    expect(counted.notices).toEqual(["国务院办公厅关于2026年部分节假日安排的通知"]);
  });

  test("numbers the days of a calendar period through a holiday and rolls its end, keeping both dates", () => {
    const counted = after("EC-36", "2026-09-29T15:00:00");
    expect(counted).toMatchObject({ unit: "CD", strictDate: "2026-10-04", rolledDate: "2026-10-08", ending: "whole-days", at: when("2026-10-09T00:00:00") });
    expect(marks(counted.days).slice(4)).toEqual(["10-03 4", "10-04 5", "10-05 国庆节放假调休", "10-06 国庆节放假调休", "10-07 国庆节放假调休", "10-08 —"]);
  });

  test("leaves a shortest period at its clock time and names the day the platform takes", () => {
    expect(after("GP-04", "2026-09-14T10:00:00")).toMatchObject({ ending: "same-clock", at: when("2026-10-04T10:00:00"), rolledDate: "2026-10-08" });
    expect(after("EC-06", "2026-09-14T10:00:00")).toMatchObject({ ending: "rolled-clock", strictDate: "2026-09-19", at: when("2026-09-20T10:00:00") });
    expect(after("GP-02", "2026-09-14T10:00:00")).toMatchObject({ ending: "rolled-clock", at: when("2026-09-20T10:00:00") });
    expect(after("EC-31", "2026-09-23T09:00:00")).toMatchObject({ ending: "whole-days", at: when("2026-09-29T00:00:00") });
  });

  test("counts back from a deadline: a bidder has the day, the purchaser the clock", () => {
    const objection = explainDate({ rule: "EC-13", lawOn: LAW, until: when("2026-10-08T09:30:00") });
    expect(objection).toMatchObject({ direction: "before", side: "bidder", at: when("2026-09-29T00:00:00"), strictDate: "2026-09-28" });
    expect(objection.days.map(({ nth }) => nth)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, null]);
    expect(explainDate({ rule: "GP-06", lawOn: LAW, until: when("2026-10-08T09:30:00") })).toMatchObject({ side: "purchaser", at: when("2026-09-23T09:30:00") });
    expect(() => explainDate({ rule: "GP-13", lawOn: LAW, until: when("2026-10-08T09:30:00") })).toThrow(RangeError);
  });

  test("leaves out the days of a reply: G5, a complaint until 10-13", () => {
    const reply = Array.from({ length: 10 }, (_, at) => plusDays(day("2026-09-29"), at));
    const counted = after("EC-38", "2026-09-23T09:00:00", reply);
    expect(counted).toMatchObject({ strictDate: "2026-10-13", rolledDate: "2026-10-13" });
    expect(counted.days.filter(({ leftOut }) => leftOut?.zh === "依法不计入期限").map(({ date }) => date)).toEqual(reply);
    expect(after("EC-38", "2026-09-23T09:00:00")).toMatchObject({ strictDate: "2026-10-03", rolledDate: "2026-10-08" });
  });

  test("says that it is provisional where a year's holidays are not published, and names no notice for its days", () => {
    const counted = after("GP-14", "2026-12-30T10:00:00");
    expect(counted.provisional).toBe(true);
    expect(counted.days.find(({ date }) => date === "2027-01-04")).toMatchObject({ notice: null });
    expect(after("GP-14", "2026-12-21T10:00:00").provisional).toBe(false);
  });

  test("takes the law of the asked day: none before it, the old number before a change", () => {
    expect(() => explainDate({ rule: "GP-60", lawOn: day("2025-05-31"), from: when("2026-09-29T10:00:00") })).toThrow(RangeError);
  });

  test("holds a date that somebody set against the rule", () => {
    expect([0, -1].map((ms) => keepsTo(after("GP-04", "2026-09-14T10:00:00"), plusMs(when("2026-10-04T10:00:00"), ms)))).toEqual([true, false]);
    expect([0, 1].map((ms) => keepsTo(after("GP-13", "2026-09-29T10:00:00"), plusMs(when("2026-10-13T00:00:00"), ms)))).toEqual([true, false]);
    expect([0, 1].map((ms) => keepsTo(explainDate({ rule: "EC-13", lawOn: LAW, until: when("2026-10-08T09:30:00") }), plusMs(when("2026-09-29T00:00:00"), ms)))).toEqual([true, false]);
  });
});

const DAY_RULES = ALL_RULES.filter(({ unit }) => unit === "CD" || unit === "WD").filter(({ id }) => !id.startsWith("CA-"));
/** Those that have days to count: SV-20 has none. */
const anyRule = fc.constantFrom(...DAY_RULES.filter(({ value }) => value !== "0").map(({ id }) => id as RuleId));
const anyInstant = fc.integer({ min: startOf(day("2026-02-01")), max: startOf(day("2026-10-31")) }).map((ms) => plusMs(when("2026-01-01T00:00:00"), ms - when("2026-01-01T00:00:00")));

test("every rule that counts days says what they start from", () => {
  expect(DAY_RULES.filter(({ id }) => startOfDays(id) === null).map(({ id }) => id)).toEqual([]);
});

test("an explanation's days are whole: every day once, counted or left out, and their number is the law's", () => {
  const rules = freezeRules(LAW);
  fc.assert(fc.property(anyRule, anyInstant, (rule, from) => {
    const { days, count, unit, at, strictDate, rolledDate } = explainDate({ rule, lawOn: LAW, from });
    expect(days.map(({ date }) => date)).toEqual(Array.from({ length: (startOf(rolledDate) - startOf(dayOf(from))) / DAY_MS + 1 }, (_, index) => plusDays(dayOf(from), index)));
    expect(days.flatMap(({ nth }) => nth ?? [])).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(days.find(({ nth }) => nth === count)?.date).toBe(strictDate);
    if (unit === "WD") expect(days.every(({ nth, class: kind, date }) => nth === null || (kind === "WORK" && dayClass(date) === "WORK"))).toBe(true);
    expect(at <= endOf(rolledDate)).toBe(true);
    expect(inTime(rules, rule, from, at)).toBe(true);
  }));
});

describe("the address of an explanation", () => {
  const asking = (query: string) => readQuestion((name) => new URLSearchParams(query).get(name) ?? undefined);
  test("reads back to the question it was made from", () => {
    fc.assert(fc.property(anyRule, anyInstant, fc.option(anyInstant), fc.integer({ min: 0, max: 30 }), (rule, from, shown, pausedDays) => {
      const paused = Array.from({ length: pausedDays }, (_, at) => plusDays(day("2026-09-29"), at));
      const question: DateQuestion = { rule, lawOn: LAW, from, ...(pausedDays === 0 ? {} : { paused }) };
      const asked: AskedDate = { question, shown };
      expect(must(asking(questionQuery(asked)))).toEqual(asked);
      expect(must(readQuestionCode(questionCode(asked)))).toEqual(asked);
    }));
    const back: AskedDate = { question: { rule: "EC-13", lawOn: LAW, until: when("2026-10-08T09:30:00") }, shown: null };
    expect(questionQuery(back)).toBe("rule=EC-13&law=2026-09-14&until=2026-10-08T09%3A30%3A00%2B08%3A00");
    expect(must(asking(questionQuery(back)))).toEqual(back);
  });
  const good = { rule: "GP-13", law: "2026-09-14", from: "2026-09-29T10:00:00+08:00" };
  test.each<[string, Record<string, string>, string]>([
    ["no rule", { rule: "" }, "rule"], ["a rule that counts no days", { rule: "GP-17" }, "rule"], ["a rule of nobody", { rule: "constructor" }, "rule"], ["a day that is none", { law: "2026-02-30" }, "law"],
    ["a day before the law", { law: "2002-12-31" }, "law"], ["an event without a zone", { from: "2026-09-29T10:00:00" }, "from"], ["an event and a deadline", { until: "2026-09-29T10:00:00+08:00" }, "until"],
    ["days left out that are none", { without: "2026-09-29" }, "without"], ["days left out backwards", { without: "2026-10-08..2026-09-29" }, "without"], ["years left out", { without: "2020-01-01..2026-01-01" }, "without"], ["a shown date that is none", { shown: "tomorrow" }, "shown"],
  ])("with %s is refused by name", (_about, changes, where) => {
    expect(asking(new URLSearchParams({ ...good, ...changes }).toString())).toEqual(refuse("date-question", { where }));
  });
  test("counts back only where the rule does", () => {
    const rest = { rule: good.rule, law: good.law };
    expect(asking(new URLSearchParams({ ...rest, until: "2026-10-08T09:30:00+08:00" }).toString())).toEqual(refuse("date-question", { where: "until" }));
    expect(asking(new URLSearchParams(rest).toString())).toEqual(refuse("date-question", { where: "from" }));
    expect(must(asking(new URLSearchParams({ ...rest, rule: "GP-07", until: "2026-10-08T09:30:00+08:00" }).toString())).question).toMatchObject({ rule: "GP-07" });
  });

  test("is short enough on paper to be typed, to the minute where it is a whole one", () => {
    const asked: AskedDate = { question: { rule: "EC-11", lawOn: LAW, from: when("2026-09-14T10:00:00") }, shown: when("2026-10-08T09:30:00") };
    expect(questionCode(asked)).toBe("EC-11.20260914.202609141000.202610080930");
    expect(questionCode({ question: { rule: "EC-13", lawOn: LAW, until: when("2026-10-08T09:30:07") }, shown: null })).toBe("EC-13.20260914.b20261008093007");
    expect(questionCode({ ...asked, question: { ...asked.question, paused: [day("2026-09-29"), day("2026-09-30")] }, shown: null })).toBe("EC-11.20260914.202609141000.x20260929-20260930");
  });
  test.each<[string, string, string]>([
    ["nothing", "", "code"], ["letters before it", "xEC-11.20260914.202609141000", "code"], ["a minute too short", "EC-11.20260914.2026091410", "code"], ["a rule that counts no days", "GP-17.20260914.202609141000", "rule"],
    ["a day that is none", "EC-11.20260230.202609141000", "law"], ["an hour that is none", "EC-11.20260914.202609142500", "from"], ["a count back that the rule does not know", "EC-11.20260914.b202609141000", "until"], ["days left out backwards", "EC-11.20260914.202609141000.x20260930-20260929", "without"],
  ])("typed with %s is refused by name", (_about, code, where) => {
    expect(readQuestionCode(code)).toEqual(refuse("date-question", { where }));
  });
});
