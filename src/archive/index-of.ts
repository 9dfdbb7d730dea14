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
  const isOpened = facts.openIdx !== null;
  const shown = facts.statements.filter((each) => edition === "full" || live.has(each.st) || isHeldUp(each, facts, living));
  return {
    part: facts.part, deadline: facts.deadline, threshold: facts.threshold, open: facts.open, outcome: isOpened ? "opened" : "not-opened", openers: { ...facts.openers },
    termsIdx: facts.termsIdx, closeIdx: facts.closeIdx, releaseIdx: [...facts.releaseIdx], openIdx: facts.openIdx,
    ...(edition === "full" && facts.disputes.length > 0 ? { disputes: [...facts.disputes] } : {}),
    bids: shown.map(({ idx, st, bidder, kind, salt }) => ({ idx, salt, statement: st, bidder, kind, live: live.has(st), how: live.has(st) ? (facts.ends.get(st) ?? "not-opened") : null })),
  };
}

/** Whether a statement is the confirmation that a live bid stands by: the last one its bidder lodged in time. */
function isHeldUp({ idx, kind, bidder }: LoggedStatement, { statements, deadlineSize }: PartFacts, living: readonly LoggedStatement[]): boolean {
  const last = statements.filter((each) => each.bidder === bidder && each.idx < (deadlineSize ?? 0)).toSorted((left, right) => left.seq - right.seq).at(-1);
  return kind === "confirm" && last?.idx === idx && living.some((each) => each.bidder === bidder);
}
