import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCode, checkUscc, isDealCodeShape, lotCode, projectCode, tenderCode } from "../../src/kernel/codes.js";
import { ok, refuse } from "../../src/kernel/result.js";

const ALPHABET = Array.from("0123456789ABCDEFGHJKLMNPQRTUWXY");
const GOOD = ["12341700MB1A2C3D0P", "91341702MA00000159", "91330100799655058B", "91110000802100433B", "91440300708461136T"];

describe("a unified social credit code", () => {
  test.each(GOOD)("%s is accepted", (code) => { expect(checkUscc(code)).toEqual(ok(code)); });
  test("lower case is written in capitals", () => { expect(checkUscc("12341700mb1a2c3d0p")).toEqual(ok("12341700MB1A2C3D0P")); });

  test("any one character changed is refused", () => {
    fc.assert(fc.property(fc.constantFrom(...GOOD), fc.nat(17), fc.constantFrom(...ALPHABET), (code, at, other) => {
      fc.pre(code.charAt(at) !== other);
      expect(checkUscc(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
    }));
  });

  test("the check characters are named", () => {
    expect(checkUscc("12341700MB1A2C3D0N")).toEqual(refuse("uscc-check", { given: "12341700MB1A2C3D0N", wanted: "P", found: "N" }));
    expect(checkUscc("12330482MB0P00134N")).toEqual(refuse("uscc-check", { given: "12330482MB0P00134N", wanted: "C", found: "N" }));
    expect(checkUscc("913417020000000010")).toMatchObject({ refusal: { code: "uscc-check" } });
  });

  test("a wrong subject check is refused though the last character fits", () => {
    expect(checkUscc("91341702MA0000016C")).toEqual(refuse("uscc-subject", { given: "91341702MA0000016C", wanted: "5", found: "6" }));
  });

  test.each(["I", "O", "S", "V", "Z"])("the letter %s is refused", (letter) => {
    const given = `9134170${letter}MA00000159`;
    expect(checkUscc(given)).toEqual(refuse("uscc-letter", { given, letter }));
  });

  test("an old 15-digit number gets a hint, 17 and 19 characters do not", () => {
    expect(checkUscc("341700000012345")).toEqual(refuse("uscc-old", { given: "341700000012345" }));
    for (const given of ["1234170MB1A2C3D0P", "12341700MB1A2C3D0PP", "", "12341700MB1A2C3D0Ｐ"]) expect(checkUscc(given)).toEqual(refuse("uscc-shape", { given }));
  });
});

describe("project, tender and lot codes", () => {
  const project = projectCode("E3417020001", 1);
  test("grow from the platform's code", () => {
    expect(project).toBe("E3417020001000001");
    expect(tenderCode(project, 2)).toBe("E3417020001000001002");
    expect(lotCode(tenderCode(project, 2), 999)).toBe("E3417020001000001002999");
  });

  test("serials run from 1 to what their digits hold", () => {
    expect(projectCode("E3417020001", 999_999)).toBe("E3417020001999999");
    for (const serial of [0, 1_000_000, -1, 1.5]) expect(() => projectCode("E3417020001", serial)).toThrow(RangeError);
    expect(() => tenderCode(project, 1_000)).toThrow(RangeError);
    expect(() => projectCode("E341702000", 1)).toThrow(RangeError);
  });

  test("serial 000001 is accepted and 000000 is refused, at every level", () => {
    expect(checkCode("project", "e3417020001000001")).toEqual(ok("E3417020001000001"));
    expect(checkCode("project", "E3417020001000000")).toEqual(refuse("code-serial", { given: "E3417020001000000", serial: "000000" }));
    expect(checkCode("tender", "E3417020001000001000")).toEqual(refuse("code-serial", { given: "E3417020001000001000", serial: "000" }));
    expect(checkCode("lot", "E3417020001000001001001").ok).toBe(true);
    expect(checkCode("lot", "E341702000100000100100")).toEqual(refuse("code-shape", { given: "E341702000100000100100", length: 23 }));
  });

  test("a unified deal code is judged by its shape alone", () => {
    expect(isDealCodeShape("A08-12341700MB1A2C3D0P-20260922-000001-X")).toBe(true);
    expect(isDealCodeShape("A08-12341700MB1A2C3D0P-2026092-000001-X")).toBe(false);
  });
});
