import type { Child } from "hono/jsx";
import { dayOf, dateInChinese, dateInEnglish, type Instant, type PlainDate } from "../../kernel/time.js";
import { articleWords } from "../../rules/articles.js";
import type { CountedDay, DateCount } from "../../rules/explain-date.js";
import type { Language, PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf, type Messages } from "../messages.js";
import { countWords, MiniCalendar } from "../parts/mini-calendar.js";
import { Table } from "../parts/table.js";
import { Fact, Hash, Time } from "../parts/text.js";

/** A count, and the date somebody set with what holding it against the count says; null where none was given. */
export type HowCountedView = { readonly counted: DateCount; readonly shown: { readonly at: Instant; readonly keeps: boolean } | null };

type Part = HowCountedView & { readonly page: PageContext; readonly words: Messages["date"] };

/** /rules/how: one date counted out, with its rule, its event, every day and the notices that say what kind of day it is. */
export function howCountedPage(page: PageContext, view: HowCountedView): string {
  const part: Part = { ...view, page, words: messagesOf(page.language).date };
  const { counted } = view;
  return renderPage(page, { title: part.words.title }, <>
    <h1>{part.words.title}</h1>
    <Answer {...part} />
    <div class="two">
      <div class="main"><Reasons {...part} /></div>
      <aside aria-label={part.words.sheet}>
        <MiniCalendar days={counted.days} event={dayOf(counted.event)} end={endOf(counted)} language={page.language} />
        <p class="hint">{part.words.legend}</p>
      </aside>
    </div>
    <Days {...part} />
    <Sources {...part} />
  </>);
}

/** The day the count comes to: before any rolling where a shortest period ends by the clock. */
const endOf = ({ direction, ending, at, rolledDate }: DateCount): PlainDate => (direction === "after" && ending === "same-clock" ? dayOf(at) : rolledDate);

/** A day with its weekday in the reader's language. */
const Day = ({ on, language }: { on: PlainDate; language: Language }) => <time datetime={on}>{language === "zh" ? dateInChinese(on) : dateInEnglish(on)}</time>;

/** The end of a period as the law says it: a day until 24:00, or an instant. */
const End = ({ counted, language }: { counted: DateCount; language: Language }): Child =>
  counted.direction === "before" && counted.side === "bidder" ? <><Day on={counted.strictDate} language={language} /> 24:00</>
    : counted.direction === "after" && counted.ending === "whole-days" ? <><Day on={counted.rolledDate} language={language} /> 24:00</> : <Time at={counted.at} language={language} />;

const Answer = ({ counted, shown, page, words }: Part) => (
  <>
    <div class="note go">
      <p class="when">{words.answers[counted.direction === "before" ? "<=" : counted.law.op]}<End counted={counted} language={page.language} /></p>
      {counted.ending !== "whole-days" && counted.direction === "after" && dayOf(counted.at) !== counted.rolledDate && <p>{words.notScheduled}<Day on={counted.rolledDate} language={page.language} /></p>}
      {counted.provisional && <p><strong>{words.provisional}</strong></p>}
    </div>
    {shown !== null && <div class={`note ${shown.keeps ? "ok" : "bad"}`}><p>{words.shown}<Time at={shown.at} language={page.language} /> — {shown.keeps ? words.keeps : words.breaks}</p></div>}
  </>
);

const Reasons = ({ counted, page, words }: Part) => {
  const { language } = page;
  const say = (text: { readonly zh: string; readonly en: string }): string => (language === "zh" ? text.zh : text.en);
  return (
    <dl class="facts">
      <Fact name={words.rule} language={language}>{say(counted.law)}<span class="hint"><Hash>{counted.rule}</Hash></span></Fact>
      <Fact name={words.article} language={language}>{say(articleWords(counted.law.article))}<span class="hint">{words.confidence[counted.confidence]}</span></Fact>
      <Fact name={words.lawOn} language={language}><Day on={counted.lawOn} language={language} /></Fact>
      <Fact name={counted.direction === "after" ? words.from : words.until} language={language}>{counted.direction === "after" && <>{say(counted.starts)}{words.colon}</>}<Time at={counted.event} language={language} /></Fact>
      <Fact name={words.period} language={language}>{words.ops[counted.law.op]}{words.units[counted.unit](counted.count)}</Fact>
      <Fact name={words.way} language={language}>{words.ways[wayOf(counted)]}</Fact>
      {counted.rolledDate !== counted.strictDate && <>
        <Fact name={words.strict} language={language}><Day on={counted.strictDate} language={language} /></Fact>
        <Fact name={words.rolled} language={language}><Day on={counted.rolledDate} language={language} /><span class="hint">{words.rolledWhy}</span></Fact>
      </>}
    </dl>
  );
};

type Way = keyof Messages["date"]["ways"];

function wayOf({ direction, side, unit, ending }: DateCount): Way {
  if (direction === "before") return side === "bidder" ? "before-bidder" : "before-purchaser";
  return unit === "WD" ? "working" : ending;
}

const Days = ({ counted, page, words }: Part) => (
  <>
    <h2>{words.eachDay}</h2>
    <Table label={words.eachDay} head={[words.day, words.kind, words.counts, words.source]}>
      {counted.days.map((day) => <DayRow day={day} event={dayOf(counted.event)} end={endOf(counted)} page={page} words={words} />)}
    </Table>
  </>
);

const DayRow = ({ day, event, end, page, words }: { day: CountedDay; event: PlainDate; end: PlainDate; page: PageContext; words: Messages["date"] }) => {
  const { language } = page;
  const say = (text: { readonly zh: string; readonly en: string }): string => (language === "zh" ? text.zh : text.en);
  const counts = countWords(day, { isEvent: day.date === event, isEnd: day.date === end }, language);
  return (
    <tr>
      <th scope="row"><Day on={day.date} language={language} /></th>
      <td>{say(day)}{day.leftOut !== null && say(day.leftOut) !== say(day) && <span class="hint">{say(day.leftOut)}</span>}</td>
      <td>{counts.length === 0 ? words.notCounted : counts.join(words.and)}</td>
      <td>{day.notice === null ? words.noNotice : <span lang="zh-CN">{day.notice}</span>}</td>
    </tr>
  );
};

const Sources = ({ counted, words }: Part) => (
  <>
    <h2>{words.check}</h2>
    <p>{words.checkText}</p>
    {counted.notices.length > 0 && <ul lang="zh-CN">{counted.notices.map((each) => <li>{each}</li>)}</ul>}
  </>
);
