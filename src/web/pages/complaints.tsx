import type { Clock } from "../../complaints/clocks.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { complaintWords, type ComplaintWords } from "../messages/complaints.js";
import { Clocks } from "../parts/clocks.js";
import { ErrorSummary, Fields } from "../parts/form.js";
import { StatementLinks } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag, Time } from "../parts/text.js";
import { pathsOf } from "../paths.js";
import type { Field, FormFaults } from "../views.js";

/** A kind as the pages explain it: who decides it, whether it needs a name, its periods with their rules. */
export type KindLine = { readonly kind: string; readonly name: string; readonly about: string; readonly desk: string; readonly anonymous: boolean; readonly clocks: readonly string[]; readonly law: string; readonly open: boolean };

/** /complaints: what can be complained about, to whom, by which clock. */
export function complaintsPage(page: PageContext, kinds: readonly KindLine[]): string {
  const words = complaintWords(page.language);
  const paths = pathsOf(page);
  return renderPage(page, { title: words.title, current: paths.complaints }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <p class="row"><a class="btn" href={paths.newComplaint}>{words.make}</a> <a class="btn alt" href={paths.complaintTrack}>{words.track}</a> <a href={paths.complaintDecisions}>{words.decisions}</a> <a href={paths.suggestions}>{words.suggestions}</a></p>
    <h2>{words.steps}</h2>
    <ol>{words.stepLines.map((line) => <li>{line}</li>)}</ol>
    <p class="note">{words.protectedLead}</p>
    <h2>{words.kinds}</h2>
    <p>{words.tenderHint}</p>
    <Table label={words.kinds} head={[words.kind, words.desk, words.named, words.clocks]} stack>
      {kinds.map((each) => (
        <tr><th scope="row">{each.open ? <a href={`${paths.newComplaint}?kind=${each.kind}`}>{each.name}</a> : each.name}<span class="hint">{each.about}</span></th><td data-column={words.desk}>{each.desk}<span class="hint">{each.law}</span></td>
          <td data-column={words.named}>{each.anonymous ? words.anonymous : words.real}</td><td data-column={words.clocks}>{each.clocks.length === 0 ? "—" : <ul class="plain">{each.clocks.map((line) => <li>{line}</li>)}</ul>}</td></tr>
      ))}
    </Table>
  </>);
}

/** The second step: the form of a kind; or the first, where none is chosen. */
export type NewComplaintView = { readonly kinds: readonly KindLine[]; readonly chosen: KindLine | null; readonly fields: readonly Field[]; readonly elsewhere: string | null; readonly faults: FormFaults; readonly isSuggestion: boolean };

/** /complaints/new, and the form of /suggestions */
export function newComplaintPage(page: PageContext, view: NewComplaintView): string {
  const words = complaintWords(page.language);
  const paths = pathsOf(page);
  return renderPage(page, { title: words.newTitle, current: paths.complaints, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.complaints}>{words.title}</a></p>
    <h1>{view.chosen === null ? words.newTitle : view.chosen.name}</h1>
    <p class="hint">{words.step(view.chosen === null ? 1 : 2)}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.chosen === null ? <Choice view={view} page={page} words={words} /> : <ComplaintForm view={view} page={page} words={words} />}
  </>);
}

type Part = { readonly page: PageContext; readonly words: ComplaintWords };

const Choice = ({ view, page, words }: Part & { readonly view: NewComplaintView }) => (
  <form method="get" action={pathsOf(page).newComplaint}>
    <fieldset class="field"><legend>{words.chooseKind}</legend>
      {view.kinds.map(({ kind, name, about, anonymous }, at) => <div class="choice"><input id={`kind-${String(at)}`} type="radio" name="kind" value={kind} required /><label for={`kind-${String(at)}`}>{name}<span class="hint">{about} · {anonymous ? words.anonymous : words.real}</span></label></div>)}
    </fieldset>
    <p class="hint">{words.tenderHint}</p>
    <p><button class="btn">{words.next}</button></p>
  </form>
);

