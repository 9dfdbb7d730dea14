import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { figureWords } from "../messages/figures.js";
import { Table } from "../parts/table.js";
import { paths, pathsOf } from "../paths.js";

export type FigureCase = { readonly href: string; readonly code: string; readonly item: string; readonly unit: string; readonly type: string; readonly applicant: string; readonly acceptedOn: string | null; readonly dueOn: string | null; readonly decidedOn: string | null; readonly promised: number; readonly used: number | null; readonly inTime: boolean | null };
export type FigureCasesView = { readonly name: string; readonly csv: string; readonly next: string | null; readonly lines: readonly FigureCase[] };

/** /desk/figures/cases: what a sum counts, case by case. */
export function figureCasesPage(page: PageContext, view: FigureCasesView): string {
  const words = figureWords(page.language);
  const inTime = (is: boolean | null): string => (is === null ? "—" : is ? words.yes : words.no);
  return renderPage(page, { title: `${words.casesTitle}: ${view.name}`, current: paths.figureCases }, <>
    <p class="crumbs"><a href={pathsOf(page).figures}>{words.title}</a></p>
    <h1>{view.name}</h1>
    <p>{words.casesLead}</p>
    {view.lines.length === 0 ? <p class="hint">{words.noCases}</p> : <>
      <p>{words.listed(String(view.lines.length))} · <a href={view.csv}>{words.csv}</a></p>
      <Table label={words.casesTitle} head={[words.item, words.applicant, words.accepted, words.due, words.decided, { text: words.days, number: true }, words.onTime]} stack>
        {view.lines.map((each) => <tr>
          <th scope="row" lang="zh-CN"><a href={each.href}>{each.item}</a><span class="hint id">{each.code}</span><span class="hint">{each.type} · {each.unit}</span></th><td data-column={words.applicant} lang="zh-CN">{each.applicant}</td>
          <td data-column={words.accepted}><span class="num">{each.acceptedOn ?? "—"}</span></td><td data-column={words.due}><span class="num">{each.dueOn ?? "—"}</span></td><td data-column={words.decided}><span class="num">{each.decidedOn ?? "—"}</span></td>
          <td class="n" data-column={words.days}>{each.promised} / {each.used ?? "—"}</td><td data-column={words.onTime}>{inTime(each.inTime)}</td>
        </tr>)}
      </Table>
      {view.next !== null && <p><a class="btn alt" href={view.next}>{words.next}</a></p>}
    </>}
  </>);
}
