import fc from "fast-check";
import { expect, test } from "vitest";
import { driftOf, earliestOf, offsetOf, readClock, sampleOf, withSample, type ClockSample } from "../../src/journal/clock-offset.js";
import { at, HOUR_MS, plusMs, type Instant } from "../../src/kernel/time.js";

const NOON = at("2026-12-18T12:00:00+08:00");
/** Our steady clock began a day before noon; what it counts from is nobody's business. */
const STEADY = 86_400_000;
const own = (offBy = 0) => ({ now: plusMs(NOON, offBy), steady: STEADY });
const twoOf = (count: number) => (heard: ReadonlySet<string>): boolean => heard.size >= count;

/** What a witness whose clock is `ms` ahead of the true time signs when it is asked `ago` ms before noon, with the answer after `takes`. */
function heard(witness: string, ms: number, ago = 0, takes = 0): ClockSample {
  const signedAt = Math.floor((NOON - ago + ms) / 1_000) * 1_000;
  return sampleOf(witness, signedAt as Instant, { sent: STEADY - ago - takes / 2, received: STEADY - ago + takes / 2 });
}

test("a cosignature in whole seconds tells the time to half a second, and several of them better", () => {
  const one = readClock([heard("w", 0), heard("v", 0)], own(), twoOf(2));
  expect(one).toMatchObject({ kind: "measured", errorMs: 500, witnesses: 2 });
  const many = [0, 130, 390, 650, 910].map((ago) => heard("w", 0, ago));
  const better = readClock(many, own(), twoOf(1));
  expect(better).toMatchObject({ kind: "measured", witnesses: 1 });
  expect(better.kind === "measured" && better.errorMs).toBeLessThan(200);
});

test("the true offset always lies within the stated error, whatever the way to the witness takes", () => {
  fc.assert(fc.property(fc.integer({ min: -5_000, max: 5_000 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 4_000 })), { minLength: 1, maxLength: 12 }), (offset, asks) => {
    const samples = asks.toSorted(([left], [right]) => right - left).map(([ago, takes]) => heard("w", offset, ago, takes));
    const reading = readClock(samples, own(), twoOf(1));
    expect(reading.kind).toBe("measured");
    if (reading.kind === "measured") expect(Math.abs(offset - offsetOf(reading))).toBeLessThanOrEqual(reading.errorMs + 1);
  }));
});

test.each([HOUR_MS, -HOUR_MS])("one witness of three that lies by %d ms does not move the verdict, whichever it is and however often it answers (T40)", (lie) => {
  for (const liar of ["a", "b", "c"]) {
    const samples = ["a", "b", "c"].flatMap((witness) => (witness === liar ? [3, 2, 1, 0].map((ago) => heard(witness, lie, ago)) : [heard(witness, 0)]));
    expect(driftOf(readClock(samples, own(), twoOf(2)), 1_000)).toBeLessThanOrEqual(500);
    expect(driftOf(readClock(samples, own(600_000), twoOf(2)), 1_000)).toBeGreaterThan(599_000);
  }
});

test("of two witnesses that tell different times nobody knows which is right: that is said, not guessed", () => {
  const apart = readClock([heard("a", 0), heard("b", HOUR_MS)], own(), twoOf(2));
  expect(driftOf(apart, 1_000)).toBeNull();
  expect(Math.abs(offsetOf(apart))).toBeLessThanOrEqual(500); // ours stands beside one of them
  expect(driftOf(readClock([heard("a", 600_000), heard("b", HOUR_MS)], own(), twoOf(2)), 1_000)).toBeGreaterThan(600_000);
});

test("fewer witnesses than the quorum, or none but old answers, are too few; a log without witnesses has nobody to ask", () => {
  expect(readClock([heard("a", 0)], own(), twoOf(2))).toEqual({ kind: "too-few", witnesses: 1 });
  expect(readClock([heard("a", 0, 300_000), heard("b", 0, 300_001)], own(), twoOf(2))).toEqual({ kind: "too-few", witnesses: 1 });
  expect(driftOf({ kind: "too-few", witnesses: 1 }, 1_000)).toBeNull();
  expect(readClock([], own(), () => true)).toEqual({ kind: "nobody" });
  expect(driftOf({ kind: "nobody" }, 1_000)).toBe(0);
});

test("when our clock is set the answers at hand show it at once, before anybody is asked again", () => {
  const samples = [heard("a", 0, 40_000), heard("b", 0, 20_000), heard("c", 0, 1_000)];
  expect(driftOf(readClock(samples, own(), twoOf(2)), 1_000)).toBeLessThanOrEqual(500);
  expect(offsetOf(readClock(samples, own(600_000), twoOf(2)))).toBeLessThan(-599_000);
  expect(offsetOf(readClock(samples, own(-600_000), twoOf(2)))).toBeGreaterThan(599_000);
});

test("a witness whose clock was set counts by its answers since", () => {
  expect(offsetOf(readClock([heard("a", 30_000, 9_000), heard("a", 30_000, 6_000), heard("a", 0, 3_000), heard("a", 0)], own(), twoOf(1)))).toBeLessThanOrEqual(500);
});

test.each([[1_000, 1_000, 1_000], [1_001, 1_001, 1_001], [-1_000, -1_000, 1_000], [-1_001, -1_001, 1_001], [999, 1_000, 1_000], [1_000, 1_001, null], [-1_001, 1_000, null]])("middles of %d and %d ms are a drift of %s", (low, high, drift) => {
  expect(driftOf({ kind: "measured", low, high, errorMs: 0, witnesses: 2 }, 1_000)).toBe(drift);
});

test("the witnesses may sign as early as the error allows, in whole seconds", () => {
  expect(earliestOf({ kind: "measured", low: 500, high: 500, errorMs: 500, witnesses: 1 }, NOON)).toBe(NOON);
  expect(earliestOf({ kind: "measured", low: -2_000, high: -2_000, errorMs: 100, witnesses: 1 }, NOON)).toBe(plusMs(NOON, -3_000));
  expect(earliestOf({ kind: "measured", low: -9_000, high: 2_000, errorMs: 100, witnesses: 2 }, NOON)).toBe(plusMs(NOON, -1_000));
  expect(earliestOf({ kind: "too-few", witnesses: 0 }, plusMs(NOON, 999))).toBe(NOON);
});

test("answers are kept in bounds, of each witness the newest", () => {
  let samples: readonly ClockSample[] = [heard("quiet", 0)];
  for (let ask = 0; ask < 100; ask++) samples = withSample(samples, heard("busy", ask * 1_000));
  expect(samples.filter(({ witness }) => witness === "busy")).toHaveLength(16);
  expect(samples.at(-1)).toEqual(heard("busy", 99_000));
  expect(samples.filter(({ witness }) => witness === "quiet")).toHaveLength(1);
});