const ComplaintForm = ({ view, page, words }: Part & { readonly view: NewComplaintView }) => (
  <>
    {view.elsewhere !== null && <p class="note go">{words.elsewhere} <strong>{view.elsewhere}</strong></p>}
    <p class="note">{words.protectedLead}</p>
    <form method="post" action={view.isSuggestion ? pathsOf(page).suggestions : pathsOf(page).newComplaint}>
      <Fields fields={view.fields} prefix="complain" language={page.language} />
      <p class="row"><button class="btn">{words.send}</button>{!view.isSuggestion && <a href={pathsOf(page).newComplaint}>{words.back}</a>}</p>
    </form>
  </>
);

/** The third step: the number and the code, which is shown once. */
export function filedPage(page: PageContext, { complaint, code }: { readonly complaint: string; readonly code: string }): string {
  const words = complaintWords(page.language);
  return renderPage(page, { title: words.filed, current: pathsOf(page).complaints }, <>
    <p class="crumbs"><a href={pathsOf(page).complaints}>{words.title}</a></p>
    <h1>{words.filed}</h1>
    <p class="hint">{words.step(3)}</p>
    <dl class="facts"><dt>{words.number}</dt><dd class="id">{complaint}</dd><dt>{words.code}</dt><dd><code class="id" id="code">{code}</code></dd></dl>
    <p class="note go"><strong>{words.codeOnce}</strong></p>
    <form method="post" action={pathsOf(page).complaintTrack}><input type="hidden" name="code" value={code} /><p><button class="btn">{words.toTrack}</button></p></form>
  </>);
}

/** A complaint as its code shows it. */
export type TrackedView = {
  readonly code: string; readonly complaint: string; readonly kind: string; readonly subject: string; readonly state: string; readonly filedAt: Instant; readonly receivedAt: Instant; readonly clocks: readonly Clock[]; readonly articles: Readonly<Record<string, string>>; readonly outcome: string | null; readonly remedies: string;
  readonly points: readonly { readonly text: string; readonly excluded: string | null }[]; readonly steps: readonly { readonly what: string; readonly said: string | null; readonly at: Instant }[]; readonly papers: readonly { readonly type: string; readonly label: string }[]; readonly mayWithdraw: boolean;
};

/** /complaints/track */
export function trackPage(page: PageContext, { found, faults }: { readonly found: TrackedView | null; readonly faults: FormFaults }): string {
  const words = complaintWords(page.language);
  const paths = pathsOf(page);
  return renderPage(page, { title: words.trackTitle, current: paths.complaints, faulty: faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.complaints}>{words.title}</a></p>
    <h1>{words.trackTitle}</h1>
    <ErrorSummary faults={faults} language={page.language} />
    {found === null ? (
      <form method="post" action={paths.complaintTrack}>
        <p>{words.trackLead}</p>
        <div class="field"><label for="track-code">{words.code}</label><input id="track-code" name="code" autocomplete="off" spellcheck={false} required /></div>
        <p><button class="btn">{words.look}</button></p>
      </form>
    ) : <Tracked view={found} page={page} words={words} />}
  </>);
}

const Tracked = ({ view, page, words }: Part & { readonly view: TrackedView }) => (
  <>
    <dl class="facts"><dt>{words.number}</dt><dd class="id">{view.complaint}</dd><dt>{words.subject}</dt><dd lang="zh-CN">{view.subject}</dd><dt>{words.kind}</dt><dd>{view.kind}</dd><dt>{words.state}</dt><dd><strong>{view.state}</strong></dd>
      <dt>{words.filedAt}</dt><dd><Time at={view.filedAt} language={page.language} /></dd><dt>{words.received}</dt><dd><Time at={view.receivedAt} language={page.language} /></dd>{view.outcome !== null && <><dt>{words.outcome}</dt><dd>{view.outcome}</dd></>}</dl>
    {view.clocks.length > 0 && <><h2>{words.clocks}</h2><Clocks clocks={view.clocks} articles={view.articles} language={page.language} /></>}
    {view.points.length > 0 && <><h2>{words.points}</h2><ol>{view.points.map(({ text, excluded }) => <li><span lang="zh-CN">{text}</span>{excluded !== null && <> <Tag tone="bad">{excluded}</Tag></>}</li>)}</ol></>}
    <h2>{words.papers}</h2>
    <div class="row">{view.papers.map(({ type, label }) => <form method="post" action={`${pathsOf(page).complaintTrack}/paper`}><input type="hidden" name="code" value={view.code} /><input type="hidden" name="type" value={type} /><button class="btn alt">{label}</button></form>)}</div>
    <h2>{words.history}</h2>
    <ul class="list">{view.steps.map(({ what, said, at }) => <li><span>{what}{said !== null && <span class="hint" lang="zh-CN">{said}</span>}</span><span class="end"><ShortTime at={at} /></span></li>)}</ul>
    <h2>{words.remedies}</h2><p>{view.remedies}</p>
    {view.mayWithdraw && (
      <details class="act"><summary>{words.withdraw}</summary><form method="post" action={`${pathsOf(page).complaintTrack}/withdrawal`}><input type="hidden" name="code" value={view.code} /><div class="field"><label for="reason">{words.reason}</label><input id="reason" name="reason" maxlength={500} required /></div><p><button class="btn grave">{words.withdraw}</button></p></form></details>
    )}
  </>
);

