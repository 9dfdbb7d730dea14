import { describe, expect, test } from "vitest";
import { checkPost, checkSubCentre, votersOn, type Post, type SubCentre } from "../../src/centre/organisation.js";
import { checkRegulation, coverage, POLICY_CODES, regulationsOn, type NewRegulation, type Policy, type Regulation } from "../../src/centre/regulation.js";
import { refuse } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";

// The one centre: who sits in it, by what rules it works, and which halls are uniform.
const TODAY = day("2026-09-01");
const approval: SubCentre = { code: "approval", kind: "approval", unit: "102", zh: "办证中心", en: "Approvals", onSite: true, place: "一层", from: day("2026-01-01"), until: day("2026-12-31") };
const post = (kind: Post["kind"], actor: string | null, over: Partial<Post> = {}): Post => ({ id: `${kind}-${String(actor)}`, kind, subCentre: null, name: "某人", actor, from: day("2026-01-01"), until: null, ...over });
const rule = (over: Partial<NewRegulation> = {}): NewRegulation => ({ code: "items", kind: "policy", zh: "统一项目管理办法", en: "Items", text: "第一条", status: "in-force", from: TODAY, ...over });
const kept = (code: Policy, version: number, from: string): Regulation => ({ ...rule({ code, from: day(from) }), version });

describe("posts", () => {
  test("a sub-centre is run by a unit that is in force on its first day", () => {
    const unit = { code: "102", uscc: "", parent: null, level: "city", kinds: ["centre"], zh: "中心", en: "Centre", from: day("2026-01-01"), until: day("2026-08-31") } as const;
    expect(checkSubCentre({ unit: "102", from: day("2026-08-31") }, unit).ok).toBe(true);
    expect(checkSubCentre({ unit: "102", from: TODAY }, unit)).toEqual(refuse("unit-not-in-force", { unit: "102", on: TODAY }));
    expect(checkSubCentre({ unit: "999", from: TODAY }, null).ok).toBe(false);
  });
  test("the head of a sub-centre names which one, that is in force; nobody else names any", () => {
    const given = { kind: "sub-centre-head" as const, subCentre: "approval", name: "某人", actor: null, from: day("2026-12-31") };
    expect(checkPost(given, approval).ok).toBe(true);
    expect(checkPost({ ...given, from: day("2027-01-01") }, approval)).toEqual(refuse("sub-centre-not-in-force", { subCentre: "approval", on: day("2027-01-01") }));
    expect(checkPost({ ...given, subCentre: null }, null).ok).toBe(false);
    expect(checkPost({ ...given, kind: "head" }, approval).ok).toBe(false);
  });
  test("who holds two posts votes once; who has no office here, has ended, or supervises, does not", () => {
    const posts = [post("head", "a"), post("deputy-head", "b"), post("sub-centre-head", "b", { subCentre: "approval" }), post("committee-director", null), post("conduct-supervisor", "c"), post("deputy-head", "d", { until: day("2026-08-31") })];
    expect(votersOn(posts, TODAY).map(({ actor }) => actor)).toEqual(["a", "b"]);
    expect(votersOn(posts, day("2026-08-31")).map(({ actor }) => actor)).toEqual(["a", "b", "d"]);
  });
});

describe("rules in versions", () => {
  const around = { before: null, today: TODAY };
  test("a version begins today or later, after the one before it, and keeps its kind", () => {
    expect(checkRegulation(rule(), around)).toMatchObject({ ok: true, value: { version: 1 } });
    expect(checkRegulation(rule({ from: day("2026-08-31") }), around)).toEqual(refuse("regulation-backdated", { today: TODAY }));
    const before = kept("items", 1, "2026-09-01");
    expect(checkRegulation(rule(), { ...around, before })).toEqual(refuse("regulation-order", { from: TODAY }));
    expect(checkRegulation(rule({ from: day("2026-09-02") }), { ...around, before })).toMatchObject({ ok: true, value: { version: 2 } });
    expect(checkRegulation(rule({ code: "duty", kind: "procedure" }), { ...around, before: { ...before, code: "duty", kind: "regulation" } }).ok).toBe(false);
  });
  test("there are four policies, which nobody repeals; another rule is repealed only where there is one", () => {
    expect(checkRegulation(rule({ code: "manners" }), around).ok).toBe(false);
    expect(checkRegulation(rule({ kind: "regulation" }), around).ok).toBe(false);
    expect(checkRegulation(rule({ status: "repealed" }), around)).toEqual(refuse("policy-repealed"));
    expect(checkRegulation(rule({ code: "duty", kind: "regulation", status: "repealed" }), around)).toEqual(refuse("regulation-unknown", { code: "duty" }));
  });
  test("what holds is the last version that has begun, in whatever order they are kept", () => {
    const versions = [kept("cases", 2, "2026-10-01"), kept("cases", 1, "2026-01-01"), kept("items", 1, "2026-09-02")];
    expect(regulationsOn(versions, TODAY).map(({ code, version }) => [code, version])).toEqual([["cases", 1]]);
    expect(regulationsOn(versions, day("2026-10-01")).map(({ code, version }) => [code, version])).toEqual([["cases", 2], ["items", 1]]);
  });
});

describe("which halls are uniform", () => {
  const halls = [{ code: "city", from: day("2026-01-01"), until: null }, { code: "old", from: day("2026-01-01"), until: day("2026-08-31") }];
  const all = POLICY_CODES.map((code) => kept(code, 1, "2026-01-01"));
  const taken = (hall: string, version = 1) => POLICY_CODES.map((code) => ({ hall, code, version }));
  test("a hall that works by all four is; without one of them it is not, and neither is the centre", () => {
    expect(coverage(halls, all, taken("city"), TODAY)).toMatchObject({ isUniform: true, halls: [{ hall: "city", isUniform: true }] });
    const without = coverage(halls, all, taken("city").slice(1), TODAY);
    expect(without).toMatchObject({ isUniform: false, halls: [{ isUniform: false, policies: { items: { standing: "none", taken: null, current: 1 } } }] });
  });
  test("a hall by an older version is not uniform from the day the next one holds, and not before", () => {
    const versions = [...all, kept("items", 2, "2026-09-02")];
    expect(coverage(halls, versions, taken("city"), TODAY).isUniform).toBe(true);
    expect(coverage(halls, versions, taken("city"), day("2026-09-02"))).toMatchObject({ isUniform: false, halls: [{ policies: { items: { standing: "older", taken: 1, current: 2 } } }] });
    expect(coverage(halls, versions, [...taken("city"), { hall: "city", code: "items", version: 2 }], day("2026-09-02")).isUniform).toBe(true);
  });
  test("a hall that has ended is not asked; where there is no hall, or a policy is not issued, nothing is uniform", () => {
    expect(coverage(halls, all, taken("city"), day("2026-08-31")).halls.map(({ hall }) => hall)).toEqual(["city", "old"]);
    expect(coverage([], all, [], TODAY).isUniform).toBe(false);
    expect(coverage(halls, all.slice(1), taken("city"), TODAY)).toMatchObject({ isUniform: false, halls: [{ policies: { items: { standing: "not-issued" } } }] });
  });
});
