import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clocksOf, nextLight, running, type ClockFacts } from "../../src/complaints/clocks.js";
import { ComplaintBody, decideNamed, judgePoints } from "../../src/complaints/filing.js";
import { badRecordFrom, decideHandler, enoughHandlers, isAboutHim } from "../../src/complaints/hands.js";
import { KINDS, kindOf, OPEN_KINDS, type Kind } from "../../src/complaints/kinds.js";
import { isOver, STATES, STEPS, stepTo, type State, type Step } from "../../src/complaints/life.js";
import { masked, maskedName } from "../../src/complaints/mask.js";
import { lineOf } from "../../src/lines/lines.js";
import { complaintWindow, suspensionEnds, type Ordered } from "../../src/objections/windows.js";
import { at, day, dayOf, endOf, plusDays, plusMs, type Instant } from "../../src/kernel/time.js";
import { lawSets } from "../../src/procedure/law.js";
import { REFUSALS } from "../../src/kernel/refusal.js";
import { inTime } from "../../src/rules/period.js";
import { freezeRules, type RuleId } from "../../src/rules/rules.js";

const rules = freezeRules(day("2026-09-01"));
const when = (text: string): Instant => at(`${text}+08:00`);

describe("the law of each channel, on both sides of its last day", () => {
  test.each<[RuleId, string, string]>([
    ["SV-14", "2026-09-01T09:00:00", "2026-09-16"], ["SV-15", "2026-09-01T09:00:00", "2026-11-02"], ["SV-16", "2026-09-01T09:00:00", "2026-10-08"], ["SV-17", "2026-09-01T09:00:00", "2026-09-08"],
    ["SV-80", "2026-09-18T09:00:00", "2026-09-20"], ["SV-81", "2026-09-24T09:00:00", "2026-10-09"], ["SV-82", "2026-09-01T09:00:00", "2026-09-15"], ["SV-83", "2026-09-01T09:00:00", "2026-10-08"], ["SV-84", "2026-09-01T09:00:00", "2026-09-21"],
    ["EC-39", "2026-09-24T09:00:00", "2026-09-30"], ["EC-40", "2026-09-24T09:00:00", "2026-11-12"], ["GP-50", "2026-11-12T09:00:00", "2026-11-19"], ["GP-51", "2026-11-12T09:00:00", "2026-11-17"], ["GP-52", "2026-11-12T09:00:00", "2026-11-24"], ["GP-53", "2026-11-12T09:00:00", "2026-11-19"], ["GP-54", "2026-11-12T09:00:00", "2026-12-24"],
  ])("%s from %s lasts to the end of %s and no moment longer", (id, from, last) => {
    const end = endOf(day(last));
    expect([-1, 0, 1].map((ms) => inTime(rules, id, when(from), plusMs(end, ms)))).toEqual([true, true, false]);
  });
});

const facts = (kind: Kind, over: Partial<ClockFacts> = {}): ClockFacts => ({ kind, receivedAt: when("2026-09-01T09:00:00"), acceptedAt: null, refusedAt: null, copiedAt: null, statedAt: null, decidedAt: null, overAt: null, isComplex: false, pauses: [], ...over });
const untilOf = (given: ClockFacts, now = when("2026-09-01T10:00:00")) => Object.fromEntries(clocksOf(rules, given, now).map(({ name, period }) => [name, period.rolledDate]));

