import { dayOf, plusDays, type Instant, type PlainDate } from "../kernel/time.js";
import { dayKind, latestBefore, noticeFor, type DayClass, type Period } from "./calendar.js";
import { endingOf, sideOf, startOfDays, type Ending, type Side } from "./counting.js";
import { endOfPeriod, keeps, periodOf } from "./period.js";
import { confidenceOf, type Confidence } from "./rule.js";
import { freezeRules, rule, ruleOn, type FrozenRule, type RuleId } from "./rules.js";

/** One day between an event and the date that follows from it. */
export type CountedDay = {
  readonly date: PlainDate;
  readonly class: DayClass;
  /** What the day is: 国庆节（法定节假日）, 周六, 工作日. */
  readonly zh: string;
  readonly en: string;
  /** The State Council's notice that says so; null where the year's notice is not loaded. */
  readonly notice: string | null;
  /** Its number in the count; null for the day of the event and for a day that does not count. */
  readonly nth: number | null;
  /** Why it does not count, where it stands between days that do. */
  readonly leftOut: { readonly zh: string; readonly en: string } | null;
};

/** How a date came about: everything a reader needs to count it again with a calendar in hand. */
export type DateCount = {
  readonly rule: RuleId;
  readonly law: FrozenRule;
  /** How far the text of the rule was confirmed. */
  readonly confidence: Confidence;
  /** The day whose law counts: a tender keeps that of its first notice. */
  readonly lawOn: PlainDate;
  /** `after` an event the days run forward; `before` a deadline they are counted back. */
  readonly direction: "after" | "before";
  readonly event: Instant;
  readonly starts: { readonly zh: string; readonly en: string };
  readonly count: number;
  readonly unit: "CD" | "WD";
  readonly ending: Ending;
  /** Whose act it is, where the days are counted back. */
  readonly side: Side | null;
  /** The last day without rolling. */
  readonly strictDate: PlainDate;
  /** The last day that counts: the next working day where the strict one is a day off. */
  readonly rolledDate: PlainDate;
  /** The instant that follows: the last one for a duty, the first lawful one for a shortest period. */
  readonly at: Instant;
  readonly provisional: boolean;
  /** From the day of the event to the last day, in the order of the calendar. */
  readonly days: readonly CountedDay[];
  /** Notices of the State Council that the days were looked up in. */
  readonly notices: readonly string[];
};

/** What is asked: the rule, the day whose law counts, and the event or the deadline; `paused` are days the law leaves out. */
export type DateQuestion = { readonly rule: RuleId; readonly lawOn: PlainDate; readonly paused?: readonly PlainDate[] } & ({ readonly from: Instant } | { readonly until: Instant });

/**
 * How the date of a rule is counted from an event, or back from a deadline.
 * @throws {RangeError} if no such rule was in force, if it counts no days, or if it is not counted back.
 */
export function explainDate(question: DateQuestion): DateCount {
  const row = ruleOn(question.rule, question.lawOn);
  const rules = freezeRules(question.lawOn, [row]);
  const law = rule(rules, question.rule);
  const known = { rule: question.rule, law, confidence: confidenceOf(row.mark), lawOn: question.lawOn, starts: startOfDays(question.rule) ?? { zh: law.zh, en: law.en }, ending: endingOf(question.rule, law), side: sideOf(question.rule) };
  if ("until" in question) return { ...known, ...countedBack(question.until, periodOf(rules, question.rule, dayOf(question.until)), known.side) };
  const paused = new Set(question.paused ?? []);
  const period = periodOf(rules, question.rule, dayOf(question.from), paused);
  const days = daysBetween(dayOf(question.from), period.rolledDate).map((date) => described(date, period.counted.indexOf(date) + 1, period));
  return {
    ...known, direction: "after", event: question.from, count: period.count, unit: period.unit, strictDate: period.strictDate, rolledDate: period.rolledDate,
    at: endOfPeriod(rules, question.rule, question.from, paused), provisional: period.provisional, days, notices: noticesOf(days),
  };
}

type Counted = Pick<DateCount, "direction" | "event" | "count" | "unit" | "strictDate" | "rolledDate" | "at" | "provisional" | "days" | "notices">;

/** Days counted back are calendar days and do not roll: nobody can be sent to a day off by them, only earlier. */
function countedBack(until: Instant, { count, unit }: Period, side: Side | null): Counted {
  if (side === null || unit !== "CD") throw new RangeError("the rule is not counted back from a deadline");
  const first = plusDays(dayOf(until), -count);
  const days = daysBetween(first, dayOf(until)).map((date, at) => described(date, count - at, null));
  return { direction: "before", event: until, count, unit, strictDate: first, rolledDate: first, at: latestBefore(until, count, side), provisional: false, days, notices: noticesOf(days) };
}

const daysBetween = (first: PlainDate, last: PlainDate): PlainDate[] => {
  const days = [first];
  for (let date = first; date < last; days.push(date)) date = plusDays(date, 1);
  return days;
};

function described(date: PlainDate, nth: number, period: Period | null): CountedDay {
  const kind = dayKind(date);
  const leftOut = nth > 0 ? undefined : period?.skipped.find((each) => each.date === date);
  return { date, class: kind.class, zh: kind.zh, en: kind.en, notice: noticeFor(date), nth: nth > 0 ? nth : null, leftOut: leftOut === undefined ? null : { zh: leftOut.zh, en: leftOut.en } };
}

const noticesOf = (days: readonly CountedDay[]): string[] => [...new Set(days.flatMap(({ notice }) => notice ?? []))];

/** Whether a date that somebody set keeps to the one that was counted; counted back from a deadline, an act is in time until then. */
export const keepsTo = ({ direction, law, at }: DateCount, shown: Instant): boolean => (direction === "before" ? shown <= at : keeps(law.op, at, shown));
