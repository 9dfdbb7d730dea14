import { describe, expect, test } from "vitest";
import { judgeReceipt, type LoggedFacts } from "../../src/bidding/dispute.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { makeDecisionFile, makeDisputeFile, parseDecisionFile, parseDisputeFile, type DecisionFile, type DisputeFile } from "../../src/signing/dispute-file.js";

const D = at("2026-12-18T09:30:00+08:00");
/** Accepted `ms` before the deadline. */
const receipt = (ms: number) => ({ acceptedAt: plusMs(D, -ms), promisedUntil: plusMs(D, 60_000 - ms) });
/** A deadline checkpoint of 100 leaves, one of 120 later; the bid is leaf 40 and listed. */
const facts = (over: Partial<LoggedFacts> = {}): LoggedFacts => ({ deadline: D, deadlineSize: 100, index: 40, laterSize: 120, live: "a", listed: "a", ...over });
const verdict = (ms: number, over: Partial<LoggedFacts> = {}): string => {
  const judged = judgeReceipt(receipt(ms), facts(over));
  return judged.ok ? judged.value : judged.refusal.code;
};

describe("a receipt shown against a close", () => {
  test("whose leaf is on time and whose bidder is listed as the log has him proves nothing", () => {
    expect(verdict(1_000)).toBe("dispute-unfounded");
    expect(verdict(1_000, { live: null, listed: null })).toBe("dispute-unfounded"); // withdrawn, and not listed
  });

  test.each([[1, "dispute-unfounded"], [0, "dispute-receipt-late"], [-1, "dispute-receipt-late"]])("accepted %d ms before the deadline: %s", (ms, wanted) => {
    expect(verdict(ms)).toBe(wanted);
  });

  test("is broken when a checkpoint dated after its promise lacks the leaf, even if the leaf came later", () => {
    expect(verdict(1_000, { index: null })).toBe("receipt-broken");
    expect(verdict(1_000, { index: 120 })).toBe("receipt-broken");
    expect(verdict(1_000, { index: 119 })).toBe("accepted-late");
  });

  test("says nothing while the promise runs and the leaf is missing; a leaf that stands is judged at once", () => {
    expect(verdict(1_000, { index: null, laterSize: null })).toBe("dispute-promise-runs");
    expect(verdict(1_000, { laterSize: null })).toBe("dispute-unfounded");
    expect(verdict(1_000, { index: 150, laterSize: null })).toBe("accepted-late");
  });

  test.each([[99, "dispute-unfounded"], [100, "accepted-late"]])("with its leaf at %d of a deadline checkpoint of 100: %s", (index, wanted) => {
    expect(verdict(1_000, { index })).toBe(wanted);
  });

  test.each([["a", null], [null, "a"], ["a", "b"]])("where the log has %s and the list %s the list is wrong", (live, listed) => {
    expect(verdict(1_000, { live, listed })).toBe("list-wrong");
  });
});

describe("the files of a dispute", () => {
  const place = { exchange: "chenguang.example/live/0a1b2c3d", tender: "T1", lot: "1", part: "bid" };
  const dispute: DisputeFile = { v: "dispute/1", ...place, close: "a".repeat(64), ground: "receipt-broken", bidder: "91310000AAAAAAAA01", raisedAt: "2026-12-18T09:31:00+08:00", statement: "AA==", signature: "AA==", salt: "0".repeat(32), receipt: "AA==", checkpoint: null };
  const decision: DecisionFile = { v: "dispute-decision/1", ...place, dispute: "b".repeat(64), outcome: "rejected", decidedAt: "2026-12-18T10:00:00+08:00", reason: ["回执所载投标已被其后递交替换", "名单无误"] };

  test("read back as they were written", () => {
    expect(parseDisputeFile(makeDisputeFile(dispute))).toEqual({ ok: true, value: dispute });
    expect(parseDecisionFile(makeDecisionFile(decision))).toEqual({ ok: true, value: decision });
  });

  test.each([
    ["another ground", { ...dispute, ground: "unfair" }], ["a key too many", { ...dispute, note: "x" }], ["a time without its zone", { ...dispute, raisedAt: "2026-12-18T09:31:00Z" }], ["a salt too short", { ...dispute, salt: "00" }],
  ])("with %s are refused", (_, file) => {
    expect(parseDisputeFile(canonical(file))).toMatchObject({ ok: false, refusal: { code: "dispute-malformed" } });
  });

  test("a decision without a reason is none, nor is one that is not canonical", () => {
    expect(parseDecisionFile(canonical({ ...decision, reason: [] }))).toMatchObject({ ok: false, refusal: { facts: { where: "reason" } } });
    expect(parseDecisionFile(new TextEncoder().encode(JSON.stringify(decision)))).toMatchObject({ ok: false });
  });
});
