import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { addCalendar, addWorking, atLeast, type Period } from "./calendar.js";
import { rule, wholeOf, type FrozenRules, type RuleId } from "./rules.js";

/** The days a rule sets, counted from a day in its own unit. @throws {RangeError} if the rule does not count days. */
export function periodOf(rules: FrozenRules, id: RuleId, from: PlainDate): Period {
  const { unit } = rule(rules, id);
  if (unit !== "CD" && unit !== "WD") throw new RangeError(`rule ${id} does not count days`);
  return (unit === "CD" ? addCalendar : addWorking)(from, wholeOf(rules, id));
}

/**
 * Whether an act stands to the event it follows as the rule says: within the days of a duty, which end at 24:00 of the rolled last
 * day; or not before a shortest period is over, at the same clock time for calendar days and at 24:00 of the last working day.
 * Law: 民法典 201, 203; 87号令 85, 86 (CA-01, CA-02, CA-04, CA-07).
 */
export function inTime(rules: FrozenRules, id: RuleId, event: Instant, act: Instant): boolean {
  const { op, unit } = rule(rules, id);
  const { endsAt, count } = periodOf(rules, id, dayOf(event));
  if (op === "=") return act === endsAt;
  if (op === "<=") return act <= endsAt;
  return act >= (unit === "CD" ? atLeast(event, count).instant : endsAt);
}