/** A published decision in a list. */
export type DecisionLine = { readonly complaint: string; readonly kind: string; readonly respondent: string; readonly outcome: string; readonly decidedAt: Instant };
export type DecisionsView = { readonly decisions: readonly DecisionLine[]; readonly bad: readonly { readonly name: string; readonly uscc: string; readonly complaints: readonly string[]; readonly at: Instant }[]; readonly shown: string | null };

const paperOf = (complaint: string): string => `/api/v1/complaints/decisions/${complaint}/paper.pdf`;

const Decisions = ({ decisions, words, label }: { readonly decisions: readonly DecisionLine[]; readonly words: ComplaintWords; readonly label: string }) => (
  <Table label={label} head={[words.number, words.kind, words.respondent, words.outcome, words.decided, words.papers]} stack>
    {decisions.map((each) => <tr id={each.complaint}><th scope="row"><span class="id">{each.complaint}</span></th><td data-column={words.kind}>{each.kind}</td><td data-column={words.respondent} lang="zh-CN">{each.respondent}</td><td data-column={words.outcome}>{each.outcome}</td><td data-column={words.decided}><ShortTime at={each.decidedAt} /></td><td data-column={words.papers}><a href={paperOf(each.complaint)}>{words.paper}</a></td></tr>)}
  </Table>
);

/** /complaints/decisions, and one of them */
export function decisionsPage(page: PageContext, view: DecisionsView): string {
  const words = complaintWords(page.language);
  return renderPage(page, { title: words.decisions, current: pathsOf(page).complaints }, <>
    <p class="crumbs"><a href={pathsOf(page).complaints}>{words.title}</a>{view.shown !== null && <> / <a href={pathsOf(page).complaintDecisions}>{words.decisions}</a></>}</p>
    <h1>{words.decisions}</h1>
    <p>{words.decisionsLead}</p>
    {view.decisions.length === 0 ? <p class="hint">{words.noDecisions}</p> : <Decisions decisions={view.decisions} words={words} label={words.decisions} />}
    {view.shown === null && <StatementLinks base="/api/v1/complaints/decisions/statement" label={words.table} />}
    {view.bad.length > 0 && <><h2>{words.bad}</h2><p>{words.badLead}</p>
      <Table label={words.bad} head={[words.supplier, words.uscc, words.counted, words.since]} stack>{view.bad.map((each) => <tr><th scope="row" lang="zh-CN">{each.name}</th><td data-column={words.uscc}><span class="id">{each.uscc}</span></td><td data-column={words.counted}>{each.complaints.join("、")}</td><td data-column={words.since}><ShortTime at={each.at} /></td></tr>)}</Table></>}
  </>);
}

/** /suggestions: the form, and the answers that are published. */
export function suggestionsPage(page: PageContext, view: { readonly fields: readonly Field[]; readonly faults: FormFaults; readonly answers: readonly DecisionLine[] }): string {
  const words = complaintWords(page.language);
  return renderPage(page, { title: words.suggestions, current: pathsOf(page).complaints, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={pathsOf(page).complaints}>{words.title}</a></p>
    <h1>{words.suggestions}</h1>
    <p>{words.suggestionsLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <form method="post" action={pathsOf(page).suggestions}><Fields fields={view.fields} prefix="complain" language={page.language} /><p><button class="btn">{words.send}</button></p></form>
    <h2>{words.answers}</h2>
    {view.answers.length === 0 ? <p class="hint">{words.noAnswers}</p> : <Decisions decisions={view.answers} words={words} label={words.answers} />}
  </>);
}
