import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { standsBack } from "../../src/experts/blinding.js";
import type { Exclusion } from "../../src/experts/files.js";
import { exclusionOf, MONTHLY_CAP, NEVER_SAT, REST, YEARLY_CAP, type Avoided } from "../../src/experts/avoidance.js";
import { candidatesOf, type Pooled } from "../../src/experts/candidates.js";
import { ExpertBody, isQualified, ownUnit, strataFor } from "../../src/experts/expert-file.js";
import { POOL_STATES, POOL_STEPS, standsAt, stepTo, type PoolStep, type Standing } from "../../src/experts/pool-life.js";
import { day } from "../../src/kernel/time.js";
import { expertBody } from "../support/pool.js";

const TODAY = day("2026-09-01");
const file = (over: Record<string, unknown> = {}) => ExpertBody.parse(expertBody(over));
const step = (now: Standing, name: PoolStep, over: { reason?: string; until?: string } = {}) => stepTo(now, { step: name, reason: over.reason ?? null, until: over.until === undefined ? null : day(over.until) }, TODAY);
const codeOf = (result: ReturnType<typeof stepTo>): string | null => (result.ok ? null : result.refusal.code);

describe("the life of an expert in the pool", () => {
  test("from the application over review and training to an appointment with a last day, and no step is skipped", () => {
    expect(codeOf(step({ state: "applied", until: null }, "activate", { until: "2029-08-31" }))).toBe("pool-step");
    expect(step({ state: "applied", until: null }, "review")).toMatchObject({ value: { state: "under-review" } });
    expect(step({ state: "under-review", until: null }, "train")).toMatchObject({ value: { state: "trained" } });
    expect(step({ state: "trained", until: null }, "activate", { until: "2029-08-31" })).toMatchObject({ value: { state: "active", until: "2029-08-31" } });
  });

  test("a term may end today and no earlier; it ends by itself the day after, and may then be renewed", () => {
    expect(codeOf(step({ state: "trained", until: null }, "activate", { until: "2026-08-31" }))).toBe("pool-term-missing");
    expect(step({ state: "trained", until: null }, "activate", { until: "2026-09-01" }).ok).toBe(true);
    const over: Standing = { state: "active", until: day("2026-08-31") };
    expect(standsAt({ ...over, until: TODAY }, TODAY)).toBe("active");
    expect(standsAt(over, TODAY)).toBe("expired");
    expect(codeOf(step(over, "pause"))).toBe("pool-step");
    expect(step(over, "renew", { until: "2029-08-31" })).toMatchObject({ value: { state: "active", until: "2029-08-31" } });
  });

  test("whoever is suspended, cleared, refused or removed is told why", () => {
    for (const [state, name] of [["active", "investigate"], ["under-investigation", "clear"], ["applied", "refuse"], ["active", "remove"]] as const) {
      expect(codeOf(step({ state, until: null }, name))).toBe("pool-reason-missing");
      expect(step({ state, until: null }, name, { reason: "核查" }).ok).toBe(true);
    }
  });

  test("nothing leads out of removal and refusal, and no walk through the steps leaves the table", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...(Object.keys(POOL_STEPS) as PoolStep[])), { maxLength: 30 }), (names) => {
      let now: Standing = { state: "applied", until: null };
      for (const name of names) {
        const next = step(now, name, { reason: "理由", until: "2027-01-01" });
        if (now.state === "removed" || now.state === "refused") expect(next.ok).toBe(false);
        expect(next.ok).toBe((POOL_STEPS[name].from as readonly string[]).includes(standsAt(now, TODAY)));
        if (next.ok) now = next.value;
        expect(Object.keys(POOL_STATES)).toContain(now.state);
      }
    }));
  });
});

describe("who may judge", () => {
  test.each([
    ["EX-01", "senior", false, 8, true], ["EX-01", "senior", false, 7, false], ["EX-01", "intermediate", false, 30, false], ["EX-01", "intermediate", true, 8, true], ["EX-01", "none", true, 7, false],
    ["EX-02", "intermediate", false, 0, true], ["EX-02", "none", false, 30, false], ["EX-02", "none", true, 8, true], ["EX-02", "none", true, 7, false],
  ] as const)("%s: a %s title, equal standing %s, %i years: %s", (rule, titleLevel, equalStanding, years, may) => {
    expect(isQualified({ titleLevel, equalStanding, years }, rule, 8)).toBe(may);
  });

  test("a specialty of the fourth level is of its third, and of no other", () => {
    expect(strataFor({ specialties: ["A080101", "B0110"] }, ["A0801", "A0802", "B0110", "B011001"])).toEqual(["A0801", "B0110"]);
    expect(ExpertBody.safeParse(expertBody({ specialties: ["A08"] })).success).toBe(false);
  });
});

