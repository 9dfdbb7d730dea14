import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { answerable, decideHandOver, decideMerge, decideOpinion, decideTakeOver, JOINT_STATES, jointStep, memberState, nextStage, type JointState, type Member, type Officer } from "../../src/joint/joint.js";
import { checkMembers, daysThrough, FORM_FIELDS, formGaps, jointLimit, sharedFor, templateBy, wantedOf, type JointTemplate, type TemplateMember } from "../../src/joint/template.js";
import { JOINT_TEMPLATES } from "../../src/joint/templates.js";
import { day, startOf, type Instant } from "../../src/kernel/time.js";
import type { Result } from "../../src/kernel/result.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import { UNITS } from "../../src/rehearsal/people.js";
import { freezeRules } from "../../src/rules/rules.js";

const RULES = freezeRules(day("2026-09-21"));
const codeOf = (result: Result<unknown>): string => (result.ok ? "ok" : result.refusal.code);
const TEMPLATES: readonly (readonly [string, JointTemplate])[] = Object.entries(JOINT_TEMPLATES);
const REGISTRY = new Map(rehearsalItems(day("2026-09-01")).map((item) => [item.code, item]));
const END = startOf(day("2026-09-29"));
const member = (name: string, opinion: Member["opinion"], more: Partial<Member> = {}): Member => ({ name, stage: 1, begun: true, endsAt: END, opinion, ...more });

