import { ok, refuse, type Result } from "../kernel/result.js";
import { DAY_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { ENDED_STAGES } from "../procedure/procedure.js";
import type { Tender } from "./queries.js";

/** How long an approved notice may wait, in days: what was approved is soon stale. */
const WAIT_DAYS_MAX = 60;

/** Whether every lot that goes on waits for the invitations, and one does. */
export const awaitsInvitation = (lots: readonly { readonly stage: string }[]): boolean => lots.some(({ stage }) => stage === "prequal_done") && lots.every(({ stage }) => stage === "prequal_done" || ENDED_STAGES.has(stage));

/** Whether a tender waits for a notice or invitation, so that one can be submitted, approved or sent back. */
export const awaitsCall = (lots: readonly { readonly stage: string }[]): boolean => lots.every(({ stage }) => stage === "registered") || awaitsInvitation(lots);

/** Whether a notice may be published at a moment to come. That the notice is lawful then is the guards' to say. */
export function decideMoment(publishAt: Instant, now: Instant): Result<Instant> {
  if (publishAt <= now) return refuse("moment-passed", { publishAt: rfc3339(publishAt), now: rfc3339(now) });
  const latest = plusMs(now, WAIT_DAYS_MAX * DAY_MS);
  return publishAt > latest ? refuse("moment-too-far", { publishAt: rfc3339(publishAt), latest: rfc3339(latest), days: WAIT_DAYS_MAX }) : ok(publishAt);
}

/** When an approved notice is to be published by the clock; null where none waits. */
export const scheduledFor = ({ row }: Pick<Tender, "row">): Instant | null => (row.published_at === null && row.publish_at !== null ? (row.publish_at.getTime() as Instant) : null);

/** Whether this officer may take an approved notice back: either of the two whose names stand under it, until it is out. */
export function decideRecall(tender: Pick<Tender, "row" | "id">, officer: string): Result<Instant> {
  const moment = scheduledFor(tender);
  if (moment === null) return refuse("notice-not-scheduled", { tender: tender.id });
  return [tender.row.submitted_by, tender.row.approved_by].includes(officer) ? ok(moment) : refuse("recall-not-yours", { tender: tender.id });
}
