import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOfHash, looksLikeCode, printedCode, readCode } from "../../src/notices/verification-code.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_ALPHABET = `${ALPHABET}*~$=U`;
const hash = fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcdef")), minLength: 64, maxLength: 64 });

/** Crockford's rule said another way: the whole number modulo 37. */
const crockfordCheck = (data: string): string => CHECK_ALPHABET.charAt(Number(Array.from(data).reduce((value, symbol) => value * 32n + BigInt(ALPHABET.indexOf(symbol)), 0n) % 37n));

test("a document's code is eleven symbols of its hash in base 32 and Crockford's check symbol, always a letter or digit", () => {
  fc.assert(fc.property(hash, (sha256) => {
    const code = codeOfHash(sha256);
    const bits = BigInt(`0x${sha256}`).toString(2).padStart(256, "0");
    const base32 = Array.from({ length: 51 }, (_, at) => ALPHABET.charAt(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2))).join("");
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(base32).toContain(code.slice(0, 11));
    expect(crockfordCheck(code.slice(0, 11))).toBe(code.slice(11));
    const before = base32.indexOf(code.slice(0, 11));
    for (let at = 0; at < before; at += 1) expect(ALPHABET).not.toContain(crockfordCheck(base32.slice(at, at + 11)));
  }));
});

test("the first window of the hash whose check symbol would be a sign is passed over", () => {
  // Eleven zeros and a 1 in the last place of the second window: 0 mod 37 is typed as 0.
  expect(codeOfHash("0".repeat(64))).toBe("000000000000");
  // 32 of 37 is *: the first window is 00000000010, which is 32.
  expect(codeOfHash(`${"0".repeat(12)}08${"0".repeat(50)}`).slice(0, 11)).not.toBe("00000000010");
});

describe("a code as people type it", () => {
  const code = codeOfHash("9f3cb1c97d1e4a5577d0e21a04bc00112233445566778899aabbccddeeff0011");

  test("is read with hyphens, spaces, small or full-width letters, and O and I for 0 and 1", () => {
    const wide = Array.from(printedCode(code), (each) => (each === "-" ? "－" : String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0))).join("");
    for (const typed of [code, printedCode(code), printedCode(code).toLowerCase(), ` ${code.slice(0, 4)} ${code.slice(4)} `, wide, code.replaceAll("0", "O").replaceAll("1", "l")]) expect(readCode(typed), typed).toBe(code);
  });

  test("with any one symbol wrong is no code", () => {
    for (let at = 0; at < 12; at += 1) {
      for (const other of ALPHABET) if (other !== code.charAt(at)) expect(readCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
    }
  });

  test("with two neighbours in the wrong order is no code", () => {
    for (let at = 0; at < 11; at += 1) {
      const turned = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
      if (turned !== code) expect(readCode(turned), turned).toBeNull();
    }
  });

  test("of another length or with signs is no code, and a notice's id does not look like one", () => {
    for (const typed of ["", code.slice(1), `${code}0`, "U".repeat(12), "查验码查验码查验码查验码"]) expect(readCode(typed)).toBeNull();
    expect([looksLikeCode(printedCode(code)), looksLikeCode("7K3M-9QXA-2BC"), looksLikeCode("D3417000001000001001-N1"), looksLikeCode("f".repeat(64))]).toEqual([true, false, false, false]);
  });
});
