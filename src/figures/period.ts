import { ok, refuse, type Result } from "../kernel/result.js";
import { day, endOf, plusDays, startOf, type Instant, type PlainDate } from "../kernel/time.js";

/** Whole months, from the first day to the last, both counted. */
export type Period = { readonly from: PlainDate; readonly until: PlainDate };

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const YEAR_MIN = 1990;
const YEAR_MAX = 2200;

const parts = (month: string): readonly [number, number] | null => {
  const found = MONTH.exec(month);
  const year = Number(found?.[1]);
  return found === null || year < YEAR_MIN || year > YEAR_MAX ? null : [year, Number(found[2])];
};
const monthOf = (date: PlainDate): string => date.slice(0, 7);
const lastOf = (year: number, month: number): PlainDate => plusDays(day(month === 12 ? `${String(year + 1)}-01-01` : `${String(year)}-${String(month + 1).padStart(2, "0")}-01`), -1);

/** Months as given: 2026-01 and 2026-07. Absent: the year of `today` from its first month to the current one. At most twelve, of one year. */
export function periodFrom(given: { readonly from: string | null; readonly until: string | null }, today: PlainDate): Result<Period> {
  const until = given.until ?? (given.from === null ? monthOf(today) : `${given.from.slice(0, 4)}-12`);
  const from = given.from ?? `${until.slice(0, 4)}-01`;
  const [first, last] = [parts(from), parts(until)];
  if (first === null || last === null) return refuse("wrong-parameter", { name: first === null ? "from" : "until", wanted: "2026-07" });
  if (first[0] !== last[0] || first[1] > last[1]) return refuse("figure-period", { from, until });
  return ok({ from: day(`${from}-01`), until: lastOf(last[0], last[1]) });
}

/** The same months a year before. */
export function yearBefore({ from, until }: Period): Period {
  const [year, month] = [Number(until.slice(0, 4)) - 1, Number(until.slice(5, 7))];
  return { from: day(`${String(year)}${from.slice(4)}`), until: lastOf(year, month) };
}

/** The year a period is the whole of; null where it is a part of one. */
export const wholeYear = ({ from, until }: Period): number | null => (from.endsWith("-01-01") && until.endsWith("-12-31") ? Number(from.slice(0, 4)) : null);

/** The whole of a year. */
export const yearPeriod = (year: number): Period => ({ from: day(`${String(year)}-01-01`), until: day(`${String(year)}-12-31`) });

/** From its first instant to the one after its last, by Beijing time. */
export const instantsOf = ({ from, until }: Period): { readonly start: Instant; readonly end: Instant } => ({ start: startOf(from), end: endOf(until) });

/** The last day a period is told as of: today while it runs. */
export const asOfDay = ({ until }: Period, today: PlainDate): PlainDate => (until < today ? until : today);
