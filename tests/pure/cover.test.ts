import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverRate, coverStep, planMinute, type CoverPlan } from "../../src/journal/cover.js";
import { coverEntry, sealedEntry } from "../../src/journal/receipts.js";
import { at, plusMs, type Instant } from "../../src/kernel/time.js";

const minute = at("2026-12-18T09:00:00+08:00");
const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));
const planAt = (...seconds: number[]): CoverPlan => ({ minute, rate: 6, slots: seconds.map((each) => plusMs(minute, each * 1_000)) });
const usual = planAt(5, 15, 25, 35, 45, 55);
const step = (plan: CoverPlan, second: number, seenAt: number[] = [], release = false) =>
  coverStep(plan, { now: plusMs(minute, second * 1_000), seenAt: seenAt.map((each) => plusMs(minute, each * 1_000)), release });

describe("how many sealed leaves a minute holds", () => {
  test.each([
    ["none while nothing is open", [], 0],
    ["none when the only deadline has come", [minute], 0],
    ["six while a deadline is further than an hour", [plusMs(minute, 3_600_001)], 6],
    ["twenty-four in the last hour", [plusMs(minute, 3_600_000)], 24],
    ["twenty-four when any one deadline is within the hour", [plusMs(minute, 90_000_000), plusMs(minute, 1)], 24],
  ] as const)("%s", (_, deadlines, rate) => {
    expect(coverRate(minute, deadlines)).toBe(rate);
  });
});

describe("the instants of a minute", () => {
  test("lie in it, in order, as many as planned", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 24 }), (rate) => {
      const { slots } = planMinute(minute, rate, random);
      expect(slots).toHaveLength(rate);
      expect(slots.every((slot, place) => slot >= (slots[place - 1] ?? minute) && slot < minute + 60_000)).toBe(true);
    }));
  });

  test("span the minute but for 200 ms at either end", () => {
    expect(planMinute(minute, 1, (count) => new Uint8Array(count)).slots).toEqual([minute + 200]);
    expect(planMinute(minute, 1, (count) => new Uint8Array(count).fill(255)).slots).toEqual([minute + 59_799]);
  });

  test("before now are dropped where a clock was moved into the minute", () => {
    const now = plusMs(minute, 30_000);
    expect(planMinute(now, 24, random).slots.every((slot) => slot >= now)).toBe(true);
  });
});

describe("what is written when", () => {
  test("a cover at its instant, and not a millisecond before", () => {
    expect(step(usual, 4.999)).toMatchObject({ real: 0, covers: 0 });
    expect(step(usual, 5)).toMatchObject({ real: 0, covers: 1, plan: { slots: usual.slots.slice(1) } });
  });

  test("a real entry at once, in the place of the next cover", () => {
    expect(step(usual, 1, [1])).toMatchObject({ real: 1, covers: 0, plan: { slots: usual.slots.slice(1) } });
  });

  test("nothing more once the minute's plan is used up: what comes then waits", () => {
    expect(step(planAt(), 20, [20])).toMatchObject({ real: 0, covers: 0 });
  });

  test("what waited since the last minute, at the next planned instants", () => {
    const waiting = [-10, -9, -8];
    expect(step(usual, 4.999, waiting)).toMatchObject({ real: 0, covers: 0 });
    expect(step(usual, 5, waiting)).toMatchObject({ real: 1, covers: 0 });
  });

  test("what has waited 45 seconds, plan or no plan, and not a millisecond less", () => {
    expect(step(planAt(), 54.999, [10])).toMatchObject({ real: 0 });
    expect(step(planAt(), 55, [10])).toMatchObject({ real: 1 });
  });

  test("all that waits when it is more than a minute holds; six of six still wait", () => {
    expect(step(planAt(), 20, [20, 20, 20, 20, 20, 20])).toMatchObject({ real: 0 });
    expect(step(planAt(), 20, [20, 20, 20, 20, 20, 20, 20])).toMatchObject({ real: 7 });
  });

  test("all that waits at a deadline, and where nothing is open", () => {
    expect(step(planAt(), 20, [20, 20], true)).toMatchObject({ real: 2 });
    expect(step({ ...planAt(), rate: 0 }, 20, [20, 20])).toMatchObject({ real: 2 });
  });
});

/** Dice that put the instants of a minute at even distances. */
function evenly(count: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(count));
  for (let place = 0; place < count / 4; place += 1) view.setUint32(place * 4, Math.floor(((place + 0.5) * 4 * 2 ** 32) / count));
  return new Uint8Array(view.buffer);
}

/** Runs the planner every 100 ms over some minutes; leaves a minute, and the longest a real entry waited. */
function run(minutes: number, rate: number, arrivals: readonly number[], dice = random): { perMinute: number[]; waitedMs: number } {
  const perMinute = Array<number>(minutes).fill(0);
  let plan = planMinute(minute, rate, dice);
  let queue: Instant[] = [];
  let waitedMs = 0;
  for (let ms = 0; ms < minutes * 60_000; ms += 100) {
    const now = plusMs(minute, ms);
    queue.push(...arrivals.filter((arrival) => arrival > ms - 100 && arrival <= ms).map(() => now));
    if (now - plan.minute >= 60_000) plan = planMinute(now, rate, dice);
    const done = coverStep(plan, { now, seenAt: queue, release: false });
    for (const seen of queue.slice(0, done.real)) waitedMs = Math.max(waitedMs, now - seen);
    queue = queue.slice(done.real);
    plan = done.plan;
    perMinute[Math.floor(ms / 60_000)] = (perMinute[Math.floor(ms / 60_000)] ?? 0) + done.real + done.covers;
  }
  return { perMinute, waitedMs };
}

test("T74: the leaves a minute are the same with nine bids as with none", () => {
  const instants = fc.array(fc.integer({ min: 0, max: 59_999 }), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(fc.tuple(instants, instants, instants), (three) => {
    const nine = three.flatMap((bids, place) => bids.map((ms) => (place + 1) * 60_000 + ms));
    expect(run(6, 6, nine, evenly).perMinute).toEqual(run(6, 6, [], evenly).perMinute);
  }));
});

test("nine bids in one instant are hidden in this minute and the next, unless 45 seconds end before the next begins", () => {
  expect(run(4, 6, Array<number>(9).fill(90_000), evenly).perMinute).toEqual([6, 6, 6, 6]);
  expect(run(4, 6, Array<number>(9).fill(60_100), evenly).perMinute).toEqual([6, 9, 6, 6]);
});

test("more bids than two minutes hold go at once", () => {
  expect(run(3, 6, Array<number>(30).fill(60_100), evenly).perMinute).toEqual([6, 30, 6]);
});

test("no real entry waits longer than 45 seconds, whenever how many come", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 119_999 }), { maxLength: 40 }), (arrivals) => {
    expect(run(4, 6, arrivals).waitedMs).toBeLessThanOrEqual(45_000);
  }), { numRuns: 40 });
});

test("T36: a leaf cannot be found from a known statement without its salt, and a cover looks like any other", () => {
  const statement = new Uint8Array(32).fill(7);
  const leaves = Array.from({ length: 50 }, () => sealedEntry(random(16), statement).c);
  expect(new Set(leaves).size).toBe(50);
  expect(Object.keys(coverEntry(random))).toEqual(Object.keys(sealedEntry(random(16), statement)));
  expect(coverEntry(random).c).toMatch(/^[0-9a-f]{64}$/);
  expect(() => sealedEntry(random(15), statement)).toThrow(RangeError);
  expect(() => sealedEntry(random(16), random(31))).toThrow(RangeError);
});
