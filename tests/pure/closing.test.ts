import { expect, test } from "vitest";
import { at, plusMs } from "../../src/kernel/time.js";
import { decideClosing, isSane, witnessedTime, type ClosingClock } from "../../src/opening/closing.js";

const D = at("2026-12-18T09:30:00+08:00");
/** Our clock `ms` after the deadline; the witnesses' `offset` ahead of it. */
const clock = (ms: number, offset = 0, more: Partial<ClosingClock> = {}): ClosingClock => ({ now: plusMs(D, ms), driftMs: Math.abs(offset), maxMs: 1_000, offsetMs: offset, byHand: false, ...more });

test.each([[-1, "early"], [0, "close"], [10_000, "close"], [10_001, "close"], [60_000, "close"], [60_001, "missed"]] as const)("a sane clock %d ms after the deadline: %s", (ms, wanted) => {
  expect(decideClosing(D, clock(ms))).toBe(wanted);
  expect(decideClosing(D, clock(ms, 1_000))).toBe(wanted); // one second of drift is within ET-16
  expect(decideClosing(D, clock(ms, -1_000))).toBe(wanted);
});

test.each([[600_000, "early"], [600_001, "early"], [601_000, "early"]] as const)("T49: our clock ten minutes fast, %d ms after its deadline: while the witnesses' deadline is ahead the box stays as it is", (ms, wanted) => {
  expect(decideClosing(D, clock(ms, -601_001))).toBe(wanted);
  expect(decideClosing(D, clock(ms, -601_001, { byHand: true }))).toBe(wanted);
});

test.each([[0, "hold", "close"], [60_000, "hold", "close"], [60_001, "missed", "missed"]] as const)("T49: %d ms after the witnesses' deadline our drifting clock closes nothing by itself (%s), two officers do (%s)", (ms, alone, ordered) => {
  expect(decideClosing(D, clock(ms + 600_000, -600_000))).toBe(alone);
  expect(decideClosing(D, clock(ms + 600_000, -600_000, { byHand: true }))).toBe(ordered);
});

test("a slow clock reaches the deadline when the witnesses are past its minute: nothing is closed", () => {
  expect(decideClosing(D, clock(-1, 600_000))).toBe("early");
  expect(decideClosing(D, clock(0, 600_000, { byHand: true }))).toBe("missed");
  expect(decideClosing(D, clock(0, 2_000))).toBe("hold");
});

test("a clock nobody vouches for holds as one that drifts, by its own time", () => {
  expect(decideClosing(D, clock(0, 0, { driftMs: null }))).toBe("hold");
  expect(decideClosing(D, clock(0, 0, { driftMs: null, byHand: true }))).toBe("close");
  expect(decideClosing(D, clock(60_001, 0, { driftMs: null }))).toBe("missed");
});

test("the time that counts is ours until ours is off", () => {
  expect(witnessedTime(clock(5, 1_000))).toBe(plusMs(D, 5));
  expect(witnessedTime(clock(5, 1_001))).toBe(plusMs(D, 1_006));
  expect([isSane(clock(0, 1_000)), isSane(clock(0, 1_001)), isSane(clock(0, 0, { driftMs: null }))]).toEqual([true, false, false]);
});