describe("clocks", () => {
  test("conduct: accepted within a working day, answered in five, a complex one in fifteen", () => {
    expect(untilOf(facts("conduct"))).toEqual({ accept: "2026-09-02" });
    const accepted = { acceptedAt: when("2026-09-02T09:00:00") };
    expect(untilOf(facts("conduct", accepted))).toEqual({ accept: "2026-09-02", decide: "2026-09-09" });
    expect(untilOf(facts("conduct", { ...accepted, isComplex: true }))["decide"]).toBe("2026-09-22");
  });

  test("a petition is extended by thirty days, a late payment has ninety instead of thirty", () => {
    const accepted = { acceptedAt: when("2026-09-01T09:00:00") };
    expect(untilOf(facts("petition", accepted))["decide"]).toBe("2026-11-02");
    expect(untilOf(facts("petition", { ...accepted, isComplex: true }))["decide"]).toBe("2026-11-30");
    expect(untilOf(facts("small-firm-payment", accepted))).toEqual({ accept: "2026-09-15", decide: "2026-10-08" });
    expect(untilOf(facts("small-firm-payment", { ...accepted, isComplex: true }))["decide"]).toBe("2026-11-30");
  });

  test("days of a test or expert review are left out of a tender complaint's thirty, and of no other's", () => {
    const pauses = [{ from: day("2026-11-16"), until: day("2026-11-18") }];
    const received = { receivedAt: when("2026-11-12T16:00:00") };
    expect(untilOf(facts("purchase", received))["decide"]).toBe("2026-12-24");
    expect(untilOf(facts("purchase", { ...received, pauses }))["decide"]).toBe("2026-12-29");
    expect(untilOf(facts("purchase", { ...received, pauses }))["accept"]).toBe("2026-11-19");
  });

  test("the copy starts the respondent's clock; a refusal is to be told sooner than an acceptance", () => {
    expect(untilOf(facts("purchase", { copiedAt: when("2026-09-03T09:00:00") }))["statement"]).toBe("2026-09-10");
    expect(untilOf(facts("purchase", { refusedAt: when("2026-09-03T09:00:00") }))["refuse"]).toBe("2026-09-04");
  });

  test("what was met keeps the light of that day; what is over by itself is awaited no more", () => {
    const late = clocksOf(rules, facts("conduct", { acceptedAt: when("2026-09-03T09:00:00") }), when("2026-12-01T09:00:00"));
    expect(late.map(({ name, light, metAt }) => [name, light, metAt !== null])).toEqual([["accept", "red", true], ["decide", "red", false]]);
    expect(running(clocksOf(rules, facts("conduct", { overAt: when("2026-09-01T12:00:00") }), when("2026-12-01T09:00:00")))).toEqual([]);
  });

  test("the next change of a light is never behind, and looking again at each ends in red", () => {
    fc.assert(fc.property(fc.constantFrom(...(Object.keys(KINDS) as Kind[])), fc.integer({ min: 0, max: 200 }), (kind, offset) => {
      const given = facts(kind, { acceptedAt: when("2026-09-01T09:00:00") });
      let now = when(`${plusDays(day("2026-09-01"), offset)}T08:00:00`);
      for (let looks = 0; looks < 5; looks++) {
        const nexts = running(clocksOf(rules, given, now)).flatMap((clock) => nextLight(rules, clock, now) ?? []);
        if (nexts.length === 0) break;
        const next = Math.min(...nexts) as Instant;
        expect(next).toBeGreaterThan(now);
        now = next;
      }
      expect(running(clocksOf(rules, given, now)).every(({ light }) => light === "red")).toBe(true);
    }), { numRuns: 100 });
  });
});

