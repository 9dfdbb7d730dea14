import type { BundleIndex } from "../verify/shapes.js";
import { liveBids, type LoggedStatement } from "../opening/live.js";
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
  readonly statements: readonly (LoggedStatement & { readonly salt: string })[];
  readonly ends: ReadonlyMap<string, How>;
  /** Those in the log, with the index of the word on each. */
  readonly disputes: readonly { readonly idx: number; readonly decideIdx: number | null }[];
};

/** One part of bundle.json: every lodgement that has a leaf, by index, in a public edition the live ones alone; `how` only for these. */
export function partIndex(facts: PartFacts, edition: Edition): PartRow {
  const live = new Set(facts.deadlineSize === null ? [] : liveBids(facts.statements, facts.deadlineSize).map(({ st }) => st));
  const isOpened = facts.openIdx !== null;
  const shown = facts.statements.filter(({ st }) => edition === "full" || live.has(st));
  return {
    part: facts.part, deadline: facts.deadline, threshold: facts.threshold, open: facts.open, outcome: isOpened ? "opened" : "not-opened", openers: { ...facts.openers },
    termsIdx: facts.termsIdx, closeIdx: facts.closeIdx, releaseIdx: [...facts.releaseIdx], openIdx: facts.openIdx,
    ...(edition === "full" && facts.disputes.length > 0 ? { disputes: [...facts.disputes] } : {}),
    bids: shown.map(({ idx, st, bidder, kind, salt }) => ({ idx, salt, statement: st, bidder, kind, live: live.has(st), how: live.has(st) ? (facts.ends.get(st) ?? "not-opened") : null })),
  };
}
