import { describe, expect, test } from "vitest";
import { standingOf } from "../../src/bidding/standing.js";
import { partIndex, type PartFacts } from "../../src/archive/index-of.js";
import { goodTerms, liveBids, type LoggedStatement } from "../../src/opening/live.js";
import { acceptsAfter, followsTerms, type LotTerms } from "../../src/signing/terms.js";

const row = (part: string, seq: number, kind: "bid" | "withdraw" | "confirm", notice: string | null) => ({ part, seq, kind, notice });
const good = (...terms: string[]) => () => new Set(terms);

describe("how a bidder stands in a lot", () => {
  test("nobody lodged, lodged under the newest terms, withdrawn", () => {
    expect(standingOf([], good("v1"))).toBe("none");
    expect(standingOf([row("a", 1, "bid", "v1"), row("b", 1, "bid", "v1")], good("v1"))).toBe("stands");
    expect(standingOf([row("a", 2, "withdraw", null), row("a", 1, "bid", "v1")], good("v1"))).toBe("withdrawn");
  });
  test("a bid made for terms the newest leave out waits for a confirmation, until it comes for every part", () => {
    const bids = [row("a", 1, "bid", "v1"), row("b", 1, "bid", "v1")];
    expect(standingOf(bids, good("v2"))).toBe("unconfirmed");
    expect(standingOf([...bids, row("a", 2, "confirm", "v2")], good("v2"))).toBe("unconfirmed");
    expect(standingOf([...bids, row("a", 2, "confirm", "v2"), row("b", 2, "confirm", "v2")], good("v2"))).toBe("stands");
  });
  test("a part that never had terms holds nothing good", () => { expect(standingOf([row("a", 1, "bid", "v1")], good())).toBe("unconfirmed"); });
});

const logged = (idx: number, bidder: string, seq: number, kind: LoggedStatement["kind"], notice: string | null): LoggedStatement => ({ idx, st: `s${String(idx)}`, bidder, seq, kind, notice });
const CAME: readonly LoggedStatement[] = [
  logged(1, "A", 1, "bid", "v1"), logged(2, "B", 1, "bid", "v1"), logged(3, "C", 1, "bid", "v1"), logged(4, "D", 1, "bid", "v1"),
  logged(6, "A", 2, "confirm", "v2"), logged(7, "C", 2, "bid", "v2"), logged(8, "D", 2, "withdraw", null), logged(9, "B", 2, "confirm", "v2"),
];
const idxOf = (size: number, terms: string[]): number[] => liveBids(CAME, { size, good: new Set(terms) }).map(({ idx }) => idx);

describe("which bids live after an amendment", () => {
  test("the confirmed one by its own leaf, the replaced one by its new leaf, and none that is only silent", () => {
    expect(idxOf(9, ["v2"])).toEqual([1, 7]);
    expect(idxOf(10, ["v2"])).toEqual([1, 2, 7]);
    expect(idxOf(9, ["v2", "v1"])).toEqual([1, 2, 7]);
  });
  test("a public index holds the live bids and the confirmation by which each lives, no other", () => {
    const facts: PartFacts = {
      part: "bid", deadline: "", threshold: 2, open: "threshold", openers: {}, termsIdx: 5, closeIdx: 12, deadlineSize: 9, releaseIdx: [], openIdx: null, good: goodTerms({ sha256: "v2", accepts: [] }),
      statements: CAME.map((each) => ({ ...each, salt: "" })), ends: new Map(), disputes: [],
    };
    expect(partIndex(facts, "public").bids.map(({ idx, live }) => [idx, live])).toEqual([[1, true], [6, false], [7, true]]);
    expect(partIndex(facts, "full").bids).toHaveLength(8);
    expect(partIndex({ ...facts, good: goodTerms({ sha256: "v3", accepts: ["v1", "v2"] }) }, "public").bids.map(({ idx }) => idx)).toEqual([1, 2, 6, 7]);
  });
});

describe("versions of terms", () => {
  const OPENERS = [{ opener: "a", recipient: "age1a", idx: 1 }, { opener: "b", recipient: "age1b", idx: 2 }];
  const terms = (over: Partial<LotTerms>): LotTerms => ({ v: "dl/1", type: "lot.terms", tender: "T", lot: "1", part: "bid", version: 1, prev: null, accepts: [], deadline: "", threshold: 2, open: "threshold", after: null, openers: OPENERS, notice: 3, ...over });
  const third = { sha256: "h3", terms: terms({ version: 3, prev: "h2", accepts: ["h2"] }) };
  test("each accepts the one before with what that accepted, or none: what was left out is not taken up again", () => {
    expect(acceptsAfter(null, false)).toEqual([]);
    expect(acceptsAfter({ sha256: "h3", accepts: ["h2"] }, false)).toEqual(["h2", "h3"]);
    expect(acceptsAfter({ sha256: "h3", accepts: ["h2"] }, true)).toEqual([]);
    const follows = (over: Partial<LotTerms>): boolean => followsTerms(terms({ version: 4, prev: "h3", accepts: ["h2", "h3"], ...over }), third);
    expect([follows({}), follows({ accepts: [] })]).toEqual([true, true]);
    for (const wrong of [{ accepts: ["h1", "h2", "h3"] }, { accepts: ["h3"] }, { accepts: ["h3", "h2"] }, { version: 5 }, { prev: "h2" }, { threshold: 3 }, { openers: OPENERS.slice().reverse() }, { openers: OPENERS.slice(1) }]) expect(follows(wrong), JSON.stringify(wrong)).toBe(false);
  });
  test("the first accepts none", () => { expect([followsTerms(terms({}), null), followsTerms(terms({ accepts: ["h0"] }), null), followsTerms(terms({ version: 2 }), null)]).toEqual([true, false, false]); });
});
