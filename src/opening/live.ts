import type { Json } from "../kernel/canonical-json.js";
import { must } from "../kernel/result.js";
import { parseTerms } from "../signing/terms.js";

/** One statement of a part as the log holds it. */
export type LoggedStatement = { readonly idx: number; readonly st: string; readonly bidder: string; readonly seq: number; readonly kind: "bid" | "withdraw" | "confirm"; /** The terms it was made under; null of a withdrawal. */ readonly notice: string | null };

/** A line of the closed list: log index and statement hash, naming nobody. */
export type Listed = { readonly idx: number; readonly st: string };

/** What a close is made under: the size of the deadline checkpoint, below which a leaf is on time (trust.md §1.5), and the newest terms with those they accept. */
export type ClosedUnder = { readonly size: number; readonly good: ReadonlySet<string> };

/** The terms under which a statement is good. */
export const goodTerms = ({ sha256, accepts }: { readonly sha256: string; readonly accepts: readonly string[] }): ReadonlySet<string> => new Set([sha256, ...accepts]);

/** The same of terms as they are stored; of a part that never had any, none. */
export const goodUnder = (newest: { readonly sha256: string; readonly entry: Uint8Array } | undefined): ReadonlySet<string> =>
  newest === undefined ? new Set() : goodTerms({ sha256: newest.sha256, accepts: must(parseTerms(newest.entry)).accepts });

/**
 * The bids that live at the close of a part: of each bidder the last bid, unless a later statement withdrew it or an amendment asked
 * for a confirmation that did not come (docs/decisions/0020); all of them below the deadline checkpoint. By log index, which says
 * nothing about whose they are.
 */
export function liveBids(statements: readonly LoggedStatement[], { size, good }: ClosedUnder): LoggedStatement[] {
  const byBidder = Map.groupBy(statements.filter(({ idx }) => idx < size), ({ bidder }) => bidder);
  const live = [...byBidder.values()].flatMap((all) => {
    const ordered = all.toSorted((left, right) => left.seq - right.seq);
    const last = ordered.at(-1);
    const bid = ordered.findLast(({ kind }) => kind === "bid");
    return last?.notice == null || !good.has(last.notice) || bid === undefined ? [] : [bid];
  });
  return live.toSorted((left, right) => left.idx - right.idx);
}

/** The list as it is hashed and published. */
export const listOf = (live: readonly LoggedStatement[]): Listed[] => live.map(({ idx, st }) => ({ idx, st }));

/** The same as canonical JSON. */
export const listJson = (list: readonly Listed[]): Json => list.map(({ idx, st }) => ({ idx, st }));