describe("the life of a complaint", () => {
  const states = Object.keys(STATES) as State[];
  test("every step from every state: where it leads, or that it is refused", () => {
    const led = Object.fromEntries((Object.keys(STEPS) as Step[]).map((step) => [step, states.flatMap((state) => { const to = stepTo(step, state); return to.ok ? [`${state}→${to.value}`] : []; })]));
    expect(led).toEqual({
      register: [], classify: ["REGISTERED→CLASSIFIED", "CLASSIFIED→CLASSIFIED", "TRANSFERRED→CLASSIFIED"], transfer: ["CLASSIFIED→TRANSFERRED"], accept: ["CLASSIFIED→ACCEPTED", "TRANSFERRED→ACCEPTED"], refuse: ["CLASSIFIED→REFUSED", "TRANSFERRED→REFUSED"],
      copy: ["ACCEPTED→ACCEPTED", "INVESTIGATING→INVESTIGATING"], state: ["ACCEPTED→ACCEPTED", "INVESTIGATING→INVESTIGATING"], join: ["ACCEPTED→ACCEPTED", "INVESTIGATING→INVESTIGATING"], leave: ["ACCEPTED→ACCEPTED", "INVESTIGATING→INVESTIGATING"], investigate: ["ACCEPTED→INVESTIGATING"],
      pause: ["ACCEPTED→ACCEPTED", "INVESTIGATING→INVESTIGATING"], extend: ["ACCEPTED→ACCEPTED", "INVESTIGATING→INVESTIGATING"], propose: ["INVESTIGATING→INVESTIGATING"], decide: ["INVESTIGATING→DECIDED"], serve: ["REFUSED→SERVED", "DECIDED→SERVED"], close: ["TRANSFERRED→CLOSED", "SERVED→CLOSED"],
      withdraw: ["REGISTERED→WITHDRAWN", "CLASSIFIED→WITHDRAWN", "TRANSFERRED→WITHDRAWN", "ACCEPTED→WITHDRAWN", "INVESTIGATING→WITHDRAWN"], light: ["REGISTERED→REGISTERED", "CLASSIFIED→CLASSIFIED", "TRANSFERRED→TRANSFERRED", "ACCEPTED→ACCEPTED", "INVESTIGATING→INVESTIGATING"],
    });
  });

  test("nothing leads out of a complaint that is closed or withdrawn, and every other state has a way on", () => {
    for (const state of states) expect((Object.keys(STEPS) as Step[]).some((step) => stepTo(step, state).ok), state).toBe(!isOver(state));
  });
});

describe("who may handle it", () => {
  const about = { actorId: "complaint-1", person: "解民忧", uscc: "11341700MB000006X6" };
  const officer = { id: "complaint-2", name: "闻必复", uscc: "12341700MB0000035Q", workedUntil: null };
  const code = (given: Partial<typeof officer>, kind: Kind = "conduct", workedUntil: string | null = null) => { const decided = decideHandler(rules, kind, about, { ...officer, ...given, workedUntil: workedUntil === null ? null : day(workedUntil) }, day("2026-09-24")); return decided.ok ? "ok" : decided.refusal.code; };
  test("never the person complained of, by office or by name, whatever else he is", () => {
    expect([code({}), code({ id: "complaint-1" }), code({ name: "解民忧" })]).toEqual(["ok", "complaint-about-handler", "complaint-about-handler"]);
    expect(isAboutHim({ actorId: null, person: null, uscc: null }, officer)).toBe(false);
  });
  test("of a tender, nobody of the buyer; nobody who worked there within three years, to the day (EC-42)", () => {
    expect([code({ uscc: about.uscc }, "tender"), code({ uscc: about.uscc }, "conduct")]).toEqual(["complaint-own-unit", "ok"]);
    expect([code({}, "tender", "2023-09-25"), code({}, "tender", "2023-09-24"), code({}, "tender", "2026-09-24")]).toEqual(["complaint-worked-there", "ok", "complaint-worked-there"]);
  });
  test("one handler is too few, two are enough (EC-41)", () => {
    expect([1, 2, 3].map((count) => enoughHandlers(rules, count).ok)).toEqual([false, true, true]);
  });
  test("three baseless complaints in twelve months make a bad record, two do not, nor the third a day later (GP-56)", () => {
    const days = (...texts: string[]) => badRecordFrom(rules, texts.map((text) => day(text)));
    expect([days("2026-01-10", "2026-12-24"), days("2025-12-24", "2026-01-10", "2026-12-24"), days("2025-12-23", "2026-01-10", "2026-12-24")]).toEqual([false, true, false]);
  });
});

