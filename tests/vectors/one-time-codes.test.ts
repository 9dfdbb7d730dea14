import { argon2id } from "@noble/hashes/argon2.js";
import { expect, test } from "vitest";
import { hashPassword } from "../../src/identity/use-cases/password-hash.js";
import { base32, stepOfCode, totpCode, totpStep } from "../../src/identity/totp.js";
import { hex, utf8 } from "../../src/kernel/bytes.js";
import type { Instant } from "../../src/kernel/time.js";

const SECRET = utf8("12345678901234567890");

test.each([
  [59, "94287082"], [1_111_111_109, "07081804"], [1_111_111_111, "14050471"], [1_234_567_890, "89005924"], [2_000_000_000, "69279037"], [20_000_000_000, "65353130"],
])("RFC 6238, appendix B: at %d seconds the code is %s, and ours its last six digits", (seconds, code) => {
  const step = totpStep((seconds * 1_000) as Instant);
  expect(totpCode(SECRET, step, 8)).toBe(code);
  expect(totpCode(SECRET, step)).toBe(code.slice(2));
});

test("RFC 4226, appendix D: the first ten codes of a counter", () => {
  expect(Array.from({ length: 10 }, (_, step) => totpCode(SECRET, step))).toEqual(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]);
});

test("a code is taken in its own thirty seconds and in the thirty after, to the millisecond, and never before", () => {
  const code = totpCode(SECRET, 1_000);
  const begins = 1_000 * 30_000;
  expect([begins - 1, begins, begins + 59_999, begins + 60_000].map((now) => stepOfCode(SECRET, code, now as Instant))).toEqual([null, 1_000, 1_000, null]);
});

test.each([["", ""], ["f", "MY"], ["fo", "MZXQ"], ["foo", "MZXW6"], ["foob", "MZXW6YQ"], ["fooba", "MZXW6YTB"], ["foobar", "MZXW6YTBOI"]])("RFC 4648, section 10: %j is %s", (text, wanted) => {
  expect(base32(utf8(text))).toBe(wanted);
});

test.each([
  [65_536, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"],
  [256, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"],
])("argon2id of the reference implementation's own tests, two passes over %d KiB", async (memoryKib, wanted) => {
  expect(hex(await hashPassword("password", utf8("somesalt"), { memoryKib, passes: 2 }))).toBe(wanted);
});

test("argon2id of another implementation gives the same hash of a Chinese password", async () => {
  const [password, salt] = ["晨光里的纸船 2026", utf8("sixteen bytes .." )];
  expect(hex(await hashPassword(password, salt, { memoryKib: 64, passes: 3 }))).toBe(hex(argon2id(password, salt, { t: 3, m: 64, p: 1, dkLen: 32 })));
});
