import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CASE_STATES, CASE_STEPS, checkHanded, decideAcceptance, decideExtension, decideNotice, deliveryDue, isOpen, missingOf, silenceEnds, stepTo, tripsKept, wasInTime, type CaseState, type CaseStep, type Extending, type Wanted } from "../../src/approvals/case.js";
import { ledgerOf, lightAt, remainingDays, timingOf, usedDays, yellowDays, type ClockFacts, type Pause } from "../../src/approvals/clock.js";
import { decideUnder, mandateFor, type Mandate } from "../../src/approvals/mandate.js";
import { nextSitting, route, sittingsOfWeek, windowShare } from "../../src/approvals/routing.js";
import { answerDue, isAnswerLate } from "../../src/approvals/supervision.js";
import { refuse, type Result } from "../../src/kernel/result.js";
import { at, day, dayOf, endOf, plusDays, plusMs, startOf, type Instant, type PlainDate } from "../../src/kernel/time.js";
import { dayKind } from "../../src/rules/calendar.js";
import { freezeRules, ruleOn, wholeOf } from "../../src/rules/rules.js";

const RULES = freezeRules(day("2026-09-24"));
const REVIEW: Pause = { from: day("2026-09-29"), until: day("2026-10-09"), zh: "专家评审", en: "expert review" };
const promised = (more: Partial<ClockFacts> = {}): ClockFacts => ({ acceptedOn: day("2026-09-24"), limit: 7, pauses: [], ...more });
const codeOf = (result: Result<unknown>): string => (result.ok ? "ok" : result.refusal.code);
const due = (acceptedOn: string, limit: number): PlainDate | null => timingOf(RULES, { acceptedOn: day(acceptedOn), limit, pauses: [] }).dueOn;
const counts = (facts: ClockFacts, through: string): string[] => ledgerOf(facts, day(through)).filter(({ nth }) => nth !== null).map(({ date, nth }) => `${date}=${String(nth)}`);

