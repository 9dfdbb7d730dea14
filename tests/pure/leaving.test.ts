import { describe, expect, test } from "vitest";
import { decideLeaving, type Begun, type BidHeld } from "../../src/parties/leaving.js";
import type { Stage } from "../../src/procedure/procedure.js";

const NOTHING: Begun = { uscc: "A", bids: [], lots: [], guarantees: [], mandates: [], given: [] };
const said = (begun: Partial<Begun>): unknown => {
  const decided = decideLeaving({ ...NOTHING, ...begun });
  return decided.ok ? "may leave" : decided.refusal.facts["heldEn"];
};
const bid = (over: Partial<BidHeld> = {}): BidHeld => ({ tender: "D1", lot: "1", stage: "bidding", winner: null, kinds: ["bid"], ...over });

describe("an organisation closes its account", () => {
  test("when nothing of it runs", () => { expect(said({})).toBe("may leave"); });

  test("not while a bid of it stands; a bid that was withdrawn in every part binds nobody", () => {
    expect(said({ bids: [bid()] })).toBe("bids that stand (D1/1)");
    expect(said({ bids: [bid({ kinds: ["withdraw", "bid"] })] })).toBe("bids that stand (D1/1)");
    expect(said({ bids: [bid({ kinds: ["confirm"] })] })).toBe("bids that stand (D1/1)");
    expect(said({ bids: [bid({ kinds: ["withdraw", "withdraw"] })] })).toBe("may leave");
  });

  test.each<[Stage, string | null, boolean]>([
    ["award_decided", "B", false], ["notified", "B", false], ["contracted", "B", true], ["contracted", "A", false], ["reported", "A", false], ["archived", "A", true], ["failed", null, true], ["terminated", null, true], ["suspended", null, false],
  ])("with a bid in a lot that is %s and won by %s: %s", (stage, winner, may) => {
    expect(said({ bids: [bid({ stage, winner })] })).toBe(may ? "may leave" : "bids that stand (D1/1)");
  });

  test.each<[Stage, boolean]>([["draft", true], ["registered", false], ["contracted", false], ["reported", false], ["archived", true], ["failed", true], ["terminated", true]])("with a tender of its own that is %s: %s", (stage, may) => {
    expect(said({ lots: [{ tender: "D2", lot: "1", stage }] })).toBe(may ? "may leave" : "tenders of its own (D2/1)");
  });

  test("not with a guarantee that is out or a mandate that runs; all of it is said at once, each lot once", () => {
    const decided = decideLeaving({ ...NOTHING, bids: [bid({ lot: "2" }), bid()], guarantees: ["D1/1"], mandates: ["m-1"], given: ["opener"] });
    expect(decided).toEqual({ ok: false, refusal: { code: "organisation-tied", facts: { held: "未结束的投标（D1/1、D1/2）；未退还的投标保证（D1/1）；未终止的委托（m-1）；交易中心或者主管部门授予的身份（开启人）", heldEn: "bids that stand (D1/1, D1/2); guarantees that are out (D1/1); mandates that run (m-1); offices given by others (Opener)" } } });
  });
});
