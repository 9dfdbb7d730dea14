import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correctPrice } from "../../src/bidding/correct.js";
import { recompute } from "../../src/bidding/explain.js";
import { checkMethod, type ComprehensiveMethod } from "../../src/bidding/method.js";
import { isScore, rankComprehensive, rankLowest, resultText, type MemberScores, type ScoredBid } from "../../src/bidding/rank.js";
import { checkRejection, GROUND_LISTS } from "../../src/bidding/rejection.js";
import { must, refuse } from "../../src/kernel/result.js";

const METHOD: ComprehensiveMethod = {
  kind: "comprehensive", weights: { price: "60", technical: "30", credit: "10" }, unit: "wan", k: ["0.01", "0.02", "0.03"], trimAt: 5, e1: "1.0", e2: "0.5", trimTechnical: false, ties: ["lower-price", "higher-technical", "draw"],
};
const scores = (...each: readonly string[]): MemberScores[] => each.map((score, at) => ({ member: `M${String(at + 1)}`, items: [{ criterion: "施工组织设计", score, max: "30" }] }));
const bid = (bidder: string, price: bigint, technical = "25.00", credit = "8"): ScoredBid => ({ bidder, price, technical: scores(technical), credit, rejection: null });
const DRAWN = { k: "0.02", order: [] };
const order = (result: ReturnType<typeof rankComprehensive>) => must(result).map(({ bidder }) => bidder);

