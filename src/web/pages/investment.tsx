import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { conciergeWords, type ConciergeWords } from "../messages/concierge.js";
import { coordinationWords } from "../messages/coordination.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { Card, DueBy, Projects, type DeskLine, type PoolCard, type ProjectLine, type Shaded } from "./concierge.js";

export type InvestmentsView = { readonly projects: readonly ProjectLine[]; readonly register: ActionView | null; readonly faults: FormFaults };

/** /my/investments: an investor’s projects, and the form for another. */
export function investmentsPage(page: PageContext, view: InvestmentsView): string {
  const words = conciergeWords(page.language);
  return renderPage(page, { title: words.myProjects, current: paths.myInvestments, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={pathsOf(page).concierges}>{words.title}</a></p>
    <h1>{words.myProjects}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Projects lines={view.projects} title={words.myProjects} words={words} />
    {view.register !== null && <section class="card" id="register"><h2>{words.register}</h2><p>{words.registerLead}</p><ActionForm action={view.register} language={page.language} /></section>}
  </>);
}

/** A request with what can be done about it. */
export type RequestView = Pick<DeskLine, "serial" | "title" | "state" | "level" | "due"> & { readonly content: string; readonly raisedAt: Instant; readonly rating: string | null; readonly acts: readonly ActionView[] };
/** A line of the file; `timely` says whether it came by the day it was due, null where none was. */
export type LogLine = { readonly number: number; readonly at: Instant; readonly what: string; readonly request: number | null; readonly text: string; readonly by: string; readonly timely: Shaded | null };
export type InvestmentView = {
  readonly project: string; readonly title: string; readonly stage: Shaded; readonly facts: readonly { readonly name: string; readonly value: string }[]; readonly registeredAt: Instant; readonly followUp: ProjectLine["followUp"];
  readonly concierge: PoolCard | null; readonly requests: readonly RequestView[]; readonly acts: readonly ActionView[]; readonly log: readonly LogLine[]; readonly isOwn: boolean; readonly faults: FormFaults;
};

const Request = ({ view, page, words }: { readonly view: RequestView; readonly page: PageContext; readonly words: ConciergeWords }) => (
  <section class="card" id={`r-${String(view.serial)}`}>
    <h3><span class="num">{view.serial}</span> <span lang="zh-CN">{view.title}</span> <Tag tone={view.state.tone}>{view.state.words}</Tag></h3>
    <p lang="zh-CN">{view.content}</p>
    <dl class="facts">
      <dt>{words.at}</dt><dd><ShortTime at={view.raisedAt} /></dd><dt>{words.level}</dt><dd>{view.level}</dd><dt>{words.due}</dt><dd><DueBy due={view.due} /></dd>{view.rating !== null && <><dt>{words.rating}</dt><dd>{view.rating}</dd></>}
    </dl>
    {view.acts.map((act, at) => <details class="act" open={at === 0}><summary>{act.label}<span class="vh" lang="zh-CN"> {view.title}</span></summary><ActionForm action={act} language={page.language} primary={at === 0} /></details>)}
  </section>
);

const File = ({ lines, words }: { readonly lines: readonly LogLine[]; readonly words: ConciergeWords }) => (
  <Table label={words.file} head={[words.at, words.what, words.text, words.by]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row"><ShortTime at={each.at} /></th><td data-column={words.what}>{each.what}{each.request !== null && <span class="hint">{words.request} <span class="num">{each.request}</span></span>}</td>
        <td data-column={words.text} lang="zh-CN">{each.text}{each.timely !== null && <> <Tag tone={each.timely.tone}>{each.timely.words}</Tag></>}</td><td data-column={words.by}>{each.by}</td>
      </tr>
    ))}
  </Table>
);

/** /concierge/projects/{project}: one project with its concierge, its requests and its file. */
export function investmentPage(page: PageContext, view: InvestmentView): string {
  const words = conciergeWords(page.language);
  return renderPage(page, { title: view.title, current: view.isOwn ? paths.myInvestments : paths.conciergeDesk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs">{view.isOwn ? <a href={paths.myInvestments}>{words.myProjects}</a> : <a href={paths.conciergeDesk}>{words.desk}</a>}</p>
    <h1><span lang="zh-CN">{view.title}</span> <Tag tone={view.stage.tone}>{view.stage.words}</Tag></h1>
    <p class="hint id">{view.project}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <dl class="facts">
      {view.facts.map(({ name, value }) => <><dt>{name}</dt><dd lang="zh-CN">{value}</dd></>)}
      <dt>{words.registeredAt}</dt><dd><Time at={view.registeredAt} language={page.language} /></dd><dt>{words.followUp}</dt><dd><span class="num">{view.followUp.by}</span>{view.followUp.late && <> <Tag tone="bad">{words.late}</Tag></>}</dd>
    </dl>
    <h2>{words.concierge}</h2>
    {view.concierge === null ? <p class="note">{words.unchosen}</p> : <Card card={view.concierge} words={words} />}
    <h2>{words.requests} <span class="count">{view.requests.length}</span></h2>
    {view.requests.length === 0 ? <p class="hint">{words.none}</p> : view.requests.map((each) => <Request view={each} page={page} words={words} />)}
    {view.acts.length > 0 && <section class="card"><h2>{words.more}</h2>{view.acts.map((act) => <details class="act" open={view.faults.length > 0}><summary>{act.label}</summary><ActionForm action={act} language={page.language} primary={false} /></details>)}</section>}
    <p><a href={paths.coordinations}>{coordinationWords(page.language).title}</a></p>
    <h2>{words.file}</h2>
    <p>{words.fileLead}</p>
    <File lines={view.log} words={words} />
  </>);
}
