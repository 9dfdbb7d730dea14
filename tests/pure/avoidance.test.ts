import { describe, expect, test } from "vitest";
import { mustAvoid, type Proposed } from "../../src/judging/avoidance.js";

const PARTIES = { bidders: ["91340000MA00000001", "91340000MA00000002"], buyers: ["11340000000000001A", "91340000MA0000009X"] };
const seat = (unit: string | null, kind: Proposed["kind"] = "expert"): Proposed => ({ name: "沈思远", kind, unit });

describe("who must avoid a tender because of whom he works for", () => {
  test.each([
    ["an expert of no known unit may judge", seat(null), false],
    ["an expert of a unit that has no part in it may judge", seat("91340000MA00000003"), false],
    ["an expert of a bidder may not", seat("91340000MA00000002"), true],
    ["an expert of the buyer may not", seat("11340000000000001A"), true],
    ["an expert of the agency may not", seat("91340000MA0000009X"), true],
    ["the buyer's own representative may", seat("11340000000000001A", "representative"), false],
    ["a representative who works for a bidder may not", seat("91340000MA00000001", "representative"), true],
  ])("%s", (_, proposed, avoids) => {
    expect(mustAvoid([proposed], PARTIES)).toEqual(avoids ? ["沈思远"] : []);
  });

  test("all are named, in the order proposed", () => {
    const [one, two] = [{ ...seat("91340000MA00000001"), name: "甲" }, { ...seat("91340000MA0000009X"), name: "乙" }];
    expect(mustAvoid([two, seat(null), one], PARTIES)).toEqual(["乙", "甲"]);
  });
});
