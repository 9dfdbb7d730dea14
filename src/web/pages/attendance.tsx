import { grouped } from "../../kernel/money.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { attendanceWords, type AttendanceWords } from "../messages/attendance.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type TariffLine = { readonly serial: number; readonly document: string; readonly article: string; readonly lines: string; readonly from: string; readonly halfDayMinutes: number; /** Amounts in yuan. */ readonly halfDay: string; readonly overHour: string | null; readonly inVain: string; readonly travelMax: string; readonly forfeits: string };
export type FeesView = { readonly tariffs: readonly TariffLine[]; readonly lots: readonly { readonly tender: string; readonly lot: string; readonly title: string }[]; readonly enter: ActionView | null; readonly faults: FormFaults };

/** Attendance in words; `title` where lines are of several tenders. */
export type AttendedLine = { readonly who: string; readonly label: string; readonly outcome: string; readonly ground: string | null; readonly cameAt: Instant | null; readonly lateMinutes: number; readonly minutes: number; readonly source: string; /** How often its scores were looked at again; absent where it is not asked. */ readonly rechecks?: string };
/** Amounts in yuan. */
type PaidLine = { readonly name: string; readonly basis: string; readonly halfDays: number; readonly hours: number; readonly fee: string; readonly travel: string; readonly total: string };
export type LotFeesView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly startsAt: Instant | null; readonly endedAt: Instant | null; readonly attended: readonly AttendedLine[];
  readonly list: { readonly lines: readonly PaidLine[]; readonly total: string; readonly payer: string; readonly law: string; readonly tariff: string; readonly approved: { readonly sha256: string; readonly at: Instant } | null } | null; /** Why there is no list. */ readonly why: string | null;
  readonly approve: ActionView | null; readonly assess: readonly { readonly who: string; readonly act: ActionView }[]; readonly faults: FormFaults; readonly back: string;
};

/** /attendance: tariffs, and the evaluations whose attendance is known. */
export function feesPage(page: PageContext, view: FeesView): string {
  const words = attendanceWords(page.language);
  return renderPage(page, { title: words.title, current: paths.pool, faulty: view.faults.length > 0 }, <>
    <h1>{words.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <h2>{words.tariffs}</h2>
    <p>{words.tariffsLead}</p>
    {view.tariffs.length === 0 ? <p class="hint">{words.noTariffs}</p> : <Tariffs lines={view.tariffs} words={words} />}
    {view.enter !== null && <details class="act" open={view.faults.length > 0}><summary>{view.enter.label}</summary><ActionForm action={view.enter} language={page.language} /></details>}
    <h2>{words.lots}</h2>
    {view.lots.length === 0 ? <p class="hint">{words.noLots}</p> : <ul>{view.lots.map(({ tender, lot, title }) => <li lang="zh-CN"><a href={paths.attendanceOf(tender, lot)}>{title}</a></li>)}</ul>}
  </>);
}

const amount = (yuan: string | null): string => (yuan === null ? "—" : grouped(yuan));

const Tariffs = ({ lines, words }: { readonly lines: readonly TariffLine[]; readonly words: AttendanceWords }) => (
  <Table label={words.tariffs} head={[words.document, words.from, words.lines, words.paysHalfDay, { text: words.paysHour, number: true }, { text: words.paysInVain, number: true }, { text: words.paysTravel, number: true }, words.paysNothing]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row" lang="zh-CN">{each.document}<span class="hint">{each.article}</span></th>
        <td data-column={words.from}><span class="num">{each.from}</span></td><td data-column={words.lines}>{each.lines}</td><td data-column={words.paysHalfDay}>{words.minute(each.halfDayMinutes)} {amount(each.halfDay)}</td>
        <td class="n" data-column={words.paysHour}>{amount(each.overHour)}</td><td class="n" data-column={words.paysInVain}>{amount(each.inVain)}</td><td class="n" data-column={words.paysTravel}>{amount(each.travelMax)}</td><td data-column={words.paysNothing}>{each.forfeits === "" ? "—" : each.forfeits}</td>
      </tr>
    ))}
  </Table>
);

/** Attendance as a table. */
export const AttendanceTable = ({ lines, words }: { readonly lines: readonly AttendedLine[]; readonly words: AttendanceWords }) => (
  <Table label={words.attendance} head={[words.name, words.outcome, words.came, { text: words.late, number: true }, { text: words.minutes, number: true }, words.source]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row" lang="zh-CN">{each.who}<span class="hint id">{each.label.slice(0, 8)}</span></th>
        <td data-column={words.outcome}>{each.outcome}{each.ground === null ? null : <span class="hint">{each.ground}</span>}{each.rechecks === undefined ? null : <span class="hint">{words.rechecks}: {each.rechecks}</span>}</td><td data-column={words.came}>{each.cameAt === null ? "—" : <ShortTime at={each.cameAt} />}</td>
        <td class="n" data-column={words.late}>{words.minute(each.lateMinutes)}</td><td class="n" data-column={words.minutes}>{words.minute(each.minutes)}</td><td data-column={words.source}>{each.source}</td>
      </tr>
    ))}
  </Table>
);

