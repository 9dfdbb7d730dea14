import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { poolWords, type PoolWords } from "../messages/pool.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { ConfirmBox, ProofFrame } from "../parts/proof-forms.js";
import { Assessments, AttendanceTable, type AssessmentLine, type AttendedLine } from "./attendance.js";
import { attendanceWords } from "../messages/attendance.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type Line = { readonly expert: string; readonly name: string; readonly specialties: readonly string[]; readonly stateName: string; readonly until: string | null; readonly hasAccount: boolean };
type StepLine = { readonly at: Instant; readonly step: string; readonly reason: string | null; readonly until: string | null };
/** What stands in an expert's file, in words. */
export type ExpertFacts = { readonly stateName: string; readonly until: string | null; readonly rows: readonly { readonly label: string; readonly text: string }[]; readonly steps: readonly StepLine[]; readonly attended: readonly AttendedLine[] };

export type PoolView = {
  readonly counts: readonly { readonly stateName: string; readonly count: number }[]; readonly small: readonly { readonly specialty: string; readonly people: number }[];
  readonly queue: readonly Line[]; readonly experts: readonly Line[]; readonly next: string | null; readonly heads: readonly string[]; /** Whether the reader keeps the pool; the supervisor reads it. */ readonly keeps: boolean;
};
export type PoolExpertView = { readonly expert: string; readonly name: string; readonly facts: ExpertFacts; readonly acts: readonly ActionView[]; readonly givesCode: boolean; readonly assessed: readonly AssessmentLine[]; readonly faults: FormFaults };
export type MyExpertView = { readonly facts: ExpertFacts | null; readonly apply: ActionView | null; readonly code: ActionView | null; readonly change: ActionView | null; readonly leave: ActionView | null; readonly assessed: readonly AssessmentLine[]; readonly faults: FormFaults };

/** /pool: who stands in the pool, what waits for its keeper, and lists to take in. */
export function poolPage(page: PageContext, view: PoolView): string {
  const words = poolWords(page.language);
  return renderPage(page, { title: words.title, current: paths.pool, ...(view.keeps ? { script: page.assets.pool } : {}) }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <p><a href={paths.attendance}>{attendanceWords(page.language).title}</a></p>
    <ul class="row plain" aria-label={words.counts}>{view.counts.map(({ stateName, count }) => <li><Tag tone="">{stateName}</Tag> <strong class="num">{count}</strong></li>)}</ul>
    <h2>{words.smallTitle}</h2>
    {view.small.length === 0 ? <p class="hint">{words.noSmall}</p> : (
      <>
        <p class="note bad">{words.small}</p>
        <Table label={words.smallTitle} head={[words.specialty, { text: words.active, number: true }]}>{view.small.map(({ specialty, people }) => <tr><th scope="row"><span class="id">{specialty}</span></th><td class="n">{people}</td></tr>)}</Table>
      </>
    )}
    <h2>{words.queue}</h2>
    {view.queue.length === 0 ? <p class="hint">{words.noQueue}</p> : <Experts lines={view.queue} words={words} />}
    {view.keeps && <Import view={view} page={page} words={words} />}
    <h2>{words.list}</h2>
    {view.experts.length === 0 ? <p class="hint">{words.none}</p> : <Experts lines={view.experts} words={words} />}
    {view.next !== null && <p><a class="btn alt" href={`${paths.pool}?after=${encodeURIComponent(view.next)}`}>{words.next}</a></p>}
  </>);
}

const Experts = ({ lines, words }: { readonly lines: readonly Line[]; readonly words: PoolWords }) => (
  <Table label={words.list} head={[words.name, words.state, words.specialties.split(/[（,]/)[0] ?? "", words.until, words.account]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row" lang="zh-CN"><a href={paths.poolExpert(each.expert)}>{each.name}</a><span class="hint id">{each.expert}</span></th>
        <td data-column={words.state}>{each.stateName}</td><td><span class="id">{each.specialties.join(" ")}</span></td><td data-column={words.until}>{each.until ?? "—"}</td><td>{each.hasAccount ? words.account : words.noAccount}</td>
      </tr>
    ))}
  </Table>
);

