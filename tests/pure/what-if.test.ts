import { describe, expect, test } from "vitest";
import type { Judged } from "../../src/judging/totals.js";
import { NOTHING_SUPPOSED, scoreKey, standings, suppose } from "../../src/judging/what-if.js";
import { SCORING } from "../support/procurement-method.js";

const [A, B, C] = ["91341702MA00000159", "91341702MA000004XN", "91341702MA0000058N"] as const;
const CRITERIA = [{ id: "specs", title: "技术参数响应", full: "50", standard: "逐项比对", group: "technical" as const, objective: false }, { id: "cases", title: "类似业绩", full: "20", standard: "每项2分", group: "business" as const, objective: true }];
const scores = (points: Readonly<Record<string, string>>) => Object.entries(points).map(([bidder, score]) => ({ bidder, items: [{ criterion: "specs", score, reason: "按标准" }, { criterion: "cases", score: "20", reason: "" }] }));
const place = { exchange: "x", tender: "T", lot: "1", part: "bid" };
/** Prices 100, 90 and 80 (10,000 yuan); technical means 50, 45 and 30: A 24+70, B 26.67+65, C 30+50. */
const JUDGED: Judged = {
  method: { ...SCORING, weights: { price: "30", technical: "50", business: "20" }, criteria: CRITERIA }, ceiling: null, floor: null, conforming: { min: 1, law: "", lawEn: "" },
  bids: ([[A, 100n], [B, 90n], [C, 80n]] as const).map(([bidder, price]) => ({ bidder, name: bidder, opened: true, cause: null, rejection: null, submitted: 0, form: { price: price * 1_000_000n, address: "", items: [], whole: {} } })),
  sheets: ["e1", "e2"].map((expert) => ({ v: "sheet/1" as const, ...place, expert, scores: scores({ [A]: "50", [B]: "45", [C]: "30" }) })),
  inputs: { kind: "scoring", order: [], lowPrices: [], offers: [A, B, C].map((bidder) => ({ bidder, words: null, body: null, lines: [], firm: { kind: "other" as const }, brand: null })) },
};
const ends = (judged: Judged): unknown => { const found = standings(judged); return found.ok ? found.value.map(({ bidder, rank, total }) => [bidder, rank, total]) : found.refusal.code; };

describe("what if", () => {
  test("nothing is supposed, the ranking is the published one", () => {
    expect(ends(suppose(JUDGED, NOTHING_SUPPOSED))).toEqual([[A, 1, "94.00"], [B, 2, "91.67"], [C, 3, "80.00"]]);
  });
  test("another price moves everybody's price score, and the first place with it", () => {
    expect(ends(suppose(JUDGED, { ...NOTHING_SUPPOSED, prices: new Map([[B, 70_000_000n]]) }))).toEqual([[B, 1, "95.00"], [A, 2, "91.00"], [C, 3, "76.25"]]);
  });
  test("another score of one member moves its bidder alone, by its share of the mean", () => {
    expect(ends(suppose(JUDGED, { ...NOTHING_SUPPOSED, scores: new Map([[scoreKey("e2", A, "specs"), "40"]]) }))).toEqual([[B, 1, "91.67"], [A, 2, "89.00"], [C, 3, "80.00"]]);
  });
  test("who is rejected has no rank, and the lowest price is then another's; taken back he ranks as before", () => {
    const rejected = suppose(JUDGED, { ...NOTHING_SUPPOSED, rejected: new Map([[C, true]]) });
    expect(ends(rejected)).toEqual([[A, 1, "97.00"], [B, 2, "95.00"], [C, null, ""]]);
    expect(ends(suppose(rejected, { ...NOTHING_SUPPOSED, rejected: new Map([[C, false]]) }))).toEqual(ends(JUDGED));
  });
  test("what cannot be ranked says why", () => {
    expect(ends(suppose(JUDGED, { ...NOTHING_SUPPOSED, scores: new Map([[scoreKey("e2", A, "cases"), "18"]]) }))).toBe("objective-scores-differ");
  });
});
