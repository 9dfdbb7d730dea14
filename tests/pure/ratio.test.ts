import fc from "fast-check";
import { expect, test } from "vitest";
import { absolute, add, compare, decimalText, minus, over, parseRatio, ratio, ratioText, round, times } from "../../src/kernel/ratio.js";

const ratios = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n })).map(([n, d]) => ratio(n, d));

test("a number reads back from its own text", () => {
  fc.assert(fc.property(ratios, (value) => { expect(parseRatio(ratioText(value))).toEqual(value); }));
});

test("sums, products and quotients undo each other exactly", () => {
  fc.assert(fc.property(ratios, ratios, (left, right) => {
    expect(minus(add(left, right), right)).toEqual(left);
    if (right.n !== 0n) expect(over(times(left, right), right)).toEqual(left);
    expect(compare(left, right) + compare(right, left)).toBe(0);
  }));
});

test.each([
  ["2.345", "half-up", "2.35"], ["-2.345", "half-up", "-2.35"], ["2.3449", "half-up", "2.34"], ["2.345", "half-even", "2.34"], ["2.355", "half-even", "2.36"],
  ["2.3451", "half-even", "2.35"], ["2.349", "down", "2.34"], ["-2.349", "down", "-2.34"], ["200/3", "half-up", "66.67"], ["-0.001", "half-up", "0.00"],
] as const)("%s rounded %s is %s", (text, mode, expected) => {
  expect(decimalText(round(parseRatio(text), 2, mode), 2)).toBe(expected);
});

test("rounding never moves a number by more than half its last place", () => {
  fc.assert(fc.property(ratios, fc.constantFrom("half-up" as const, "half-even" as const), (value, mode) => {
    expect(compare(absolute(minus(round(value, 2, mode), value)), ratio(1n, 200n))).not.toBe(1);
  }));
});

test.each(["", "1.", ".5", "1e3", "１", "1/0", "--1", " 1", "1/2/3", "0x10"])("%j is not a number", (text) => {
  expect(() => parseRatio(text)).toThrow(RangeError);
});
test("division by zero is a bug", () => { expect(() => over(ratio(1n), ratio(0n))).toThrow(RangeError); });