describe("the clock of a case (G15)", () => {
  test("seven working days from the Thursday before Mid-Autumn end on 12 October, the worked Saturday among them", () => {
    expect(timingOf(RULES, promised())).toEqual({ dueOn: "2026-10-12", yellowAt: startOf(day("2026-10-10")), redAt: endOf(day("2026-10-12")), provisional: false });
    expect(counts(promised(), "2026-10-12")).toEqual(["2026-09-28=1", "2026-09-29=2", "2026-09-30=3", "2026-10-08=4", "2026-10-09=5", "2026-10-10=6", "2026-10-12=7"]);
  });

  test("an expert review takes its first and its last day out: due on 16 October, yellow from the 15th, red from the 17th", () => {
    const facts = promised({ pauses: [REVIEW] });
    const timing = timingOf(RULES, facts);
    expect(timing).toEqual({ dueOn: "2026-10-16", yellowAt: startOf(day("2026-10-15")), redAt: startOf(day("2026-10-17")), provisional: false });
    expect(counts(facts, "2026-10-16")).toEqual(["2026-09-28=1", "2026-10-10=2", "2026-10-12=3", "2026-10-13=4", "2026-10-14=5", "2026-10-15=6", "2026-10-16=7"]);
    expect(["2026-10-14", "2026-10-15", "2026-10-16", "2026-10-17"].map((each) => lightAt(RULES, timing, day(each)))).toEqual(["green", "yellow", "yellow", "red"]);
    expect(remainingDays(day("2026-10-15"), day("2026-10-16"))).toBe(1);
  });

  test("every day that did not count says why", () => {
    const lines = ledgerOf(promised({ pauses: [REVIEW] }), day("2026-10-10"));
    expect(lines.find(({ date }) => date === "2026-09-25")).toMatchObject({ nth: null, zh: "中秋节（法定节假日）" });
    expect(lines.find(({ date }) => date === "2026-09-29")).toMatchObject({ nth: null, zh: "专家评审" });
    expect(lines.find(({ date }) => date === "2026-10-05")).toMatchObject({ nth: null, zh: "国庆节放假调休" });
    expect(lines.find(({ date }) => date === "2026-10-10")).toMatchObject({ nth: 2, zh: "国庆节调休上班" });
    expect(lines.map(({ date }) => date)).toEqual(Array.from({ length: 16 }, (_, more) => plusDays(day("2026-09-25"), more)));
  });

  test("while time stands still nothing is due, and what was counted stays counted", () => {
    const facts = promised({ pauses: [{ ...REVIEW, until: null }] });
    expect(timingOf(RULES, facts)).toEqual({ dueOn: null, yellowAt: null, redAt: null, provisional: false });
    expect(lightAt(RULES, timingOf(RULES, facts), day("2027-01-01"))).toBe("green");
    expect(usedDays(facts, day("2026-12-01"))).toBe(1);
  });

  test("a case that was overdue before its time stood still stays due when it was", () => {
    expect(timingOf(RULES, promised({ pauses: [{ ...REVIEW, from: day("2026-10-13"), until: null }] })).dueOn).toBe("2026-10-12");
    expect(timingOf(RULES, promised({ pauses: [{ ...REVIEW, from: day("2026-10-12"), until: null }] })).dueOn).toBeNull();
  });

  test("the statutory twenty end on 29 October, the joint forty-five on 3 December, the five ones from 22 September on 9 October", () => {
    expect([due("2026-09-24", 20), due("2026-09-24", 45), due("2026-09-22", wholeOf(RULES, "SV-10"))]).toEqual(["2026-10-29", "2026-12-03", "2026-10-09"]);
  });

  test("what is missing is told until 9 October; silence accepts as of 24 September", () => {
    expect(silenceEnds(RULES, day("2026-09-24"))).toEqual({ on: "2026-10-09", at: startOf(day("2026-10-10")) });
    expect(due("2026-09-24", 7)).toBe("2026-10-12");
  });

  test("an immediate case is due on the day it is accepted and late the next", () => {
    expect(timingOf(RULES, promised({ limit: 0 }))).toEqual({ dueOn: "2026-09-24", yellowAt: null, redAt: startOf(day("2026-09-25")), provisional: false });
    const timing = timingOf(RULES, promised({ limit: 0 }));
    expect([lightAt(RULES, timing, day("2026-09-24")), lightAt(RULES, timing, day("2026-09-25"))]).toEqual(["green", "red"]);
    expect([wasInTime({ dueOn: day("2026-09-24"), decidedOn: day("2026-09-24") }), wasInTime({ dueOn: day("2026-09-24"), decidedOn: day("2026-09-28") })]).toEqual([true, false]);
    expect(timingOf(RULES, promised({ acceptedOn: day("2026-09-26"), limit: 0 })).dueOn).toBe("2026-09-28");
  });

  test("Spring Festival is passed over whole and both days worked for it count", () => {
    expect(counts({ acceptedOn: day("2026-02-13"), limit: 4, pauses: [] }, "2026-02-27")).toEqual(["2026-02-14=1", "2026-02-24=2", "2026-02-25=3", "2026-02-26=4", "2026-02-27=5"]);
    expect([due("2026-02-13", 6), due("2026-02-12", 1)]).toEqual(["2026-02-28", "2026-02-13"]);
  });

  test("a worked Sunday counts", () => {
    expect(counts({ acceptedOn: day("2026-09-18"), limit: 2, pauses: [] }, "2026-09-21")).toEqual(["2026-09-20=1", "2026-09-21=2"]);
  });

  test("a year without its notice is counted by weekends and says so; the notice changes the day", () => {
    const facts: ClockFacts = { acceptedOn: day("2026-12-29"), limit: 5, pauses: [] };
    expect(timingOf(RULES, facts)).toMatchObject({ dueOn: "2027-01-05", provisional: true });
    const withNotice = (date: PlainDate) => (date === "2027-01-01" ? { class: "STATUTORY", zh: "元旦（法定节假日）", en: "New Year", known: true } as const : { ...dayKind(date), known: true });
    expect(timingOf(RULES, facts, withNotice)).toMatchObject({ dueOn: "2027-01-06", provisional: false });
    expect(timingOf(RULES, { ...facts, limit: 2 })).toMatchObject({ dueOn: "2026-12-31", provisional: false });
  });

  test("the yellow light is a fifth of the limit rounded down, and one working day at least", () => {
    expect([1, 5, 9, 10, 14, 15, 20, 45].map((limit) => yellowDays(RULES, limit))).toEqual([1, 1, 1, 2, 2, 3, 4, 9]);
    expect(timingOf(RULES, promised({ limit: 1 })).yellowAt).toBe(startOf(day("2026-09-25")));
  });

  test("whatever is left out, exactly the limit's days count up to the due day, and it is one of them", () => {
    const dates = fc.integer({ min: 0, max: 500 }).map((more) => plusDays(day("2025-06-01"), more));
    fc.assert(fc.property(dates, fc.integer({ min: 1, max: 60 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 20 })), { maxLength: 3 }), (acceptedOn, limit, given) => {
      const pauses = given.map(([from, length]) => ({ from: plusDays(acceptedOn, from), until: plusDays(acceptedOn, from + length), zh: "检验", en: "test" }));
      const timing = timingOf(RULES, { acceptedOn, limit, pauses });
      if (timing.dueOn === null) throw new Error("no due day");
      const lines = ledgerOf({ acceptedOn, limit, pauses }, timing.dueOn);
      expect(lines.at(-1)?.nth).toBe(limit);
      expect(usedDays({ acceptedOn, limit, pauses }, timing.dueOn)).toBe(limit);
      expect([lightAt(RULES, timing, timing.dueOn), lightAt(RULES, timing, plusDays(timing.dueOn, 1))]).toEqual(["yellow", "red"]);
      expect(timing.yellowAt !== null && timing.redAt !== null && timing.yellowAt < timing.redAt).toBe(true);
    }));
  });
});

