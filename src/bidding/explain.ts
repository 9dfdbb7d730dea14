import { parseRatio, ratioText, round, type Ratio, type Rounding } from "../kernel/ratio.js";
import { evaluate } from "./formula.js";

/**
 * How a number came about: its formula over its children by their `id`, its rounding and its value; a leaf has no formula and
 * its value is an input. Plain JSON; values are exact texts (`93.29`, `1/3`). Anybody can compute it again, in a browser too.
 */
export type Explanation = {
  /** The name by which the parent's formula calls it; unique among its siblings. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly formula: string | null;
  readonly rounding: { readonly places: number; readonly mode: Rounding } | null;
  readonly value: string;
  readonly children: readonly Explanation[];
};

type Named = Pick<Explanation, "id" | "zh" | "en">;

/** An input: a price, a score, a number of the documents. @throws {RangeError} if `value` is not a number. */
export const given = (name: Named, value: string): Explanation =>
  node(name, { formula: null, rounding: null, value: shortest(value), children: [] });

/** Keys in the order of canonical JSON: a report holds tens of thousands of nodes, and none is then sorted. */
const node = ({ id, zh, en }: Named, { formula, rounding, value, children }: Omit<Explanation, keyof Named>): Explanation => ({ children, en, formula, id, rounding, value, zh });

/** The text of a number as `ratioText` writes it; most scores are written so already. */
const shortest = (value: string): string => (/^(0|[1-9]\d{0,30})(\.\d{0,20}[1-9])?$/.test(value) ? value : ratioText(parseRatio(value)));

/** A computed node. @throws {RangeError} where the formula does not read or divides by zero. */
export function computed(name: Named, formula: string, children: readonly Explanation[], rounding: Explanation["rounding"] = null): Explanation {
  return node(name, { formula, rounding, value: ratioText(valueOf(formula, children.map(({ id, value }) => [id, parseRatio(value)]), rounding)), children });
}

/** Two decimals, 四舍五入: the default of the documents. */
export const TWO_PLACES = { places: 2, mode: "half-up" } as const;

function valueOf(formula: string, values: readonly (readonly [string, Ratio])[], rounding: Explanation["rounding"]): Ratio {
  const exact = evaluate(formula, new Map(values));
  return rounding === null ? exact : round(exact, rounding.places, rounding.mode);
}

/** What a recomputation found: the value from the leaves up, and the paths (`total.price.dev`) whose stated value differs. */
export type Recomputed = { readonly value: string; readonly wrong: readonly string[] };

/** Computes a tree again from its leaves alone. @throws {RangeError} where a formula does not read or divides by zero. */
export function recompute(tree: Explanation, path = tree.id): Recomputed {
  if (tree.formula === null) return { value: shortest(tree.value), wrong: tree.children.length === 0 ? [] : [path] };
  const children = tree.children.map((child) => ({ id: child.id, ...recompute(child, `${path}.${child.id}`) }));
  const value = ratioText(valueOf(tree.formula, children.map((child) => [child.id, parseRatio(child.value)]), tree.rounding));
  const twice = new Set(children.map(({ id }) => id)).size !== children.length;
  return { value, wrong: [...children.flatMap(({ wrong }) => wrong), ...(value !== tree.value || twice ? [path] : [])] };
}
