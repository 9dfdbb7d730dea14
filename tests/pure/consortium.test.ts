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

describe("a firm that bids more than once in a lot", () => {
  test("is found alone and as a member, as a member twice, and as a leader and a member", () => {
    expect(firmsTwice([{ bidder: "A", members: ["C"] }, { bidder: "C", members: [] }])).toEqual([{ firm: "C", bidders: ["A", "C"] }]);
    expect(firmsTwice([{ bidder: "A", members: ["C"] }, { bidder: "B", members: ["C"] }])).toEqual([{ firm: "C", bidders: ["A", "B"] }]);
    expect(firmsTwice([{ bidder: "A", members: ["B"] }, { bidder: "B", members: ["A"] }])).toEqual([{ firm: "A", bidders: ["A", "B"] }, { firm: "B", bidders: ["A", "B"] }]);
  });
  test("is not found where every firm stands in one bid, and the order of bids says nothing", () => {
    expect(firmsTwice([{ bidder: "A", members: ["C", "D"] }, { bidder: "B", members: ["E"] }])).toEqual([]);
    fc.assert(fc.property(fc.uniqueArray(fc.record({ bidder: fc.constantFrom("A", "B", "C"), members: fc.subarray(["D", "E"]) }), { selector: ({ bidder }) => bidder }), (parties) => {
      expect(firmsTwice(parties.toReversed())).toEqual(firmsTwice(parties));
    }));
  });
});
