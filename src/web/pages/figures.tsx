import type { Instant } from "../../kernel/time.js";
import { grouped } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { caseImportWords } from "../messages/case-imports.js";
import { figureWords, type FigureWords } from "../messages/figures.js";
import { Bars, type Bar } from "../parts/bars.js";
import { ErrorSummary } from "../parts/form.js";
import { StatementLinks } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { Folded } from "./treasury.js";

/** A figure in the words of the page; numbers as they are read, null where there is none. */
export type FigureLine = { readonly id: string; readonly name: string; readonly value: string | null; readonly unit: string; readonly before: string | null; readonly growth: string | null; readonly grows: boolean; readonly formula: string; readonly parts: readonly { readonly name: string; readonly count: string | null; /** Where the cases are that it counts. */ readonly href: string | null }[]; readonly target: { readonly value: string; readonly basis: string; readonly reached: boolean | null } | null };
/** Closed cases of one month, unit or item; `rate` in percent. */
export type SplitLine = { readonly key: string; readonly name: string; readonly closed: string; readonly inTime: string; readonly rate: string; readonly href: string | null };
export type FiguresView = {
  readonly from: string; readonly until: string; readonly unit: string; readonly units: readonly { readonly value: string; readonly label: string }[]; readonly period: string; readonly asOf: Instant; readonly lines: readonly FigureLine[]; readonly months: readonly SplitLine[]; readonly bars: readonly Bar[];
  readonly byUnit: readonly SplitLine[]; readonly byItem: readonly SplitLine[]; readonly grades: readonly { readonly name: string; readonly count: string }[]; readonly sample: string; readonly openings: { readonly year: number; readonly said: readonly string[] } | null; readonly keeps: boolean; readonly query: string; readonly fault: string | null;
};

/** /figures: every statistic with its formula and what was counted. */
export function figuresPage(page: PageContext, view: FiguresView): string {
  const words = figureWords(page.language);
  return renderPage(page, { title: words.title, current: pathsOf(page).figures, faulty: view.fault !== null }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    {view.fault !== null && <p class="note bad" role="alert">{view.fault}</p>}
    <form class="card" method="get" action={pathsOf(page).figures}>
      <div class="side-by-side">
        <div class="field"><label for="from">{words.from}</label><input id="from" name="from" type="month" value={view.from} /></div>
        <div class="field"><label for="until">{words.until}</label><input id="until" name="until" type="month" value={view.until} /></div>
        <div class="field"><label for="unit">{words.unit}</label><select id="unit" name="unit"><option value="">{words.all}</option>{view.units.map(({ value, label }) => <option value={value} selected={value === view.unit} lang="zh-CN">{label}</option>)}</select></div>
      </div>
      <p><button class="btn">{words.show}</button></p>
    </form>
    <p class="hint">{words.period} {view.period} · {words.asOf} <Time at={view.asOf} language={page.language} /></p>
    <Figures lines={view.lines} words={words} />
    {view.openings !== null && <p class="hint">{words.opening(view.openings.year)}<span lang="zh-CN">{view.openings.said.join("；")}</span></p>}
    {view.unit === "" && <StatementLinks base="/api/v1/figures/report" label={words.report} query={view.query} />}
    {view.keeps && <p><a href={paths.deskFigures}>{words.keepTitle}</a></p>}
    <Splits page={page} view={view} words={words} />
    <h2>{words.survey}</h2>
    <p>{words.sample(view.sample)}</p>
    <Table label={words.survey} head={[words.grade, { text: words.count, number: true }]}>{view.grades.map(({ name, count }) => <tr><th scope="row">{name}</th><td class="n">{count}</td></tr>)}</Table>
  </>);
}

const Figures = ({ lines, words }: { readonly lines: readonly FigureLine[]; readonly words: FigureWords }) => (
  <Table label={words.title} head={[words.figure, { text: words.value, number: true }, { text: words.before, number: true }, { text: words.growth, number: true }, words.target, words.why]} stack>
    {lines.map((line) => (
      <tr id={`f-${line.id}`}>
        <th scope="row">{line.name}</th>
        <td class="n" data-column={words.value}><strong>{line.value ?? words.none}</strong>{line.value !== null && <> {line.unit}</>}</td>
        <td class="n" data-column={words.before}>{line.before ?? words.none}</td>
        <td class="n" data-column={words.growth}>{!line.grows ? "—" : line.growth === null ? words.none : `${line.growth}%`}</td>
        <td data-column={words.target}>{line.target === null ? words.noTarget : <>{line.target.value} {line.target.reached !== null && <Tag tone={line.target.reached ? "ok" : "bad"}>{line.target.reached ? words.reached : words.notReached}</Tag>}<span class="hint" lang="zh-CN">{line.target.basis}</span></>}</td>
        <td data-column={words.why}><details class="fold"><summary>{words.formula}</summary><p>{line.formula}</p><dl class="facts">{line.parts.map(({ name, count, href }) => <><dt>{name}</dt><dd class="num">{count === null ? words.noData : grouped(count)}{href !== null && <> <a href={href} aria-label={`${name}: ${words.cases}`}>{words.cases}</a></>}</dd></>)}</dl></details></td>
      </tr>
    ))}
  </Table>
);

const Splits = ({ view, words }: { readonly page: PageContext; readonly view: FiguresView; readonly words: FigureWords }) => (
  <>
    <h2>{words.byMonth}</h2>
    {view.months.length === 0 ? <p class="hint">{words.empty}</p> : <>
      <Bars bars={view.bars} label={words.chart(words.byMonth)} />
      <SplitTable label={words.byMonth} first={words.month} lines={view.months} words={words} />
      <h2>{words.byUnit}</h2>
      <SplitTable label={words.byUnit} first={words.unit} lines={view.byUnit} words={words} />
      <details class="fold"><summary>{words.byItem}</summary><SplitTable label={words.byItem} first={words.item} lines={view.byItem} words={words} /></details>
    </>}
  </>
);

const SplitTable = ({ label, first, lines, words }: { readonly label: string; readonly first: string; readonly lines: readonly SplitLine[]; readonly words: FigureWords }) => (
  <Table label={label} head={[first, { text: words.closed, number: true }, { text: words.inTime, number: true }, { text: words.rate, number: true }]} stack>
    {lines.map(({ name, closed, inTime, rate, href }) => <tr><th scope="row" lang="zh-CN">{href === null ? name : <a href={href}>{name}</a>}</th><td class="n" data-column={words.closed}>{closed}</td><td class="n" data-column={words.inTime}>{inTime}</td><td class="n" data-column={words.rate}>{rate}%</td></tr>)}
  </Table>
);

/** /desk/figures: what was handed over, and targets. */
export function figureDeskPage(page: PageContext, view: { readonly acts: readonly ActionView[]; readonly faults: FormFaults }): string {
  const words = figureWords(page.language);
  return renderPage(page, { title: words.keepTitle, current: paths.deskFigures, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={pathsOf(page).figures}>{words.title}</a></p>
    <h1>{words.keepTitle}</h1>
    <p>{words.keepLead} <a href={paths.caseImports}>{caseImportWords(page.language).title}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.acts.map((act) => <Folded act={act} page={page} />)}
  </>);
}