describe("what is filed", () => {
  test("a name is needed where the kind's law asks for one, and nowhere else", () => {
    for (const kind of OPEN_KINDS) expect(decideNamed(kind, null).ok, kind).toBe(kindOf(kind).anonymous);
    expect(decideNamed("petition", "陈某").ok).toBe(true);
  });

  const point = (objection: number | null) => ({ text: "评分有误", objection, onReply: false });
  const own = [{ serial: 1, from: when("2026-10-20T09:00:00"), until: endOf(day("2026-11-12")) }, { serial: 2, from: when("2026-10-20T09:00:00"), until: endOf(day("2026-11-01")) }];
  test("a point nobody challenged is not taken, one whose window is over neither; with none left the complaint is refused", () => {
    const judged = judgePoints([point(1), point(null), point(2), point(9)], own, when("2026-11-12T16:00:00"));
    expect(judged.ok && judged.value.map(({ excluded }) => excluded)).toEqual([null, "not-challenged", "too-late", "not-challenged"]);
    expect(judgePoints([point(null)], own, when("2026-11-12T16:00:00"))).toMatchObject({ ok: false, refusal: { code: "complaint-not-challenged" } });
  });
  test("the last moment of 12 November is in time, the next is not (G14, GP-49)", () => {
    expect([0, 1].map((ms) => judgePoints([point(1)], own, plusMs(endOf(day("2026-11-12")), ms)).ok)).toEqual([true, false]);
  });
  test("a complaint after a challenge of 13 October: from its reply, or the end of its period, until 12 November", () => {
    const lawful = { rules, law: lineOf("procurement").law };
    const filedAt = when("2026-10-13T16:00:00");
    expect(complaintWindow(lawful, "result", { filedAt, repliedAt: null }, day("2026-09-24"), filedAt)).toEqual({ from: endOf(day("2026-10-22")), until: endOf(day("2026-11-12")) });
    expect(complaintWindow(lawful, "result", { filedAt, repliedAt: when("2026-10-15T09:00:00") }, day("2026-09-24"), filedAt)).toEqual({ from: when("2026-10-15T09:00:00"), until: endOf(day("2026-11-12")) });
  });
  test("works: G5's complaint until 13 October, the days of the reply left out", () => {
    const lawful = { rules, law: lineOf("works").law };
    const window = complaintWindow(lawful, "result", { filedAt: when("2026-09-28T16:00:00"), repliedAt: when("2026-10-08T10:00:00") }, day("2026-09-23"), when("2026-10-08T10:00:00"));
    expect(window === null ? null : dayOf(plusMs(window.until, -1))).toBe("2026-10-13");
  });

  test("hostile text is refused as a form, never thrown", () => {
    fc.assert(fc.property(fc.record({ kind: fc.constantFrom(...OPEN_KINDS), subject: fc.string({ unit: "binary", maxLength: 200 }), content: fc.string({ unit: "binary", maxLength: 300 }), person: fc.string({ unit: "binary", maxLength: 80 }) }), (given) => {
      expect(typeof ComplaintBody.safeParse(given).success).toBe("boolean");
    }));
    expect(ComplaintBody.safeParse({ kind: "conduct", subject: "窗口\u202e超时", content: "超时" }).success).toBe(false);
  });
});

describe("what is published", () => {
  test("no name, number or address of who complained is left in a text, however often it stands there", () => {
    expect(masked("赵小民（13900000000）于9月1日到窗口，赵小民说…", ["赵小民", "13900000000", null])).toBe("×××（×××）于9月1日到窗口，×××说…");
    fc.assert(fc.property(fc.string({ minLength: 2, maxLength: 20 }).filter((name) => !"×××".includes(name)), fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (name, before, after) => {
      expect(masked(`${before}${name}${after}${name}`, [name]).includes(`${name}${name}`) && !name.includes("×")).toBe(false);
    }));
  });
  test("a person complained of keeps the first character", () => {
    expect([maskedName("柳窗明"), maskedName("林"), maskedName(null)]).toEqual(["柳××", "林×", null]);
  });
});

test("every refusal of complaints says its deciding facts in both languages", () => {
  for (const [code, row] of Object.entries(REFUSALS).filter(([name]) => name.startsWith("complaint-"))) expect([...row.zh.matchAll(/\{(\w+)\}/g)].length > 0 || row.en.length > 20, code).toBe(true);
});