const Import = ({ view, page, words }: { readonly view: PoolView; readonly page: PageContext; readonly words: PoolWords }) => (
  <section class="card" id="pool" data-report={words.report} data-dry-report={words.dryReport} data-line={words.line} data-why={words.why}>
    <h2>{words.importTitle}</h2>
    <p>{words.importLead}</p>
    <p class="hint">{words.heads}{messagesOf(page.language).common.colon}<span lang="zh-CN">{view.heads.join("、")}</span></p>
    <ProofFrame language={page.language} />
    <ConfirmBox language={page.language} />
    <form id="import" hidden>
      <div class="field"><label for="list">{words.importFile}</label><input id="list" name="file" type="file" accept=".csv,.xlsx" required /></div>
      <div class="field"><label for="term">{words.importUntil}</label><input id="term" name="until" type="date" required /></div>
      <div class="choice"><input id="dry" name="dry" type="checkbox" checked /><label for="dry">{words.importDry}</label></div>
      <p><button class="btn">{words.importSend}</button></p>
    </form>
    <div id="report" tabindex={-1} role="status"></div>
  </section>
);

/** /pool/{expert}: one file, and what its keeper does about it. */
export function poolExpertPage(page: PageContext, view: PoolExpertView): string {
  const words = poolWords(page.language);
  return renderPage(page, { title: `${words.title} ${view.name}`, current: paths.pool, faulty: view.faults.length > 0, ...(view.givesCode ? { script: page.assets.pool } : {}) }, <>
    <p class="crumbs"><a href={paths.pool}>{words.title}</a></p>
    <h1 lang="zh-CN">{view.name}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Facts facts={view.facts} words={words} page={page} />
    {view.assessed.length > 0 && <Assessments lines={view.assessed} page={page} />}
    {view.givesCode && (
      <section class="card" id="pool" data-expert={view.expert}>
        <h2>{words.giveCode}</h2><p>{words.giveCodeLead}</p>
        <ProofFrame language={page.language} /><ConfirmBox language={page.language} />
        <form id="code" hidden><p><button class="btn alt">{words.giveCode}</button></p></form>
        <div id="report" tabindex={-1} role="status"></div>
      </section>
    )}
    {view.acts.length > 0 && <><h2>{words.act}</h2>{view.acts.map((action) => <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details>)}</>}
  </>);
}

/** /account/expert: an expert's own place in the pool. */
export function myExpertPage(page: PageContext, view: MyExpertView): string {
  const words = poolWords(page.language);
  return renderPage(page, { title: words.own, current: paths.account, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.account}>{page.language === "zh" ? "账户" : "Account"}</a></p>
    <h1>{words.own}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.facts !== null && <Facts facts={view.facts} words={words} page={page} />}
    {view.assessed.length > 0 && <Assessments lines={view.assessed} page={page} />}
    {view.leave !== null && <section class="card"><p>{words.leaveLead}</p><ActionForm action={view.leave} language={page.language} /></section>}
    {view.change !== null && <><h2>{words.change}</h2><p>{words.changeLead}</p><ActionForm action={view.change} language={page.language} /></>}
    {view.code !== null && <section class="card"><h2>{words.codeTitle}</h2><p>{words.codeLead}</p><ActionForm action={view.code} language={page.language} primary={false} /></section>}
    {view.apply !== null && <><h2>{words.apply}</h2><p>{words.applyLead}</p><ActionForm action={view.apply} language={page.language} /></>}
  </>);
}

const Facts = ({ facts, words, page }: { readonly facts: ExpertFacts; readonly words: PoolWords; readonly page: PageContext }) => (
  <>
    <dl class="facts">
      <dt>{words.state}</dt><dd><Tag tone="info">{facts.stateName}</Tag></dd><dt>{words.until}</dt><dd>{facts.until ?? "—"}</dd>
      {facts.rows.map(({ label, text }) => <><dt>{label}</dt><dd lang="zh-CN">{text === "" ? "—" : text}</dd></>)}
    </dl>
    <details><summary>{words.steps}</summary>
      <Table label={words.steps} head={[words.on, words.act, words.reason]}>
        {facts.steps.map(({ at, step, reason, until }) => <tr><td><ShortTime at={at} /></td><th scope="row">{step}{until === null ? "" : ` → ${until}`}</th><td lang="zh-CN">{reason ?? "—"}</td></tr>)}
      </Table>
    </details>
    {facts.attended.length > 0 && <details><summary>{attendanceWords(page.language).attendance}</summary><AttendanceTable lines={facts.attended} words={attendanceWords(page.language)} /></details>}
  </>
);
