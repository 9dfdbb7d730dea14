import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import { must, ok } from "../../src/kernel/result.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { decideCommitting, decideEnding, type Committing, type Ending } from "../../src/opening/reserve.js";
import { commitmentOf, makeReserveFile, openReserveFile, readReserveFile } from "../../src/signing/reserve-file.js";

const PLACE = { exchange: "chenguang.example/rehearsal/00112233", tender: "D3417000001000001099", lot: "1" };
const SALT = new Uint8Array(32).fill(7);
const codeOf = (result: { ok: boolean; refusal?: { code: string } }): string => (result.ok ? "ok" : (result.refusal?.code ?? ""));

describe("the file of a reserve estimate", () => {
  const file = makeReserveFile(PLACE, 3_650_000_000n, SALT);
  test("is these bytes, and its commitment their SHA-256", () => {
    expect(Buffer.from(file).toString()).toBe(`{"amount":{"amount":"36500000.00","currency":"CNY"},"exchange":"${PLACE.exchange}","lot":"1","salt":"${"07".repeat(32)}","tender":"${PLACE.tender}","v":"reserve-estimate/1"}`);
    expect(commitmentOf(file)).toBe(createHash("sha256").update(file).digest("hex"));
    expect(must(openReserveFile(file, PLACE, commitmentOf(file)))).toBe(3_650_000_000n);
  });
  test("of one fen is one, of nothing is none", () => {
    expect(readReserveFile(makeReserveFile(PLACE, 1n, SALT), PLACE)).toEqual(ok(1n));
    expect(codeOf(readReserveFile(makeReserveFile(PLACE, 0n, SALT), PLACE))).toBe("reserve-file-malformed");
  });
  test.each(["exchange", "tender", "lot"] as const)("of another %s is not this one's", (field) => {
    expect(codeOf(readReserveFile(file, { ...PLACE, [field]: "2" }))).toBe("reserve-file-elsewhere");
  });
  const text = Buffer.from(file).toString();
  test.each([
    ["with a blank", text.replace(",", ", ")], ["with a line break at its end", `${text}\n`], ["with a key more", text.replace('"lot"', '"a":1,"lot"')], ["of another version", text.replace("estimate/1", "estimate/2")], ["with a short salt", text.replace("07".repeat(32), "07".repeat(16))],
    ["with fen behind a comma", text.replace("36500000.00", "36500000,00")], ["in dollars", text.replace("CNY", "USD")], ["with an amount that is no money", text.replace(/\{"amount":"[^}]*\}/, '"36500000.00"')], ["that is no JSON", "标底"],
  ])("%s is refused", (_name, bytes) => { expect(codeOf(readReserveFile(utf8(bytes), PLACE))).toBe("reserve-file-malformed"); });
  test("any bit of it changed, it is not the one that was fixed", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: file.length * 8 - 1 }), (bit) => {
      const other = Uint8Array.from(file);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(openReserveFile(other, PLACE, commitmentOf(file)).ok).toBe(false);
    }));
  });
});

describe("fixing it", () => {
  const DEADLINE = at("2026-09-22T09:30:00+08:00");
  const C = "ab".repeat(32);
  const open: Committing = { lot: "1", isSet: true, stage: "bidding", box: [{ state: "open", deadline: DEADLINE }], standing: null };
  const last = plusMs(DEADLINE, -1);
  test.each<[string, Partial<Committing>, typeof last, string]>([
    ["in the last millisecond", {}, last, "ok"], ["in the deadline's own millisecond", {}, DEADLINE, "reserve-too-late"],
    ["between the notice and the first bids", { stage: "noticed", box: [{ state: "draft", deadline: DEADLINE }] }, last, "ok"], ["before the notice", { stage: "registered" }, last, "reserve-box-shut"], ["while the lot stands still", { stage: "suspended" }, last, "reserve-box-shut"],
    ["once the box is shut", { box: [{ state: "closed", deadline: DEADLINE }] }, last, "reserve-box-shut"], ["where one part is shut", { box: [{ state: "open", deadline: DEADLINE }, { state: "closed", deadline: DEADLINE }] }, last, "reserve-box-shut"],
    ["where the documents set none", { isSet: false }, last, "reserve-not-set"], ["a second time", { standing: "cd".repeat(32) }, last, "reserve-committed"], ["the same again, even late", { standing: C }, DEADLINE, "ok"],
  ])("%s", (_name, over, when, code) => { expect(codeOf(decideCommitting({ ...open, ...over }, C, when))).toBe(code); });
});

describe("reading it out", () => {
  const now: Ending = { state: "committed", stage: "opening", part: { state: "releasing", finished: false } };
  test.each<[string, Partial<Ending>, string]>([
    ["while bids are decrypted", {}, "ok"], ["after the prices", { part: { state: "opened", finished: false } }, "ok"], ["with the later part", { stage: "evaluating" }, "ok"],
    ["while the list is checked", { stage: "closed", part: { state: "closed", finished: false } }, "reserve-before-opening"], ["while bids are taken", { stage: "bidding", part: { state: "open", finished: false } }, "reserve-before-opening"],
    ["while the later part waits", { stage: "evaluating", part: { state: "closed", finished: false } }, "reserve-before-opening"], ["while the supervisor has stopped the lot", { stage: "suspended" }, "reserve-before-opening"],
    ["after the record", { part: { state: "opened", finished: true } }, "reserve-after-record"], ["twice", { state: "revealed" }, "reserve-revealed"], ["after its loss", { state: "lost" }, "reserve-lost"], ["where none was fixed", { state: "missed" }, "reserve-not-committed"], ["where none was set", { state: "unset" }, "reserve-not-committed"],
  ])("%s", (_name, over, code) => { expect(codeOf(decideEnding({ ...now, ...over }))).toBe(code); });
});
