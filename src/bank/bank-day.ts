import { HOUR_MS, dayOf, plusDays, plusMs, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { dayClass } from "../rules/calendar.js";
import { freezeRules, wholeOf } from "../rules/rules.js";

/** When agent banks begin to take orders, in hours of the day. */
const OPENS_H = 9;

/**
 * The working day on which a bank pays what it is given at an instant, and the first instant of that day at which it takes it: the same day before the
 * cut-off, the next working day from the cut-off on. Law: 财政国库管理制度改革试点资金支付办法 (SV-21).
 */
export function bankDay(at: Instant): { readonly on: PlainDate; readonly from: Instant } {
  const today = dayOf(at);
  const isOpen = dayClass(today) === "WORK" && at < plusMs(startOf(today), wholeOf(freezeRules(today), "SV-21") * HOUR_MS);
  const on = isOpen ? today : nextBankDay(today);
  return { on, from: Math.max(at, plusMs(startOf(on), OPENS_H * HOUR_MS)) as Instant };
}

/** The first working day after a day. */
export function nextBankDay(day: PlainDate): PlainDate {
  const next = plusDays(day, 1);
  return dayClass(next) === "WORK" ? next : nextBankDay(next);
}

/** How far back statements are asked for, in days. */
const BACK_DAYS = 31;

/** The days of which an account's statement is to be asked for: all that are over, since the last one that was taken or the day it was opened, not for ever back. */
export function statementsDue({ openedOn, last }: { readonly openedOn: PlainDate; readonly last: PlainDate | null }, today: PlainDate): PlainDate[] {
  const first = [last === null ? openedOn : plusDays(last, 1), plusDays(today, -BACK_DAYS)].reduce((later, each) => (each > later ? each : later));
  const days: PlainDate[] = [];
  for (let day = first; day < today; day = plusDays(day, 1)) days.push(day);
  return days;
}
