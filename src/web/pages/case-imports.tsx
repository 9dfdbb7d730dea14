import { grouped } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { caseImportWords } from "../messages/case-imports.js";
import { ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { paths } from "../paths.js";
import type { FormFaults } from "../views.js";

type ImportLine = { readonly import: string; readonly source: string; readonly sha256: string | null; readonly lines: number; readonly taken: number; readonly known: number; readonly refused: number; readonly by: string; readonly madeAt: string | null; readonly endedAt: string | null; readonly refusalsFile: string };
export type CaseImportsView = { readonly imports: readonly ImportLine[]; readonly columns: readonly { readonly name: string; readonly zh: string; readonly must: boolean }[]; readonly faults: FormFaults };
export type CaseImportView = ImportLine & { readonly refusals: readonly { readonly line: number; readonly number: string; readonly field: string; readonly code: string; readonly why: string }[] };

const count = (value: number): string => grouped(String(value));
/** To the minute, as the clock in Beijing shows it. */
const minute = (time: string | null): string => (time ?? "").slice(0, 16).replace("T", " ");

/** /desk/cases/imports: a file is brought here, and those that were. */
export function caseImportsPage(page: PageContext, view: CaseImportsView): string {
  const words = caseImportWords(page.language);
  return renderPage(page, { title: words.title, current: paths.caseImports, faulty: view.faults.length > 0 }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <form class="card" method="post" action={paths.caseImports} enctype="multipart/form-data">
      <div class="field"><label for="source">{words.source}</label><input id="source" name="source" maxlength={200} required /></div>
      <div class="field"><label for="file">{words.file}</label><input id="file" name="file" type="file" accept=".csv" required /></div>
      <p><button class="btn">{words.bring}</button></p>
    </form>
    <details class="fold"><summary>{words.columns}</summary>
      <Table label={words.columns} head={[words.column, "中文", words.must]}>{view.columns.map((each) => <tr><th scope="row" class="id">{each.name}</th><td lang="zh-CN">{each.zh}</td><td>{each.must ? "✓" : ""}</td></tr>)}</Table>
    </details>
    <h2>{words.done}</h2>
    {view.imports.length === 0 ? <p class="hint">{words.none}</p> : (
      <Table label={words.done} head={[words.name, { text: words.lines, number: true }, { text: words.taken, number: true }, { text: words.known, number: true }, { text: words.refused, number: true }, words.at]} stack>
        {view.imports.map((each) => <tr>
          <th scope="row"><a class="id" href={paths.caseImport(each.import)}>{each.import}</a><span class="hint" lang="zh-CN">{each.source}</span></th>
          <td class="n" data-column={words.lines}>{count(each.lines)}</td><td class="n" data-column={words.taken}>{count(each.taken)}</td><td class="n" data-column={words.known}>{count(each.known)}</td><td class="n" data-column={words.refused}>{count(each.refused)}</td>
          <td data-column={words.at}><span class="num">{minute(each.madeAt)}</span>{each.endedAt === null && <span class="hint">{words.running}</span>}</td>
        </tr>)}
      </Table>
    )}
  </>);
}

/** /desk/cases/imports/{import}: what became of one file. */
export function caseImportPage(page: PageContext, view: CaseImportView): string {
  const words = caseImportWords(page.language);
  return renderPage(page, { title: `${words.name} ${view.import}`, current: paths.caseImports }, <>
    <p class="crumbs"><a href={paths.caseImports}>{words.title}</a></p>
    <h1>{words.name} <span class="id">{view.import}</span></h1>
    {view.endedAt === null && <p class="note">{words.running}</p>}
    <dl class="facts">
      <dt>{words.source}</dt><dd lang="zh-CN">{view.source}</dd><dt>{words.lines}</dt><dd class="num">{count(view.lines)}</dd><dt>{words.taken}</dt><dd class="num">{count(view.taken)}</dd><dt>{words.known}</dt><dd class="num">{count(view.known)}</dd>
      <dt>{words.refused}</dt><dd class="num">{count(view.refused)}</dd><dt>{words.by}</dt><dd>{view.by}</dd><dt>{words.at}</dt><dd class="num">{minute(view.madeAt)}</dd>{view.sha256 !== null && <><dt>{words.sha}</dt><dd class="id">{view.sha256}</dd></>}
    </dl>
    <h2>{words.refusals}</h2>
    {view.refusals.length === 0 ? <p class="hint">{words.noRefusals}</p> : <>
      <p><a href={view.refusalsFile}>{words.all}</a>{view.refused > view.refusals.length && <span class="hint">{words.first(view.refusals.length)}</span>}</p>
      <Table label={words.refusals} head={[{ text: words.line, number: true }, words.number, words.field, words.why]} stack>
        {view.refusals.map((each) => <tr><td class="n" data-column={words.line}>{each.line}</td><td data-column={words.number}><span class="id">{each.number}</span></td><td data-column={words.field}>{each.field === "" ? words.whole : <span class="id">{each.field}</span>}</td><td data-column={words.why} lang={page.language === "zh" ? "zh-CN" : "en"}>{each.why}<span class="hint id">{each.code}</span></td></tr>)}
      </Table>
    </>}
  </>);
}
