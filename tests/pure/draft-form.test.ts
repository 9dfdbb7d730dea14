import { describe, expect, test } from "vitest";
import { at } from "../../src/kernel/time.js";
import { lineOf, LINES } from "../../src/lines/lines.js";
import { formValues, keepsWhole, withValues } from "../../src/routes/pages/draft-values.js";
import type { Given } from "../../src/routes/pages/given.js";
import { sampleValues, shaped, type Shape } from "../../src/routes/pages/sample-values.js";
import { foldedSections, shownText } from "../../src/routes/pages/sections.js";
import { tenderBody } from "../../src/routes/pages/tender-body.js";
import { tenderFields } from "../../src/routes/pages/tender-fields.js";
import { runChecks } from "../../src/tenders/check/run.js";
import { tenderOfForm } from "../../src/tenders/draft.js";
import { TenderBody, type TenderForm } from "../../src/tenders/form.js";
import { bodyOf } from "../../src/web/form-values.js";

const NOW = at("2026-09-01T09:00:00+08:00");
const OFFICES = ["agency", "supervisor", "notary"].map((value) => ({ value, label: value }));
const SHAPE: Shape = { way: "open", method: null, lots: 1, visit: false };
const openers = (lots: number): Given => Object.fromEntries(Array.from({ length: lots }, (_, row) => [`lots.${String(row)}.openers`, "agency\nsupervisor\nnotary"]));

/** What the desk stores when a form is sent as it stands. */
function sent(given: Given): TenderForm {
  const fields = withValues(tenderFields("zh", given, OFFICES), { ...openers(20), ...given }, true);
  return TenderBody.parse(tenderBody(bodyOf(fields, new Map(fields.map(({ name, kind, value, values, options }) => [name, values ?? [value ?? (kind === "select" ? (options?.[0]?.value ?? "") : "")]])))));
}
const keeps = (form: TenderForm, line = "works"): boolean => {
  const given = formValues(form, line);
  return keepsWhole(withValues(tenderFields("zh", given, OFFICES), given, true), form);
};
const made = sent(sampleValues(NOW, "works", SHAPE));
const lot = made.lots[0];