const WANTED: readonly Wanted[] = [
  { id: "form", zh: "申请表", en: "application form", required: true, condition: null },
  { id: "plan", zh: "平面图", en: "floor plan", required: true, condition: null },
  { id: "lease", zh: "租赁合同", en: "lease", required: true, condition: "租赁场所的" },
  { id: "photo", zh: "照片", en: "photo", required: false, condition: null },
];
const RECEIVED = at("2026-09-24T10:00:00+08:00");
const handed = (material: string, serial = 1) => ({ material, serial });
const point = (material: string) => ({ material, what: "缺少", standard: "原件一份" });
const ENDS = silenceEnds(RULES, dayOf(RECEIVED)).at;
const FIRST = at("2026-09-28T09:00:00+08:00");

describe("papers of a case", () => {
  test("only what always must be there is missing", () => {
    expect(missingOf(WANTED, [handed("form")]).map(({ id }) => id)).toEqual(["plan"]);
    expect(decideAcceptance(WANTED, [handed("form")])).toEqual(refuse("material-missing", { material: "平面图", materialEn: "floor plan" }));
    expect(decideAcceptance(WANTED, [handed("form"), handed("plan")]).ok).toBe(true);
  });

  test("a material twice and one that is not asked for are refused", () => {
    expect(checkHanded(WANTED, [handed("form"), handed("form")])).toEqual(refuse("material-twice", { material: "申请表", materialEn: "application form" }));
    expect(checkHanded(WANTED, [handed("passport")])).toEqual(refuse("material-unknown", { material: "passport" }));
    expect(checkHanded(WANTED, [handed("form"), handed("plan")]).ok).toBe(true);
  });

  test("a notice of corrections names all that is missing, within five working days", () => {
    const given = { wanted: WANTED, handed: [handed("photo")], seen: null, ends: ENDS };
    expect(decideNotice({ ...given, points: [point("form")], at: FIRST })).toEqual(refuse("notice-incomplete", { material: "平面图", materialEn: "floor plan" }));
    expect(decideNotice({ ...given, points: [point("form"), point("plan")], at: (ENDS - 1) as Instant }).ok).toBe(true);
    expect(decideNotice({ ...given, points: [point("form"), point("plan")], at: ENDS })).toEqual(refuse("notice-late", { until: "2026-10-09" }));
    expect(codeOf(decideNotice({ ...given, points: [point("passport")], at: FIRST }))).toBe("material-unknown");
  });

  test("a second notice is refused for a point the first could have had, and lawful for a paper that came after it", () => {
    const given = { wanted: WANTED, seen: { form: 1 }, ends: ENDS, at: FIRST };
    expect(codeOf(decideNotice({ ...given, handed: [handed("form"), handed("plan")], points: [point("form")] }))).toBe("correction-twice");
    expect(codeOf(decideNotice({ ...given, handed: [handed("form")], points: [point("plan")] }))).toBe("correction-twice");
    expect(codeOf(decideNotice({ ...given, handed: [handed("form"), handed("plan")], points: [point("plan")] }))).toBe("ok");
    expect(codeOf(decideNotice({ ...given, handed: [handed("form"), handed("form", 2), handed("plan")], points: [point("form")] }))).toBe("ok");
  });
});

