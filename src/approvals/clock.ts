import { ratio } from "../kernel/ratio.js";
import { endOf, plusDays, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { dayKind, type Calendar } from "../rules/calendar.js";
import { exactOf, furtherOf, holds, type FrozenRules } from "../rules/rules.js";

/** A time that the law leaves out (SV-08): its first and last day are left out too. `until` is null while it runs. */
export type Pause = { readonly from: PlainDate; readonly until: PlainDate | null; readonly zh: string; readonly en: string };

/** What a case's time is counted from. `limit`: working days, with an extension where there is one; 0 is the day of acceptance itself. */
export type ClockFacts = { readonly acceptedOn: PlainDate; readonly limit: number; readonly pauses: readonly Pause[] };

/** One day after acceptance: the how manieth it was, or why it did not count. `known` is false where the year's notice is not loaded. */
export type DayLine = { readonly date: PlainDate; readonly nth: number | null; readonly zh: string; readonly en: string; readonly known: boolean };

/** When a case is due and when its lights turn. All are null while its time stands still. */
export type Timing = {
  /** The last day that is in time. */
  readonly dueOn: PlainDate | null;
  /** 0:00 of the first day of the yellow light; null too where the case is due on the day of acceptance, which warns nobody. */
  readonly yellowAt: Instant | null;
  /** 24:00 of the due day. */
  readonly redAt: Instant | null;
  /** True where a day of a year without a loaded notice was looked at. */
  readonly provisional: boolean;
};

/** Days that a count may look at; a limit of this length is none of ours. */
const DAYS_MAX = 3_660;
const IMMEDIATE = { zh: "即办件，受理当日办结", en: "immediate: the day of acceptance itself" } as const;

const pauseOn = (pauses: readonly Pause[], date: PlainDate): Pause | null => pauses.find(({ from, until }) => from <= date && (until === null || date <= until)) ?? null;
const runs = ({ pauses }: ClockFacts): Pause | null => pauses.find(({ until }) => until === null) ?? null;

/** One day of the ledger, given how many counted before it. Law: 行政许可法 45, 82. */
function dayLine({ pauses }: ClockFacts, date: PlainDate, before: number, calendar: Calendar): DayLine {
  const kind = calendar(date);
  const pause = pauseOn(pauses, date);
  if (kind.class !== "WORK") return { date, nth: null, zh: kind.zh, en: kind.en, known: kind.known };
  return pause === null ? { date, nth: before + 1, zh: kind.zh, en: kind.en, known: kind.known } : { date, nth: null, zh: pause.zh, en: pause.en, known: kind.known };
}

/** The first working day on or after a day, with what was passed over. */
function workingFrom(date: PlainDate, calendar: Calendar): DayLine[] {
  const lines: DayLine[] = [];
  for (let each = date; lines.length < DAYS_MAX; each = plusDays(each, 1)) {
    const { class: of, zh, en, known } = calendar(each);
    if (of === "WORK") return [...lines, { date: each, nth: 0, ...IMMEDIATE, known }];
    lines.push({ date: each, nth: null, zh, en, known });
  }
  throw new RangeError("no working day in ten years");
}

/** Days until the count is full, or until a pause begins that still runs. */
function counted(facts: ClockFacts, calendar: Calendar): DayLine[] {
  if (facts.limit === 0) return workingFrom(facts.acceptedOn, calendar);
  const stop = runs(facts);
  const lines: DayLine[] = [];
  for (let [date, nth] = [plusDays(facts.acceptedOn, 1), 0]; nth < facts.limit && (stop === null || date < stop.from); date = plusDays(date, 1)) {
    if (lines.length > DAYS_MAX) throw new RangeError(`no limit in working days: ${String(facts.limit)}`);
    const line = dayLine(facts, date, nth, calendar);
    nth = line.nth ?? nth;
    lines.push(line);
  }
  return lines;
}

/** Working days left at which the yellow light goes on: a share of the limit, rounded down, or one (SV-18). */
export function yellowDays(rules: FrozenRules, limit: number): number {
  const { n, d } = exactOf(rules, "SV-18");
  const share = Number((BigInt(limit) * n) / (d * 100n));
  return Math.max(share, Number(furtherOf(rules, "SV-18", "workingDays").n));
}

/** When a case is due and its lights turn (rule book D5): the day of acceptance is not counted, nor are those of a pause, its first and last included. */
export function timingOf(rules: FrozenRules, facts: ClockFacts, calendar: Calendar = dayKind): Timing {
  const lines = counted(facts, calendar);
  const provisional = lines.some(({ known }) => !known);
  const days = lines.filter(({ nth }) => nth !== null).map(({ date }) => date);
  const dueOn = days.at(-1);
  if (dueOn === undefined || days.length < facts.limit) return { dueOn: null, yellowAt: null, redAt: null, provisional };
  return { dueOn, yellowAt: facts.limit === 0 ? null : startOf(days.at(-1 - yellowDays(rules, facts.limit)) ?? plusDays(facts.acceptedOn, 1)), redAt: endOf(dueOn), provisional };
}

/** Every day from acceptance to the last one looked at: what counted and why the others did not. Days after the due one still count, as late. */
export function ledgerOf(facts: ClockFacts, through: PlainDate, calendar: Calendar = dayKind): DayLine[] {
  if (facts.limit === 0) return workingFrom(facts.acceptedOn, calendar);
  const lines: DayLine[] = [];
  for (let [date, nth] = [plusDays(facts.acceptedOn, 1), 0]; date <= through && lines.length < DAYS_MAX; date = plusDays(date, 1)) {
    const line = dayLine(facts, date, nth, calendar);
    nth = line.nth ?? nth;
    lines.push(line);
  }
  return lines;
}

/** Working days that a case used until it was decided, those of a pause left out. */
export const usedDays = (facts: ClockFacts, until: PlainDate, calendar: Calendar = dayKind): number =>
  ledgerOf({ ...facts, limit: Math.max(1, facts.limit) }, until, calendar).filter(({ nth }) => nth !== null).length;

/** Working days in (today, due]; below nothing by those in (due, today], at least by one, once the due day is over. */
export function remainingDays(today: PlainDate, dueOn: PlainDate, calendar: Calendar = dayKind): number {
  const [from, to] = today <= dueOn ? [today, dueOn] : [dueOn, today];
  let count = 0;
  for (let date = plusDays(from, 1); date <= to; date = plusDays(date, 1)) count += calendar(date).class === "WORK" ? 1 : 0;
  return today <= dueOn ? count : -Math.max(1, count);
}

/** The lights of a case (rule book D5). */
export const LIGHTS = { green: { zh: "正常", en: "in time" }, yellow: { zh: "黄灯：即将到期", en: "yellow: due soon" }, red: { zh: "红灯：已逾期", en: "red: overdue" } } as const;
export type Light = keyof typeof LIGHTS;

/** The light at an instant (SV-18, SV-19); green while time stands still. */
export function lightAt(rules: FrozenRules, { dueOn, yellowAt }: Timing, today: PlainDate, calendar: Calendar = dayKind): Light {
  if (dueOn === null) return "green";
  if (holds(rules, "SV-19", ratio(BigInt(remainingDays(today, dueOn, calendar))))) return "red";
  return yellowAt !== null && startOf(today) >= yellowAt ? "yellow" : "green";
}