describe("comprehensive evaluation", () => {
  test("four valid prices are not trimmed, five are", () => {
    const prices = [100n, 200n, 300n, 400n, 5_000n].map((wan) => wan * 1_000_000n);
    const meanOf = (count: number) => must(rankComprehensive(METHOD, prices.slice(0, count).map((price, at) => bid(String(at), price)), DRAWN))[0]?.tree.children[0]?.children[1]?.children[1]?.children[0];
    expect(meanOf(4)).toMatchObject({ formula: "mean(p1, p2, p3, p4)", value: "250" });
    expect(meanOf(5)).toMatchObject({ formula: "trimmedMean(p1, p2, p3, p4, p5)", value: "300" });
  });

  test("members' scores are trimmed only where the documents say so", () => {
    const bids = [{ ...bid("a", 100_000_000n), technical: scores("10", "20", "21", "22", "30") }];
    const technicalOf = (method: ComprehensiveMethod) => must(rankComprehensive(method, bids, DRAWN))[0]?.tree.children[1]?.value;
    expect(technicalOf(METHOD)).toBe("20.6");
    expect(technicalOf({ ...METHOD, trimTechnical: true })).toBe("21");
  });

  test("a price far above the benchmark scores nothing, never less", () => {
    const worst = must(rankComprehensive(METHOD, [bid("a", 100_000_000n), bid("b", 100_000_000n), bid("c", 900_000_000n)], { k: "0.02", order: ["a", "b", "c"] })).at(-1);
    expect(worst).toMatchObject({ bidder: "c" });
    expect(worst?.tree.children[0]?.value).toBe("0");
  });

  test("a rejected bid neither ranks nor moves the benchmark", () => {
    const rejection = must(checkRejection({ ground: "price-out-of-bounds", clause: "第二章 3.2.4", finding: "超过最高投标限价" }, "article-51"));
    expect(order(rankComprehensive(METHOD, [bid("a", 100_000_000n), { ...bid("b", 1n), rejection }], DRAWN))).toEqual(["a"]);
    expect(rankComprehensive(METHOD, [{ ...bid("b", 1n), rejection }], DRAWN)).toEqual(refuse("no-valid-bids"));
  });

  test("the order of the bids given changes nothing but is kept in the tree", () => {
    const bids = [bid("a", 186_000_000n), bid("b", 179_850_000n), bid("c", 190_520_000n), bid("d", 175_200_000n), bid("e", 183_000_000n)];
    fc.assert(fc.property(fc.shuffledSubarray(bids, { minLength: 5 }), (shuffled) => {
      expect(order(rankComprehensive(METHOD, shuffled, DRAWN))).toEqual(order(rankComprehensive(METHOD, bids, DRAWN)));
    }));
  });

  test("every total computes again to the same value", () => {
    const prices = fc.array(fc.bigInt({ min: 1_000_000n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(prices, (list) => {
      for (const { tree } of must(rankComprehensive({ ...METHOD, ties: ["lower-price", "draw"] }, list.map((price, at) => bid(String(at), price)), { k: "0.02", order: list.map((_, at) => String(at)) }))) {
        expect(recompute(tree)).toEqual({ value: tree.value, wrong: [] });
      }
    }));
  });
});

describe("equal results", () => {
  const two = [bid("a", 100_000_000n, "20", "5"), bid("b", 100_000_000n, "15", "10")];
  test("go by the steps of the documents, in their order", () => {
    expect(must(rankComprehensive(METHOD, two, DRAWN)).map(({ bidder, decidedBy }) => [bidder, decidedBy])).toEqual([["a", null], ["b", "higher-technical"]]);
    expect(order(rankComprehensive({ ...METHOD, ties: ["draw", "higher-technical"] }, two, { k: "0.02", order: ["b", "a"] }))).toEqual(["b", "a"]);
  });
  test("wait for the draw where nothing else decides", () => {
    const same = [bid("a", 100_000_000n), bid("b", 100_000_000n)];
    expect(rankComprehensive(METHOD, same, DRAWN)).toEqual(refuse("tie-undecided", { first: "a", second: "b" }));
    expect(order(rankComprehensive(METHOD, same, { k: "0.02", order: ["b", "a"] }))).toEqual(["b", "a"]);
  });
});

describe("a method", () => {
  test("needs a tie rule, weights of exactly 100, readable numbers, a k and something left to trim", () => {
    expect(checkMethod(METHOD).ok).toBe(true);
    expect(checkMethod({ ...METHOD, ties: [] })).toEqual(refuse("tie-rule-missing"));
    expect(checkMethod({ kind: "lowest-evaluated", ties: [] })).toEqual(refuse("tie-rule-missing"));
    expect(checkMethod({ ...METHOD, weights: { ...METHOD.weights, credit: "10.01" } })).toEqual(refuse("weights-do-not-add-up", { total: "100.01" }));
    expect(checkMethod({ ...METHOD, e1: "1e1" })).toEqual(refuse("method-number", { given: "1e1" }));
    expect(checkMethod({ ...METHOD, e2: "-1" })).toEqual(refuse("method-number", { given: "-1" }));
    expect(checkMethod({ ...METHOD, k: [] })).toEqual(refuse("price-formula-missing"));
    expect(checkMethod({ ...METHOD, k: ["1"] })).toEqual(refuse("price-formula-missing"));
    expect(checkMethod({ ...METHOD, trimAt: 3 }).ok).toBe(true);
    expect(checkMethod({ ...METHOD, trimAt: 2 })).toEqual(refuse("trim-too-low", { trimAt: 2 }));
  });

  test("uses only a k of the documents, positive prices and scores in range", () => {
    const one = [bid("a", 100_000_000n)];
    expect(rankComprehensive(METHOD, one, { k: "0.05", order: [] })).toEqual(refuse("k-not-in-documents", { k: "0.05" }));
    expect(rankComprehensive(METHOD, [bid("a", 0n)], DRAWN)).toEqual(refuse("price-not-positive"));
    expect(rankComprehensive(METHOD, [bid("a", 1n)], DRAWN)).toEqual(refuse("benchmark-not-positive"));
    expect(rankComprehensive(METHOD, [bid("a", 100_000_000n, "30")], DRAWN).ok).toBe(true);
    expect(rankComprehensive(METHOD, [bid("a", 100_000_000n, "30.01")], DRAWN)).toEqual(refuse("score-out-of-range", { criterion: "施工组织设计", score: "30.01", max: "30" }));
    expect(rankComprehensive(METHOD, [bid("a", 100_000_000n, "30", "10.01")], DRAWN)).toEqual(refuse("score-out-of-range", { criterion: "credit", score: "10.01", max: "10" }));
    expect(rankComprehensive(METHOD, [{ ...bid("a", 100_000_000n), technical: [] }], DRAWN)).toEqual(refuse("too-few-scores", { bidder: "a", scores: 0 }));
    expect(["0", "29.99", "30"].map((score) => isScore(score, "30"))).toEqual([true, true, true]);
    expect(["30.01", "-1", "1.234", "１", "", "1/3"].map((score) => isScore(score, "30"))).toEqual(Array(6).fill(false));
  });
});

describe("arithmetic correction (EC-50)", () => {
  const line = (unitPrice: string, total: bigint, misplaced = false) => ({ name: "土方开挖", quantity: "100", unitPrice, total, misplaced });
  test("words beat figures", () => {
    expect(correctPrice({ words: 1_002_000_000n, figures: 1_000_200_000n, lines: [] }, "order-12")).toMatchObject({ corrected: 1_002_000_000n, corrections: [{ kind: "words-beat-figures", before: 1_000_200_000n, after: 1_002_000_000n }] });
    expect(correctPrice({ words: null, figures: 5n, lines: [] }, "order-12")).toMatchObject({ corrected: 5n, corrections: [] });
  });
  test("a unit price beats its line's total, and the lines beat the stated total", () => {
    expect(correctPrice({ words: null, figures: 90_000n, lines: [line("10.00", 90_000n)] }, "order-12")).toMatchObject({ corrected: 100_000n, corrections: [{ kind: "unit-price-beats-total" }, { kind: "lines-beat-total", before: 90_000n, after: 100_000n }] });
  });
  test("a plainly misplaced decimal point in the unit price loses against the line's total", () => {
    expect(correctPrice({ words: null, figures: 100_000n, lines: [line("100.00", 100_000n, true)] }, "order-12")).toMatchObject({ corrected: 100_000n, corrections: [{ kind: "line-total-beats-misplaced-unit-price", before: 1_000_000n, after: 100_000n }] });
  });
  test("lines are rounded to fen before they are added", () => {
    const thirds = Array.from({ length: 3 }, () => ({ name: "x", quantity: "0.333", unitPrice: "0.05", total: 2n, misplaced: false }));
    expect(correctPrice({ words: null, figures: 6n, lines: thirds }, "order-12")).toMatchObject({ corrected: 6n, corrections: [] });
  });
});

test("adjustments that the documents quantify by days count at their rate", () => {
  const ranking = must(rankLowest({ kind: "lowest-evaluated", ties: ["lower-price"] }, [
    { bidder: "q", declared: { words: null, figures: 1_002_000_000n, lines: [] }, rejection: null, adjustments: [{ clause: "3.2.1", zh: "提前竣工", en: "earlier completion", quantity: "-30", rate: 200_000n }] },
  ], []));
  expect(ranking.map(resultText)).toEqual(["9960000.00"]);
});

test("a rejection stands on one of exactly seven grounds, with its clause and finding", () => {
  expect(Object.values(GROUND_LISTS["article-51"]).map(({ article }) => article)).toEqual([1, 2, 3, 4, 5, 6, 7].map((item) => `实施条例 51(${String(item)})`));
  expect(checkRejection({ ground: "too-expensive", clause: "1", finding: "x" }, "article-51")).toEqual(refuse("rejection-ground", { ground: "too-expensive" }));
  expect(checkRejection({ ground: "toString", clause: "1", finding: "x" }, "article-51").ok).toBe(false);
  expect(checkRejection({ ground: "not-signed", clause: " ", finding: "x" }, "article-51")).toEqual(refuse("rejection-clause"));
  expect(checkRejection({ ground: "not-signed", clause: "1.4", finding: "" }, "article-51")).toEqual(refuse("rejection-finding"));
});
