import { describe, expect, test } from "vitest";
import { day } from "../../src/kernel/time.js";
import { land } from "../../src/lines/land.js";
import { mining } from "../../src/lines/mining.js";
import { property } from "../../src/lines/property.js";
import { saleLawOf } from "../../src/procedure/sale-procedure.js";
import { freezeRules } from "../../src/rules/rules.js";
import { mayApply, mayDecide, mayRefund, refundDue, tallyOf, type Applicant } from "../../src/sales/applicant.js";
import { when } from "../support/works-facts.js";

const RULES = freezeRules(day("2026-08-17"));
const [LAND, MINE, PROP] = [{ rules: RULES, law: saleLawOf(land, "FJ") }, { rules: RULES, law: saleLawOf(mining, "ORDER39") }, { rules: RULES, law: saleLawOf(property, "ORDER32") }];
const ENDED = { stage: "no_deal", stageAt: when("2026-09-29T10:00:00"), refusedAt: null, noticeDays: null, contest: null } as const;
const applicant = (over: Partial<Applicant>): Applicant => ({ firm: "A", deposit: "held", verdict: null, ...over });

test("applications are taken until the instant their notice says, while the notice or the listing runs", () => {
  const until = when("2026-09-16T17:00:00");
  expect([mayApply("noticed", until, when("2026-09-16T16:59:59.999")), mayApply("contest", until, when("2026-09-16T16:59:59.999"))]).toEqual([null, null]);
  expect(mayApply("noticed", until, until)?.code).toBe("application-late");
  expect([mayApply("registered", until, when("2026-09-01T09:00:00"))?.code, mayApply("terminated", until, when("2026-09-01T09:00:00"))?.code]).toEqual(["sale-applications-closed", "sale-applications-closed"]);
});

test("an application is decided once, and for the applicant only where its deposit is held", () => {
  expect(mayDecide(applicant({}), "qualified", "noticed")).toBeNull();
  for (const deposit of ["none", "reversed", "refunded"] as const) expect(mayDecide(applicant({ deposit }), "qualified", "noticed")?.code).toBe("application-without-deposit");
  expect(mayDecide(applicant({ deposit: "none" }), "refused", "noticed")).toBeNull();
  expect(mayDecide(applicant({ verdict: "refused" }), "refused", "noticed")?.code).toBe("application-decided");
  for (const stage of ["terminated", "deal", "no_deal"] as const) expect([mayDecide(applicant({}), "qualified", stage)?.code, mayDecide(applicant({}), "refused", stage)]).toEqual(["sale-applications-closed", null]);
});

test("whoever’s deposit was taken back is not among the qualified", () => {
  expect(tallyOf([applicant({ verdict: "qualified" }), applicant({ verdict: "qualified", deposit: "reversed" }), applicant({ verdict: "refused" }), applicant({}), applicant({ deposit: "none" })])).toEqual({ qualified: 1, undecided: 1 });
});

describe("G8: by when a deposit goes back", () => {
  test("land and mining rights: five working days after the end, across National Day", () => {
    for (const lawful of [LAND, MINE]) for (const stage of ["no_deal", "expired", "terminated"] as const) expect(refundDue({ ...ENDED, lawful, stage })).toBe("2026-10-12");
  });
  test("property: the days its notice says", () => {
    expect(refundDue({ ...ENDED, lawful: PROP, noticeDays: 3 })).toBe("2026-10-09");
    expect(refundDue({ ...ENDED, lawful: PROP, noticeDays: 5 })).toBe("2026-10-12");
  });
  test("whoever was refused does not wait for the end", () => {
    expect(refundDue({ ...ENDED, lawful: LAND, stage: "noticed", refusedAt: when("2026-09-21T15:00:00") })).toBe("2026-09-29");
  });
  test("a contest counts from its end, not from the day it was confirmed: who lost waits for nothing more, and the winner’s deposit stays", () => {
    const endedAt = when("2026-09-21T10:28:29.900");
    for (const stage of ["contest", "deal", "confirmed", "no_deal"] as const) {
      expect(refundDue({ ...ENDED, lawful: LAND, stage, contest: { endedAt, won: false } })).toBe("2026-09-29");
      expect(refundDue({ ...ENDED, lawful: LAND, stage, contest: { endedAt, won: true } })).toBeNull();
    }
  });
  test("while the sale runs, and of a lot that is dealt, nothing is due here", () => {
    for (const stage of ["noticed", "contest", "deal", "contracted"] as const) expect(refundDue({ ...ENDED, lawful: LAND, stage })).toBeNull();
    expect(mayRefund("held", null)).toMatchObject({ refusal: { code: "application-refund-not-due" } });
    expect(mayRefund("refunded", day("2026-10-12"))).toMatchObject({ refusal: { code: "application-no-deposit" } });
    expect(mayRefund("held", day("2026-10-12"))).toMatchObject({ ok: true });
  });
});
