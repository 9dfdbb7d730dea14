import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";

/** The first day of a day's month, as the ledger names months. */
export const monthOf = (day: PlainDate): PlainDate => `${day.slice(0, 7)}-01` as PlainDate;

/** The month after one. */
export function nextMonth(month: PlainDate): PlainDate {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return `${String(number === 12 ? year + 1 : year)}-${String(number === 12 ? 1 : number + 1).padStart(2, "0")}-01` as PlainDate;
}

/** What is closed, the last of it, and where the books begin; null where there is none. */
export type Books = { readonly first: PlainDate | null; readonly last: PlainDate | null };

/** The month that is to be closed next; null where nothing was ever booked. */
export const dueMonth = ({ first, last }: Books): PlainDate | null => (last === null ? first : nextMonth(last));

/** Whether a month may be closed: it is over, and the one before it is closed. */
export function decideClose(books: Books, month: PlainDate, today: PlainDate): Result<PlainDate> {
  const asked = monthOf(month);
  if (asked >= monthOf(today)) return refuse("month-runs", { month: asked.slice(0, 7) });
  if (books.last !== null && asked <= books.last) return refuse("month-closed", { month: asked.slice(0, 7) });
  const due = dueMonth(books);
  return due !== null && asked > due ? refuse("month-before-open", { month: asked.slice(0, 7), due: due.slice(0, 7) }) : ok(asked);
}

/** Whether a year may be closed: its December is. Law: 会计法 (会计年度自公历1月1日起至12月31日止). */
export function decideYear({ last }: Pick<Books, "last">, closed: readonly number[], year: number): Result<number> {
  if (closed.includes(year)) return refuse("year-closed", { year });
  return last === null || last < `${String(year)}-12-01` ? refuse("year-month-open", { year }) : ok(year);
}
