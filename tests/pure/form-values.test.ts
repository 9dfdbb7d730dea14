import { describe, expect, test } from "vitest";
import { ClarificationBody } from "../../src/tenders/clarification.js";
import { ProjectBody } from "../../src/tenders/form.js";
import { bodyOf, fieldPath, type Posted } from "../../src/web/form-values.js";
import { clarificationFields, projectFields } from "../../src/web/forms.js";
import type { Field } from "../../src/web/views.js";

const SAMPLE: Partial<Record<Field["kind"], string>> = { text: "晨光", textarea: "第一行", money: "100000.00", number: "30", time: "2026-01-30T09:30", date: "2026-01-30" };

/** What a browser posts of these fields when every one is filled; `over` says otherwise for some. */
function filled(fields: readonly Field[], over: Record<string, string[]> = {}): Posted {
  return new Map(fields.map((field) => [field.name, over[field.name] ?? (field.values !== undefined ? [...field.values] : [field.value ?? field.options?.[0]?.value ?? SAMPLE[field.kind] ?? "yes"])]));
}

describe("a form posted from the desk becomes the body the API takes", () => {
  test("for a project, and for a clarification whose unused rows are dropped", () => {
    const project = projectFields("zh");
    expect(ProjectBody.parse(bodyOf(project, filled(project, { investment: [""], budgetMoney: [""] })))).toEqual({ name: "晨光", approval: "晨光", funds: "晨光", area: null, investment: null, budgetMoney: null });
    expect(ProjectBody.parse(bodyOf(project, filled(project, { investment: ["20000000.00"], budgetMoney: ["2000000.00"] })))).toMatchObject({ investment: { amount: "20000000.00" }, budgetMoney: { amount: "2000000.00" } });
    const fields = clarificationFields("en");
    const empty = Object.fromEntries(["1", "2"].flatMap((row) => ["what", "before", "after"].map((key) => [`changes.${row}.${key}`, [""]])));
    expect(ClarificationBody.parse(bodyOf(fields, filled(fields, { ...empty, newDeadline: [""], mayAffectBid: [], lots: [] })))).toMatchObject({ lots: [], changes: [{ what: "晨光" }], mayAffectBid: false, newDeadline: null });
  });

  test("line breaks of a text field are the same however the browser sends them", () => {
    const fields = [{ name: "scope", label: "", kind: "textarea" }, { name: "files", label: "", kind: "textarea", lines: true }] as const;
    expect(bodyOf(fields, new Map([["scope", ["管网\r\n检查井"]], ["files", ["一.pdf\r\n\r\n二.pdf"]]]))).toEqual({ scope: "管网\n检查井", files: ["一.pdf", "二.pdf"] });
  });

  test("an amount is read as people write it, with or without decimals and commas; what is none stays as typed and is refused", () => {
    const amountOf = (typed: string) => bodyOf([{ name: "price", label: "", kind: "money", required: true }], new Map([["price", [typed]]]));
    const read = (amount: string) => ({ price: { amount, currency: "CNY" } });
    for (const typed of ["38650000", "38650000.0", "38650000.00", "38,650,000", " 38,650,000.00 "]) expect(amountOf(typed), typed).toEqual(read("38650000.00"));
    expect(["38650000.005", "38650000.", "3,86", "三千万"].map(amountOf)).toEqual(["38650000.005", "38650000.", "3,86", "三千万"].map(read));
  });

  test("a wrong number stays text, so that the schema refuses it by name", () => {
    expect(bodyOf([{ name: "days", label: "", kind: "number" }], new Map([["days", ["3.5"]]]))).toEqual({ days: "3.5" });
  });
});

describe("a list of which some rows were left empty", () => {
  const row = (at: number): Field[] => [
    { name: `prices.${String(at)}.bidder`, label: "", kind: "hidden", mute: true }, { name: `prices.${String(at)}.words`, label: "", kind: "text" }, { name: `prices.${String(at)}.extra.0.clause`, label: "", kind: "text" }, { name: `prices.${String(at)}.extra.1.clause`, label: "", kind: "text" },
  ];
  const fields = [...row(0), ...row(1), { name: "parts.0.part", label: "", kind: "hidden" }] as const;
  const posted = new Map([["prices.0.bidder", ["A"]], ["prices.1.bidder", ["B"]], ["prices.1.extra.1.clause", ["3.2"]], ["parts.0.part", ["bid"]]]);

  test("leaves out a row that only says whose it is, and keeps one whose hidden fields are its content", () => {
    expect(bodyOf(fields, posted)).toEqual({ prices: [{ bidder: "B", words: null, extra: [{ clause: "3.2" }] }], parts: [{ part: "bid" }] });
  });

  test("says of a place in the body which field it came from", () => {
    expect(["prices.0.words", "prices.0.extra.0.clause", "parts.0.part", "prices.9.words"].map((place) => fieldPath(fields, posted, place))).toEqual(["prices.1.words", "prices.1.extra.1.clause", "parts.0.part", "prices.9.words"]);
  });
});
