import type { PlainDate } from "../kernel/time.js";
import type { RuleId } from "../rules/rules.js";
import { exclusionOf, type Avoided, type Sittings } from "./avoidance.js";
import { isQualified, ownUnit, strataFor, unitKey, type ExpertFile } from "./expert-file.js";
import type { Exclusion } from "./files.js";
import type { PoolState } from "./pool-life.js";

/** Somebody of the pool as the keeper knows him. */
export type Pooled = { readonly expert: string; readonly file: ExpertFile; readonly state: PoolState; readonly sat: Sittings };
/** One row of the list the keeper blinds: its tool makes label and tag of `expert` and `unit`. */
export type Candidate = { readonly expert: string; readonly name: string; readonly stratum: string; readonly unit: string; readonly excluded: Exclusion | null };
/** Who may judge what: the rule of the line, with its number of years. */
export type Qualifying = { readonly rule: RuleId; readonly years: number };

/** In these somebody stands in the list; the others are not of the pool (yet, or any more). */
const LISTED: readonly PoolState[] = ["active", "paused", "under-investigation"];

/**
 * The list of a draw: everybody who may judge this, each in one stratum, with who is left out and why. Who could sit in several strata stands in
 * the one with the fewest people for its seats, so that a rare specialty is not used up on a common seat.
 */
export function candidatesOf(pool: readonly Pooled[], strata: Readonly<Record<string, number>>, { rule, years }: Qualifying, avoided: Avoided, on: PlainDate): Candidate[] {
  const able = pool.filter(({ state, file }) => LISTED.includes(state) && isQualified(file, rule, years)).map((each) => ({ ...each, strata: strataFor(each.file, Object.keys(strata)) })).filter((each) => each.strata.length > 0);
  const people = new Map(Object.keys(strata).map((stratum) => [stratum, able.filter((each) => each.strata.includes(stratum)).length]));
  const rarest = Object.keys(strata).sort((left, right) => (people.get(left) ?? 0) / (strata[left] ?? 1) - (people.get(right) ?? 0) / (strata[right] ?? 1) || (left < right ? -1 : 1));
  return able.map((each) => {
    const unit = ownUnit(each.file, on);
    return {
      expert: each.expert, name: each.file.name, stratum: rarest.find((stratum) => each.strata.includes(stratum)) ?? "",
      // Nobody's own unit is nobody else's: whoever works for none is a unit of his own.
      unit: unit === null ? `self:${each.expert}` : unitKey(unit), excluded: exclusionOf(each, avoided, on),
    };
  }).sort((left, right) => (left.expert < right.expert ? -1 : 1));
}
