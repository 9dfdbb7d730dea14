import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/bidding/formula.js";
import { computed, given, recompute, TWO_PLACES, type Explanation } from "../../src/bidding/explain.js";
import { add, over, parseRatio, ratio, ratioText, times } from "../../src/kernel/ratio.js";

const values = new Map([["a", parseRatio("7")], ["b", parseRatio("-2.5")], ["c", parseRatio("1/3")]]);

describe("a formula", () => {
  test.each([
    ["a + b × 2", "2"], ["(a + b) × 2", "9"], ["a − b − 1", "8.5"], ["a ÷ 2 ÷ 7", "0.5"], ["c × 3", "1"], ["max(a, b, 100)", "100"], ["min(a, b)", "-2.5"], ["abs(b)", "2.5"],
    ["mean(a, b, 1.5)", "2"], ["sum(a)", "7"], ["trimmedMean(9, a, 1, 8)", "7.5"], [" a ", "7"], ["max(0, 1 − (a + 1) ÷ 2)", "0"],
  ])("%s is %s", (formula, value) => { expect(ratioText(evaluate(formula, values))).toBe(value); });

  test.each(["", "a b", "a +", "(a", "a)", "d", "a - b", "a * b", "toString(a)", "constructor", "max()", "1.2.3", "a ÷ 0", "a ÷ (b + 2.5)", "trimmedMean(1, 2)", "「"])("%j is refused", (formula) => {
    expect(() => evaluate(formula, values)).toThrow(RangeError);
  });

  test("agrees with the same arithmetic done by hand", () => {
    const numbers = fc.tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: 1, max: 99 })).map(([n, d]) => ratio(BigInt(n), BigInt(d)));
    fc.assert(fc.property(numbers, numbers, numbers, (x, y, z) => {
      fc.pre(z.n !== 0n);
      expect(evaluate("x × y + x ÷ z", new Map([["x", x], ["y", y], ["z", z]]))).toEqual(add(times(x, y), over(x, z)));
    }));
  });
});

const name = (id: string) => ({ id, zh: id, en: id });
const leaf = fc.integer({ min: -100_000, max: 100_000 }).map((cents) => ratioText(ratio(BigInt(cents), 100n)));
const trees: fc.Arbitrary<Explanation> = fc.letrec<{ tree: Explanation }>((tie) => ({
  tree: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaf.map((value) => given(name("x"), value)),
    fc.tuple(fc.array(tie("tree"), { minLength: 1, maxLength: 4 }), fc.constantFrom("sum", "mean", "max", "min"), fc.constantFrom(null, TWO_PLACES))
      .map(([children, call, rounding]) => computed(name("x"), `${call}(${children.map((_, at) => `n${String(at)}`).join(", ")})`, children.map((child, at) => ({ ...child, id: `n${String(at)}` })), rounding))),
})).tree;

describe("an explanation", () => {
  test("computes to the value it states, also after a journey as JSON", () => {
    fc.assert(fc.property(trees, (tree) => {
      expect(recompute(JSON.parse(JSON.stringify(tree)) as Explanation)).toEqual({ value: tree.value, wrong: [] });
    }));
  });

  test("a changed input or total is found, and where", () => {
    const tree = computed(name("total"), "a + b", [computed(name("a"), "x × 2", [given(name("x"), "1.5")]), given(name("b"), "1")]);
    expect(tree.value).toBe("4");
    expect(recompute({ ...tree, value: "5" })).toEqual({ value: "4", wrong: ["total"] });
    const forged = JSON.parse(JSON.stringify(tree).replace('"1.5"', '"1.6"')) as Explanation;
    expect(recompute(forged)).toEqual({ value: "4.2", wrong: ["total.a", "total"] });
    expect(recompute({ ...tree, children: [...tree.children, given(name("b"), "1")] }).wrong).toEqual(["total"]);
  });
});