/** /attendance/{tender}/{lot}: who came for how long, what they are paid, and the payer's approval. */
export function lotFeesPage(page: PageContext, view: LotFeesView): string {
  const words = attendanceWords(page.language);
  const api = `/api/v1/tenders/${encodeURIComponent(view.tender)}/lots/${encodeURIComponent(view.lot)}`;
  return renderPage(page, { title: words.title, current: view.back, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={view.back} lang="zh-CN">{view.back === paths.attendance ? words.title : view.title}</a></p>
    <h1>{words.title}</h1>
    <p lang="zh-CN">{view.title} · {view.lotName}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <h2>{words.attendance}</h2>
    <dl class="facts"><dt>{words.starts}</dt><dd>{view.startsAt === null ? "—" : <ShortTime at={view.startsAt} />}</dd><dt>{words.ended}</dt><dd>{view.endedAt === null ? "—" : <ShortTime at={view.endedAt} />}</dd></dl>
    <AttendanceTable lines={view.attended} words={words} />
    <p><a href={`${api}/attendance.csv`}>{words.csvAttendance}</a></p>
    {view.assess.length > 0 && <><h2>{words.assess}</h2><p>{words.assessLead}</p>{view.assess.map(({ who, act }) => <details class="act"><summary lang="zh-CN">{who}</summary><ActionForm action={act} language={page.language} primary={false} /></details>)}</>}
    <h2>{words.fees}</h2>
    {view.list === null ? <p class="note">{view.why}</p> : <Fees list={view.list} words={words} />}
    {view.list !== null && <p><a href={`${api}/fees.csv`}>{words.csvFees}</a></p>}
    {view.approve !== null && <section class="card"><p>{words.approveLead}</p><ActionForm action={view.approve} language={page.language} /></section>}
  </>);
}

const Fees = ({ list, words }: { readonly list: NonNullable<LotFeesView["list"]>; readonly words: AttendanceWords }) => (
  <>
    {list.approved === null ? <p>{words.draft}</p> : <p><Tag tone="ok">{words.approved}</Tag> <ShortTime at={list.approved.at} /></p>}
    <dl class="facts">
      <dt>{words.payer}</dt><dd lang="zh-CN">{list.payer}<span class="hint">{list.law}</span></dd><dt>{words.by}</dt><dd lang="zh-CN">{list.tariff}</dd><dt>{words.sum}</dt><dd><strong class="num">{grouped(list.total)}</strong></dd>
      {list.approved !== null && <><dt>{words.hash}</dt><dd><Hash>{list.approved.sha256}</Hash></dd></>}
    </dl>
    <Table label={words.fees} head={[words.name, words.basis, words.units, { text: words.fee, number: true }, { text: words.travel, number: true }, { text: words.sum, number: true }]} stack>
      {list.lines.map((each) => (
        <tr>
          <th scope="row" lang="zh-CN">{each.name}</th><td data-column={words.basis}>{each.basis}</td><td data-column={words.units}>{each.halfDays === 0 ? "—" : `${words.half(each.halfDays)}${each.hours === 0 ? "" : ` ${words.hours(each.hours)}`}`}</td>
          <td class="n" data-column={words.fee}>{grouped(each.fee)}</td><td class="n" data-column={words.travel}>{grouped(each.travel)}</td><td class="n" data-column={words.sum}>{grouped(each.total)}</td>
        </tr>
      ))}
    </Table>
  </>
);

/** What was said of an expert, with his answers; `answer` is the form for it where there is none yet. */
export type AssessmentLine = { readonly title: string; readonly side: string; readonly items: string; readonly reason: string | null; readonly at: Instant; readonly said: string | null; readonly answer: ActionView | null };

/** Assessments as their own list, on an expert's file. */
export const Assessments = ({ lines, page }: { readonly lines: readonly AssessmentLine[]; readonly page: PageContext }) => {
  const words = attendanceWords(page.language);
  return (
    <section>
      <h2>{words.assess}</h2>
      {lines.map((each) => (
        <article class="card">
          <h3 lang="zh-CN">{each.title}</h3>
          <dl class="facts">
            <dt>{words.side}</dt><dd>{each.side}</dd><dt>{words.on}</dt><dd><ShortTime at={each.at} /></dd><dt>{words.items}</dt><dd>{each.items}</dd>
            {each.reason !== null && <><dt>{words.why}</dt><dd lang="zh-CN">{each.reason}</dd></>}
            {each.said !== null && <><dt>{words.answer}</dt><dd lang="zh-CN">{each.said}</dd></>}
          </dl>
          {each.answer !== null && <ActionForm action={each.answer} language={page.language} primary={false} />}
        </article>
      ))}
    </section>
  );
};
