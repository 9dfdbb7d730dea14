import { APPLICATION } from "../bidding/admitted.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { setsReserve } from "../tenders/facts.js";
import type { PartRow, Tender } from "../tenders/queries.js";
import type { ReserveRow } from "./queries.js";

/**
 * What there is of a lot's reserve estimate: the documents set none; it is to be fixed before bids close; it is fixed; it was read out or
 * is lost; or the box shut without it, and so there is none to use.
 */
export type ReserveState = "unset" | "due" | "committed" | "revealed" | "lost" | "missed";

type Box = readonly { readonly state: string; readonly deadline: Instant }[];
/** The stages in which bids are taken, and so a reserve estimate. */
const TAKES: ReadonlySet<string> = new Set(["noticed", "bidding"]);
/** Those in which the part with the prices is opened. */
const OPENS: ReadonlySet<string> = new Set(["opening", "evaluating"]);

export type Committing = { readonly lot: string; readonly isSet: boolean; readonly stage: string; readonly box: Box; /** What was committed to before; null where nothing was. */ readonly standing: string | null };

/**
 * Whether a commitment stamped at `receivedAt` is taken: one a lot, before bids close; the deadline's own millisecond is late. The same
 * again is the first one. Law: 招标投标法实施条例 27.
 */
export function decideCommitting({ lot, isSet, stage, box, standing }: Committing, commitment: string, receivedAt: Instant): Result<"new" | "stands"> {
  if (standing === commitment) return ok("stands");
  if (!isSet) return refuse("reserve-not-set");
  const shut = box.find(({ deadline }) => receivedAt >= deadline);
  if (shut !== undefined) return refuse("reserve-too-late", { receivedAt: rfc3339(receivedAt), deadline: rfc3339(shut.deadline) });
  const closed = box.find(({ state }) => state !== "open" && state !== "draft");
  if (!TAKES.has(stage) || closed !== undefined) return refuse("reserve-box-shut", { lot, state: closed?.state ?? stage });
  return standing === null ? ok("new") : refuse("reserve-committed", { commitment: standing });
}

export type Ending = { readonly state: ReserveState; readonly stage: string; readonly part: { readonly state: string; readonly finished: boolean } };

/**
 * Whether the reserve estimate can be read out now, or its loss declared: from the start of the opening that reads out the prices until
 * its record. Law: 招标投标法实施条例 27, 50.
 */
export function decideEnding({ state, stage, part }: Ending): Result<true> {
  if (state === "revealed") return refuse("reserve-revealed");
  if (state === "lost") return refuse("reserve-lost");
  if (state !== "committed") return refuse("reserve-not-committed");
  if (part.finished) return refuse("reserve-after-record");
  return OPENS.has(stage) && (part.state === "releasing" || part.state === "opened") ? ok(true) : refuse("reserve-before-opening");
}

/** The parts in which a lot takes bids. */
const bidParts = ({ allParts }: Pick<Tender, "allParts">, lot: string): readonly PartRow[] => allParts.filter((each) => each.lot === lot && each.part !== APPLICATION);

/** The part whose opening reads out the prices, and the reserve estimate with them. */
export function pricePart(tender: Pick<Tender, "allParts">, lot: string): PartRow | null {
  const parts = bidParts(tender, lot);
  return parts.find(({ has_form }) => has_form) ?? parts.at(-1) ?? null;
}

/** What there is of a lot's reserve estimate now. */
export function reserveState(tender: Tender, lot: string, reserve: ReserveRow | null): ReserveState {
  if (reserve?.end != null) return reserve.end.file === null ? "lost" : "revealed";
  if (reserve !== null) return "committed";
  if (!setsReserve(tender)) return "unset";
  return bidParts(tender, lot).every(({ state }) => state === "open" || state === "draft") ? "due" : "missed";
}
