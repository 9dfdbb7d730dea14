import { dayOf, plusDays, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { periodFrom, type DayCount, type Period } from "../rules/calendar.js";
import { furtherOf, rule as ruleIn, wholeOf, type FrozenRules, type RuleId } from "../rules/rules.js";
import { lightOf, type Light } from "../treasury/due.js";
import { kindOf, type ClockName, type ClockRow, type Kind } from "./kinds.js";

/** Days that do not count: from one to another, both left out. */
export type Pause = { readonly from: PlainDate; readonly until: PlainDate };

/** What the clocks of a complaint run from and what met them. */
export type ClockFacts = {
  readonly kind: Kind;
  /** When the desk that decides it got it; the filing itself may be earlier, through another channel. */
  readonly receivedAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly refusedAt: Instant | null;
  readonly copiedAt: Instant | null;
  readonly statedAt: Instant | null;
  readonly decidedAt: Instant | null;
  /** Withdrawn or passed on out of the house: nothing is awaited any more, nor of what is decided or refused. */
  readonly overAt: Instant | null;
  readonly isComplex: boolean;
  readonly pauses: readonly Pause[];
};

/** One period of a complaint. `metAt` is null while it is awaited; its light is that of the day it was met. */
export type Clock = { readonly name: ClockName; readonly rule: RuleId; readonly period: Period; readonly metAt: Instant | null; readonly light: Light };

export const CLOCK_NAMES: Readonly<Record<ClockName, { readonly zh: string; readonly en: string }>> = {
  accept: { zh: "决定是否受理", en: "acceptance" }, refuse: { zh: "告知不予受理", en: "word that it is not accepted" }, copy: { zh: "发出副本", en: "copies" }, statement: { zh: "被投诉人书面说明", en: "statement of who is complained of" }, decide: { zh: "作出处理决定（答复）", en: "decision" },
};

/** The clocks of a complaint that run or ran, in the order of the law. @param rules in force when it was filed */
export function clocksOf(rules: FrozenRules, facts: ClockFacts, now: Instant): Clock[] {
  const rows = Object.entries(kindOf(facts.kind).clocks) as [ClockName, ClockRow][];
  return rows.flatMap(([name, row]): Clock[] => {
    const start = startOfClock(row, facts);
    if (start === null || (name === "refuse" && facts.refusedAt === null)) return [];
    const period = periodFrom(dayOf(start), daysOf(rules, row, facts.isComplex), row.pauses === true ? pausedDays(facts.pauses) : undefined);
    const metAt = metBy(name, facts);
    return [{ name, rule: row.rule, period, metAt, light: lightOf(rules, { from: period.from, on: period.rolledDate }, dayOf(metAt ?? now)) }];
  });
}

/** The clocks that still run. */
export const running = (clocks: readonly Clock[]): Clock[] => clocks.filter(({ metAt }) => metAt === null);

const startOfClock = ({ from }: ClockRow, { receivedAt, acceptedAt, copiedAt }: ClockFacts): Instant | null => ({ received: receivedAt, accepted: acceptedAt, copied: copiedAt })[from];

/** How many days a clock has; a complex complaint takes the further number of its rule. */
function daysOf(rules: FrozenRules, { rule: id, more }: ClockRow, isComplex: boolean): DayCount {
  const { unit } = ruleIn(rules, id);
  if (unit !== "CD" && unit !== "WD") throw new RangeError(`${id} counts no days`);
  const count = wholeOf(rules, id);
  if (more === undefined || !isComplex) return { count, unit };
  const further = Number(furtherOf(rules, id, more.name).n);
  return { count: more.adds ? count + further : further, unit };
}

function metBy(name: ClockName, { acceptedAt, refusedAt, copiedAt, statedAt, decidedAt, overAt }: ClockFacts): Instant | null {
  const own: Readonly<Record<ClockName, Instant | null>> = { accept: acceptedAt ?? refusedAt, refuse: refusedAt, copy: copiedAt, statement: statedAt ?? decidedAt, decide: decidedAt ?? refusedAt };
  return own[name] ?? decidedAt ?? refusedAt ?? overAt;
}

/** The next midnight at which a running clock changes its light; null where it is over already. */
export function nextLight(rules: FrozenRules, { period, light }: Clock, now: Instant): Instant | null {
  const [due, last] = [{ from: period.from, on: period.rolledDate }, plusDays(period.rolledDate, 1)];
  for (let date = plusDays(dayOf(now), 1); date <= last; date = plusDays(date, 1)) if (lightOf(rules, due, date) !== light) return startOf(date);
  return null;
}

/** Every day of the pauses. */
export function pausedDays(pauses: readonly Pause[]): ReadonlySet<PlainDate> {
  const days = new Set<PlainDate>();
  for (const { from, until } of pauses) for (let date = from; date <= until; date = plusDays(date, 1)) days.add(date);
  return days;
}
