import type { Json } from "../../kernel/canonical-json.js";
import { textOf } from "./acts.js";

type Filled = Readonly<Record<string, Json>>;
export const filledIn = (json: Json | undefined): Filled => (typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Filled) : {});
export const rowsIn = (json: Json | undefined): readonly Filled[] => (Array.isArray(json) ? json.map((row: Json) => filledIn(row)) : []);

/** A group of fields that stands for one thing: nothing of it was typed, so it is not there. */
export const orNull = (json: Json | undefined): Json => (Object.values(filledIn(json)).every((value) => value === "" || value === null) ? null : (json ?? null));

/** Sent with the form and no part of it. */
const BESIDE: ReadonlySet<string> = new Set(["line", "retenderOf"]);
/** Not there where nothing of it was typed. */
const LEFT_OUT: ReadonlySet<string> = new Set(["questionsUntil", "consortiumTerms"]);

/**
 * The notice form (TenderBody) that the desk's fields stand for: an agency, a deduction or limits of low prices are given whole or not at
 * all, rows without an id get one, a pasted price schedule becomes its rows, an end of questions that nobody set is not there.
 */
export function tenderBody(filled: Json): Json {
  const { entry, lots, ...form } = filledIn(filled);
  const own = Object.fromEntries(Object.entries(form).filter(([name, value]) => !BESIDE.has(name) && (!LEFT_OUT.has(name) || typeof value === "string" || orNull(value) !== null)));
  return {
    reserveEstimates: 0, ...own, agency: orNull(own["agency"]), ...(entry === undefined ? {} : { entry: entryBody(filledIn(entry)) }), lots: rowsIn(lots).map(lotBody),
  };
}

function entryBody(entry: Filled): Json {
  if (entry["way"] !== "prequalification") return entry;
  const limit = filledIn(entry["limit"]);
  return { ...entry, items: withIds(entry["items"], "i"), limit: limit["max"] === null ? null : { ...limit, criteria: withIds(limit["criteria"], "c") } };
}

/** A blind evaluation that was not asked for is not there. */
function lotBody({ schedule, method, blind, ...lot }: Filled): Json {
  const rows = (Array.isArray(schedule) ? schedule : []) as readonly string[];
  return { ...lot, ...(blind === true ? { blind } : {}), method: methodBody(filledIn(method)), ...(rows.length === 0 ? {} : { schedule: rows.map(scheduleRow) }) };
}

function methodBody(method: Filled): Json {
  const { criteria, deduction, lowPrice, imports, ...own } = method;
  return { ...own, ...(imports == null || imports === "" ? {} : { imports }), ...(criteria === undefined ? {} : { criteria: withIds(criteria, "c") }), ...(deduction === undefined ? {} : { deduction: orNull(deduction) }), ...(lowPrice === undefined ? {} : { lowPrice: orNull(lowPrice) }) };
}

/** Rows whose id was left empty are numbered past those that have one. */
function withIds(rows: Json | undefined, letter: string): Json {
  const taken = new Set(rowsIn(rows).map((row) => textOf(row, "id")));
  let number = 0;
  const next = (): string => {
    do number += 1; while (taken.has(`${letter}${String(number)}`));
    return `${letter}${String(number)}`;
  };
  return rowsIn(rows).map((row) => ({ ...row, id: textOf(row, "id") || next() }));
}

/** A row pasted from a sheet: its cells part at tabs, or where two blanks or a comma stand. */
function scheduleRow(text: string): Json {
  const [item = "", name = "", unit = "", quantity = ""] = text.split(/\t|，|,|\s{2,}/u).map((cell) => cell.trim());
  return { item, name, unit, quantity };
}