describe("who stands back (rule book C4)", () => {
  const BIDDER = { name: "晨光测算建设有限公司", uscc: "913301005550000018" };
  const OWN = { name: "晨光市公共工程中心", uscc: "123301005550000026" };
  const avoided: Avoided = { own: [OWN], bidders: [BIDDER], since: day("2023-09-01") };
  const ruled = (over: Record<string, unknown>, more: Partial<Pooled> = {}, to: Avoided = avoided) => exclusionOf({ file: file(over), state: "active", sat: NEVER_SAT, ...more }, to, TODAY);
  const unit = (over: Record<string, unknown> = {}) => ({ name: BIDDER.name, uscc: BIDDER.uscc, tie: "employed", from: "2010-01-01", until: null, ...over });

  test("a tie to a bidder counts three years back to the day, whatever kind it is", () => {
    expect(ruled({ units: [unit({ until: "2023-09-01" })] })).toBe("conflict");
    expect(ruled({ units: [unit({ until: "2023-08-31" })] })).toBeNull();
    expect(ruled({ units: [unit({ tie: "director" })] })).toBe("conflict");
    expect(ruled({ units: [unit({ tie: "holder" })] })).toBe("conflict");
  });

  test("a unit given without a code is known by its name, however it is spaced", () => {
    expect(ruled({ units: [unit({ uscc: null, name: "晨光测算建设 有限公司" })] })).toBe("conflict");
    expect(ruled({ units: [unit({ uscc: null, name: "晨光测算监理有限公司" })] })).toBeNull();
  });

  test("a relative at a bidder or at the tenderer counts", () => {
    expect(ruled({ kin: [{ kin: "spouse", unit: BIDDER.name, uscc: BIDDER.uscc }] })).toBe("conflict");
    expect(ruled({ kin: [{ kin: "inLaw", unit: OWN.name, uscc: null }] })).toBe("conflict");
  });

  test("the tenderer's own staff of today are left out, those of yesterday are not", () => {
    expect(ruled({ units: [unit({ ...OWN })] })).toBe("own-unit");
    expect(ruled({ units: [unit({ ...OWN, until: "2026-08-31" })] })).toBeNull();
    expect(ruled({ units: [unit({ ...OWN, until: "2026-09-01" })] })).toBe("own-unit");
  });

  test("before the opening nobody knows a bidder, so that no tie to one shows in the list", () => {
    expect(ruled({ units: [unit()] }, {}, { ...avoided, bidders: [] })).toBeNull();
  });

  test("on leave, suspended", () => {
    expect(ruled({}, { state: "paused" })).toBe("leave");
    expect(ruled({}, { state: "under-investigation" })).toBe("suspended");
  });

  test("who judged often enough in a month or a year, or on five days of seven, rests; one fewer, and he can be drawn", () => {
    const after = (sat: Partial<typeof NEVER_SAT>) => ruled({}, { sat: { ...NEVER_SAT, ...sat } });
    expect([after({ month: MONTHLY_CAP }), after({ year: YEARLY_CAP }), after({ recentDays: REST.days })]).toEqual(["monthly-cap", "yearly-cap", "rest"]);
    expect(after({ month: MONTHLY_CAP - 1, year: YEARLY_CAP - 1, recentDays: REST.days - 1 })).toBeNull();
  });

  test("of the drawn, who must stand back by the list of today is marked; that he has judged often since is no reason", () => {
    const now = (excluded: Exclusion | null) => standsBack({ expert: "e-1" }, [{ expert: "e-2", excluded: "conflict" }, { expert: "e-1", excluded }]);
    expect((["conflict", "own-unit", "leave", "suspended", "monthly-cap", "yearly-cap", "rest", null] as const).map(now)).toEqual(["conflict", "own-unit", "leave", "suspended", null, null, null, null]);
  });

  test("the list names everybody of the pool who may judge, once, in the stratum that needs him most", () => {
    const one = (expert: string, over: Record<string, unknown> = {}, state: Pooled["state"] = "active"): Pooled => ({ expert, file: file(over), state, sat: NEVER_SAT });
    const pool = [one("e-3", { specialties: ["A080101", "A0602"] }), one("e-1"), one("e-2", { specialties: ["A0801"] }), one("e-4", { years: 7 }), one("e-5", {}, "expired"), one("e-6", {}, "applied"), one("e-7", { specialties: ["C0101"] }), one("e-8", { units: [{ name: "院", uscc: null, tie: "employed", from: "2010-01-01", until: "2020-01-01" }] }, "paused")];
    const list = candidatesOf(pool, { A0801: 2, A0602: 1 }, { rule: "EX-01", years: 8 }, avoided, TODAY);
    expect(list.map(({ expert, stratum, excluded }) => [expert, stratum, excluded])).toEqual([["e-1", "A0801", null], ["e-2", "A0801", null], ["e-3", "A0602", null], ["e-8", "A0801", "leave"]]);
    // Whoever works for nobody is of no unit but his own.
    expect(list.map(({ unit: of }) => of)).toEqual(["name:晨光市测算设计院", "name:晨光市测算设计院", "name:晨光市测算设计院", "self:e-8"]);
    expect(ownUnit(file(), TODAY)?.name).toBe("晨光市测算设计院");
  });
});
