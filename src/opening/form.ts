import { parseMoney, type Fen } from "../kernel/money.js";
import { printable } from "../notices/printable.js";

/** Who leads the works, as the bid promises; a field the bid leaves out is empty and prints 无/不适用. */
export type Leader = { readonly name: string; readonly certificate: string; readonly certificateNumber: string };

/** What the opening reads out of a form (开标一览表): null where the form says nothing that reads. */
export type OpenedForm = {
  readonly price: Fen | null; readonly days: number | null; readonly quality: string | null; readonly leader: Leader; readonly address: string;
  /** Main goods or services offered: what a procurement result names (87号令 69). */
  readonly items: readonly OfferedItem[];
};
export type OfferedItem = { readonly name: string; readonly model: string; readonly quantity: string; readonly unitPrice: Fen | null; readonly service: string };

const TEXT_MAX = 200;
const ITEMS_MAX = 100;

/** Reads form.json of an opened bid. Its words come from a bidder: cut to length, and nothing in them hides or turns text. */
export function readForm(bytes: Uint8Array): OpenedForm {
  const form = recordOf(JSON.parse(Buffer.from(bytes).toString("utf8")));
  const price = parseMoney(form["price"]);
  const { days } = form;
  const leader = recordOf(form["leader"]);
  return {
    price: price.ok ? price.value : null, days: typeof days === "number" && days > 0 ? days : null, quality: textOf(form["quality"]),
    leader: { name: textOf(leader["name"]) ?? "", certificate: textOf(leader["certificate"]) ?? "", certificateNumber: textOf(leader["certificateNumber"]) ?? "" },
    address: textOf(form["address"]) ?? "", items: itemsOf(form["items"]),
  };
}

function itemsOf(value: unknown): OfferedItem[] {
  return (Array.isArray(value) ? value.slice(0, ITEMS_MAX) : []).map((each: unknown) => {
    const item = recordOf(each);
    const unitPrice = parseMoney(item["unitPrice"]);
    return { name: textOf(item["name"]) ?? "", model: textOf(item["model"]) ?? "", quantity: textOf(item["quantity"]) ?? "", unitPrice: unitPrice.ok ? unitPrice.value : null, service: textOf(item["service"]) ?? "" };
  });
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {});

const textOf = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? printable(value.slice(0, TEXT_MAX)) : null);
