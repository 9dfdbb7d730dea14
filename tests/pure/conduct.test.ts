import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFormula, formulaOn, scoreOf, scoreText, type Formula, type FormulaPart, type Measured, type NewFormula } from "../../src/conduct/appraisal.js";
import { answerBy, checkInterest, checkStep, FINDING_STEPS, stateOf, type FindingStep, type Sides, type Taken } from "../../src/conduct/finding.js";
import { measure, placeOf, type Records, type Tally } from "../../src/conduct/measure.js";
import { checkPatrol, missingPatrols, type Seat } from "../../src/conduct/patrol.js";
import { refuse } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";

// How people of the centre work: patrols of working days, findings from the first to the last, an appraisal anybody can work out again.
const seat = (actor: string, number: number): Seat => ({ actor, number, name: "某人", from: day("2026-01-01"), until: null });
const SEATS = [seat("a", 5), seat("b", 6)];
const walk = (attendance: [string, "present" | "late"][]) => ({ note: "无异常", attendance: attendance.map(([actor, state]) => ({ actor, state })) });

describe("patrols", () => {
  const around = { day: day("2026-09-28"), seats: SEATS, isMade: false };
  const whole = walk([["a", "present"], ["b", "late"]]);
  test("a walk is of a working day, once, of everybody who sits somewhere and of nobody else", () => {
    expect(checkPatrol(whole, around).ok).toBe(true);
    expect(checkPatrol(whole, { ...around, isMade: true })).toEqual(refuse("patrol-made", { day: around.day }));
    expect(checkPatrol(walk([["a", "present"]]), around)).toEqual(refuse("patrol-incomplete", { number: 6 }));
    expect(checkPatrol(walk([["a", "present"], ["a", "late"], ["b", "late"]]), around)).toEqual(refuse("patrol-twice", { actor: "a" }));
    expect(checkPatrol(walk([["a", "present"], ["b", "late"], ["c", "late"]]), around)).toEqual(refuse("patrol-no-seat", { actor: "c" }));
  });
  test("by the three classes of days: none on a festival or a plain Saturday, one on a Sunday that is worked", () => {
    for (const off of ["2026-10-01", "2026-09-12"]) expect(checkPatrol(whole, { ...around, day: day(off) })).toEqual(refuse("patrol-no-work-day", { day: off }));
    expect(checkPatrol(whole, { ...around, day: day("2026-09-20") }).ok, "made up for before National Day").toBe(true);
  });
  test("a working day that ended without one is missing; today is not yet, a festival never", () => {
    expect(missingPatrols([day("2026-09-28")], day("2026-09-28"), day("2026-10-09"))).toEqual(["2026-09-29", "2026-09-30", "2026-10-08"]);
    expect(missingPatrols([], day("2026-09-28"), day("2026-09-28"))).toEqual([]);
  });
});

