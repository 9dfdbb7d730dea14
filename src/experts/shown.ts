import type { Stage } from "../procedure/procedure.js";
import { expertsIn, orderUnder, seatedIn, type DrawState } from "./draw.js";
import type { Exclusion } from "./files.js";

/** How far a draw has come, in order. */
export const DRAW_STEPS = ["requested", "planned", "fixed", "committed", "revealed", "drawn", "opened"] as const;
export type DrawStep = (typeof DRAW_STEPS)[number];

/** The steps that are done. A contributor who stayed silent holds the draw up no longer once it is made. */
export function stepsDone({ plan, pool, commits, reveals, result, opened }: DrawState): ReadonlySet<DrawStep> {
  const all = (given: Readonly<Record<string, string>>): boolean => plan?.contributors.every((name) => given[name] !== undefined) === true;
  const holds: Readonly<Record<DrawStep, boolean>> = { requested: true, planned: plan !== null, fixed: pool?.approved === true, committed: all(commits), revealed: all(reveals), drawn: result !== null, opened: opened.length > 0 };
  return new Set(DRAW_STEPS.filter((step) => holds[step]));
}

/** A stratum as anybody may count it. */
export type Counted = { readonly stratum: string; readonly seats: number; readonly people: number; readonly eligible: number };

/** How many stand in each stratum, and how many of them can be drawn. */
export const countsOf = ({ request, pool }: Pick<DrawState, "request" | "pool">): Counted[] => Object.entries(request.strata).map(([stratum, seats]) => {
  const own = pool?.file.rows.filter((row) => row.stratum === stratum) ?? [];
  return { stratum, seats, people: own.length, eligible: own.filter(({ excluded }) => excluded === null).length };
});

/** How many of the pool were left out, by reason. */
export const leftOutOf = ({ pool }: Pick<DrawState, "pool">): { readonly reason: Exclusion; readonly count: number }[] => {
  const out = pool?.file.rows.filter(({ excluded }) => excluded !== null) ?? [];
  return [...Map.groupBy(out, ({ excluded }) => excluded as Exclusion)].map(([reason, rows]) => ({ reason, count: rows.length }));
};

/** One label in the order that the first code gives. */
export type OrderedLabel = { readonly label: string; readonly stratum: string; readonly state: "seated" | "left" | "passed" | Exclusion };

/** The whole order of a draw with what became of each label; empty before the first code. */
export function orderOf(draw: DrawState): OrderedLabel[] {
  const { plan, pool, codes: [first] } = draw;
  if (plan === null || pool === null || first === undefined) return [];
  const [seated, left] = [new Set(seatedIn(draw)), new Set(draw.replacements.map(({ label }) => label))];
  const stateOf = (label: string): OrderedLabel["state"] => (seated.has(label) ? "seated" : left.has(label) ? "left" : "passed");
  return orderUnder({ plan, pool, reveals: draw.reveals, beacon: draw.beacon }, first).map(({ label, stratum, excluded }) => ({ label, stratum, state: excluded === null ? stateOf(label) : (excluded as Exclusion) }));
}

/** Seats a draw left empty for want of people. */
export const seatsShort = ({ request, result }: Pick<DrawState, "request" | "result">): number => (result === null ? 0 : expertsIn(request) - result.drawn.length);

/** Stages in which the law has the names let out: the result is determined and, with the letters, announced (招标投标法 37; 87号令 69). */
const RESULT_IS_OUT: readonly Stage[] = ["notified", "contracted", "contract_announced", "reported", "archived"];
export const namesMayOpen = (stage: string): boolean => (RESULT_IS_OUT as readonly string[]).includes(stage);
