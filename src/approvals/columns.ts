import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import type { Calendar } from "../rules/calendar.js";
import type { FrozenRules } from "../rules/rules.js";
import { lightAt, timingOf, type ClockFacts, type Light } from "./clock.js";

/** What a case keeps of its clock. */
export type ClockColumns = { readonly due_on: PlainDate | null; readonly provisional: boolean; readonly yellow_at: Date | null; readonly red_at: Date | null; readonly light: Light; readonly light_due_at: Date | null };
const dateOf = (at: Instant | null): Date | null => (at === null ? null : new Date(at));

/**
 * The columns of a case's clock, worked out anew: a light that is due already is left to be turned, so that its turn is written down. One that was red
 * stays red as long as the due day is over.
 */
export function clockColumns(rules: FrozenRules, facts: ClockFacts, { light, at }: { readonly light: Light; readonly at: Instant }, calendar?: Calendar): ClockColumns {
  const timing = timingOf(rules, facts, calendar);
  const staysRed = light === "red" && lightAt(rules, timing, dayOf(at), calendar) === "red";
  const next = staysRed || timing.redAt === null ? null : (timing.yellowAt ?? timing.redAt);
  return { due_on: timing.dueOn, provisional: timing.provisional, yellow_at: dateOf(timing.yellowAt), red_at: dateOf(timing.redAt), light: staysRed ? "red" : "green", light_due_at: dateOf(next) };
}
