import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, fromBase64, fromHex, hex } from "../../src/kernel/bytes.js";

const bytes = fc.uint8Array({ maxLength: 20_000, size: "max" });

test("base64 and hex are what Node's own write, and are read back as the same bytes", () => {
  fc.assert(fc.property(bytes, (any) => {
    expect(base64(any)).toBe(Buffer.from(any).toString("base64"));
    expect(hex(any)).toBe(Buffer.from(any).toString("hex"));
    expect(Buffer.compare(fromBase64(base64(any)), any)).toBe(0);
    expect(Buffer.compare(fromHex(hex(any)), any)).toBe(0);
  }), { numRuns: 50 });
});

test("base64 has one way to write each bytes: of all texts of one group exactly the canonical ones are read", () => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (const last of letters) {
    for (const [text, size] of [[`Z${last}==`, 1], [`Zm${last}=`, 2]] as const) {
      const read = Buffer.from(text, "base64");
      if (read.toString("base64") === text) expect([...fromBase64(text)]).toEqual([...read].slice(0, size));
      else expect(() => fromBase64(text), text).toThrow(RangeError);
    }
  }
});

test.each(["Z", "Zg", "Zg=", "Zg===", "Zg==\n", " Zg==", "Zm8", "Zm9v=", "====", "Z===", "Zg==Zg==", "Zm-v", "Zm_v", "Zm 9v", "Zm9v\u0000", "晨光晨光"])("%j is not base64", (text) => {
  expect(() => fromBase64(text)).toThrow(RangeError);
});

test.each(["f", "0G", "AB", "0 ", "00\n", "0x00"])("%j is not lower-case hex", (text) => {
  expect(() => fromHex(text)).toThrow(RangeError);
});

test("a text of many megabytes is read like a short one, and one wrong character in it is found", () => {
  const text = "AAAA".repeat(3_000_000);
  expect(fromBase64(text)).toHaveLength(9_000_000);
  expect(() => fromBase64(`${text.slice(0, 5_000_000)}-${text.slice(5_000_001)}`)).toThrow(RangeError);
  expect(fromHex("00".repeat(5_000_000))).toHaveLength(5_000_000);
});
