import { expect, test } from "vitest";
import { land } from "../../src/lines/land.js";
import { mining } from "../../src/lines/mining.js";
import { property } from "../../src/lines/property.js";
import { plusMs } from "../../src/kernel/time.js";
import { lifeOf, saleMoment } from "../../src/sales/life.js";
import { when } from "../support/works-facts.js";

test("the way of a lot is its line’s: land ends with its title, a mining right is made public before its contract, property after its price", () => {
  expect(lifeOf(land)).toEqual(["registered", "noticed", "contest", "deal", "confirmed", "contracted", "price_paid", "closed"]);
  expect(lifeOf(mining)).toEqual(["registered", "noticed", "contest", "deal", "confirmed", "result_public", "contracted", "price_paid", "closed"]);
  expect(lifeOf(property)).toEqual(["registered", "appraised", "noticed", "contest", "deal", "contracted", "price_paid", "result_public", "closed"]);
});

const times = { startsAt: when("2026-09-07T09:00:00"), listingEndsAt: when("2026-09-21T10:00:00"), applyUntil: when("2026-09-04T17:00:00") };

test.each([
  ["applications are taken until the last millisecond", "noticed", plusMs(times.applyUntil, -1), "applying", times.applyUntil], ["from that instant on it waits for its start", "noticed", times.applyUntil, "starts", times.startsAt],
  ["at its start people decide what the clock could not", "noticed", times.startsAt, "waits", null], ["a listing runs until its last millisecond", "contest", plusMs(times.listingEndsAt, -1), "listed", times.listingEndsAt],
  ["after it the room’s countdown counts", "contest", times.listingEndsAt, "bidding", null], ["a deal lasts until somebody acts", "deal", times.startsAt, "deal", null],
] as const)("%s", (_about, stage, now, moment, until) => { expect(saleMoment(stage, times, now)).toEqual({ moment, until }); });

test("bidding online has no listing that could end", () => { expect(saleMoment("contest", { ...times, listingEndsAt: null }, times.startsAt)).toEqual({ moment: "bidding", until: null }); });
