import { expect, test } from "vitest";
import { checkAppraisal, figuresOf, gradeOf, type AppraisedLine, type Figures } from "../../src/concierge/appraisal.js";
import { checkCall, checkMinutes, guestKey, MinutesBody } from "../../src/concierge/meeting.js";
import { at, day } from "../../src/kernel/time.js";
import { freezeRules } from "../../src/rules/rules.js";

// Meetings with decisions that have owners and days, and appraisals that come out of the files.
const MEETS = at("2026-10-12T15:00:00+08:00");
const GUESTS = [{ kind: "unit", code: "103" }, { kind: "intermediary", code: "ZJ-001" }];
const minutes = (over: Record<string, unknown> = {}) => MinutesBody.parse({ minutes: "逐项答复", came: ["unit/103"], decisions: [{ text: "三日内预审", unit: "103", owner: "柯代正", dueOn: "2026-10-12" }], ...over });
const codeOf = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string => result.refusal?.code ?? "";

test("a meeting is called for a time to come, not for this very moment; one that answers an investor names his project", () => {
  expect(checkCall({ kind: "coordination", project: null, meetsAt: MEETS }, (MEETS - 1) as typeof MEETS).ok).toBe(true);
  expect(codeOf(checkCall({ kind: "coordination", project: null, meetsAt: MEETS }, MEETS))).toBe("meeting-past");
  expect(codeOf(checkCall({ kind: "answers", project: null, meetsAt: MEETS }, (MEETS - 1) as typeof MEETS))).toBe("meeting-of-no-project");
  expect(checkCall({ kind: "answers", project: "ZS2026-0001", meetsAt: MEETS }, (MEETS - 1) as typeof MEETS).ok).toBe(true);
});

test("minutes are written from the moment the meeting begins, of guests who were invited, with decisions due on its day or later", () => {
  const facts = { meetsAt: MEETS, now: MEETS, guests: GUESTS };
  expect(checkMinutes(minutes(), facts).ok).toBe(true);
  expect(codeOf(checkMinutes(minutes(), { ...facts, now: (MEETS - 1) as typeof MEETS }))).toBe("meeting-to-come");
  expect(codeOf(checkMinutes(minutes({ came: ["unit/104"] }), facts))).toBe("meeting-guest");
  expect(codeOf(checkMinutes(minutes({ decisions: [{ text: "办", unit: "104", owner: "某", dueOn: "2026-10-12" }] }), facts))).toBe("meeting-guest");
  expect(codeOf(checkMinutes(minutes({ decisions: [{ text: "办", unit: "103", owner: "某", dueOn: "2026-10-11" }] }), facts))).toBe("decision-due");
  expect(GUESTS.map(guestKey)).toEqual(["unit/103", "intermediary/ZJ-001"]);
});

const line = (kind: string, on: string, over: Partial<AppraisedLine> = {}): AppraisedLine => ({ project: "P1", kind, due_on: null, made_at: new Date(`${on}T10:00:00+08:00`), rating: null, ...over });
test("figures count distinct projects, steps in time by their day, and ratings; a step on its last day is in time, one a day later is not", () => {
  expect(figuresOf([
    line("start", "2026-10-12", { due_on: "2026-10-12" }), line("solve", "2026-10-14", { due_on: "2026-10-13" }), line("note", "2026-10-15"), line("note", "2026-10-16", { project: "P2" }), line("rate", "2026-10-17", { rating: "satisfied" }), line("rate", "2026-10-18", { rating: "fair" }), line("supervise", "2026-10-19", { due_on: "2026-10-13" }), line("raised", "2026-10-20", { project: "P3", due_on: "2026-10-21" }),
  ])).toEqual({ projects: 2, solved: 1, notes: 2, timed: 2, inTime: 1, rated: 2, satisfied: 1, supervised: 1 } satisfies Figures);
});

const rules = freezeRules(day("2026-10-31"));
const figures = (over: Partial<Figures>): Figures => ({ projects: 1, solved: 1, notes: 1, timed: 100, inTime: 100, rated: 100, satisfied: 100, supervised: 0, ...over });
test("nine in ten is excellent and a hair less is not, six in ten is competent and a hair less is deficient; the smaller share decides", () => {
  expect([90, 89, 60, 59].map((inTime) => gradeOf(rules, figures({ inTime })))).toEqual(["excellent", "competent", "competent", "deficient"]);
  expect([90, 89, 60, 59].map((satisfied) => gradeOf(rules, figures({ satisfied })))).toEqual(["excellent", "competent", "competent", "deficient"]);
  expect(gradeOf(rules, figures({ supervised: 1 })), "who was supervised is not excellent").toBe("competent");
  expect(gradeOf(rules, figures({ timed: 0, inTime: 0, rated: 0, satisfied: 0 })), "nothing was late").toBe("excellent");
});

test("a period is appraised once it is over and after those before; whoever is deficient is held to account", () => {
  const given = { from: day("2026-10-01"), until: day("2026-10-31"), words: "按档案", measure: null };
  const facts = { today: day("2026-11-01"), before: day("2026-09-30") };
  expect(checkAppraisal(given, "competent", facts).ok).toBe(true);
  expect(codeOf(checkAppraisal(given, "competent", { ...facts, today: day("2026-10-31") }))).toBe("appraisal-period");
  expect(codeOf(checkAppraisal({ ...given, from: day("2026-11-01") }, "competent", { ...facts, today: day("2026-12-01") }))).toBe("appraisal-period");
  expect(codeOf(checkAppraisal(given, "competent", { ...facts, before: day("2026-10-01") }))).toBe("appraisal-overlaps");
  expect(codeOf(checkAppraisal(given, "deficient", facts))).toBe("appraisal-without-measure");
  expect(checkAppraisal({ ...given, measure: "talk" }, "deficient", facts).ok).toBe(true);
});
