import { afterEach, beforeEach, expect, test } from "vitest";
import { driftOf, type ClockReading } from "../../src/journal/clock-offset.js";
import type { Witness } from "../../src/journal/witness-client.js";
import { HOUR_MS, plusMs } from "../../src/kernel/time.js";
import { entry, testLog, type TestLog } from "../support/log.js";

// The witnesses' answers as clocks (trust.md §4, T40): three of them, two are a quorum; the clock and all witnesses stand until moved.
let log: TestLog;
let asked: number[];
let spoilt: ReadonlyMap<number, number | "down">;
let steady: number;
beforeEach(async () => {
  asked = [0, 0, 0];
  spoilt = new Map();
  steady = 1_000_000;
  log = await testLog({ steady: () => steady }, (witness, place): Witness => ({ ...witness, addCheckpoint: (body) => {
    asked[place] = (asked[place] ?? 0) + 1;
    const fault = spoilt.get(place) ?? 0;
    if (fault === "down") return Promise.reject(new TypeError("connection refused"));
    const ours = log.clock.now;
    log.clock.now = plusMs(ours, fault);
    const answer = witness.addCheckpoint(body);
    log.clock.now = ours;
    return answer;
  } }));
  await log.append(entry(0));
});
afterEach(async () => { await log.close(); });

const drift = (reading: ClockReading): number | null => driftOf(reading, 1_000);

test("a log that has just begun knows nothing of the time; every checkpoint it publishes tells it, without another question", async () => {
  expect(log.journal.time.now()).toEqual({ kind: "too-few", witnesses: 0 });
  await log.journal.flush();
  await log.journal.stop();
  expect(log.journal.time.now()).toMatchObject({ kind: "measured", witnesses: 3 });
  expect(drift(await log.journal.time.measured())).toBeLessThanOrEqual(500);
  expect(asked).toEqual([1, 1, 1]);
});

test("a minute later the witnesses are asked again, and the newest tree is cosigned once more", async () => {
  await log.journal.flush();
  await log.journal.stop();
  [steady, log.clock.now] = [steady + 60_000, plusMs(log.clock.now, 60_000)];
  await log.journal.time.measured();
  expect(asked).toEqual([1, 1, 1]);
  [steady, log.clock.now] = [steady + 1, plusMs(log.clock.now, 1)];
  expect(drift(await log.journal.time.measured())).toBeLessThanOrEqual(500);
  expect(asked).toEqual([2, 2, 2]);
  expect(await log.db.selectFrom("cosignatures").select("witness").execute()).toHaveLength(6); // ET-16: signed, and kept
  expect(await log.db.selectFrom("checkpoints").select("size").execute()).toHaveLength(1);
});

test.each([HOUR_MS, -HOUR_MS])("a witness that lies by %d ms changes nothing, whether our own clock is right or ten minutes fast", async (lie) => {
  spoilt = new Map([[1, lie]]);
  await log.journal.flush();
  await log.journal.stop();
  expect(drift(log.journal.time.now())).toBeLessThanOrEqual(500);
  const witnessed = log.clock.now;
  spoilt = new Map([[0, -600_000], [1, lie], [2, -600_000]]); // ours is set forward, theirs stay
  log.clock.now = plusMs(witnessed, 600_000);
  expect(drift(log.journal.time.now())).toBeGreaterThanOrEqual(599_000); // seen before anybody is asked
  steady += 1_000;
  expect(drift(await log.journal.time.measured())).toBeGreaterThanOrEqual(599_000);
  log.clock.now = witnessed;
  spoilt = new Map([[1, lie]]);
  steady += 1_000;
  expect(drift(await log.journal.time.measured())).toBeLessThanOrEqual(1_000);
});

test("with one witness left there are too few to say anything, and the silent ones are not asked without end", async () => {
  spoilt = new Map([[0, "down"], [2, "down"]]);
  await log.journal.flush();
  expect(log.journal.time.now()).toEqual({ kind: "too-few", witnesses: 1 });
  await log.journal.time.measured();
  const before = asked[0];
  for (let look = 0; look < 20; look++) await log.journal.time.measured();
  expect(asked[0]).toBe(before);
  spoilt = new Map();
  steady += 10_000;
  log.clock.now = plusMs(log.clock.now, 10_000);
  expect(drift(await log.journal.time.measured())).toBeLessThanOrEqual(500);
});