describe("steps of a case", () => {
  const steps = Object.keys(CASE_STEPS) as CaseStep[];
  const states = Object.keys(CASE_STATES) as CaseState[];
  test("a case is accepted once, decided after its acceptance, delivered after its decision", () => {
    expect([stepTo("accept", "submitted"), stepTo("accept", "accepted")].map(codeOf)).toEqual(["ok", "case-state"]);
    expect([stepTo("grant", "submitted"), stepTo("grant", "deemed-accepted"), stepTo("grant", "suspended")].map(codeOf)).toEqual(["case-state", "ok", "case-state"]);
    expect([stepTo("deliver", "under-review"), stepTo("deliver", "refused"), stepTo("deliver", "fee-notified"), stepTo("deliver", "paid")].map(codeOf)).toEqual(["case-state", "ok", "case-state", "ok"]);
  });
  test("nothing leads out of the archive, and silence accepts only what waits", () => {
    expect(steps.filter((step) => stepTo(step, "archived").ok)).toEqual([]);
    expect(states.filter((state) => stepTo("deem", state).ok)).toEqual(["submitted", "resubmitted"]);
  });
  test("lights are of accepted cases that are not decided", () => {
    expect(states.filter(isOpen)).toEqual(["accepted", "deemed-accepted", "under-review", "suspended"]);
  });
});

describe("numbers of the law", () => {
  const given: Extending = { type: "promised", extended: 0, dueOn: day("2026-10-12"), days: 10, on: day("2026-10-12") };
  test("ten working days for the head (SV-03), fifteen for the government (SV-05)", () => {
    expect([10, 11].map((days) => codeOf(decideExtension(RULES, { ...given, days })))).toEqual(["ok", "extension-long"]);
    expect([15, 16].map((days) => codeOf(decideExtension(RULES, { ...given, type: "joint", days })))).toEqual(["ok", "extension-long"]);
  });
  test("once, until the due day, never for an immediate case nor while time stands still", () => {
    expect(codeOf(decideExtension(RULES, { ...given, extended: 3 }))).toBe("extension-twice");
    expect(codeOf(decideExtension(RULES, { ...given, on: day("2026-10-13") }))).toBe("extension-late");
    expect(codeOf(decideExtension(RULES, { ...given, dueOn: null }))).toBe("extension-late");
    expect(codeOf(decideExtension(RULES, { ...given, type: "immediate" }))).toBe("extension-immediate");
  });
  test("a licence is delivered within ten working days (SV-07), two trips are enough (SV-11)", () => {
    expect(deliveryDue(RULES, day("2026-09-24"))).toBe("2026-10-15");
    expect([2, 3].map((trips) => tripsKept(RULES, trips))).toEqual([true, false]);
  });
  test("expert reviews are left out and told in writing (SV-08); registration has three days and three more (SV-09)", () => {
    expect(ruleOn("SV-08", day("2026-09-24"))).toMatchObject({ op: "=", value: "1", unit: "rule" });
    expect(ruleOn("SV-09", day("2026-09-24"))).toMatchObject({ value: "3", also: { complex: { value: "3" } } });
    expect([due("2026-09-24", 3), due("2026-09-24", 6)]).toEqual(["2026-09-30", "2026-10-10"]);
  });
  test("a deputy head sits twice a week (SV-12), in a week of one working day once", () => {
    const week = (...days: string[]) => sittingsOfWeek(RULES, days.map(day), day("2026-09-16")).kept;
    expect([week("2026-09-14", "2026-09-16"), week("2026-09-14"), week("2026-09-14", "2026-09-14"), week("2026-09-14", "2026-09-21")]).toEqual([true, false, false, false]);
    expect(sittingsOfWeek(RULES, [day("2026-10-08")], day("2026-10-08"))).toEqual({ from: "2026-10-05", count: 1, kept: false });
    expect(sittingsOfWeek(RULES, [], day("2026-02-18"))).toMatchObject({ kept: true });
  });
  test("more than eighty in a hundred promised cases are decided at the window (SV-13)", () => {
    expect([80, 81].map((atWindow) => windowShare(RULES, { atWindow, promised: 100 })?.kept)).toEqual([false, true]);
    expect(windowShare(RULES, { atWindow: 0, promised: 0 })).toBeNull();
  });
});