describe("the desk's form of a draft", () => {
  test("is offered for what the form itself made, agency or not", () => {
    expect(keeps(made)).toBe(true);
    expect(keeps({ ...made, agency: null })).toBe(true);
    expect(keeps({ ...made, lots: [{ ...lot, parts: lot?.parts.map((part) => ({ ...part, title: `${part.title}文件` })) }] as TenderForm["lots"] })).toBe(true);
    expect(keeps({ ...made, title: "另一个名称", consortium: true, compulsory: false })).toBe(true);
    expect([true, false, undefined].map((blind) => keeps({ ...made, lots: made.lots.map((each) => (blind === undefined ? each : { ...each, blind })) })), "judged blind, not, or from before that could be said").toEqual([true, true, true]);
    expect("questionsUntil" in made).toBe(false);
    expect([keeps({ ...made, questionsUntil: at("2026-09-15T17:00:00+08:00") }), keeps({ ...made, questionsUntil: null })]).toEqual([true, true]);
  });

  test.each(Object.entries(LINES).flatMap(([line, { ways, methods }]) => Object.keys(ways).flatMap((way) => methods.kinds.map((method) => [line, way as Shape["way"], method] as const))))(
    "of %s is a lawful form for %s judged by %s, with two lots and a visit, and takes it back whole", (line, way, method) => {
      const form = sent({ ...sampleValues(NOW, line, { way, method, lots: 2, visit: true }), ...(way === "invitation" ? { "entry.finding": "只有少量潜在投标人可供选择" } : {}) });
      expect([form.entry?.way ?? "open", form.lots.map((each) => each.method.kind), form.siteVisit === undefined]).toEqual([way, [method, method], false]);
      expect(keeps(form, line)).toBe(true);
      const { report } = runChecks(lineOf(line), { tender: tenderOfForm(form, line), at: NOW, offices: null, documents: null });
      expect(report.found.filter(({ severity, check }) => severity === "stop" && check !== "intentionAhead").map(({ check }) => check)).toEqual([]);
    });

  test("is arranged anew without losing what stays: a lot more, another way in, the visit gone", () => {
    const given = shaped(formValues({ ...made, title: "另一个名称" }, "works"), { way: "invitation", method: null, lots: 2, visit: false }, NOW);
    const form = sent({ ...given, "entry.finding": "只有少量潜在投标人" });
    expect(form).toMatchObject({ title: "另一个名称", entry: { way: "invitation", finding: "只有少量潜在投标人" }, lots: [{ lot: "1", method: lot?.method }, { lot: "2", method: lot?.method }] });
    expect(sent(shaped(formValues(form, "works"), SHAPE, NOW))).toEqual({ ...made, title: "另一个名称" });
  });

  test("numbers rows that have no id past those that have one, and reads a schedule pasted from a sheet", () => {
    const given = { ...sampleValues(NOW, "works", SHAPE), "lots.0.method.criteria.0.id": "c1", "lots.0.method.criteria.1.id": "", "lots.0.schedule": "A1\t挖沟槽土方\tm³\t3200.5\nA2\t管道\tm\t120" };
    const [first] = sent(given).lots;
    expect(first?.method.kind === "comprehensive" && first.method.criteria.map(({ id }) => id)).toEqual(["c1", "c2"]);
    expect(first?.schedule).toEqual([{ item: "A1", name: "挖沟槽土方", unit: "m³", quantity: "3200.5" }, { item: "A2", name: "管道", unit: "m", quantity: "120" }]);
    expect(keeps(sent(given))).toBe(true);
  });

  test("takes what a consortium must be, whole, and leaves it out where nothing of it is typed", () => {
    expect("consortiumTerms" in made).toBe(false);
    const given = { ...sampleValues(NOW, "works", SHAPE), "consortium": "yes", "consortiumTerms.firmsMax": "2", "consortiumTerms.agreementFile": "联合体协议书.pdf", "consortiumTerms.other": "" };
    expect(sent(given)).toMatchObject({ consortium: true, consortiumTerms: { firmsMax: 2, agreementFile: "联合体协议书.pdf", other: null } });
    expect(keeps(sent(given))).toBe(true);
    expect(() => sent({ ...given, "consortiumTerms.firmsMax": "" })).toThrow(/firmsMax/);
  });

  test("is folded in sections that say what stands in them and what is missing; the first, and those with something missing, are open", () => {
    const given: Given = { ...sampleValues(NOW, "works", SHAPE), "lots.0.termDays": "" };
    const sections = foldedSections(withValues(tenderFields("zh", given, OFFICES), { ...openers(1), ...given }, true), "zh").filter(({ fold }) => fold !== undefined);
    expect(sections.map(({ label, fold }) => [label, fold?.isOpen, fold?.state])).toEqual([
      ["项目概况", true, undefined], ["招标文件、投标和开标", false, undefined], ["联系方式", false, undefined], ["标段（包）", true, "还有 1 项未填"], ["开标安排", false, undefined], ["评标办法：综合评估法", false, undefined],
    ]);
    expect(sections[0]?.fold?.about).toContain(given["title"] ?? "?");
    expect([shownText({ kind: "money", value: "38650000.00" }, "zh"), shownText({ kind: "number", value: "90", unit: "日" }, "zh"), shownText({ kind: "number", value: "", unit: "日" }, "zh")]).toEqual(["38,650,000.00", "90 日", ""]);
    const agencyHalf = foldedSections(withValues(tenderFields("zh", given, OFFICES), { ...given, "agency.name": "晨光招标代理" }, true), "zh").find(({ label }) => label === "联系方式");
    expect(agencyHalf?.fold).toMatchObject({ isOpen: true, state: "还有 4 项未填" });
  });

  test.each<[string, () => TenderForm]>([
    ["a deadline to the second", () => ({ ...made, deadline: at("2026-09-30T09:30:01+08:00") })],
    ["an item without a schedule", () => ({ ...made, lots: [{ ...lot, schedule: [] }] as TenderForm["lots"] })],
  ])("is not offered where saving would lose %s", (_, form) => {
    expect(keeps(form())).toBe(false);
  });
});
