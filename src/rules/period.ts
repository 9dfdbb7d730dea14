import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { atLeast, atLeastRolled, periodFrom, type Calendar, type Period } from "./calendar.js";
import { endingOf } from "./counting.js";
import type { RuleOp } from "./rule.js";
import { rule, wholeOf, type FrozenRules, type RuleId } from "./rules.js";

/**
 * The days a rule sets, counted from a day in its own unit. @param paused days that the law leaves out
 * @throws {RangeError} if the rule does not count days.
 */
export function periodOf(rules: FrozenRules, id: RuleId, from: PlainDate, paused?: ReadonlySet<PlainDate>, calendar?: Calendar): Period {
  const { unit } = rule(rules, id);
  if (unit !== "CD" && unit !== "WD") throw new RangeError(`rule ${id} does not count days`);
  return periodFrom(from, { count: wholeOf(rules, id), unit }, paused, calendar);
}

/** The instant at which the days of a rule end: the last of a duty, the first lawful one after a shortest period. */
export function endOfPeriod(rules: FrozenRules, id: RuleId, event: Instant, paused?: ReadonlySet<PlainDate>): Instant {
  const { count, unit, endsAt } = periodOf(rules, id, dayOf(event), paused);
  const ending = endingOf(id, rule(rules, id));
  if (ending === "same-clock") return atLeast(event, count).instant;
  return ending === "rolled-clock" ? atLeastRolled(event, count, unit) : endsAt;
}

/** Whether an act keeps to the end of a period: not after a duty's, exactly at an exact one's, not before a shortest one's (CA-07). */
export const keeps = (op: RuleOp, end: Instant, act: Instant): boolean => (op === "<=" ? act <= end : op === "=" ? act === end : act >= end);

/** Whether an act stands to the event it follows as the rule says. Law: 民法典 201, 203; 87号令 85, 86 (CA-01, CA-02, CA-04). */
export const inTime = (rules: FrozenRules, id: RuleId, event: Instant, act: Instant): boolean => keeps(rule(rules, id).op, endOfPeriod(rules, id, event), act);
