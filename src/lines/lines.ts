import { joined } from "../kernel/joined.js";
import type { BidForm } from "../procedure/bid-form.js";
import type { Procedure, Title, Traded } from "../procedure/procedure.js";
import type { SaleProcedure } from "../procedure/sale-procedure.js";
import { land } from "./land.js";
import { landTender } from "./land-tender.js";
import { mining } from "./mining.js";
import { miningTender } from "./mining-tender.js";
import { procurement } from "./procurement.js";
import { property } from "./property.js";
import { works } from "./works.js";

/** The trading lines with sealed bids. Adding one is adding a file here: the engine, the pages and the tests read this. */
export const LINES: Readonly<Record<string, Procedure>> = { works, procurement, "land-tender": landTender, "mining-tender": miningTender };

/** The lines that sell: what is granted or transferred to whoever offers most. */
export const SALE_LINES: Readonly<Record<string, SaleProcedure>> = { land, mining, property };

/** Whether the exchange trades a line of this name. */
export const isLine = (name: string): boolean => Object.hasOwn(LINES, name);

/** What a line is called, whether it buys or sells. @throws {RangeError} if the exchange does not trade it */
export const lineTitle = (name: string): Title => (Object.hasOwn(SALE_LINES, name) ? saleLineOf(name) : lineOf(name)).title;

/** Every line by its name. */
export const LINE_TITLES: Readonly<Record<string, Title>> = Object.fromEntries(Object.entries(joined(LINES, SALE_LINES)).map(([name, { title }]) => [name, title]));

/** The procedure of a line. @throws {RangeError} if the exchange does not trade it. */
export function lineOf(name: string): Procedure {
  const procedure = isLine(name) ? LINES[name] : undefined;
  if (procedure === undefined) throw new RangeError(`no line ${name}`);
  return procedure;
}

/** The procedure of a line that sells. @throws {RangeError} if the exchange does not trade it */
export function saleLineOf(name: string): SaleProcedure {
  const procedure = Object.hasOwn(SALE_LINES, name) ? SALE_LINES[name] : undefined;
  if (procedure === undefined) throw new RangeError(`no line ${name} that sells`);
  return procedure;
}

/** What bids for a thing of this kind answer. A draft may still name a kind that its line does not buy: it has the line's first form. */
export function bidFormOf(name: string, kind: Traded): BidForm {
  const { forms, kinds: [first = kind] } = lineOf(name);
  const form = forms[kind] ?? forms[first];
  if (form === undefined) throw new RangeError(`line ${name} has no form for ${kind}`);
  return form;
}
