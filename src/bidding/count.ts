import { refuse } from "../kernel/result.js";
import type { Refusal } from "../kernel/refusal.js";
import { rfc3339, type Instant } from "../kernel/time.js";

/** One thing a bidder sent to the box of a lot, in the order it was received. */
export type Lodgement = {
  readonly bidder: string;
  readonly kind: "bid" | "withdrawal";
  /** When the last byte was in and checked; null while it is not. */
  readonly completedAt: Instant | null;
  readonly encrypted: boolean;
  /** The exchange's operator, or a firm it controls. */
  readonly operatorFirm: boolean;
};

/** What became of a lodgement at the deadline. */
export type Verdict = { readonly verdict: "counts" | "superseded" | "withdrawn" | "withdrawal" } | { readonly verdict: "refused"; readonly refusal: Refusal };

/** The distinct bidders that count, in the order of the lodgements that count, and a verdict for every lodgement in the order given. */
export type DeadlineCount = { readonly bidders: readonly string[]; readonly verdicts: readonly Verdict[] };

/**
 * Who counts at the deadline: each bidder once, by its last good lodgement; not who withdrew, came late or unfinished, sent an
 * unencrypted file or belongs to the operator. Law: 招标投标法 28, 29; 电子招标投标办法 23, 26, 27 (ET-01, ET-02, ET-10).
 */
export function countAtDeadline(lodgements: readonly Lodgement[], deadline: Instant): DeadlineCount {
  const refusals = lodgements.map((each) => refusalOf(each, deadline));
  const verdicts = lodgements.map((each, at): Verdict => {
    const refusal = refusals[at] ?? null;
    if (refusal !== null) return { verdict: "refused", refusal };
    const later = lodgements.find((other, index) => index > at && other.bidder === each.bidder && refusals[index] === null);
    if (each.kind === "withdrawal") return { verdict: "withdrawal" };
    return { verdict: later === undefined ? "counts" : later.kind === "bid" ? "superseded" : "withdrawn" };
  });
  return { bidders: lodgements.filter((_, at) => verdicts[at]?.verdict === "counts").map(({ bidder }) => bidder), verdicts };
}

/** The first reason a lodgement is not taken, or null. On time means complete before the deadline; its own millisecond is late. */
function refusalOf({ completedAt, encrypted, operatorFirm, kind }: Lodgement, deadline: Instant): Refusal | null {
  if (completedAt === null || completedAt >= deadline) {
    return refuse("bid-incomplete", { deadline: rfc3339(deadline), completedAt: completedAt === null ? "—" : rfc3339(completedAt) }).refusal;
  }
  if (operatorFirm) return refuse("operator-may-not-bid").refusal;
  return kind === "bid" && !encrypted ? refuse("bid-not-encrypted").refusal : null;
}
