import { expect, test } from "vitest";
import { isEmptied, isNear, isSet, OUTAGE, standAfterSilence } from "../../src/auctions/outage.js";
import { at, MINUTE_MS, plusMs, SECOND_MS } from "../../src/kernel/time.js";

const NOON = at("2026-09-21T12:00:00+08:00");

test("a contest that would end within ten minutes of the last sign of life stands still from there, one with a millisecond more does not", () => {
  const now = plusMs(NOON, 3 * SECOND_MS);
  expect(standAfterSilence(NOON, now, plusMs(NOON, 10 * MINUTE_MS))).toEqual({ from: NOON, resumeAt: plusMs(now, 10 * SECOND_MS) });
  expect(standAfterSilence(NOON, now, plusMs(NOON, 10 * MINUTE_MS + 1))).toBeNull();
  expect(standAfterSilence(NOON, now, null)).toBeNull();
});

test("an end that fell into the silence, however long, did not pass", () => {
  expect(standAfterSilence(NOON, plusMs(NOON, 60 * MINUTE_MS), plusMs(NOON, 60 * MINUTE_MS))).toEqual({ from: NOON, resumeAt: null });
});

test("after sixty seconds of silence it goes on by itself, after a millisecond more two officers let it go on", () => {
  const soon = plusMs(NOON, MINUTE_MS);
  expect(standAfterSilence(NOON, plusMs(NOON, 60 * SECOND_MS), soon)?.resumeAt).toBe(plusMs(NOON, 70 * SECOND_MS));
  expect(standAfterSilence(NOON, plusMs(NOON, 60 * SECOND_MS + 1), soon)?.resumeAt).toBeNull();
});

test("a clock that was set by more than half a second, either way, is not believed", () => {
  expect([500, -500].map((ms) => isSet(1_000 + ms, 1_000))).toEqual([false, false]);
  expect([501, -501].map((ms) => isSet(1_000 + ms, 1_000))).toEqual([true, true]);
});

test("more than half of the bidders who were there a minute ago away at once is too many; of fewer than two no share is made", () => {
  expect([isEmptied(4, 2), isEmptied(4, 1), isEmptied(2, 1), isEmptied(2, 0), isEmptied(1, 0)]).toEqual([false, true, false, true, false]);
});

test("what the page on interruptions promises is what a writer does: it is replaced within three seconds", () => {
  expect(OUTAGE.leaseMs + 2 * OUTAGE.aliveMs).toBeLessThanOrEqual(3 * SECOND_MS);
  expect(isNear(NOON, plusMs(NOON, OUTAGE.nearEndMs))).toBe(true);
});
