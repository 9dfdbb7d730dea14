import { BOOKS } from "../../fees/bill.js";
import { CATEGORIES } from "../../fees/words.js";
import type { KeptItem } from "../../fees/item.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { feeWords } from "../../web/messages/fees.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act, type Place } from "./acts.js";

const API = "/api/v1/fees/bills";
const billApi = ({ item }: Place): string => `${API}/${encodeURIComponent(item)}`;
const onBill = { page: ({ item }: Place) => paths.billOf(item), then: (_: unknown, { item }: Place) => paths.billOf(item) };
type Filled = Readonly<Record<string, Json>>;

/** A quantity that some item asks for, as a declaration names it. */
export type Quantity = { readonly name: string; readonly label: string; readonly unit: string };

/** A declaration; which units and quantities there are the page knows. */
export function declareFields(language: Language, units: readonly { readonly value: string; readonly label: string }[], quantities: readonly Quantity[], payer?: { readonly name: string; readonly uscc: string }): Field[] {
  const words = feeWords(language);
  return [
    { name: "project", label: words.project, kind: "text", required: true }, { name: "payer.name", label: words.payer, kind: "text", required: true, ...(payer === undefined ? {} : { value: payer.name }) }, { name: "payer.uscc", label: words.payerUscc, kind: "text", required: true, ...(payer === undefined ? {} : { value: payer.uscc }) },
    { name: "units", label: words.units, kind: "checkboxes", required: true, options: units, hint: words.unitsHint }, { name: "facts", label: words.facts, kind: "heading", hint: words.factsHint },
    ...quantities.map(({ name, label, unit }): Field => ({ name: `facts.${name}`, label, kind: "text", unit })),
  ];
}
const postedDeclaration = (language: Language, posted: Posted): Field[] => declareFields(language, [], [...posted.keys()].flatMap((name) => (name.startsWith("facts.") ? [{ name: name.slice("facts.".length), label: name.slice("facts.".length), unit: "" }] : [])));
function declareBody(filled: Json): Json {
  const { facts, ...rest } = filled as Filled;
  const given = facts === undefined || Array.isArray(facts) ? {} : Object.fromEntries(Object.entries(facts as Filled).filter(([, value]) => value !== null && value !== ""));
  return { ...rest, facts: given };
}

/** Begins a row's name: names that are all digits would be places of a list. */
const ROW = "i";
/** One item of a calculation as its fields ask for it. */
type Row = { readonly code: string; readonly name: string; readonly quantity: Pick<Field, "label" | "kind" | "value"> };
const rowFields = (language: Language, { code, name, quantity }: Row): Field[] => {
  const words = feeWords(language);
  const at = `lines.${ROW}${code}`;
  return [
    { name: at, label: words.lineOf(name), kind: "heading" }, { name: `${at}.quantity`, ...quantity }, { name: `${at}.less`, label: `${words.reduce}${language === "zh" ? "：" : ": "}${name}`, kind: "heading", fold: { isOpen: false } }, { name: `${at}.document`, label: words.document, kind: "text" }, { name: `${at}.sha256`, label: words.documentHash, kind: "text" }, { name: `${at}.amount`, label: words.reduceAmount, kind: "money" }, { name: `${at}.reason`, label: words.reduceReason, kind: "text" },
  ];
};

/** What a unit can charge on a bill: a quantity each, filled in from what the project declared. */
export const calculationFields = (language: Language, items: readonly KeptItem[], facts: Readonly<Record<string, string>>): Field[] => items.flatMap((item) => rowFields(language, { code: item.code, name: `${item[language]}（${CATEGORIES[item.category][language]}）`, quantity: quantityOf(language, item, facts) }));
function quantityOf(language: Language, { input }: KeptItem, facts: Readonly<Record<string, string>>): Row["quantity"] {
  const words = feeWords(language);
  if (input === null) return { label: words.charge, kind: "checkbox", value: "" };
  return { label: words.quantityOf(input[language], language === "zh" ? input.unitZh : input.unitEn), kind: "text", value: facts[input.name] ?? "" };
}
/** The same from what was posted, which names its rows; a box that was ticked posts yes. */
const postedCalculation = (language: Language, posted: Posted): Field[] =>
  [...new Set([...posted.keys()].flatMap((name) => /^lines\.i(\d{4,12})\./.exec(name)?.[1] ?? []))].flatMap((code) => rowFields(language, { code, name: code, quantity: { label: code, kind: "text" } }));

