import { dayOf, type Instant } from "../kernel/time.js";
import type { Calendar } from "../rules/calendar.js";
import { periodOf } from "../rules/period.js";
import type { FrozenRules } from "../rules/rules.js";

/** When a case of supervision must be answered: 24:00 of the last day, counted from the day its light turned red (SV-85). */
export const answerDue = (rules: FrozenRules, openedAt: Instant, calendar?: Calendar): Instant => periodOf(rules, "SV-85", dayOf(openedAt), undefined, calendar).endsAt;

/** A case of supervision as its clock looks at it. */
export type SupervisionClock = { readonly dueAt: Instant | null; readonly answeredAt: Instant | null };

/** Whether the day to answer is over without an answer, or was when one came. */
export const isAnswerLate = ({ dueAt, answeredAt }: SupervisionClock, at: Instant): boolean => dueAt !== null && (answeredAt ?? at) >= dueAt;
