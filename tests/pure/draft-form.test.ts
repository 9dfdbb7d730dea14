import { describe, expect, test } from "vitest";
import { at } from "../../src/kernel/time.js";
import { tenderBody } from "../../src/routes/pages/act-table.js";
import { formValues, keepsWhole, sampleValues, withValues } from "../../src/routes/pages/sample-tender.js";
import { TenderBody, type TenderForm } from "../../src/tenders/form.js";
import { bodyOf } from "../../src/web/form-values.js";
import { tenderFields } from "../../src/web/forms.js";
import { SCORING } from "../support/procurement-method.js";

const FIELDS = tenderFields("zh", ["agency", "supervisor", "notary"].map((value) => ({ value, label: value })));
const asSent = withValues(FIELDS, { "lots.0.openers": "agency\nsupervisor\nnotary", ...sampleValues(at("2026-09-01T09:00:00+08:00")) });
/** What the desk stores when the sample is sent as it stands. */
const made: TenderForm = TenderBody.parse(tenderBody(bodyOf(asSent, new Map(asSent.map(({ name, kind, value, values, options }) => [name, values ?? [value ?? (kind === "select" ? (options?.[0]?.value ?? "") : "")]])))));
const lot = made.lots[0];
const keeps = (form: TenderForm): boolean => keepsWhole(withValues(FIELDS, formValues(form), true), form);

describe("the desk's form of a draft", () => {
  test("is offered for what the form itself made, agency or not", () => {
    expect(keeps(made)).toBe(true);
    expect(keeps({ ...made, agency: null })).toBe(true);
    expect(keeps({ ...made, lots: [{ ...lot, parts: lot?.parts.map((part) => ({ ...part, title: `${part.title}文件` })) }] as TenderForm["lots"] })).toBe(true);
    expect(keeps({ ...made, title: "另一个名称", consortium: true, compulsory: false })).toBe(true);
  });

  test.each<[string, () => TenderForm]>([
    ["another way to judge", () => ({ ...made, lots: [{ ...lot, method: SCORING }] as TenderForm["lots"] })],
    ["a second lot", () => ({ ...made, lots: [...made.lots, { ...lot, lot: "2" }] as TenderForm["lots"] })],
    ["one part instead of two", () => ({ ...made, lots: [{ ...lot, parts: lot?.parts.slice(1) }] as TenderForm["lots"] })],
    ["a deadline to the second", () => ({ ...made, deadline: at("2026-09-30T09:30:01+08:00") })],
  ])("is not offered where saving would lose %s", (_, form) => {
    expect(keeps(form())).toBe(false);
  });
});
