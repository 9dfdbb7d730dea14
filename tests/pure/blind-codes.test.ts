import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { blindCodes, blindCodesBytes, codesOf, namedSheet, readBlindCodes } from "../../src/blind/codes.js";

// The codes that stand in the place of bidders while a technical part is judged blind.
const PLACE = { exchange: "chenguang", tender: "T1", lot: "1", part: "technical" };

/** Bytes that follow from a seed, as many as are asked for. */
function randomOf(seed: number): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => { drawn += 1; return Uint8Array.from(createHash("shake256", { outputLength: count }).update(`${String(seed)}/${String(drawn)}`).digest()); };
}

const bidders = fc.uniqueArray(fc.stringMatching(/^[0-9A-Z]{18}$/u), { minLength: 1, maxLength: 60 });

test("every bidder has one code of four letters nobody mistakes for others, in an order that is the codes' own, and the file is read back", () => {
  fc.assert(fc.property(bidders, fc.nat(), (firms, seed) => {
    const file = blindCodes(PLACE, firms, randomOf(seed));
    const codes = file.codes.map(({ code }) => code);
    expect(new Set(codes).size).toBe(firms.length);
    expect(codes).toEqual(codes.toSorted());
    expect(codes.every((code) => /^[ACDEFGHJKLMNPQRTUVWXY3479]{4}$/u.test(code))).toBe(true);
    expect(file.codes.map(({ bidder }) => bidder).toSorted()).toEqual(firms.toSorted());
    expect(readBlindCodes(blindCodesBytes(file))).toEqual(file);
  }));
});

test("bytes that would make some letters likelier are drawn again, and a code that is taken too", () => {
  const drawn = [[250, 255, 0, 1], [2, 3], [0, 1, 2, 3], [0, 1, 2, 4], Array.from({ length: 32 }, () => 7)];
  const { codes, salt } = blindCodes(PLACE, ["B", "A"], () => Uint8Array.from(drawn.shift() ?? []));
  expect(codes).toEqual([{ code: "ACDE", bidder: "B" }, { code: "ACDF", bidder: "A" }]);
  expect(salt).toBe("07".repeat(32));
});

test("a file that gives a bidder two codes, a code twice, or has another order is none", () => {
  const file = blindCodes(PLACE, ["A", "B", "C"], randomOf(1));
  const [first, second, third] = file.codes;
  if (first === undefined || second === undefined || third === undefined) throw new RangeError("three codes");
  for (const codes of [[first, { ...second, bidder: first.bidder }], [first, { ...second, code: first.code }], [second, first], [{ ...first, code: "O0I1" }], []]) expect(readBlindCodes(blindCodesBytes({ ...file, codes }))).toBeNull();
  expect(readBlindCodes(blindCodesBytes({ ...file, codes: [first, third] }))).not.toBeNull();
});

test("a sheet by codes reads as one by bidders in their order; a code of nobody stays, and without codes nothing changes", () => {
  const file = { v: "blind-codes/1" as const, ...PLACE, salt: "00".repeat(32), codes: [{ code: "ACDE", bidder: "B" }, { code: "ACDF", bidder: "A" }] };
  const sheet = { expert: "E1", scores: [{ bidder: "ACDE", items: ["1"] }, { bidder: "ACDF", items: ["2"] }, { bidder: "XXXX", items: ["3"] }] };
  expect(namedSheet(sheet, file)).toEqual({ expert: "E1", scores: [{ bidder: "A", items: ["2"] }, { bidder: "B", items: ["1"] }, { bidder: "XXXX", items: ["3"] }] });
  expect(namedSheet(sheet, null)).toBe(sheet);
  expect([codesOf(["A"], file), codesOf(["A", "B"], file), codesOf(["B", "A"], null)]).toEqual([["ACDF"], ["ACDE", "ACDF"], ["B", "A"]]);
});
