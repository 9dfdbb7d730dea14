import { plusDays, type PlainDate } from "../../kernel/time.js";
import type { CountedDay } from "../../rules/explain-date.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";

/** The days of a count on sheets of a calendar, a month each: numbered where they count, crossed out where they do not, the event and the end marked. */
export const MiniCalendar = ({ days, event, end, language }: { days: readonly CountedDay[]; event: PlainDate; end: PlainDate; language: Language }) => {
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))];
  return <div class="cals">{months.map((month) => <Month month={month} days={days} event={event} end={end} language={language} />)}</div>;
};

type Part = { readonly days: readonly CountedDay[]; readonly event: PlainDate; readonly end: PlainDate; readonly language: Language };

const Month = ({ month, days, event, end, language }: Part & { month: string }) => {
  const words = messagesOf(language).date;
  return (
    <table class="cal">
      <caption>{words.month(Number(month.slice(0, 4)), Number(month.slice(5)))}</caption>
      <thead><tr>{words.weekdays.map((each) => <th scope="col">{each}</th>)}</tr></thead>
      <tbody>{weeksOf(month).map((week) => <tr>{week.map((date) => <Day date={date} days={days} event={event} end={end} language={language} />)}</tr>)}</tbody>
    </table>
  );
};

const Day = ({ date, days, event, end, language }: Part & { date: PlainDate | null }) => {
  const number = date === null ? "" : String(Number(date.slice(8)));
  const day = days.find((each) => each.date === date);
  if (day === undefined) return <td class="out">{number}</td>;
  const [isEvent, isEnd] = [date === event, date === end];
  const crossed = day.nth === null && !isEvent && !isEnd;
  return (
    <td class={[["off", day.class !== "WORK"], ["event", isEvent], ["end", isEnd]].flatMap(([name, has]) => (has === true ? [name] : [])).join(" ")}>
      {crossed ? <s>{number}</s> : <b>{number}</b>}
      <KindMark day={day} language={language} />
      <span class="mark">{countWords(day, { isEvent, isEnd }, language).join(" ")}</span>
    </td>
  );
};

/** What a day is in the count: the event, its number, the last one. */
export function countWords({ nth }: CountedDay, is: { readonly isEvent: boolean; readonly isEnd: boolean }, language: Language): string[] {
  const words = messagesOf(language).date;
  return [...(is.isEvent ? [words.eventDay] : []), ...(nth === null ? [] : [words.nth(nth)]), ...(is.isEnd ? [words.endDay] : [])];
}

/** 休 on a day off and 班 on a weekend day that is worked, with the reason for who cannot see the sheet. */
const KindMark = ({ day, language }: { day: CountedDay; language: Language }) => {
  const words = messagesOf(language).date;
  const mark = day.class !== "WORK" ? words.offMark : isMadeUp(day) ? words.workedMark : null;
  return mark === null ? null : <span class="mark">{mark}<span class="vh">{messagesOf(language).common.inBrackets(language === "zh" ? day.zh : day.en)}</span></span>;
};

/** A weekend day that is worked. */
const isMadeUp = ({ date, class: kind }: CountedDay): boolean => kind === "WORK" && [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** A month in weeks from Monday; null where the week reaches into another month. */
function weeksOf(month: string): (PlainDate | null)[][] {
  const first = `${month}-01` as PlainDate;
  const before = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const weeks: (PlainDate | null)[][] = [];
  for (let monday = plusDays(first, -before); monday.slice(0, 7) <= month; monday = plusDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => plusDays(monday, at)).map((date) => (date.startsWith(month) ? date : null)));
  }
  return weeks;
}
