import { everDrawn, labelOf, orgTagOf, saltOf, type Fallen, type PoolRow } from "./draw-order.js";
import type { Candidate } from "./candidates.js";
import type { Exclusion, OpenedLabel } from "./files.js";
import type { NamesFile } from "./names-file.js";

/** Blinds the list of a draw. @param secret the keeper's, 32 random bytes, of this draw alone */
export function blinded(draw: string, secret: Uint8Array, candidates: readonly (Candidate & { readonly phone: string })[]): NamesFile {
  const names = candidates.map((each) => {
    const salt = saltOf(secret, each.expert);
    return { ...each, salt, label: labelOf(draw, each.expert, salt), orgTag: orgTagOf(secret, each.unit) };
  });
  return { v: "ddr-names/1", draw, names: names.sort((left, right) => (left.label < right.label ? -1 : 1)) };
}

/** What opens the labels of all who were ever drawn, and of nobody else. */
export function openingOf({ names }: NamesFile, draw: Fallen): OpenedLabel[] {
  const ever = new Set(everDrawn(draw));
  return names.filter(({ label }) => ever.has(label)).map(({ expert, salt, label }) => ({ expert, salt, label }));
}

/** Reasons that come up after a draw and make somebody stand back. How often he judged counts when the list is made, and no more. */
const STANDING_BACK: readonly (Exclusion | null)[] = ["conflict", "own-unit", "leave", "suspended"];

/** Why somebody who was drawn can sit no longer, by the keeper's list as it is now: the opening has named the bidders, he took leave, he is suspended; null where he can. */
export function standsBack({ expert }: Pick<Candidate, "expert">, now: readonly Pick<Candidate, "expert" | "excluded">[]): Exclusion | null {
  const reason = now.find((each) => each.expert === expert)?.excluded ?? null;
  return STANDING_BACK.includes(reason) ? reason : null;
}

/** What of it the exchange gets. */
export const rowsIn = ({ names }: NamesFile): PoolRow[] => names.map(({ label, stratum, orgTag, excluded }) => ({ label, stratum, orgTag, excluded }));

/**
 * Whether a pool says what the names say, to the label: nobody added, left out, or in another stratum. Tags of units are held against each
 * other: one unit, one tag. @returns labels that differ
 */
export function differences({ draw, names }: NamesFile, pool: readonly PoolRow[]): string[] {
  const rows = new Map(pool.map((row) => [row.label, row]));
  const tagOf = new Map<string, string>();
  const unitOf = new Map<string, string>();
  const wrong = names.filter(({ expert, salt, label, stratum, excluded, unit }) => {
    const row = rows.get(label);
    rows.delete(label);
    if (row === undefined || labelOf(draw, expert, salt) !== label || row.stratum !== stratum || row.excluded !== excluded) return true;
    const [tag, of] = [tagOf.get(unit) ?? row.orgTag, unitOf.get(row.orgTag) ?? unit];
    tagOf.set(unit, tag);
    unitOf.set(row.orgTag, of);
    return tag !== row.orgTag || of !== unit;
  });
  return [...wrong.map(({ label }) => label), ...rows.keys()];
}