describe("templates, held against the registry of the rehearsal town", () => {
  test.each(TEMPLATES)("%s: every item is in the registry, its lead leads one of them, and nobody promises more days than its item does", (_, template) => {
    for (const { item, days, stage } of template.members) {
      const kept = REGISTRY.get(item);
      expect(kept, item).toBeDefined();
      expect(days, item).toBeLessThanOrEqual(kept?.promisedLimitWD ?? -1);
      expect(template.stages[stage - 1], item).toBeDefined();
    }
    expect(UNITS.find(({ code }) => code === template.lead)?.kinds).toContain("approving");
    expect(template.members.map(({ item }) => REGISTRY.get(item)?.unit)).toContain(template.lead);
  });
  test.each(TEMPLATES)("%s: each material that an item always asks comes from exactly one place: the one form, a material handed in once, or an earlier stage", (_, template) => {
    const places = [...template.byForm, ...template.materials.flatMap(({ uses }) => uses), ...template.yielded.map(({ material }) => material)].map((pair) => pair.join("/"));
    expect(new Set(places).size, "none is asked twice").toBe(places.length);
    const asked = template.members.flatMap(({ item }) => (REGISTRY.get(item)?.materials ?? []).filter(({ required }) => required).map(({ id }) => `${item}/${id}`));
    expect(places.toSorted()).toEqual(asked.toSorted());
    const ids = template.materials.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  test.each(TEMPLATES)("%s: what an item gets from another comes from an earlier stage", (_, template) => {
    const members: readonly TemplateMember[] = template.members;
    const stageOf = (item: string) => members.find((each) => each.item === item)?.stage ?? 0;
    for (const { material: [item], from } of template.yielded) expect(stageOf(from), `${from} → ${item}`).toBeLessThan(stageOf(item));
  });
  test.each(TEMPLATES)("%s: the whole keeps within the rule it stands on, and its stages within the whole", (_, template) => {
    expect(checkMembers(template.promised, template.members)).toEqual({ ok: true, value: true });
    expect(template.promised).toBeLessThanOrEqual(jointLimit(RULES, template));
    for (const field of template.form) expect(FORM_FIELDS[field]).toBeDefined();
  });
  test("the five ones take seven working days where twenty went before; the chain of a construction project stays under forty-five", () => {
    expect([JOINT_TEMPLATES.enterprise.before, JOINT_TEMPLATES.enterprise.promised, jointLimit(RULES, JOINT_TEMPLATES.enterprise)]).toEqual([20, 7, 7]);
    expect([daysThrough(JOINT_TEMPLATES["works-project"].members), jointLimit(RULES, JOINT_TEMPLATES["works-project"])]).toEqual([28, 45]);
    expect(templateBy("toString")).toBeNull();
  });
  test("members are two at least, each once, each within the whole, and so are the stages one after the other", () => {
    const of = (...members: readonly (readonly [string, number, number])[]) => codeOf(checkMembers(7, members.map(([item, stage, days]) => ({ item, stage, days }))));
    expect([of(["a", 1, 3]), of(["a", 1, 3], ["b", 1, 8]), of(["a", 1, 3], ["a", 2, 3]), of(["a", 1, 3], ["b", 2, 5]), of(["a", 1, 3], ["b", 2, 4]), of(["a", 1, 7], ["b", 1, 7])]).toEqual(["joint-alone", "joint-member-long", "joint-member-twice", "joint-stages-long", "ok", "ok"]);
  });
  test("a form says what it lacks, and a member gets the materials its item names by its own names", () => {
    expect(formGaps({ form: ["legalPerson", "capital"] }, { legalPerson: "孟创业", capital: " " })).toEqual(["capital"]);
    expect(sharedFor(JOINT_TEMPLATES.enterprise, "118-003")).toEqual([{ id: "identity", as: "m2" }]);
    expect(wantedOf(JOINT_TEMPLATES.enterprise).every(({ required }) => required)).toBe(true);
  });
});

describe("members and their silence", () => {
  test("a member is silent from the end of its last day, not a millisecond before; while its time stands still it is not", () => {
    expect([memberState(member("卫健", null), (END - 1) as Instant), memberState(member("卫健", null), END), memberState(member("卫健", null, { endsAt: null }), END), memberState(member("卫健", null, { begun: false, endsAt: null }), END)]).toEqual(["pending", "silent", "pending", "ahead"]);
    expect([memberState(member("卫健", "agree"), END), memberState(member("卫健", "object"), END)], "an opinion after its day still counts").toEqual(["agreed", "objected"]);
  });
  test("silence is consent only where local rules say so", () => {
    const members = [member("市监", "agree"), member("卫健", null)];
    expect(decideMerge(members, { silenceAgrees: true, at: END })).toEqual({ ok: true, value: "agreed" });
    expect(codeOf(decideMerge(members, { silenceAgrees: true, at: (END - 1) as Instant }))).toBe("joint-member-open");
    expect(decideMerge(members, { silenceAgrees: false, at: END })).toMatchObject({ ok: false, refusal: { code: "joint-member-open", facts: { unit: "卫健", state: "逾期未答复" } } });
  });
  test("one objection is the outcome of the whole; stages behind it need not begin, members beside it must have spoken", () => {
    const later = member("人防", null, { stage: 2, begun: false, endsAt: null });
    expect(decideMerge([member("规划", "object"), later], { silenceAgrees: false, at: END })).toEqual({ ok: true, value: "objected" });
    expect(codeOf(decideMerge([member("规划", "agree"), later], { silenceAgrees: false, at: END }))).toBe("joint-member-open");
    expect(codeOf(decideMerge([member("规划", "object"), member("环保", null, { endsAt: (END + 1) as Instant })], { silenceAgrees: true, at: END }))).toBe("joint-member-open");
  });
  test("a stage begins once every member of those before it consents", () => {
    const later = member("人防", null, { stage: 2, begun: false, endsAt: null });
    const given = { stage: 1, silenceAgrees: false, at: END };
    expect([nextStage([member("规划", "agree"), later], given), nextStage([member("规划", null), later], given), nextStage([member("规划", "object"), later], given), nextStage([member("规划", null), later], { ...given, silenceAgrees: true }), nextStage([member("规划", "agree")], given)]).toEqual([2, null, null, 2, null]);
  });
  test("whatever members say, what can be merged once has nobody pending, and is agreed only where nobody objects", () => {
    const any = fc.record({ name: fc.constant("单位"), stage: fc.constant(1), begun: fc.constant(true), endsAt: fc.option(fc.integer({ min: END - 2, max: END + 2 }).map((each) => each as Instant), { nil: null }), opinion: fc.constantFrom("agree" as const, "object" as const, null) });
    fc.assert(fc.property(fc.array(any, { minLength: 2, maxLength: 6 }), fc.boolean(), (members, silenceAgrees) => {
      const merged = decideMerge(members, { silenceAgrees, at: END });
      const states = members.map((each) => memberState(each, END));
      expect(merged.ok).toBe(states.every((state) => state === "agreed" || state === "objected" || (state === "silent" && silenceAgrees)));
      if (merged.ok) expect(merged.value).toBe(states.includes("objected") ? "objected" : "agreed");
    }));
  });
});

describe("an opinion", () => {
  const given = { state: "shared" as JointState, mergedAt: null, member: member("卫健", null), givenAt: null, counted: null };
  test("is taken once, in its stage, before the merge; afterwards the unit is told how it was counted", () => {
    expect(codeOf(decideOpinion(given))).toBe("ok");
    expect(codeOf(decideOpinion({ ...given, givenAt: END }))).toBe("joint-opined");
    expect(codeOf(decideOpinion({ ...given, member: member("人防", null, { begun: false }) }))).toBe("joint-stage-ahead");
    expect(codeOf(decideOpinion({ ...given, state: "opened" }))).toBe("joint-state");
    expect(decideOpinion({ ...given, state: "merged", mergedAt: END, counted: "silent" })).toMatchObject({ ok: false, refusal: { code: "joint-merged", facts: { unit: "卫健", counted: "逾期未答复", at: "2026-09-29T00:00:00+08:00" } } });
  });
});

describe("who answers for a case, for life", () => {
  const officer = (actor: string, confirmed = true): Officer => ({ actor, name: actor, confirmed });
  test("a hand-over counts from its confirmation, one at a time, by the person it names", () => {
    expect(answerable([officer("甲"), officer("乙", false)]).actor).toBe("甲");
    expect(answerable([officer("甲"), officer("乙")]).actor).toBe("乙");
    expect([decideHandOver([officer("甲")], { state: "shared", to: "乙" }), decideHandOver([officer("甲")], { state: "shared", to: "甲" }), decideHandOver([officer("甲"), officer("乙", false)], { state: "shared", to: "丙" })].map(codeOf)).toEqual(["ok", "joint-hand-over-same", "joint-hand-over-open"]);
    expect([decideTakeOver([officer("甲"), officer("乙", false)], "乙"), decideTakeOver([officer("甲"), officer("乙", false)], "甲"), decideTakeOver([officer("甲")], "甲")].map(codeOf)).toEqual(["ok", "joint-hand-over-theirs", "joint-hand-over-none"]);
  });
  test("after delivery it stays with whoever answered then", () => {
    const states = (Object.keys(JOINT_STATES) as JointState[]).filter((state) => codeOf(decideHandOver([officer("甲")], { state, to: "乙" })) === "joint-for-life");
    expect(states).toEqual(["not-accepted", "delivered", "withdrawn"]);
    expect(() => answerable([])).toThrow(RangeError);
  });
});

test("a joint case is delivered once, and never before it is decided", () => {
  const from = (Object.keys(JOINT_STATES) as JointState[]).filter((state) => jointStep("deliver", state).ok);
  expect(from).toEqual(["decided", "paid"]);
  expect((Object.keys(JOINT_STATES) as JointState[]).filter((state) => jointStep("merge", state).ok)).toEqual(["shared"]);
});