const YES = "yes";
function calculationBody(filled: Json, _: Place, version: number): Json {
  const rows = filled as { readonly lines?: Filled | readonly Json[] };
  const lines = [...lineRows(rows.lines)].flatMap(([item, row]) => {
    const quantity = textOf(row, "quantity");
    if (quantity === "") return [];
    const [document, amount] = [textOf(row, "document"), (row as Filled)["amount"] ?? null];
    return [{ item: item.slice(ROW.length), quantity: quantity === YES ? null : quantity, reduction: document === "" ? null : { amount, document: { id: document, sha256: textOf(row, "sha256") }, reason: textOf(row, "reason") } }];
  });
  return { version, lines };
}
/** Rows by their item's code, as the form numbers them. */
const lineRows = (lines: Filled | readonly Json[] | undefined): [string, Json][] => (lines === undefined || Array.isArray(lines) ? [] : Object.entries(lines as Filled));

export const refundFields = (language: Language): Field[] => {
  const words = feeWords(language);
  return [
    { name: "book", label: words.bookToRefund, kind: "select", required: true, options: Object.entries(BOOKS).map(([value, each]) => ({ value, label: each[language] })) }, { name: "document.id", label: words.document, kind: "text", required: true },
    { name: "document.sha256", label: words.documentHash, kind: "text", required: true }, { name: "reason", label: words.reason, kind: "text", required: true },
  ];
};
const reasonFields = (language: Language): Field[] => [{ name: "reason", label: feeWords(language).reason, kind: "textarea", rows: 2, required: true }];
const dueFields = (language: Language): Field[] => [{ name: "dueOn", label: feeWords(language).dueOn, kind: "date", required: true }];
const bookField = (language: Language): Field[] => [{ name: "book", label: feeWords(language).book, kind: "hidden", required: true }];

/** What payers, units, finance and the seal do on bills. */
export const FEE_ACTS: Readonly<Record<string, Act>> = {
  "bill-declare": { action: "bill.declare", zh: feeWords("zh").declare, en: feeWords("en").declare, method: "POST", api: () => API, fieldsOf: postedDeclaration, body: declareBody, page: () => paths.bills, then: ({ bill }) => paths.billOf(String(bill)) },
  "bill-calculate": { action: "bill.calculate", zh: feeWords("zh").calculateOwn, en: feeWords("en").calculateOwn, method: "PUT", api: (place) => `${billApi(place)}/units/${encodeURIComponent(place.part)}`, fieldsOf: postedCalculation, body: calculationBody, ...onBill },
  "bill-review": { action: "bill.review", zh: feeWords("zh").review, en: feeWords("en").review, method: "POST", api: (place) => `${billApi(place)}/review`, fields: dueFields, body: (filled, _, version) => ({ verdict: "pass", version, dueOn: textOf(filled, "dueOn") }), ...onBill },
  "bill-return": { action: "bill.review", zh: feeWords("zh").sendBack, en: feeWords("en").sendBack, method: "POST", api: (place) => `${billApi(place)}/review`, fields: reasonFields, body: (filled, _, version) => ({ verdict: "return", version, reason: textOf(filled, "reason") }), ...onBill },
  "bill-seal": { action: "bill.seal", zh: feeWords("zh").seal, en: feeWords("en").seal, method: "POST", api: (place) => `${billApi(place)}/seal`, fields: () => [], body: (_, __, version) => ({ version }), ...onBill, warning: { zh: "审定后各单位不能再改，并向缴款人发出通知。", en: "No unit changes it afterwards, and its payer is told." } },
  "bill-cancel": { action: "bill.cancel", zh: feeWords("zh").cancel, en: feeWords("en").cancel, method: "POST", api: (place) => `${billApi(place)}/cancellation`, fields: reasonFields, ...onBill, warning: { zh: "作废后缴款码失效。", en: "Its payment code ends." } },
  "bill-refund": { action: "bill.refund", zh: feeWords("zh").refund, en: feeWords("en").refund, method: "POST", api: (place) => `${billApi(place)}/refunds`, fields: refundFields, ...onBill, warning: { zh: "款项退回实际付款的账户。", en: "The money goes back to the account that paid." } },
  "bill-enter": { action: "bill.book", zh: feeWords("zh").enter, en: feeWords("en").enter, method: "POST", api: (place) => `${billApi(place)}/bookings`, fields: bookField, page: ({ item }) => `${paths.billOf(item)}/receipts`, then: (_, { item }) => `${paths.billOf(item)}/receipts` },
  "fees-clear": { action: "fees.clear", zh: feeWords("zh").clear, en: feeWords("en").clear, method: "POST", api: () => "/api/v1/fees/clearing", page: () => paths.bills, then: () => paths.bills },
};
