import { describe, expect, test } from "vitest";
import { at, day } from "../../src/kernel/time.js";
import { refuse } from "../../src/kernel/result.js";
import { checkDemandable, checkTerms, checkWindow, letterState } from "../../src/sureties/check.js";
import { issuerOn, type Issuer } from "../../src/sureties/issuer.js";
import { LetterBody, letterFor, readLetter, type Letter, type LetterTerms } from "../../src/sureties/letter.js";

const BUYER = { uscc: "91341702MA00000159", name: "晨光市城市建设投资集团有限公司" };
const FIRM = { uscc: "91341702MA000004XN", name: "晨曦建设集团有限公司" };
const BANK = { uscc: "91341700MA00001468", name: "晨光银行股份有限公司" };
const TERMS: LetterTerms = { exchange: "chenguang.example/rehearsal/1", tender: "T1", lot: "1", beneficiary: BUYER, wanted: 20_000_000n, from: day("2026-10-08"), until: day("2027-01-06") };
const letter = (over: Partial<Letter> = {}): Letter => ({ ...letterFor(TERMS, { number: "B-1", issuer: BANK, applicant: FIRM, issuedOn: day("2026-09-20") }), ...over });
const checked = (over: Partial<Letter>) => checkTerms(letter(over), { terms: TERMS, applicant: FIRM });
const code = (over: Partial<Letter>) => { const result = checked(over); return result.ok ? "taken" : result.refusal.code; };

test("a letter that says what the documents ask is taken; one fen more, one day more and an earlier first day are good too", () => {
  expect(code({})).toBe("taken");
  expect(code({ amount: "200000.01", until: day("2027-01-07"), from: day("2026-09-01") })).toBe("taken");
});

describe("each term by itself, with what was given and what is wanted", () => {
  test("one fen short", () => { expect(checked({ amount: "199999.99" })).toEqual(refuse("guarantee-too-small", { given: "199,999.99", wanted: "200,000.00" })); });
  test("a day short of the bids' validity", () => { expect(checked({ until: day("2027-01-05") })).toEqual(refuse("guarantee-too-short", { given: "2027-01-05", wanted: "2027-01-06" })); });
  test("it may begin on the day of the deadline, not a day later", () => {
    expect(code({ from: day("2026-10-08") })).toBe("taken");
    expect(checked({ from: day("2026-10-09") })).toEqual(refuse("surety-starts-late", { given: "2026-10-09", wanted: "2026-10-08" }));
  });
  test.each<[string, Partial<Letter>]>([
    ["surety-other-lot", { lot: "2" }], ["surety-other-lot", { tender: "T2" }], ["surety-other-lot", { exchange: "other.example/live/1" }],
    ["surety-other-beneficiary", { beneficiary: { ...BUYER, uscc: FIRM.uscc } }], ["surety-other-firm", { applicant: { ...FIRM, uscc: BUYER.uscc } }],
    ["surety-name-differs", { beneficiary: { ...BUYER, name: "晨光市城市建设集团有限公司" } }], ["surety-name-differs", { applicant: { ...FIRM, name: "晨曦建设有限公司" } }],
    ["surety-currency", { currency: "USD" }], ["surety-conditional", { payable: "after-judgment" }], ["surety-conditional", { conditions: ["须提交生效判决书"] }],
    ["surety-revocable", { revocable: true }], ["surety-ends-early", { endsEarlier: ["招标人未在三十日内定标的，本保函失效"] }],
  ])("%s %j", (wanted, over) => { expect(code(over)).toBe(wanted); });
  test("the first that fails in the written order is the answer", () => {
    expect(code({ lot: "2", amount: "0.01", revocable: true })).toBe("surety-other-lot");
    expect(code({ amount: "0.01", revocable: true })).toBe("guarantee-too-small");
  });
  test("a name in another spelling of brackets and blanks is the same name", () => { expect(code({ applicant: { ...FIRM, name: "晨曦建设集团 有限公司" } })).toBe("taken"); });
});