describe("who decides", () => {
  test("the highest of type, item and complexity, each with its reason", () => {
    expect(route({ caseType: "immediate", level: 1 }, []).level).toBe(1);
    expect(route({ caseType: "promised", level: 1 }, []).level).toBe(2);
    expect(route({ caseType: "promised", level: 3 }, ["factual-check"]).level).toBe(3);
    expect(route({ caseType: "promised", level: 2 }, ["expert-review"])).toMatchObject({ level: 4, reasons: [{ level: 2 }, { level: 2 }, { level: 4, zh: "需专家论证" }] });
  });
  test("the next sitting day is near up to three working days away", () => {
    expect(nextSitting([day("2026-09-17"), day("2026-09-14")], day("2026-09-15"))).toEqual({ on: "2026-09-17", near: true });
    expect(nextSitting([day("2026-09-18")], day("2026-09-15"))?.near).toBe(true);
    expect(nextSitting([day("2026-09-20")], day("2026-09-15"))?.near).toBe(false);
    expect(nextSitting([day("2026-09-14")], day("2026-09-15"))).toBeNull();
  });

  const MANDATE: Mandate = { mandate: "SQ-1", unit: "301", holder: "chief-1", items: ["XK-001"], powers: ["decide", "review"], limit: 100_000_00n, from: day("2026-09-01"), until: day("2026-12-31"), revokedAt: null, seal: "S-1" };
  const act = { item: "XK-001", power: "decide", stake: null, at: at("2026-09-24T10:00:00+08:00") } as const;
  test("a mandate covers its items, powers and days, and its limit to the fen", () => {
    expect(codeOf(decideUnder(MANDATE, act))).toBe("ok");
    expect(codeOf(decideUnder(MANDATE, { ...act, item: "XK-002" }))).toBe("approval-mandate-item");
    expect(codeOf(decideUnder(MANDATE, { ...act, power: "coordinate" }))).toBe("approval-mandate-power");
    expect([100_000_00n, 100_000_01n].map((stake) => codeOf(decideUnder(MANDATE, { ...act, stake })))).toEqual(["ok", "approval-mandate-limit"]);
    expect([at("2026-08-31T23:59:59.999+08:00"), at("2026-09-01T00:00:00+08:00"), at("2026-12-31T23:59:59.999+08:00"), at("2027-01-01T00:00:00+08:00")].map((each) => codeOf(decideUnder(MANDATE, { ...act, at: each })))).toEqual(["approval-mandate-dates", "ok", "ok", "approval-mandate-dates"]);
  });
  test("a mandate ends in the millisecond it is revoked", () => {
    const revoked = { ...MANDATE, revokedAt: act.at };
    expect([codeOf(decideUnder(revoked, { ...act, at: (act.at - 1) as Instant })), codeOf(decideUnder(revoked, act))]).toEqual(["ok", "approval-mandate-revoked"]);
  });
  test("of several mandates the one that covers it counts; without any the item is named", () => {
    const mandate = mandateFor([{ ...MANDATE, items: [] }, MANDATE], act);
    expect(mandate.ok && mandate.value.items).toEqual(["XK-001"]);
    expect(mandateFor([], act)).toEqual(refuse("approval-mandate-none", { item: "XK-001" }));
  });
});

test("supervision of a red light is answered by the end of the third working day after it turned (SV-85); in the next moment it is late", () => {
  const dueAt = answerDue(freezeRules(day("2026-09-30")), startOf(day("2026-09-30")));
  expect(dueAt, "National Day does not count: 8, 9 and the make-up Saturday 10 October").toBe(endOf(day("2026-10-10")));
  expect(isAnswerLate({ dueAt, answeredAt: null }, plusMs(dueAt, -1))).toBe(false);
  expect(isAnswerLate({ dueAt, answeredAt: null }, dueAt)).toBe(true);
  expect([plusMs(dueAt, -1), dueAt].map((answeredAt) => isAnswerLate({ dueAt, answeredAt }, plusMs(dueAt, 1)))).toEqual([false, true]);
});
