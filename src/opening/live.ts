import type { Json } from "../kernel/canonical-json.js";

/** One statement of a part as the log holds it. */
export type LoggedStatement = { readonly idx: number; readonly st: string; readonly bidder: string; readonly seq: number; readonly kind: "bid" | "withdraw" | "confirm" };

/** A line of the closed list: log index and statement hash, naming nobody. */
export type Listed = { readonly idx: number; readonly st: string };

/** The size of the deadline checkpoint: a leaf below it is on time (trust.md §1.5). */
type Size = number;

/**
 * The bids that live at the close of a part: of each bidder the last bid, unless a later statement withdrew it; all of them
 * below the deadline checkpoint. By log index, which says nothing about whose they are.
 */
export function liveBids(statements: readonly LoggedStatement[], size: Size): LoggedStatement[] {
  const byBidder = Map.groupBy(statements.filter(({ idx }) => idx < size), ({ bidder }) => bidder);
  const live = [...byBidder.values()].flatMap((all) => {
    const ordered = all.toSorted((left, right) => left.seq - right.seq);
    const last = ordered.at(-1);
    const bid = ordered.findLast(({ kind }) => kind === "bid");
    return last === undefined || last.kind === "withdraw" || bid === undefined ? [] : [bid];
  });
  return live.toSorted((left, right) => left.idx - right.idx);
}

/** The list as it is hashed and published. */
export const listOf = (live: readonly LoggedStatement[]): Listed[] => live.map(({ idx, st }) => ({ idx, st }));

/** The same as canonical JSON. */
export const listJson = (list: readonly Listed[]): Json => list.map(({ idx, st }) => ({ idx, st }));
