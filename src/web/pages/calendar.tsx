import { dateInChinese, dateInEnglish, type PlainDate } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { OpeningList } from "../parts/opening-list.js";
import { Hash, Tag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { OpeningLine } from "../views.js";

/** A week or a day of openings; `off` says why a day is no working day. */
export type CalendarView = {
  readonly by: "day" | "week";
  readonly from: PlainDate;
  /** First days of the spans before and after. */
  readonly previous: PlainDate;
  readonly next: PlainDate;
  readonly today: PlainDate;
  readonly days: readonly { readonly on: PlainDate; readonly off: string | null; readonly openings: readonly OpeningLine[] }[];
  /** The year's holidays are not announced. */
  readonly provisional: boolean;
};

/** /calendar, /calendar?week= and ?day= */
export function calendarPage(page: PageContext, view: CalendarView): string {
  const words = messagesOf(page.language).calendar;
  const span = view.by === "day" ? dateIn(view.from, page) : words.span(dateIn(view.from, page), dateIn(view.days.at(-1)?.on ?? view.from, page));
  return renderPage(page, { title: `${words.title} ${span}`, current: paths.calendar }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <Turn view={view} page={page} words={words} />
    <p role="status"><strong>{span}</strong></p>
    {view.provisional && <p class="note go">{words.provisional}</p>}
    {view.days.map((day) => <Day day={day} view={view} page={page} words={words} />)}
    <section class="card noprint">
      <h2>{words.subscribe}</h2>
      <p>{words.subscribeHint}</p>
      <p><a href={`${pathsOf(page).calendar}.ics`}><Hash>{`${pathsOf(page).calendar}.ics`}</Hash></a></p>
    </section>
  </>);
}

type Part = { readonly view: CalendarView; readonly page: PageContext; readonly words: Messages["calendar"] };

const dateIn = (date: PlainDate, page: PageContext): string => (page.language === "zh" ? dateInChinese(date) : dateInEnglish(date));

const Turn = ({ view, page, words }: Part) => {
  const { calendar } = pathsOf(page);
  const href = (day: PlainDate): string => `${calendar}?${view.by}=${day}`;
  return (
    <nav class="tabs noprint" aria-label={words.title}>
      <ul>
        <li><a href={href(view.previous)} rel="prev">{view.by === "day" ? words.previousDay : words.previous}</a></li>
        <li><a href={calendar}>{words.thisWeek}</a></li>
        <li><a href={`${calendar}?day=${view.today}`} {...(view.by === "day" && view.from === view.today ? { "aria-current": "true" as const } : {})}>{words.today}</a></li>
        {view.by === "day" && <li><a href={`${calendar}?week=${view.from}`}>{words.week}</a></li>}
        <li><a href={href(view.next)} rel="next">{view.by === "day" ? words.followingDay : words.following}</a></li>
      </ul>
    </nav>
  );
};

const Day = ({ day, view, page, words }: Part & { readonly day: CalendarView["days"][number] }) => (
  <section aria-labelledby={`d${day.on}`}>
    <h2 id={`d${day.on}`} class="day">{view.by === "day" ? dateIn(day.on, page) : <a href={`${pathsOf(page).calendar}?day=${day.on}`}>{dateIn(day.on, page)}</a>} {day.on === view.today && <Tag tone="go">{words.today}</Tag>} {day.off !== null && <Tag tone="">{day.off}</Tag>}</h2>
    <OpeningList openings={day.openings} page={page} empty={words.noneOn} />
  </section>
);
