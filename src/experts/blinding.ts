import { z } from "zod";
import { keysOf } from "../kernel/table-keys.js";
import { EXCLUSIONS, type Exclusion } from "./files.js";
import { labelOf, orgTagOf, saltOf, type PoolRow } from "./draw-order.js";

const Excluded = z.enum(keysOf<Exclusion>(EXCLUSIONS)).nullable();

/** The list of a draw as the exchange gives it to the pool keeper. */
export const CandidateList = z.object({ draw: z.string(), bidders: z.enum(["avoided", "unknown"]), candidates: z.array(z.object({ expert: z.string(), name: z.string(), stratum: z.string(), unit: z.string(), excluded: Excluded })) });
type Candidates = z.infer<typeof CandidateList>["candidates"];

/** Who stands behind each label: the keeper's own file, shown to the supervisor in the room and to nobody else. */
export const NamesFile = z.strictObject({ v: z.literal("ddr-names/1"), draw: z.string(), names: z.array(z.strictObject({ expert: z.string(), name: z.string(), stratum: z.string(), unit: z.string(), excluded: Excluded, salt: z.string().regex(/^[0-9a-f]{32}$/), label: z.string().regex(/^[0-9a-f]{64}$/), orgTag: z.string().regex(/^[0-9a-f]{32}$/) })) });
export type NamesFile = z.infer<typeof NamesFile>;

/** Blinds the list of a draw. @param secret the keeper's, 32 random bytes, of this draw alone */
export function blinded(draw: string, secret: Uint8Array, candidates: Candidates): NamesFile {
  const names = candidates.map((each) => {
    const salt = saltOf(secret, each.expert);
    return { ...each, salt, label: labelOf(draw, each.expert, salt), orgTag: orgTagOf(secret, each.unit) };
  });
  return { v: "ddr-names/1", draw, names: names.sort((left, right) => (left.label < right.label ? -1 : 1)) };
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
