import { describe, expect, test } from "vitest";
import type { Instant } from "../../src/kernel/time.js";
import { countReads, READ_LIMITS, secondsUntil } from "../../src/limits/limit.js";
import { networkOf } from "../../src/limits/network.js";

const at = (ms: number): Instant => ms as Instant;

test.each([
  ["192.0.2.7", "192.0.2.7"], ["::ffff:192.0.2.7", "192.0.2.7"], ["::FFFF:192.0.2.7", "192.0.2.7"], ["0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"], ["2001:0db8:0001:ffff::1", "2001:db8:1::/48"], ["2001:db8::1", "2001:db8:0::/48"], ["2001:db8:0:9::", "2001:db8:0::/48"], ["::1", "0:0:0::/48"], ["fe80::1%eth0", "fe80:0:0::/48"],
  ["-", "-"], ["unix socket", "unix socket"],
])("%s counts as the network %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("two addresses of one /48 count as one, of two they do not", () => {
  expect(networkOf("2001:db8:1:aaaa::1")).toBe(networkOf("2001:db8:1:bbbb::2"));
  expect(networkOf("2001:db8:2::1")).not.toBe(networkOf("2001:db8:1::1"));
});

describe("lists and proofs", () => {
  const { max, windowMs } = READ_LIMITS.search;

  test("are given as often as the window holds, once more is too many until it is over", () => {
    const count = countReads();
    for (let time = 0; time < max; time += 1) expect(count("search", "a", at(1_000))).toBeNull();
    expect(count("search", "a", at(1_000))).toBe(windowMs / 1_000);
    expect(count("search", "a", at(1_000 + windowMs - 1))).toBe(1);
    expect(count("search", "a", at(1_000 + windowMs))).toBeNull();
  });

  test("of one network or kind do not count for another", () => {
    const count = countReads({ ...READ_LIMITS, search: { max: 1, windowMs } });
    expect([count("search", "a", at(0)), count("search", "b", at(0)), count("proof", "a", at(0))]).toEqual([null, null, null]);
    expect(count("search", "a", at(0))).toBe(60);
  });

  test("of more networks than are remembered forget the oldest window and take no more memory", () => {
    const count = countReads({ ...READ_LIMITS, search: { max: 1, windowMs } }, 2);
    for (const network of ["a", "b", "c"]) count("search", network, at(0));
    expect([count("search", "c", at(0)), count("search", "a", at(0))]).toEqual([60, null]);
  });
});

test.each([[0, 1], [1, 1], [1_000, 1], [1_001, 2]])("%d ms before the end of a window Retry-After is %d s", (ms, seconds) => {
  expect(secondsUntil(at(ms), at(0))).toBe(seconds);
});
