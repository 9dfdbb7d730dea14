import { DAY_MS, dayOf, HOUR_MS, plusDays, plusMs, startOf, type Instant } from "../kernel/time.js";
import type { Ahead, DueId, ReminderRow } from "../procedure/reminders.js";
import { dayClass } from "../rules/calendar.js";

/** A deadline as it stands; `about` tells two of the same lot apart, `firm` is told too. */
export type Due = { readonly due: DueId; readonly lot: string | null; readonly at: Instant; readonly about?: string; readonly firm?: string };
/** A deadline to remind of now; `once` names this reminder of this instant. */
export type Reminding = Due & { readonly once: string };

/** How long before `until`: hours, or so many working days earlier at the same clock time; the midnight that ends a day counts as that day. */
export function remindAt(until: Instant, { count, unit }: Ahead): Instant {
  if (unit === "h") return plusMs(until, -count * HOUR_MS);
  const last = dayOf(plusMs(until, -1));
  let date = last;
  for (let left = count; left > 0;) {
    date = plusDays(date, -1);
    if (dayClass(date) === "WORK") left--;
  }
  return plusMs(until, startOf(date) - startOf(last));
}

/** An hour of the working day: a reminder of a midnight comes in the morning before. */
const MORNING_MS = 9 * HOUR_MS;
const inOfficeHours = (at: Instant): Instant => (at - startOf(dayOf(at)) === 0 ? plusMs(at, -DAY_MS + MORNING_MS) : at);

/**
 * What is to be said now, and when to look again. Of several instants of one deadline that have passed the last alone is said: a
 * deadline that is set at short notice is reminded of once. What is over is not reminded of.
 */
export function remindersOf(rows: readonly ReminderRow[], dues: readonly Due[], now: Instant): { readonly now: readonly Reminding[]; readonly next: Instant | null } {
  const saying: Reminding[] = [];
  const later: Instant[] = [];
  for (const each of dues.filter(({ at }) => at > now)) {
    const instants = (rows.find(({ due }) => due === each.due)?.ahead ?? []).map((ahead) => inOfficeHours(remindAt(each.at, ahead))).sort((left, right) => left - right);
    const last = instants.findLast((at) => at <= now);
    if (last !== undefined) saying.push({ ...each, once: ["due", each.due, each.lot ?? "", each.about ?? "", String(each.at), String(last)].join(" ") });
    later.push(...instants.filter((at) => at > now));
  }
  return { now: saying, next: later.length === 0 ? null : (Math.min(...later) as Instant) };
}
