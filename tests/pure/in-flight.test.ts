import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { trackInFlight } from "../../src/in-flight.js";
import { at } from "../../src/kernel/time.js";

// A close waits for what was stamped before its deadline, and for nothing else (trust.md §4).
const DEADLINE = at("2026-09-22T09:30:00+08:00");
const BEFORE = at("2026-09-22T09:29:59.999+08:00");
const MS_MAX = 5_000;
beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** Whether a promise is settled once everything that can go on has gone on. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(() => { over = true; });
  await vi.advanceTimersByTimeAsync(0);
  return over;
}

test("a close waits until the last statement stamped before the deadline is decided", async () => {
  const inFlight = trackInFlight();
  const [first, second] = [inFlight.enter(BEFORE), inFlight.enter(BEFORE)];
  const drained = inFlight.drained(DEADLINE, MS_MAX);
  first();
  first();
  expect(await isOver(drained)).toBe(false);
  second();
  expect(await isOver(drained)).toBe(true);
});

test("what is stamped at the deadline or later keeps no close waiting, however much comes", async () => {
  const inFlight = trackInFlight();
  inFlight.enter(DEADLINE);
  expect(await isOver(inFlight.drained(DEADLINE, MS_MAX))).toBe(true);
});

test("a sender that never ends is waited for once, not again by the next lot with the same deadline", async () => {
  const inFlight = trackInFlight();
  inFlight.enter(BEFORE);
  const drained = inFlight.drained(DEADLINE, MS_MAX);
  await vi.advanceTimersByTimeAsync(MS_MAX - 1);
  expect(await isOver(drained)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOver(drained)).toBe(true);
  expect(await isOver(inFlight.drained(DEADLINE, MS_MAX))).toBe(true);
});
