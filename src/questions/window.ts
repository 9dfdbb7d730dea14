import { OPEN_STAGES } from "../procedure/procedure.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, endOf, rfc3339, type Instant } from "../kernel/time.js";
import { tenderRound } from "../tenders/entry.js";
import { deadlineOf } from "../tenders/facts.js";
import type { Tender } from "../tenders/queries.js";

/** Until when questions are taken: the day the documents set, else the last deadline of the lots that still take bids. Null where nothing is asked any more. */
export function questionsEnd(tender: Pick<Tender, "form" | "lots" | "parts" | "allParts" | "row">): Instant | null {
  const open = tender.lots.filter(({ stage }) => OPEN_STAGES.has(stage));
  if (tender.row.published_at === null || open.length === 0) return null;
  const last = Math.max(...open.map(({ lot }) => deadlineOf(tender as Tender, lot))) as Instant;
  const set = tenderRound(tender) === "bid" ? (tender.form.questionsUntil ?? null) : null;
  return set === null ? last : (Math.min(set, last) as Instant);
}

/** Whether a question comes in time; its own millisecond is late. */
export function decideAsking(until: Instant | null, now: Instant): Result<{ readonly until: Instant; readonly collectedAt: Instant }> {
  if (until === null) return refuse("questions-not-taken");
  if (now >= until) return refuse("questions-over", { until: rfc3339(until), now: rfc3339(now) });
  return ok({ until, collectedAt: collectedAt(now, until) });
}

/**
 * When the box of questions is emptied: at midnight, and when it shuts. Until then a question has no time but its day, and what is
 * taken out comes out in the order of its hashes, so that no hour of asking can be held against an hour of signing in.
 */
export const collectedAt = (now: Instant, until: Instant): Instant => Math.min(endOf(dayOf(now)), until) as Instant;