describe("findings", () => {
  const TOLD = day("2026-09-21");
  const taken = (...steps: FindingStep[]): Taken[] => steps.map((step) => ({ step, by: "conduct-1", on: TOLD }));
  const by = (role: string, over: Partial<Sides> = {}): Sides => ({ role, isAbout: false, isFinder: false, ...over });
  const step = (name: FindingStep, sanction: "reminder" | null = null) => ({ step: name, sanction });
  test("nobody is sanctioned unheard: a decision follows an answer or the silence of five working days", () => {
    expect(checkStep(step("decide", "reminder"), taken(), by("centre-head"), TOLD).ok).toBe(false);
    expect(checkStep(step("decide", "reminder"), taken("notify"), by("centre-head"), TOLD).ok).toBe(false);
    expect(checkStep(step("decide", "reminder"), taken("notify", "hear"), by("centre-head"), TOLD)).toEqual({ ok: true, value: "decided" });
    expect(answerBy(TOLD), "the 25th is Mid-Autumn").toBe("2026-09-29");
    expect(checkStep(step("silence"), taken("notify"), by("conduct-supervisor"), day("2026-09-29"))).toEqual(refuse("finding-may-answer", { until: day("2026-09-29") }));
    expect(checkStep(step("silence"), taken("notify"), by("conduct-supervisor"), day("2026-09-30")).ok).toBe(true);
  });
  test("each step is its own office’s; whom it is about only answers, whoever found it never decides", () => {
    expect(checkStep(step("hear"), taken("notify"), by("window-staff", { isAbout: true }), TOLD).ok).toBe(true);
    expect(checkStep(step("hear"), taken("notify"), by("conduct-supervisor"), TOLD)).toEqual(refuse("finding-not-about-you"));
    expect(checkStep(step("notify"), taken(), by("conduct-supervisor", { isAbout: true }), TOLD)).toEqual(refuse("finding-not-yours"));
    expect(checkStep(step("settle"), taken(), by("duty-head", { isFinder: true }), TOLD).ok).toBe(true);
    expect(checkStep(step("settle"), taken(), by("duty-head"), TOLD).ok, "another’s finding").toBe(false);
    expect(checkStep(step("decide", "reminder"), taken("notify", "hear"), by("centre-head", { isFinder: true }), TOLD)).toEqual(refuse("finding-own"));
    expect(checkStep(step("decide", "reminder"), taken("notify", "hear"), by("conduct-supervisor"), TOLD).ok).toBe(false);
    expect(checkStep(step("decide"), taken("notify", "hear"), by("centre-head"), TOLD)).toEqual(refuse("finding-sanction"));
    expect(checkStep(step("drop", "reminder"), taken("notify", "hear"), by("centre-head"), TOLD)).toEqual(refuse("finding-sanction"));
  });
  test("whatever is tried in whatever order, a sanction stands on a hearing, and what is over stays over", () => {
    const steps = Object.keys(FINDING_STEPS) as FindingStep[];
    fc.assert(fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (tried) => {
      const done: Taken[] = [];
      for (const name of tried) {
        const sides = by(name === "hear" ? "window-staff" : name === "decide" || name === "drop" ? "centre-head" : "conduct-supervisor", { isAbout: name === "hear", isFinder: name === "settle" });
        if (checkStep({ step: name, sanction: name === "decide" ? "reminder" : null }, done, sides, day("2027-01-01")).ok) done.push({ step: name, by: "x", on: TOLD });
      }
      const names = done.map((each) => each.step);
      if (names.includes("decide")) expect(names.slice(0, names.indexOf("decide")).some((name) => name === "hear" || name === "silence")).toBe(true);
      if (["settled", "dropped", "closed"].includes(stateOf(done))) for (const name of steps) expect(checkStep({ step: name, sanction: null }, done, by("centre-head"), TOLD).ok).toBe(false);
    }));
  });
  test("a declaration says that there is nothing, or what there is", () => {
    expect([checkInterest({ none: true, words: "" }), checkInterest({ none: false, words: "配偶在某企业任职" }), checkInterest({ none: true, words: "有" }), checkInterest({ none: false, words: "" })].map(({ ok }) => ok)).toEqual([true, true, false, false]);
  });
});