test("a suspension ordered on 13 November ends with 13 December (GP-55), though that is a Sunday; a line whose law sets no end has none", () => {
  const lawful = { rules: freezeRules(day("2026-11-13")), law: lineOf("procurement").law };
  const once = (when: string) => suspensionEnds(lawful, [{ kind: "suspend", complaint: null, at: at(when) }], null);
  expect(once("2026-11-13T09:00:00+08:00")).toBe(endOf(day("2026-12-13")));
  expect(once("2026-11-14T00:00:00+08:00")).toBe(endOf(day("2026-12-14")));
  expect(lawSets({ law: lineOf("works").law }, "suspensionDays")).toBe(false);
});

describe("all suspensions for one complaint together last thirty days (GP-55)", () => {
  const lawful = { rules: freezeRules(day("2026-11-01")), law: lineOf("procurement").law };
  const [ONE, OTHER] = ["C2026000001", "C2026000002"];
  const order = (kind: string, when: string, complaint: string | null = null): Ordered => ({ kind, complaint, at: at(`${when}+08:00`) });
  const ends = (orders: readonly Ordered[], complaint: string | null) => suspensionEnds(lawful, orders, complaint);
  test("what was used before is taken off: twenty-nine days leave one, thirty leave none", () => {
    const used = (until: string) => [order("suspend", "2026-11-01T09:00:00", ONE), order("resume", until), order("suspend", "2026-12-10T09:00:00", ONE)];
    expect(ends(used("2026-11-30T23:59:59"), ONE)).toBe(endOf(day("2026-12-10")));
    expect(ends(used("2026-12-01T00:00:00"), ONE)).toBeNull();
  });
  test("another complaint has days of its own; one that is not named counts with each", () => {
    const before = (complaint: string | null) => [order("suspend", "2026-11-01T09:00:00", complaint), order("resume", "2026-12-01T09:00:00")];
    expect(ends([...before(OTHER), order("suspend", "2026-12-10T09:00:00", ONE)], ONE)).toBe(endOf(day("2027-01-09")));
    expect(ends([...before(null), order("suspend", "2026-12-10T09:00:00", ONE)], ONE)).toBeNull();
    expect(ends([...before(ONE), order("suspend", "2026-12-10T09:00:00")], null)).toBeNull();
  });
  test("stopped and let go every day it is at an end as soon as stopped for good; a day on which it is stopped twice counts once", () => {
    const daily = Array.from({ length: 30 }, (_, n) => [order("suspend", `2026-11-${String(n + 1).padStart(2, "0")}T00:00:01`, ONE), order("resume", `2026-11-${String(n + 1).padStart(2, "0")}T23:00:00`)]).flat();
    expect(ends([...daily, order("suspend", "2026-12-01T08:00:00", ONE)], ONE)).toBe(endOf(day("2026-12-01")));
    expect(ends([...daily, order("suspend", "2026-12-01T08:00:00", ONE), order("resume", "2026-12-01T09:00:00"), order("suspend", "2026-12-01T10:00:00", ONE)], ONE)).toBeNull();
    expect(ends([...daily.slice(0, 4), order("suspend", "2026-11-02T23:30:00", ONE)], ONE)).toBe(endOf(day("2026-12-01")));
  });
  test("one that the law ended has used all of them", () => {
    expect(ends([order("suspend", "2026-11-01T09:00:00", ONE), order("suspend", "2027-01-04T09:00:00", ONE)], ONE)).toBeNull();
  });
});

test("of what is decided, refused or over nothing is awaited, though no copy ever left: its clocks remind nobody", () => {
  const facts: ClockFacts = { kind: "purchase", receivedAt: when("2026-09-01T09:00:00"), acceptedAt: null, refusedAt: null, copiedAt: null, statedAt: null, decidedAt: null, overAt: null, isComplex: false, pauses: [] };
  const later = when("2026-09-02T09:00:00");
  expect(running(clocksOf(rules, facts, later)).map(({ name }) => name)).toContain("copy");
  for (const end of ["decidedAt", "refusedAt", "overAt"] as const) expect(running(clocksOf(rules, { ...facts, acceptedAt: later, [end]: later }, later)), end).toEqual([]);
});
