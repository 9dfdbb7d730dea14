import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";

/**
 * How far a unit is handed over to its window (两集中两到位, rule book D1): one section for its approvals, that section moved into the hall whole, and which authority its window has, by a seal of its own.
 * `seal`: the paper that put the seal in use, with the hash of its file.
 */
export const HandOverBody = z.strictObject({
  from: DayBody, hasSingleApprovalSection: z.boolean(), sectionMovedWhole: z.boolean(), usesApprovalSeal: z.boolean(), authority: Line(300),
  seal: z.strictObject({ paper: Line(100), sha256: z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex") }).nullable().default(null),
});
export type HandOver = z.infer<typeof HandOverBody>;
export type KeptHandOver = HandOver & { readonly unit: string; readonly serial: number };

/** Only one section can move whole; a seal has its paper, and no paper stands without a seal; a later state begins later. */
export function checkHandOver({ hasSingleApprovalSection, sectionMovedWhole, usesApprovalSeal, seal, from }: HandOver, before: Pick<KeptHandOver, "from"> | null): Result<true> {
  if (sectionMovedWhole && !hasSingleApprovalSection) return refuse("hand-over-section");
  if (usesApprovalSeal !== (seal !== null)) return refuse("hand-over-seal");
  return before !== null && from <= before.from ? refuse("item-version-order", { from: before.from }) : ok(true);
}

/** How far each unit is on a day: the last of its states that has begun. */
export const handOversOn = (states: readonly KeptHandOver[], on: PlainDate): readonly KeptHandOver[] =>
  [...Map.groupBy(states.filter(({ from }) => from <= on), ({ unit }) => unit).values()].flatMap((each) => each.toSorted((one, other) => other.serial - one.serial).slice(0, 1));

/** How many units are how far on a day: each fraction names what it is of. */
export type HandOverFigures = { readonly units: number; readonly singleSection: number; readonly movedWhole: number; readonly seals: number };

/** @param windows units with a window of their own @param states of every unit, the last of each on the day */
export function handOverFigures(windows: readonly string[], states: readonly KeptHandOver[], on: PlainDate): HandOverFigures {
  const last = handOversOn(states, on).filter(({ unit }) => windows.includes(unit));
  return { units: windows.length, singleSection: last.filter((each) => each.hasSingleApprovalSection).length, movedWhole: last.filter((each) => each.sectionMovedWhole).length, seals: last.filter((each) => each.usesApprovalSeal).length };
}
