import type { Fen } from "../kernel/money.js";
import { compare, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Explanation } from "./explain.js";

/** How the documents order equals; steps are tried as written. `draw` is made by the committee and entered. */
export type TieStep = "lower-price" | "higher-technical" | "first-submitted" | "draw";

/** A bid with its result, ready to be put in order. */
export type Standing = { readonly bidder: string; readonly price: Fen; readonly contractPrice: Fen; readonly result: Ratio; readonly technical: Ratio; readonly tree: Explanation; /** Where the log has the bid that counts: the lower was submitted first. */ readonly submitted?: number };

/**
 * A place in the ranking; `decidedBy` names the step that put the bid behind an equal one before it. `rank` is the law's, which
 * equals may share (并列); `place` is the order among them too, in which bids are recommended.
 */
export type Ranked = {
  readonly bidder: string; readonly rank: number; readonly place: number; readonly price: Fen; readonly contractPrice: Fen; readonly decidedBy: TieStep | null; readonly tree: Explanation;
};

/** The steps between equals, and the bidders in the order of a draw where one was made. `sharedFrom`: bids that only this step or a later one parts share their rank. */
export type TieRule = { readonly steps: readonly TieStep[]; readonly drawn: readonly string[]; readonly sharedFrom?: number | null };

/** Puts bids in order: the best result first, equals by the steps of the documents. No step, or a draw not yet made, is a refusal. */
export function ranked(standings: readonly Standing[], best: "highest" | "lowest", ties: TieRule): Result<readonly Ranked[]> {
  const sign = best === "lowest" ? 1 : -1;
  const sorted = standings.toSorted((left, right) => sign * compare(left.result, right.result) || stepBetween(left, right, ties).order);
  const places: Ranked[] = [];
  for (const [at, standing] of sorted.entries()) {
    const decided = decidedBy(sorted[at - 1], standing, ties);
    if (!decided.ok) return decided;
    const { bidder, price, contractPrice, tree } = standing;
    places.push({ bidder, rank: rankAt(at + 1, places.at(-1), decided.value, ties), place: at + 1, price, contractPrice, decidedBy: decided.value, tree });
  }
  return ok(places);
}

/** The step that puts a bid behind the one before it; null where their results already do. */
function decidedBy(before: Standing | undefined, standing: Standing, ties: TieRule): Result<TieStep | null> {
  if (before === undefined || compare(before.result, standing.result) !== 0) return ok(null);
  const { step, order } = stepBetween(before, standing, ties);
  if (order !== 0) return ok(step);
  return ties.steps.length === 0 ? refuse("tie-rule-missing") : refuse("tie-undecided", { first: before.bidder, second: standing.bidder });
}

/** The law's rank of a place: that of the bid before, where the step between them is one that equals share. */
function rankAt(place: number, before: Ranked | undefined, step: TieStep | null, { steps, sharedFrom = null }: TieRule): number {
  const shares = before !== undefined && step !== null && sharedFrom !== null && steps.indexOf(step) >= sharedFrom;
  return shares ? before.rank : place;
}

function stepBetween(left: Standing, right: Standing, { steps, drawn }: TieRule): { readonly step: TieStep | null; readonly order: number } {
  for (const step of steps) {
    const order = ORDERS[step](left, right, drawn);
    if (order !== 0) return { step, order };
  }
  return { step: null, order: 0 };
}

const ORDERS: Readonly<Record<TieStep, (left: Standing, right: Standing, drawn: readonly string[]) => number>> = {
  "lower-price": (left, right) => (left.price < right.price ? -1 : left.price > right.price ? 1 : 0),
  "higher-technical": (left, right) => compare(right.technical, left.technical),
  "first-submitted": ({ submitted: left = 0 }, { submitted: right = 0 }) => left - right,
  "draw": (left, right, drawn) => {
    const [first, second] = [drawn.indexOf(left.bidder), drawn.indexOf(right.bidder)];
    return first < 0 || second < 0 ? 0 : first - second;
  },
};
