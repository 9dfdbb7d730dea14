import type { Json } from "../kernel/canonical-json.js";
import { moneyJson, parseMoney, type Fen } from "../kernel/money.js";
import { printable } from "../notices/printable.js";
import type { FormField } from "../procedure/bid-form.js";

/** What the opening reads out of a form (开标一览表): null where the form says nothing that reads. */
export type OpenedForm = {
  readonly price: Fen | null; readonly address: string;
  /** Main goods or services offered: what a procurement result names (87号令 69). */
  readonly items: readonly OfferedItem[];
  /** All of it as it was sealed: `answerIn` reads what the line asks. */
  readonly whole: Readonly<Record<string, unknown>>;
};
export type OfferedItem = { readonly name: string; readonly model: string; readonly quantity: string; readonly unitPrice: Fen | null; readonly service: string };

/** A form that is no UTF-8 still says what can be read of it. */
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const TEXT_MAX = 200;
const ITEMS_MAX = 100;

/** Reads form.json of an opened bid. Its words come from a bidder: cut to length, and nothing in them hides or turns text. */
export function readForm(bytes: Uint8Array): OpenedForm {
  const form = recordOf(JSON.parse(lenient.decode(bytes)));
  const price = parseMoney(form["price"]);
  return { price: price.ok ? price.value : null, address: textOf(form["address"]) ?? "", items: itemsOf(form["items"]), whole: form };
}

/** What a form answers to one of its line's questions: money, a number of days or text that is safe to show; null where it says nothing that reads. */
export function answerIn({ whole }: Pick<OpenedForm, "whole">, { path, kind }: Pick<FormField, "path" | "kind">): Json {
  const value = path.split(".").reduce<unknown>((inner, key) => (Object.hasOwn(recordOf(inner), key) ? recordOf(inner)[key] : undefined), whole);
  if (kind === "text") return textOf(value);
  if (kind === "days") return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : null;
  const money = parseMoney(value);
  return money.ok ? moneyJson(money.value) : null;
}

/** The same for all of them, by path. */
export const answersIn = (form: Pick<OpenedForm, "whole">, fields: readonly FormField[]): Readonly<Record<string, Json>> => Object.fromEntries(fields.map((field) => [field.path, answerIn(form, field)]));

function itemsOf(value: unknown): OfferedItem[] {
  return (Array.isArray(value) ? value.slice(0, ITEMS_MAX) : []).map((each: unknown) => {
    const item = recordOf(each);
    const unitPrice = parseMoney(item["unitPrice"]);
    return { name: textOf(item["name"]) ?? "", model: textOf(item["model"]) ?? "", quantity: textOf(item["quantity"]) ?? "", unitPrice: unitPrice.ok ? unitPrice.value : null, service: textOf(item["service"]) ?? "" };
  });
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {});

const textOf = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? printable(value.slice(0, TEXT_MAX)) : null);
