import { dateInChinese, dateInEnglish, type Instant, type PlainDate } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { depositWords } from "../messages/deposits.js";
import { bankWords, type BankWords } from "../messages/bank.js";
import { ActionForm, Actions, ErrorSummary } from "../parts/form.js";
import { MonthStatements } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { Hash, Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type Sums = { readonly in: readonly string[]; readonly out: readonly string[] };
/** What banks and books differ in, and how their days agree. Amounts are words already; `sums` is null where they are shown to nobody. */
export type BankView = {
  readonly matters: readonly { readonly number: string; readonly what: string; readonly account: string; readonly facts: readonly (readonly [string, string])[]; readonly foundAt: Instant; readonly asked: { readonly what: string; readonly why: string } | null; readonly acts: readonly ActionView[] }[];
  /** Kinds of which several wait, each with the form that settles many at once. */
  readonly alike: readonly { readonly what: string; readonly act: ActionView }[];
  readonly days: readonly { readonly day: string; readonly name: string; readonly account: string; readonly agrees: boolean; readonly sums: Sums | null }[];
  /** What banks give on accounts of deposits; `state` states another. */
  readonly rates: { readonly lines: readonly { readonly account: string; readonly name: string; readonly from: PlainDate; readonly percent: string; readonly yearDays: number; readonly source: string; readonly by: string }[]; readonly state: ActionView | null };
  /** Closed months and years, the newest first, and what may be done about the next. */
  readonly books: readonly { readonly period: string; readonly sha256: string; readonly at: Instant }[]; readonly bookActs: readonly ActionView[];
  readonly faults: FormFaults;
};
type Part = { readonly view: BankView; readonly page: PageContext; readonly words: BankWords };

/** /desk/bank */
export function bankPage(page: PageContext, view: BankView): string {
  const words = bankWords(page.language);
  const part = { view, page, words };
  return renderPage(page, { title: words.title, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Matters {...part} />
    <Days {...part} />
    <Rates {...part} />
    <Books {...part} />
  </>);
}

const Matters = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.matters}</h2>
    {view.matters.length === 0 && <p class="hint">{words.none}</p>}
    {view.alike.length > 0 && <p class="hint">{words.manyLead}</p>}
    {view.alike.map(({ what, act }) => <details class="card"><summary>{words.many}：{what}</summary><ActionForm action={act} language={page.language} /></details>)}
    {view.matters.map((each) => (
      <div class="card" id={`matter-${each.number}`}>
        <h3>{each.what}</h3>
        <dl class="facts">{each.facts.map(([name, value]) => <><dt>{name}</dt><dd lang="zh-CN">{value}</dd></>)}<dt>{words.found}</dt><dd><Time at={each.foundAt} language={page.language} /></dd></dl>
        {each.asked !== null && <p><Tag tone="go">{each.asked.what}</Tag> <span lang="zh-CN">{each.asked.why}</span></p>}
        <Actions actions={each.acts} language={page.language} />
      </div>
    ))}
  </section>
);

/** Three sums as one where they are the same. */
const shown = (sums: readonly string[] | undefined): string => (sums === undefined ? "—" : [...new Set(sums)].length === 1 ? (sums[0] ?? "") : sums.join(" / "));

const Days = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.days}</h2>
    {view.days.length === 0 ? <p class="hint">{words.noDays}</p> : (
      <Table label={words.days} head={[words.day, words.account, words.inflow, words.outflow, words.state]} stack>
        {view.days.map(({ day, name, account, agrees, sums }) => (
          <tr>
            <th scope="row">{day}</th>
            <td data-column={words.account} lang="zh-CN">{name}<span class="hint"> {account}</span></td>
            <td data-column={words.inflow}>{shown(sums?.in)}</td>
            <td data-column={words.outflow}>{shown(sums?.out)}</td>
            <td data-column={words.state}><Tag tone={agrees ? "ok" : "bad"}>{agrees ? words.agrees : words.differs}</Tag></td>
          </tr>
        ))}
      </Table>
    )}
    <p class="hint">{words.quiet}</p>
    <MonthStatements below="/api/v1/bank/months" now={page.now} language={page.language} />
  </section>
);

const Rates = ({ view: { rates }, page }: Part) => {
  const words = depositWords(page.language).desk;
  return (
    <section id="rates">
      <h2>{words.rates}</h2>
      <p>{words.ratesLead}</p>
      {rates.lines.length === 0 ? <p class="hint">{words.noRates}</p> : (
        <Table label={words.rates} head={[words.rateFrom, words.rateAccount, words.ratePercent, words.rateYear, words.rateSource, words.rateBy]} stack>
          {rates.lines.map((each) => (
            <tr>
              <th scope="row" data-column={words.rateFrom}>{page.language === "zh" ? dateInChinese(each.from) : dateInEnglish(each.from)}</th>
              <td data-column={words.rateAccount} lang="zh-CN">{each.name}<span class="hint"> {each.account}</span></td>
              <td data-column={words.ratePercent}>{each.percent}</td>
              <td data-column={words.rateYear}>{each.yearDays}</td>
              <td data-column={words.rateSource} lang="zh-CN">{each.source}</td>
              <td data-column={words.rateBy} lang="zh-CN">{each.by}</td>
            </tr>
          ))}
        </Table>
      )}
      {rates.state !== null && <details class="act"><summary>{rates.state.label}</summary><ActionForm action={rates.state} language={page.language} /></details>}
    </section>
  );
};

const Books = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.books}</h2>
    <p class="hint">{words.booksLead}</p>
    {view.books.length === 0 ? <p class="hint">{words.noBooks}</p> : (
      <Table label={words.books} head={[words.period, words.closedAt, words.hash]} stack>
        {view.books.map(({ period, sha256, at }) => <tr><th scope="row"><span class="num">{period}</span></th><td data-column={words.closedAt}><Time at={at} language={page.language} /></td><td data-column={words.hash}><Hash>{sha256}</Hash></td></tr>)}
      </Table>
    )}
    <Actions actions={view.bookActs} language={page.language} />
  </section>
);
