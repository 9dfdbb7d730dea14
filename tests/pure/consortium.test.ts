import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkConsortium, firmsTwice, type ConsortiumRule } from "../../src/bidding/consortium.js";
import { refuse } from "../../src/kernel/result.js";
import type { Statement } from "../../src/signing/statement.js";

const [LEADER, MEMBER, THIRD] = ["91341702MA0000031Y", "91341702MA000004XN", "12341700MB00000190"];
const statement = (part: string, members?: readonly string[]): Statement => ({ v: "dse/1", part, bidder: { id: LEADER, cert: "", ...(members === undefined ? {} : { members }) } }) as unknown as Statement;

const ACCEPTED: ConsortiumRule = { accepted: true, firmsMax: null, passedAs: null };

describe("a consortium at the box", () => {
  test("has as many firms as the documents allow, the leader among them", () => {
    const two = { ...ACCEPTED, firmsMax: 2 };
    expect(checkConsortium([statement("bid", [MEMBER])], two).ok).toBe(true);
    expect(checkConsortium([statement("bid", [MEMBER, THIRD])], two)).toEqual(refuse("consortium-too-large", { firms: 3, max: 2 }));
  });
  test("is the one that passed the prequalification: nobody added, dropped or exchanged (实施条例 37)", () => {
    const passed = (...passedAs: string[]) => ({ ...ACCEPTED, passedAs });
    expect(checkConsortium([statement("bid", [THIRD, MEMBER])], passed(MEMBER, THIRD)).ok).toBe(true);
    expect(checkConsortium([statement("bid")], passed()).ok).toBe(true);
    for (const [members, passedAs] of [[[MEMBER], []], [[], [MEMBER]], [[THIRD], [MEMBER]], [[MEMBER, THIRD], [MEMBER]]] as const) expect(checkConsortium([statement("bid", members)], passed(...passedAs))).toEqual(refuse("consortium-changed"));
  });
  test("is taken where the documents accept it, and nothing is asked of a firm that bids alone", () => {
    expect(checkConsortium([statement("technical", [MEMBER, THIRD]), statement("price", [MEMBER, THIRD])], ACCEPTED)).toEqual({ ok: true, value: true });
    for (const accepted of [true, false]) expect(checkConsortium([statement("bid")], { ...ACCEPTED, accepted }).ok).toBe(true);
  });
  test("is refused where they do not", () => { expect(checkConsortium([statement("bid", [MEMBER])], { ...ACCEPTED, accepted: false })).toEqual(refuse("consortium-not-accepted")); });
  test("names every firm once, the leader among them", () => {
    expect(checkConsortium([statement("bid", [MEMBER, LEADER])], ACCEPTED)).toEqual(refuse("consortium-member-twice", { member: LEADER }));
    expect(checkConsortium([statement("bid", [MEMBER, MEMBER])], ACCEPTED)).toEqual(refuse("consortium-member-twice", { member: MEMBER }));
  });
  test("is the same in all parts", () => {
    for (const other of [[THIRD], [MEMBER, THIRD], undefined]) expect(checkConsortium([statement("technical", [MEMBER]), statement("price", other)], ACCEPTED)).toEqual(refuse("consortium-differs", { part: "price" }));
  });
  test("names firms by codes whose check characters fit", () => { expect(checkConsortium([statement("bid", ["91341702MA000004XM"])], ACCEPTED).ok).toBe(false); });
});

/** No branch among them. */
const NONE: ReadonlyMap<string, string> = new Map();

describe("a firm that bids more than once in a lot", () => {
  test("is found alone and as a member, as a member twice, and as a leader and a member", () => {
    expect(firmsTwice([{ bidder: "A", members: ["C"] }, { bidder: "C", members: [] }], NONE)).toEqual([{ firm: "C", bidders: ["A", "C"], branches: [] }]);
    expect(firmsTwice([{ bidder: "A", members: ["C"] }, { bidder: "B", members: ["C"] }], NONE)).toEqual([{ firm: "C", bidders: ["A", "B"], branches: [] }]);
    expect(firmsTwice([{ bidder: "A", members: ["B"] }, { bidder: "B", members: ["A"] }], NONE)).toEqual([{ firm: "A", bidders: ["A", "B"], branches: [] }, { firm: "B", bidders: ["A", "B"], branches: [] }]);
  });
  test("is found by its branches: beside itself, in a consortium, or two of them; a branch alone is nobody twice", () => {
    const parents = new Map([["A1", "A"], ["A2", "A"]]);
    expect(firmsTwice([{ bidder: "A", members: [] }, { bidder: "A1", members: [] }], parents)).toEqual([{ firm: "A", bidders: ["A", "A1"], branches: ["A1"] }]);
    expect(firmsTwice([{ bidder: "B", members: ["A1"] }, { bidder: "A2", members: [] }], parents)).toEqual([{ firm: "A", bidders: ["A2", "B"], branches: ["A1", "A2"] }]);
    expect(firmsTwice([{ bidder: "A1", members: [] }, { bidder: "B", members: [] }], parents)).toEqual([]);
    expect(firmsTwice([{ bidder: "A", members: [] }, { bidder: "A1", members: [] }], NONE)).toEqual([]);
  });
  test("is not found where every firm stands in one bid, and the order of bids says nothing", () => {
    expect(firmsTwice([{ bidder: "A", members: ["C", "D"] }, { bidder: "B", members: ["E"] }], NONE)).toEqual([]);
    fc.assert(fc.property(fc.uniqueArray(fc.record({ bidder: fc.constantFrom("A", "B", "C"), members: fc.subarray(["D", "E"]) }), { selector: ({ bidder }) => bidder }), (parties) => {
      expect(firmsTwice(parties.toReversed(), NONE)).toEqual(firmsTwice(parties, NONE));
    }));
  });
});
