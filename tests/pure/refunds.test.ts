import { describe, expect, test } from "vitest";
import { recompute } from "../../src/bidding/explain.js";
import { lateRefundCharge, rateTermsOf } from "../../src/bidding/late-refund.js";
import { decideRefund, refundDuty, type BidLife, type LotLife } from "../../src/bidding/refunds.js";
import { decideVoid } from "../../src/bidding/void.js";
import { ok, refuse } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";
import { procurement } from "../../src/lines/procurement.js";
import { works } from "../../src/lines/works.js";
import { addWorking } from "../../src/rules/calendar.js";
import { freezeRules } from "../../src/rules/rules.js";
import { when } from "../support/works-facts.js";

const RULES = freezeRules(day("2026-09-14"));
const GP = { rules: RULES, law: procurement.law };
const ENG = { rules: RULES, law: works.law };
const lot = (over: Partial<LotLife>, losersFrom: LotLife["losersFrom"]): LotLife => ({ ended: null, decidedAt: null, lettersAt: null, signedOn: null, winner: "W", losersFrom, ...over });
const bid = (bidder: string, over: Partial<BidLife> = {}): BidLife => ({ bidder, withdrawnAt: null, lapsedAt: null, deemedAt: null, ...over });

describe("G8: deposits across National Day", () => {
  test.each([
    ["GP loser, letter of 09-29", GP, lot({ lettersAt: when("2026-09-29T10:00:00") }, "letters"), bid("L"), "lost", "2026-10-12"],
    ["GP winner, contract of 10-09", GP, lot({ lettersAt: when("2026-09-29T10:00:00"), signedOn: day("2026-10-09") }, "letters"), bid("W"), "won", "2026-10-15"],
    ["ENG loser, contract of 09-29", ENG, lot({ lettersAt: when("2026-09-22T10:00:00"), signedOn: day("2026-09-29") }, "contract"), bid("L"), "lost", "2026-10-08"],
    ["ENG winner, the same day", ENG, lot({ signedOn: day("2026-09-29") }, "contract"), bid("W"), "won", "2026-10-08"],
    ["ENG withdrawal of 09-28", ENG, lot({}, "contract"), bid("L", { withdrawnAt: when("2026-09-28T10:00:00") }), "withdrawn", "2026-10-08"],
    ["GP withdrawal of 09-28", GP, lot({}, "letters"), bid("L", { withdrawnAt: when("2026-09-28T10:00:00") }), "withdrawn", "2026-10-10"],
    ["an amendment not confirmed by the deadline of 09-28", ENG, lot({}, "contract"), bid("L", { lapsedAt: when("2026-09-28T09:30:00") }), "lapsed", "2026-10-08"],
    ["GP termination of 09-29", GP, lot({ ended: { kind: "terminated", at: when("2026-09-29T10:00:00") } }, "letters"), bid("L"), "terminated", "2026-10-12"],
    ["G1b: deemed withdrawn at the opening of 09-22", ENG, lot({ ended: { kind: "failed", at: when("2026-09-22T11:00:00") } }, "contract"), bid("c", { deemedAt: when("2026-09-22T09:36:00") }), "deemed-withdrawn", "2026-09-28"],
  ] as const)("%s", (_about, lawful, life, mine, cause, on) => {
    const duty = refundDuty(lawful, life, mine);
    expect(duty?.cause).toBe(cause);
    expect(duty?.period.rolledDate).toBe(on);
  });
  test("a working-day count by hand: land's losers, listing ended 09-29, are paid by 10-12; the make-up Saturday counts", () => {
    expect(addWorking(day("2026-09-29"), 5).counted).toEqual(["2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"]);
  });
  test("a guarantee of a standing bid is not due: works losers wait for the contract, procurement's for the letters", () => {
    expect(refundDuty(ENG, lot({ lettersAt: when("2026-09-29T10:00:00") }, "contract"), bid("L"))).toBeNull();
    expect(refundDuty(GP, lot({}, "letters"), bid("L"))).toBeNull();
    expect(refundDuty(GP, lot({ lettersAt: when("2026-09-29T10:00:00") }, "letters"), bid("W"))).toBeNull();
    expect(decideRefund(null, "L", day("2026-10-01"), day("2026-10-01"))).toEqual(refuse("refund-not-due", { bidder: "L" }));
  });
  test("a refund is of a day between its event and today", () => {
    const duty = refundDuty(GP, lot({ lettersAt: when("2026-09-29T10:00:00") }, "letters"), bid("L"));
    expect(decideRefund(duty, "L", day("2026-09-29"), day("2026-10-21")).ok).toBe(true);
    expect(decideRefund(duty, "L", day("2026-10-21"), day("2026-10-21")).ok).toBe(true);
    for (const paidOn of ["2026-09-28", "2026-10-22"]) expect(decideRefund(duty, "L", day(paidOn), day("2026-10-21"))).toEqual(refuse("refund-day", { paidOn, from: "2026-09-29", until: "2026-10-21" }));
  });
});

describe("GP-15: 200,000 yuan due 10-12 and paid 10-21", () => {
  const late = { bond: 20_000_000n, dueOn: day("2026-10-12"), paidOn: day("2026-10-21"), ownFault: false };
  const terms = rateTermsOf(GP);
  const charge = (over: Partial<typeof late>, yearDays = 365) => lateRefundCharge({ ...late, ...over }, GP, { rate: "4.35", yearDays });
  test("nine days at 4.35 % raised by a fifth are 257.42 on 365 days and 261 on 360", () => {
    expect(terms).toEqual({ rate: "4.35", yearDays: 365 });
    expect(charge({}).value).toBe("257.42");
    expect(charge({}, 360).value).toBe("261");
  });
  test("nothing by the bidder's own fault, nothing in time, and one day more is dearer", () => {
    expect(charge({ ownFault: true }).value).toBe("0");
    expect(charge({ paidOn: day("2026-10-12") }).value).toBe("0");
    expect(charge({ paidOn: day("2026-10-13") }).value).toBe("28.6");
  });
  test("anybody computes it again from its leaves", () => { expect(recompute(charge({}))).toEqual({ value: "257.42", wrong: [] }); });
  test("works know no such charge; a tender whose rules are older than the rate has none computed", () => {
    expect(rateTermsOf(ENG)).toBeNull();
    expect(rateTermsOf({ rules: freezeRules(day("2015-10-23")), law: procurement.law })).toBeNull();
  });
});

describe("void by art. 36 of the Government Procurement Law", () => {
  const budget = 110_000_000n;
  test("all above the budget and the purchaser cannot pay; one fen within it, and the lot stands", () => {
    expect(decideVoid("over-budget", { prices: [110_000_001n, 120_000_000n], budget, cannotPay: true })).toEqual(ok(true));
    expect(decideVoid("over-budget", { prices: [110_000_000n, 120_000_000n], budget, cannotPay: true })).toEqual(refuse("prices-within-budget", { within: 1, budget: "1,100,000.00" }));
    expect(decideVoid("over-budget", { prices: [110_000_001n], budget, cannotPay: false })).toEqual(refuse("purchaser-can-pay"));
    expect(decideVoid("over-budget", { prices: [], budget, cannotPay: true })).toEqual(refuse("no-prices-yet"));
  });
  test("unlawful conduct and a need that is gone rest on what was found", () => {
    for (const ground of ["unlawful-conduct", "need-cancelled"] as const) expect(decideVoid(ground, { prices: [], budget, cannotPay: false })).toEqual(ok(true));
  });
});
