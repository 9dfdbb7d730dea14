import { describe, expect, test } from "vitest";
import { recompute } from "../../src/bidding/explain.js";
import type { HighestCompositeMethod } from "../../src/bidding/method.js";
import { rankHighest, type HighestOffer } from "../../src/bidding/rank-highest.js";
import { resultText, type MemberScores } from "../../src/bidding/rank.js";
import { must, type Result } from "../../src/kernel/result.js";

const PRICE = { kind: "highest-price", ties: [] } as const;
const POINTS: HighestCompositeMethod = { kind: "highest-composite", weights: { price: "70", technical: "30" }, ties: [] };
const by = (...scores: readonly string[]): MemberScores[] => scores.map((score, at) => ({ member: `m${String(at)}`, items: [{ criterion: "scheme", score, max: "30" }] }));
const offer = (bidder: string, price: bigint, submitted: number, technical: readonly MemberScores[] = []): HighestOffer => ({ bidder, price, submitted, technical });
const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);

describe("a right goes to the highest offer", () => {
  test("by a fen", () => {
    expect(must(rankHighest(PRICE, [offer("A", 12_400_000_000n, 1), offer("B", 12_400_000_001n, 9), offer("C", 12_399_999_999n, 2)])).map(({ bidder, rank, decidedBy }) => [bidder, rank, decidedBy])).toEqual([["B", 1, null], ["A", 2, null], ["C", 3, null]]);
  });

  test("of equals to the one submitted first, in whatever order they are given (G10d, LD-17)", () => {
    const offers = [offer("A", 12_400n, 30), offer("B", 12_400n, 29), offer("C", 12_400n, 31)];
    for (const given of [offers, offers.toReversed()]) expect(must(rankHighest(PRICE, given)).map(({ bidder, rank, decidedBy }) => [bidder, rank, decidedBy])).toEqual([["B", 1, null], ["A", 2, "first-submitted"], ["C", 3, "first-submitted"]]);
  });

  test("and to nobody where there is none", () => {
    expect(codeOf(rankHighest(PRICE, []))).toBe("no-valid-bids");
    expect(codeOf(rankHighest(PRICE, [offer("A", 0n, 1)]))).toBe("price-not-positive");
  });
});

describe("a right goes to the best offer by points", () => {
  test("the price counts against the highest one, the rest is the members’ mean, and every tree computes again", () => {
    const places = must(rankHighest(POINTS, [offer("A", 12_000_000_000n, 1, by("28", "28")), offer("B", 12_600_000_000n, 2, by("19", "21")), offer("C", 11_000_000_000n, 3, by("30", "30"))]));
    expect(places.map((place) => [place.bidder, resultText(place)])).toEqual([["A", "94.67"], ["C", "91.11"], ["B", "90.00"]]);
    for (const { tree } of places) expect(recompute(tree).wrong).toEqual([]);
  });

  test("equal points fall to the one submitted first", () => {
    expect(must(rankHighest(POINTS, [offer("A", 100n, 8, by("20")), offer("B", 100n, 7, by("20"))])).map(({ bidder }) => bidder)).toEqual(["B", "A"]);
  });

  test("scores are there, within their points, and the weights are a hundred", () => {
    expect(codeOf(rankHighest(POINTS, [offer("A", 100n, 1)]))).toBe("too-few-scores");
    expect(codeOf(rankHighest(POINTS, [offer("A", 100n, 1, by("30.01"))]))).toBe("score-out-of-range");
    expect(codeOf(rankHighest(POINTS, [offer("A", 100n, 1, by("30"))]))).toBeNull();
    expect(codeOf(rankHighest({ ...POINTS, weights: { price: "70", technical: "30.01" } }, [offer("A", 100n, 1, by("30"))]))).toBe("weights-do-not-add-up");
  });
});
