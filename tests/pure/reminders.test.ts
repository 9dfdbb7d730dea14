import { expect, test } from "vitest";
import { at, rfc3339, type Instant } from "../../src/kernel/time.js";
import { LINES } from "../../src/lines/lines.js";
import { remindAt, remindersOf } from "../../src/messages/reminders.js";
import { TOLD_BY_DUE } from "../../src/messages/told.js";
import type { ReminderRow } from "../../src/procedure/reminders.js";

const ROWS: readonly ReminderRow[] = [{ due: "lodging", ahead: [{ count: 3, unit: "WD" }, { count: 4, unit: "h" }] }];
const DEADLINE = at("2026-09-22T09:30:00+08:00");
const due = (instant: Instant = DEADLINE) => [{ due: "lodging", lot: "1", at: instant }] as const;
const said = (now: string, instant?: Instant) => remindersOf(ROWS, due(instant), at(now));

test("working days are counted back over weekends, holidays and make-up days, to the same clock time", () => {
  expect(rfc3339(remindAt(DEADLINE, { count: 3, unit: "WD" }))).toBe("2026-09-18T09:30:00+08:00"); // Sunday 20 September is worked for National Day
  expect(rfc3339(remindAt(at("2026-10-09T09:30:00+08:00"), { count: 2, unit: "WD" }))).toBe("2026-09-30T09:30:00+08:00"); // 1 to 7 October are off
  expect(rfc3339(remindAt(DEADLINE, { count: 4, unit: "h" }))).toBe("2026-09-22T05:30:00+08:00");
});

test("a reminder is said from its own millisecond on, until the deadline's, and not before or after", () => {
  expect(said("2026-09-18T09:29:59.999+08:00")).toEqual({ now: [], next: at("2026-09-18T09:30:00+08:00") });
  expect(said("2026-09-18T09:30:00+08:00")).toMatchObject({ now: [{ due: "lodging", lot: "1" }], next: at("2026-09-22T05:30:00+08:00") });
  expect(said("2026-09-22T09:29:59.999+08:00")).toMatchObject({ now: [{ due: "lodging" }], next: null });
  expect(said("2026-09-22T09:30:00+08:00")).toEqual({ now: [], next: null });
});

test("each instant of a deadline is one reminder with one name; another deadline is another", () => {
  const name = (now: string, instant?: Instant): string | undefined => said(now, instant).now[0]?.once;
  expect(name("2026-09-18T09:30:00+08:00")).toBe(name("2026-09-21T00:00:00+08:00"));
  expect(name("2026-09-22T05:30:00+08:00")).not.toBe(name("2026-09-21T00:00:00+08:00"));
  expect(name("2026-09-22T05:30:00+08:00")).not.toBe(name("2026-09-22T05:30:00+08:00", at("2026-09-22T09:30:00.001+08:00")));
});

test("a deadline set at short notice is reminded of once, by the last instant that has passed", () => {
  expect(said("2026-09-22T09:00:00+08:00").now.length).toBe(1);
});

test("what ends with a day is reminded of in the morning before, counted from that day", () => {
  const rows: readonly ReminderRow[] = [{ due: "reply", ahead: [{ count: 1, unit: "WD" }] }];
  expect(remindersOf(rows, [{ due: "reply", lot: "1", at: at("2026-09-25T00:00:00+08:00") }], at("2026-09-23T08:00:00+08:00")).next).toBe(at("2026-09-23T09:00:00+08:00"));
});

test("every line reminds of duties its own law sets, at stages it has, and somebody is told", () => {
  for (const line of Object.values(LINES)) {
    const stages = new Set(line.moves.flatMap(({ from, to }) => [...from, to]));
    for (const { due: id, ahead, duty } of line.reminders) {
      expect(TOLD_BY_DUE[id].to.length, id).toBeGreaterThan(0);
      expect(ahead.length, id).toBeGreaterThan(0);
      if (duty !== undefined) expect([line.law[duty.number] !== undefined, duty.while.every((stage) => stages.has(stage))], id).toEqual([true, true]);
    }
    expect(new Set(line.reminders.map(({ due: id }) => id)).size).toBe(line.reminders.length);
  }
});