test("the deadline's own millisecond is late, the one before it is not; and nothing is taken where no bids are", () => {
  const deadline = at("2026-10-08T09:30:00+08:00");
  expect(checkWindow({ deadline, isOpen: true }, at("2026-10-08T09:29:59.999+08:00")).ok).toBe(true);
  expect(checkWindow({ deadline, isOpen: true }, deadline)).toEqual(refuse("surety-late", { deadline: "2026-10-08T09:30:00+08:00" }));
  expect(checkWindow({ deadline, isOpen: false }, at("2026-10-01T09:00:00+08:00")).ok).toBe(false);
});

describe("a letter is read whole or not at all", () => {
  const malformed = (over: object): unknown => { const read = LetterBody.safeParse({ ...letter(), ...over }); return read.success ? "read" : (read.error.issues[0]?.path[0] ?? read.error.issues[0]?.code); };
  test.each<[unknown, object]>([
    ["read", {}], ["unrecognized_keys", { extra: 1 }], ["amount", { amount: "200000" }], ["amount", { amount: "-200000.00" }], ["amount", { amount: "2e5" }], ["amount", { amount: 200_000 }], ["until", { until: "2027-02-30" }], ["until", { until: "永久" }],
    ["number", { number: "" }], ["number", { number: " 1" }], ["number", { number: "1\u202e2" }], ["number", { number: "a\u0000" }], ["v", { v: "guarantee-letter/2" }], ["issuer", { issuer: { uscc: "1", name: "x" } }], ["revocable", { revocable: "false" }], ["conditions", { conditions: "none" }],
    ["conditions", { conditions: Array.from({ length: 21 }, () => "x") }],
  ])("%s %j", (where, over) => { expect(malformed(over)).toBe(where); });
  test("one key less is no letter, and one of more than 16 KiB is none", () => {
    expect(LetterBody.safeParse(Object.fromEntries(Object.entries(letter()).filter(([key]) => key !== "lot"))).success).toBe(false);
    const clauses = Array.from({ length: 20 }, () => "条".repeat(500));
    expect(readLetter(letter({ conditions: clauses, endsEarlier: clauses }))).toMatchObject({ refusal: { code: "too-large" } });
    expect(readLetter(letter({ conditions: clauses.slice(0, 9) })).ok).toBe(true);
  });
});

test("an issuer is in force on its first and on its last day, and not on the days around them; a newer version takes over on its own day", () => {
  const version = (number: number, from: string, until: string | null): Issuer => ({ ...BANK, kind: "bank", licence: "x", certificate: "00".repeat(32), version: number, from: day(from), until: until === null ? null : day(until) });
  const versions = [version(1, "2026-01-01", "2026-06-30"), version(2, "2026-09-01", null), version(3, "2026-12-01", "2026-12-01")];
  const on = (date: string): number | null => issuerOn(versions, day(date))?.version ?? null;
  expect(["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2026-08-31", "2026-09-01", "2026-11-30", "2026-12-01", "2026-12-02"].map(on)).toEqual([null, 1, 1, null, null, 2, 2, 3, null]);
});

describe("what becomes of it", () => {
  const until = day("2027-01-06");
  test("it stands on its last day and is over on the next; a release and a demand outlive that", () => {
    const state = (today: string, releasedOn: string | null, isDemanded: boolean) => letterState({ until, releasedOn: releasedOn === null ? null : day(releasedOn), isDemanded }, day(today));
    expect([state("2027-01-06", null, false), state("2027-01-07", null, false), state("2027-01-07", "2026-12-01", false), state("2027-02-01", null, true)]).toEqual(["stands", "expired", "released", "demanded"]);
  });
  test("a demand is for something and at most for all of it, of a letter that stands", () => {
    const stands = { fen: 20_000_000n, state: "stands", until } as const;
    expect([0n, 1n, 20_000_000n, 20_000_001n].map((fen) => checkDemandable(stands, fen).ok)).toEqual([false, true, true, false]);
    for (const state of ["expired", "released", "demanded"] as const) expect(checkDemandable({ ...stands, state }, 1n)).toMatchObject({ refusal: { code: "surety-not-standing" } });
  });
});
