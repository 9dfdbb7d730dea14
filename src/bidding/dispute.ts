import { refuse, ok, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { Ground } from "../signing/dispute-file.js";

/** A provisional receipt that a bidder shows: when it was given, and until when it promised the leaf. */
export type ShownReceipt = { readonly acceptedAt: Instant; readonly promisedUntil: Instant };

/** What the log says of it once the part is closed. */
export type LoggedFacts = {
  readonly deadline: Instant;
  /** Size of the deadline checkpoint: a leaf below it is on time. */
  readonly deadlineSize: number;
  /** Where the receipt's leaf stands; null where it stands nowhere. */
  readonly index: number | null;
  /** Size of a quorum checkpoint dated after the promise; null while there is none. */
  readonly laterSize: number | null;
  /** The bidder's live bid as the log makes it, and as the closed list has it; null where none. */
  readonly live: string | null;
  readonly listed: string | null;
};

/**
 * Whether a receipt shows that a close is wrong, and how: its leaf is missing from a quorum checkpoint dated later than its
 * promise, or stands behind the deadline checkpoint although it was accepted before the deadline, or the list has another bid
 * of this bidder than the log. The first that holds is the ground (trust.md §1.5, §2.4).
 */
export function judgeReceipt(receipt: ShownReceipt, facts: LoggedFacts): Result<Ground> {
  const { index, laterSize } = facts;
  if (receipt.acceptedAt >= facts.deadline) return refuse("dispute-receipt-late", { acceptedAt: rfc3339(receipt.acceptedAt), deadline: rfc3339(facts.deadline) });
  if (laterSize !== null && (index === null || index >= laterSize)) return ok("receipt-broken");
  if (index === null) return refuse("dispute-promise-runs", { until: rfc3339(receipt.promisedUntil) });
  if (index >= facts.deadlineSize) return ok("accepted-late");
  return facts.live === facts.listed ? refuse("dispute-unfounded", { index }) : ok("list-wrong");
}
