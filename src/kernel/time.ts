declare const instant: unique symbol;
declare const plainDate: unique symbol;

/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number & { readonly [instant]: true };

/** A calendar day in China (UTC+8, no summer time), as YYYY-MM-DD; sorts as text. */
export type PlainDate = string & { readonly [plainDate]: true };

/** The only way to learn the time. Made once in the programs; a movable one in rehearsal, a fixed one in tests. */
export type Clock = () => Instant;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** Beijing time is UTC+8 all year. */
const BEIJING_MS = 8 * HOUR_MS;

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;

/** @throws {RangeError} if `text` is not a day of the calendar written YYYY-MM-DD. */
export function day(text: string): PlainDate {
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (!PLAIN_DATE.test(text) || Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) throw new RangeError(`not a day: ${text}`);
  return text as PlainDate;
}

/** Reads an RFC 3339 time with a zone. @throws {RangeError} on anything else: no zone, a leap second, 30 February. */
export function at(text: string): Instant {
  const ms = Date.parse(text);
  if (!RFC3339.test(text) || Number.isNaN(ms)) throw new RangeError(`not a time with a zone: ${text}`);
  day(text.slice(0, 10));
  return ms as Instant;
}

/** RFC 3339 in Beijing time, to the second where the instant is whole: 2026-12-18T09:30:00+08:00. */
export function rfc3339(instant: Instant): string {
  const text = new Date(instant + BEIJING_MS).toISOString();
  return `${instant % SECOND_MS === 0 ? text.slice(0, 19) : text.slice(0, 23)}+08:00`;
}

/** The day it is in China at `instant`. */
export const dayOf = (instant: Instant): PlainDate => new Date(instant + BEIJING_MS).toISOString().slice(0, 10) as PlainDate;

/** 00:00 Beijing time of a day. */
export const startOf = (date: PlainDate): Instant => (Date.parse(`${date}T00:00:00Z`) - BEIJING_MS) as Instant;

/** 24:00 Beijing time of a day: where a period of days ends (民法典 203). */
export const endOf = (date: PlainDate): Instant => (startOf(date) + DAY_MS) as Instant;

/** The day `count` days later (earlier when negative). */
export const plusDays = (date: PlainDate, count: number): PlainDate => new Date(Date.parse(`${date}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10) as PlainDate;

export const plusMs = (instant: Instant, ms: number): Instant => (instant + ms) as Instant;

const WEEKDAYS = "日一二三四五六";

/** 2026年12月18日（星期五） */
export function dateInChinese(date: PlainDate): string {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  return `${String(year)}年${String(month)}月${String(dayOfMonth)}日（星期${WEEKDAYS.charAt(new Date(`${date}T00:00:00Z`).getUTCDay())}）`;
}

/** 2026年12月18日（星期五）09:30（北京时间）; seconds and milliseconds only where they are not zero. */
export function timeInChinese(instant: Instant): string {
  const text = new Date(instant + BEIJING_MS).toISOString();
  const clock = instant % MINUTE_MS === 0 ? text.slice(11, 16) : instant % SECOND_MS === 0 ? text.slice(11, 19) : text.slice(11, 23);
  return `${dateInChinese(dayOf(instant))}${clock}（北京时间）`;
}

/** The end of a period: the midnight that ends a day is its 24:00, as the law and people say it, not the next day's 00:00. */
export const endInChinese = (instant: Instant): string => (isMidnight(instant) ? `${dateInChinese(dayOf(plusMs(instant, -1)))}24:00（北京时间）` : timeInChinese(instant));

/** The same in English: midnight at the end of Monday 28 September 2026, Beijing time. */
export const endInEnglish = (instant: Instant): string => (isMidnight(instant) ? `${dateInEnglish(dayOf(plusMs(instant, -1)))}, 24:00 Beijing time` : timeInEnglish(instant));

const isMidnight = (instant: Instant): boolean => startOf(dayOf(instant)) === instant;

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Friday 18 December 2026 */
export function dateInEnglish(date: PlainDate): string {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  return `${DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ""} ${String(dayOfMonth)} ${MONTHS[(month ?? 1) - 1] ?? ""} ${String(year)}`;
}

/** Friday 18 December 2026, 09:30 Beijing time */
export function timeInEnglish(instant: Instant): string {
  const clock = new Date(instant + BEIJING_MS).toISOString().slice(11, instant % MINUTE_MS === 0 ? 16 : instant % SECOND_MS === 0 ? 19 : 23);
  return `${dateInEnglish(dayOf(instant))}, ${clock} Beijing time`;
}
