import { DAY_MS, dayOf, endOf, plusDays, plusMs, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { HOLIDAY_YEARS } from "./holidays.js";

/** 法定节假日, 休息日, 工作日. */
export type DayClass = "STATUTORY" | "REST" | "WORK";

/** What a day is and why: a festival's name, or a plain weekend. `known` is false where the year's notice is not loaded. */
export type DayKind = { readonly class: DayClass; readonly zh: string; readonly en: string; readonly known: boolean };

/** A day that was passed over, and the reason the pages give. */
export type SkippedDay = { readonly date: PlainDate; readonly zh: string; readonly en: string };

/** A period of days counted out, with what a page needs to explain it. */
export type Period = {
  readonly unit: "CD" | "WD";
  readonly from: PlainDate;
  readonly count: number;
  /** The last day without rolling: where a duty of the purchaser or agency is warned. */
  readonly strictDate: PlainDate;
  /** The last day that counts: rolled to the next working day. */
  readonly rolledDate: PlainDate;
  /** 24:00 of `rolledDate` (民法典 203). */
  readonly endsAt: Instant;
  /** True where a day of a year without a loaded notice was looked at: weekends alone were counted there. */
  readonly provisional: boolean;
  readonly counted: readonly PlainDate[];
  readonly skipped: readonly SkippedDay[];
};

/** A shortest period that protects bidders. */
export type Earliest = {
  /** The first lawful instant: the same clock time, not rolled. */
  readonly instant: Instant;
  /** The first working day on or after it, which is where the platform lets a deadline stand. */
  readonly workDay: PlainDate;
  readonly provisional: boolean;
  readonly skipped: readonly SkippedDay[];
};

const KNOWN_YEARS = new Set(HOLIDAY_YEARS.map(({ year }) => year));
const LISTED = new Map<PlainDate, DayKind>(HOLIDAY_YEARS.flatMap(({ festivals }) => festivals.flatMap(({ zh, en, statutory, rest, worked }) => [
  ...statutory.map((date): [PlainDate, DayKind] => [date, { class: "STATUTORY", zh: `${zh}（法定节假日）`, en: `${en} (statutory holiday)`, known: true }]),
  ...rest.map((date): [PlainDate, DayKind] => [date, { class: "REST", zh: `${zh}放假调休`, en: `${en}, day in exchange`, known: true }]),
  ...worked.map((date): [PlainDate, DayKind] => [date, { class: "WORK", zh: `${zh}调休上班`, en: `worked for ${en}`, known: true }]),
])));

/**
 * The day some months after another: its corresponding day, or the month's last where it has none. Law: 民法典 202.
 * @param count months, 0 or more
 */
export function plusMonths(from: PlainDate, count: number): PlainDate {
  checkCount(count);
  const [year = 0, month = 0, date = 0] = from.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(first.getTime() + (Math.min(date, last) - 1) * DAY_MS).toISOString().slice(0, 10) as PlainDate;
}

/** The working day that comes so many before another one, which is not counted. @param count days, 1 or more */
export function workingBefore(until: PlainDate, count: number): PlainDate {
  checkCount(count - 1);
  let [date, left] = [until, count];
  while (left > 0) {
    date = plusDays(date, -1);
    if (dayClass(date) === "WORK") left -= 1;
  }
  return date;
}

/** The kind of a day by the State Council's notice of its year; weekends alone where none is loaded. */
export function dayKind(date: PlainDate): DayKind {
  const known = KNOWN_YEARS.has(date.slice(0, 4));
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const plain = weekday === 0 || weekday === 6
    ? { class: "REST", zh: weekday === 6 ? "周六" : "周日", en: weekday === 6 ? "Saturday" : "Sunday", known } as const
    : { class: "WORK", zh: "工作日", en: "working day", known } as const;
  return LISTED.get(date) ?? plain;
}

/** The class of a day. */
export const dayClass = (date: PlainDate): DayClass => dayKind(date).class;

/** The name of the notice that a day's class comes from, or null where its year is not loaded. */
export const noticeFor = (date: PlainDate): string | null => HOLIDAY_YEARS.find(({ year }) => year === date.slice(0, 4))?.notice ?? null;

/** The last day whose year is loaded; beyond it every result is provisional. */
export const coverageUntil = (): PlainDate => `${HOLIDAY_YEARS.at(-1)?.year ?? "0000"}-12-31` as PlainDate;

/** What class a day has; another calendar where a year’s notice is loaded later. */
export type Calendar = (date: PlainDate) => DayKind;

/** No day is left out. */
const NONE: ReadonlySet<PlainDate> = new Set();

/**
 * A period of calendar days: the start day is not counted, and a last day that is not a working day rolls to the next one.
 * Law: 民法典 201, 203 (CA-01, CA-02, CA-04). The narrower wording of 87号令 85, statutory holidays only (CA-03), is met by rolling on every
 * day off and keeping both dates.
 * @param count days, 0 or more
 * @param paused days that the law leaves out, as those of the reply to an objection
 */
export function addCalendar(from: PlainDate, count: number, paused = NONE): Period {
  checkCount(count);
  const { counted, skipped } = daysCounted(from, count, (date) => (paused.has(date) ? PAUSED : null));
  const strictDate = counted.at(-1) ?? from;
  const rolled = nextWorkDay(strictDate);
  return { unit: "CD", from, count, strictDate, rolledDate: rolled.date, endsAt: endOf(rolled.date), provisional: rolled.provisional, counted, skipped: [...skipped, ...rolled.skipped] };
}

/** A number of days, calendar or working, as a row of the law counts them. */
export type DayCount = { readonly count: number; readonly unit: "CD" | "WD" };

/** The period that runs from a day, counted in the days of its row. @param paused days that the law leaves out @param calendar another one for working days, where a year’s notice is loaded later */
export const periodFrom = (from: PlainDate, { count, unit }: DayCount, paused = NONE, calendar: Calendar = dayKind): Period => (unit === "CD" ? addCalendar(from, count, paused) : addWorking(from, count, paused, calendar));

/** The unit in words, as it stands after a number. */
export const DAY_WORDS = { CD: { zh: "日", en: "days" }, WD: { zh: "个工作日", en: "working days" } } as const;

/** A period of working days: the `count`-th working day after the start day. Law: 行政许可法 82 (CA-06). @param count days, 1 or more */
export function addWorking(from: PlainDate, count: number, paused = NONE, calendar: Calendar = dayKind): Period {
  checkCount(count - 1);
  const { counted, skipped } = daysCounted(from, count, (date) => (paused.has(date) ? PAUSED : calendar(date).class === "WORK" ? null : calendar(date)));
  const date = counted.at(-1) ?? from;
  const provisional = [...counted, ...skipped.map((each) => each.date)].some((each) => !calendar(each).known);
  return { unit: "WD", from, count, strictDate: date, rolledDate: date, endsAt: endOf(date), provisional, counted, skipped };
}

const PAUSED = { zh: "依法不计入期限", en: "left out by law" } as const;

/** The first `count` days after a day that nothing leaves out, and those that were left out on the way. */
function daysCounted(from: PlainDate, count: number, leftOut: (date: PlainDate) => { readonly zh: string; readonly en: string } | null): { counted: PlainDate[]; skipped: SkippedDay[] } {
  const counted: PlainDate[] = [];
  const skipped: SkippedDay[] = [];
  for (let date = plusDays(from, 1); counted.length < count; date = plusDays(date, 1)) {
    const why = leftOut(date);
    if (why === null) counted.push(date);
    else skipped.push({ date, zh: why.zh, en: why.en });
  }
  return { counted, skipped };
}

/**
 * The end of a shortest period of calendar days that protects bidders: lawful at the same clock time `count` days later, without
 * rolling; the platform schedules nothing on a day off. @param count days, 0 or more
 */
export function atLeast(from: Instant, count: number): Earliest {
  checkCount(count);
  const instant = plusMs(from, count * DAY_MS);
  const { date, skipped, provisional } = nextWorkDay(dayOf(instant));
  return { instant, workDay: date, provisional, skipped };
}

/**
 * The same, where the last day itself must be a working day because something ends on it: a sale of documents runs to the same
 * clock time of the rolled day. @param count days, 0 or more
 */
export function atLeastRolled(from: Instant, count: number, unit: "CD" | "WD" = "CD"): Instant {
  const { rolledDate } = periodFrom(dayOf(from), { count, unit });
  return plusMs(startOf(rolledDate), from - startOf(dayOf(from)));
}

/**
 * The last instant for an act that must come `count` days before `until`: for the purchaser's side the same clock time (strict),
 * for a bidder 24:00 of that day (lenient).
 */
export function latestBefore(until: Instant, count: number, side: "purchaser" | "bidder"): Instant {
  checkCount(count);
  return side === "purchaser" ? plusMs(until, -count * DAY_MS) : endOf(plusDays(dayOf(until), -count));
}

function nextWorkDay(from: PlainDate): { date: PlainDate; skipped: SkippedDay[]; provisional: boolean } {
  const skipped: SkippedDay[] = [];
  let date = from;
  let kind = dayKind(date);
  let provisional = !kind.known;
  while (kind.class !== "WORK") {
    skipped.push({ date, zh: kind.zh, en: kind.en });
    date = plusDays(date, 1);
    kind = dayKind(date);
    provisional ||= !kind.known;
  }
  return { date, skipped, provisional };
}

function checkCount(count: number): void {
  if (!Number.isInteger(count) || count < 0 || count > 36_600) throw new RangeError(`not a number of days: ${String(count)}`);
}
