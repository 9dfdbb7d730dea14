import type { BundleIndex } from "../verify/shapes.js";
import { liveBids, type ClosedUnder, type LoggedStatement } from "../opening/live.js";
import type { How } from "../opening/tables.js";
import type { Edition } from "./edition.js";

type PartRow = BundleIndex["lots"][number]["parts"][number];

/** What a part's row of bundle.json is made from. */
export type PartFacts = {
  readonly part: string;
  readonly deadline: string;
  readonly threshold: number;
  readonly open: PartRow["open"];
  readonly openers: Readonly<Record<string, string>>;
  readonly termsIdx: number;
  readonly closeIdx: number | null;
  readonly deadlineSize: number | null;
  readonly releaseIdx: readonly number[];
  readonly openIdx: number | null;
  /** The terms under which a bid was good at the close. */
  readonly good: ClosedUnder["good"];
  readonly statements: readonly (LoggedStatement & { readonly salt: string })[];
  readonly ends: ReadonlyMap<string, How>;
  /** Those in the log, with the index of the word on each. */
  readonly disputes: readonly { readonly idx: number; readonly decideIdx: number | null }[];
};

/**
 * One part of bundle.json: every lodgement that has a leaf, by index; in a public edition the live ones and the confirmations by which
 * they live. `how` only for live ones.
 */
export function partIndex(facts: PartFacts, edition: Edition): PartRow {
  const living = facts.deadlineSize === null ? [] : liveBids(facts.statements, { size: facts.deadlineSize, good: facts.good });
  const live = new Set(living.map(({ st }) => st));
  const lasts = lastsOf(facts, living);
  const isOpened = facts.openIdx !== null;
  const shown = facts.statements.filter((each) => edition === "full" || live.has(each.st) || (each.kind === "confirm" && lasts.has(each.idx)));
  return {
    part: facts.part, deadline: facts.deadline, threshold: facts.threshold, open: facts.open, outcome: isOpened ? "opened" : "not-opened", openers: { ...facts.openers },
    termsIdx: facts.termsIdx, closeIdx: facts.closeIdx, releaseIdx: [...facts.releaseIdx], openIdx: facts.openIdx,
    ...(edition === "full" && facts.disputes.length > 0 ? { disputes: [...facts.disputes] } : {}),
    bids: shown.map(({ idx, st, bidder, kind, salt }) => ({ idx, salt, statement: st, bidder, kind, live: live.has(st), how: live.has(st) ? (facts.ends.get(st) ?? "not-opened") : null })),
  };
}

/** Where the last statements lie that the bidders of live bids lodged in time: a confirmation there is what its bid stands by. */
function lastsOf({ statements, deadlineSize }: PartFacts, living: readonly LoggedStatement[]): ReadonlySet<number> {
  const bidders = new Set(living.map(({ bidder }) => bidder));
  const lasts = new Map<string, LoggedStatement>();
  for (const each of statements) {
    if (bidders.has(each.bidder) && each.idx < (deadlineSize ?? 0) && each.seq > (lasts.get(each.bidder)?.seq ?? 0)) lasts.set(each.bidder, each);
  }
  return new Set([...lasts.values()].map(({ idx }) => idx));
}
