import { beaconBytes, beaconValue } from "./beacon.js";
import type { DrawState } from "./draw.js";
import { randomnessOf } from "./draw-order.js";
import type { OpenedLabel, PlanFile, PoolFile, Replacement, ResultFile } from "./files.js";

/** How far a draw had come when an archive entry fixed it. */
export type DrawExtent = { readonly lot: string; readonly number: number; readonly replaced: number; readonly opened: boolean; /** How many words of openers there were; absent where the draw has no escrow. */ readonly released?: number };

/** The files of one draw in the audit bundle, and the text all contributions went into (contracts.md §5). */
export type BundledDraw = {
  readonly files: {
    readonly plan: PlanFile; readonly pool: PoolFile; readonly commits: Readonly<Record<string, string>>; readonly reveals: Readonly<Record<string, string>>; readonly codes: readonly string[]; readonly result: ResultFile;
    readonly replacements: readonly Replacement[]; readonly opened: readonly OpenedLabel[];
  };
  readonly randomness: string;
  /** The round of the beacon, as logged; null where the plan has none. */
  readonly beacon?: Uint8Array | null;
  /** The escrows that were used, and what openers said, in the order of the log; null where the draw has no escrow. */
  readonly escrow?: { readonly files: readonly { readonly name: string; readonly file: Uint8Array }[]; readonly releases: readonly { readonly release: Uint8Array; readonly signature: Uint8Array }[] } | null;
};

/** A draw as far as it had come then; null where it had no result. */
export function bundledDraw({ plan, pool, commits, reveals, codes, result, replacements, opened, beacon }: DrawState, { replaced, opened: isOpened }: Pick<DrawExtent, "replaced" | "opened">): BundledDraw | null {
  if (plan === null || pool === null || result === null) return null;
  return {
    files: { plan, pool: pool.file, commits, reveals, codes: codes.slice(0, replaced + 1), result, replacements: replacements.slice(0, replaced), opened: isOpened ? opened : [] },
    randomness: randomnessOf(plan, pool.sha256, reveals, beaconValue(plan.beacon, beacon) ?? "-"), beacon: beacon === null ? null : beaconBytes(beacon),
  };
}
