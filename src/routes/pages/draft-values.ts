import { isDeepStrictEqual } from "node:util";
import type { Instant } from "../../kernel/time.js";
import { TenderBody, type TenderForm } from "../../tenders/form.js";
import { bodyOf } from "../../web/form-values.js";
import type { Field } from "../../web/views.js";
import type { Given } from "./given.js";
import { localOf } from "./sample-values.js";
import { tenderBody } from "./tender-body.js";

/** A draft's form as field values, by the paths the fields are named after. */
export const formValues = (form: TenderForm, line: string): Given => valuesOf(form, line, TENDER_TIMES);

/** Any form as field values, by the paths the fields are named after. @param times the places that hold instants */
export function valuesOf(form: object, line: string, times: readonly string[]): Given {
  const values: Record<string, string> = { line };
  const put = (path: string, value: unknown): void => {
    const text = leafText(path, value, times);
    if (text !== null) values[path] = text;
    else for (const [key, each] of Object.entries(value ?? {})) put(path === "" ? key : `${path}.${key}`, each);
  };
  put("", form);
  return values;
}

/** What one place of the form is in a field; null where it is a branch, or nothing. */
function leafText(path: string, value: unknown, times: readonly string[]): string | null {
  if (typeof value === "boolean") return value ? "yes" : "";
  if (typeof value === "number") return times.includes(path) ? localOf(value as Instant) : String(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return listText(path, value);
  return isMoney(value) ? value.amount : null;
}

/** Names as lines, a price schedule as lines of cells; other lists have a field for each place. */
function listText(path: string, list: readonly unknown[]): string | null {
  if (path.endsWith(".schedule")) return (list as readonly { item: string; name: string; unit: string; quantity: string }[]).map(({ item, name, unit, quantity }) => [item, name, unit, quantity].join("\t")).join("\n");
  return list.every((each) => typeof each === "string") ? list.join("\n") : null;
}

const TENDER_TIMES = ["saleFrom", "saleUntil", "deadline", "entry.saleFrom", "entry.saleUntil", "entry.deadline", "siteVisit.at", "questionsUntil"];
const isMoney = (value: unknown): value is { amount: string } => typeof value === "object" && value !== null && "amount" in value;

/** The fields with these values; what they do not say keeps the field's own default, and so do hidden fields unless a draft fills them. */
export const withValues = (fields: readonly Field[], values: Given, fillsHidden = false): Field[] => fields.map((field) => {
  const value = values[field.name];
  if (value === undefined || field.kind === "heading" || (field.kind === "hidden" && !fillsHidden)) return field;
  return field.kind === "checkboxes" ? { ...field, values: value === "" ? [] : value.split("\n") } : { ...field, value };
});

const LEAVABLE: ReadonlySet<string> = new Set(["siteVisit", "questionsUntil"]);

/** Whether saving these fields untouched would give the draft back whole: one made elsewhere may have what the page's form has not. */
export function keepsWhole(fields: readonly Field[], form: TenderForm): boolean {
  const posted = new Map(fields.map((field) => [field.name, field.values ?? (field.value === undefined || field.value === "" ? [] : [field.value])] as const));
  const back = TenderBody.safeParse(tenderBody(bodyOf(fields, posted)));
  // What may be left out is as good as left out where it is null, or no.
  const given = Object.fromEntries(Object.entries({ ...form, lots: form.lots.map(({ blind, ...lot }) => (blind === true ? { ...lot, blind } : lot)) }).filter(([name, value]) => value !== null || !LEAVABLE.has(name)));
  return back.success && isDeepStrictEqual(back.data, given);
}
