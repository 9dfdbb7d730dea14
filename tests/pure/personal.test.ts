import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkIdNumber, idNumberCheck } from "../../src/kernel/id-number.js";
import { ok, refuse } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";
import { indexesOf, isNewest, personalKey, sealed, unsealed, type KeyRing, type Place } from "../../src/privacy/key-ring.js";
import { maskedIdNumber, maskedPhone } from "../../src/privacy/mask.js";

const TODAY = day("2026-09-01");
/** The example of GB 11643, and numbers nobody has: day of birth, then a sequence. */
const withCheck = (first: string): string => first + idNumberCheck(first);
const GOOD = ["11010519491231002X", withCheck("34170219900101000"), withCheck("34170220260901999"), withCheck("81000019000101001"), withCheck("91103119840229001")];

describe("a citizen's identity number", () => {
  test.each(GOOD)("%s is accepted", (number) => { expect(checkIdNumber(number, TODAY)).toEqual(ok(number)); });
  test("is written with a capital X and without spaces around it", () => { expect(checkIdNumber(" 11010519491231002x ", TODAY)).toEqual(ok("11010519491231002X")); });

  test("with one wrong digit, or two neighbours that changed places, is refused", () => {
    fc.assert(fc.property(fc.constantFrom(...GOOD), fc.nat(16), fc.nat(9), (number, at, digit) => {
      const [wrong, swapped] = [number.slice(0, at) + String(digit) + number.slice(at + 1), number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2)];
      for (const other of [wrong, swapped]) if (other !== number) expect(checkIdNumber(other, TODAY).ok).toBe(false);
    }));
  });

  test("of somebody born today is one, of somebody born tomorrow, on a day that never was, or before 1900, none", () => {
    expect(checkIdNumber(withCheck("34170220260901000"), TODAY).ok).toBe(true);
    for (const born of ["20260902", "20230229", "18991231", "19901301"]) expect(checkIdNumber(withCheck(`341702${born}000`), TODAY)).toEqual(refuse("id-number-parts"));
  });

  test("of no province is refused, and so is one of fifteen digits or with other letters; what is refused names no digit of it", () => {
    for (const region of ["001702", "161702", "381702", "841702"]) expect(checkIdNumber(withCheck(`${region}19900101000`), TODAY)).toEqual(refuse("id-number-parts"));
    expect(checkIdNumber("341702900101001", TODAY)).toEqual(refuse("id-number-shape", { length: 15 }));
    expect(checkIdNumber("1101051949123100Ⅱ2", TODAY)).toEqual(refuse("id-number-shape", { length: 18 }));
    expect(checkIdNumber("110105194912310021", TODAY)).toEqual(refuse("id-number-check"));
  });
});

describe("a sealed value", () => {
  const [one, two] = [personalKey(new Uint8Array(32).fill(1)), personalKey(new Uint8Array(32).fill(2))];
  const place: Place = { exchange: "chenguang", table: "t", column: "c", row: "p-1" };
  const nonce = new Uint8Array(12).fill(7);

  test("opens in its place alone, whole alone, and after its key is no longer the newest", () => {
    const bytes = sealed([one], place, "13800000000", nonce);
    expect(unsealed([one], place, bytes)).toBe("13800000000");
    expect(unsealed([two, one], place, bytes)).toBe("13800000000");
    expect([unsealed([two], place, bytes), ...(["exchange", "table", "column", "row"] as const).map((part) => unsealed([one], { ...place, [part]: "other" }, bytes))]).toEqual([null, null, null, null, null]);
    expect([isNewest([one], bytes), isNewest([two, one], bytes)]).toEqual([true, false]);
    expect(Array.from(bytes.keys(), (at) => unsealed([one], place, bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)))).filter((text) => text !== null)).toEqual([]);
    expect([unsealed([one], place, bytes.subarray(0, 31)), unsealed([one], place, bytes.subarray(0, 3)), unsealed([one], place, new Uint8Array())]).toEqual([null, null, null]);
  });

  test("cannot be moved to a row whose name runs into its column's", () => {
    const bytes = sealed([one], { ...place, column: "c", row: "1,2" }, "x", nonce);
    expect(unsealed([one], { ...place, column: 'c","1', row: "2" }, bytes)).toBeNull();
  });

  test("is found by what is equal to it under every key, and by nothing else", () => {
    const ring: KeyRing = [two, one];
    const [newest, older] = indexesOf(ring, "chenguang", "id-number", GOOD[0] ?? "");
    expect([newest, older]).toEqual([indexesOf([two], "chenguang", "id-number", GOOD[0] ?? "")[0], indexesOf([one], "chenguang", "id-number", GOOD[0] ?? "")[0]]);
    expect(new Set([newest, older, ...indexesOf(ring, "other", "id-number", GOOD[0] ?? ""), ...indexesOf(ring, "chenguang", "phone", GOOD[0] ?? ""), ...indexesOf(ring, "chenguang", "id-number", GOOD[1] ?? "")].map((bytes) => Buffer.from(bytes ?? []).toString("hex"))).size).toBe(8);
  });

  test("has a key of 32 bytes, whose uses do not meet", () => {
    expect(() => personalKey(new Uint8Array(31))).toThrow(RangeError);
    expect(new Set([one.seal, one.index, one.other("rehearsal texts")].map((bytes) => Buffer.from(bytes).toString("hex"))).size).toBe(3);
  });
});

test("on a page a number stands as what its owner knows it by", () => {
  expect(["13800000000", "+8613800000000", "05661234567", "12345", "110"].map(maskedPhone)).toEqual(["138****0000", "+86138****0000", "056****4567", "*****", "***"]);
  expect(maskedIdNumber("11010519491231002X")).toBe("110**************X");
});