describe("appraisal", () => {
  const parts: FormulaPart[] = [{ measure: "attendance", points: "60", each: null }, { measure: "training", points: "30", each: null }, { measure: "sanctions", points: "10", each: "4" }];
  const formula: NewFormula = { from: day("2026-09-01"), unit: parts, window: parts, staff: parts };
  const measured = (over: Partial<Measured> = {}): Measured => ({ attendance: { of: 2n, all: 3n }, training: { of: 1n, all: 1n }, cases: { of: 0n, all: 0n }, satisfaction: { of: 0n, all: 0n }, complaints: { of: 0n, all: 0n }, sanctions: { of: 0n, all: 0n }, ...over });
  test("a formula’s points come to a hundred, each measure once, and counts alone take off", () => {
    const around = { before: null, today: day("2026-09-01") };
    expect(checkFormula(formula, around).ok).toBe(true);
    expect(checkFormula({ ...formula, unit: [{ measure: "attendance", points: "99.99", each: null }] }, around)).toMatchObject({ refusal: { code: "appraisal-points" } });
    expect(checkFormula({ ...formula, staff: [{ measure: "attendance", points: "50", each: null }, { measure: "attendance", points: "50", each: null }] }, around)).toMatchObject({ refusal: { code: "appraisal-twice" } });
    expect(checkFormula({ ...formula, window: [{ measure: "attendance", points: "100", each: "1" }] }, around)).toEqual(refuse("appraisal-each"));
    expect(checkFormula({ ...formula, from: day("2026-08-31") }, around).ok).toBe(false);
    const versions = [{ ...formula, version: 1 }, { ...formula, from: day("2026-10-01"), version: 2 }] as Formula[];
    expect([formulaOn(versions, day("2026-09-30"))?.version, formulaOn(versions, day("2026-10-01"))?.version, formulaOn(versions, day("2026-08-31"))]).toEqual([1, 2, null]);
  });
  test("a score is exact to the fraction; each sanction takes off, never below nothing; what has no records is left out", () => {
    expect(scoreText(scoreOf(parts, measured()).total)).toBe("80.00");
    expect(scoreOf(parts, measured({ attendance: { of: 1n, all: 3n }, training: { of: 1n, all: 7n } })).total).toEqual({ n: 240n, d: 7n });
    expect(scoreText(scoreOf(parts, measured({ sanctions: { of: 2n, all: 0n } })).total)).toBe("72.00");
    expect(scoreText(scoreOf(parts, measured({ sanctions: { of: 3n, all: 0n } })).total)).toBe("70.00");
    expect(scoreText(scoreOf(parts, measured({ training: { of: 0n, all: 0n } })).total), "50 of 70").toBe("71.43");
    expect(scoreOf(parts, measured({ training: { of: 0n, all: 0n }, attendance: { of: 0n, all: 0n } })).total).toBeNull();
  });
  const tally = (closed: bigint, inTime: bigint, answers: bigint, satisfied: bigint): Tally => ({ closed, inTime, answers, satisfied });
  test("a unit is measured by its windows, a window by who sat there, a person by himself", () => {
    const records: Records = {
      attendance: [{ actor: "a", number: 5, state: "present" }, { actor: "a", number: 5, state: "late" }, { actor: "b", number: 6, state: "leave" }], sanctioned: [{ about: "a", number: 5 }, { about: "b", number: null }], trainings: [["a"], ["a", "b"]],
      windows: [{ number: 5, unit: "103" }, { number: 6, unit: "103" }, { number: 7, unit: "104" }], seats: [{ actor: "a", number: 5 }, { actor: "b", number: 6 }, { actor: "c", number: 6 }],
      handled: { units: new Map([["103", tally(10n, 9n, 4n, 3n)]]), actors: new Map([["a", tally(3n, 3n, 2n, 1n)], ["b", tally(4n, 2n, 1n, 1n)], ["c", tally(1n, 1n, 0n, 0n)]]) },
      upheld: [{ unit: "103", about: "b" }, { unit: "103", about: null }, { unit: null, about: "a" }],
    };
    const of = (subject: Parameters<typeof placeOf>[0]) => { const { attendance, training, sanctions } = measure(placeOf(subject, records), records); return [attendance.of, attendance.all, training.of, training.all, sanctions.of]; };
    expect(of({ unit: "103" })).toEqual([2n, 3n, 3n, 4n, 1n]);
    expect(of({ window: 6 })).toEqual([1n, 1n, 1n, 2n, 0n]);
    expect(of({ staff: "b" })).toEqual([1n, 1n, 1n, 2n, 1n]);
    expect(of({ unit: "104" })).toEqual([0n, 0n, 0n, 0n, 0n]);
    const served = (subject: Parameters<typeof placeOf>[0]) => { const { cases, satisfaction, complaints } = measure(placeOf(subject, records), records); return [cases.of, cases.all, satisfaction.of, satisfaction.all, complaints.of]; };
    expect(served({ unit: "103" }), "the cases of its items, whoever had them in hand").toEqual([9n, 10n, 3n, 4n, 2n]);
    expect(served({ window: 6 }), "those of both who sat there").toEqual([3n, 5n, 1n, 1n, 1n]);
    expect(served({ staff: "a" })).toEqual([3n, 3n, 1n, 2n, 1n]);
    expect(served({ unit: "104" })).toEqual([0n, 0n, 0n, 0n, 0n]);
  });
});
