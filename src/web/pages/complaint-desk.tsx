import type { Clock } from "../../complaints/clocks.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { complaintWords, type ComplaintWords } from "../messages/complaints.js";
import { ClockLight, Clocks } from "../parts/clocks.js";
import { ActionForm, ErrorSummary, Fields } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, Field, FormFaults } from "../views.js";
import { Folded } from "./treasury.js";

/** A complaint in a desk's list; `clock` is the one that ends next. */
export type DeskLine = { readonly complaint: string; readonly subject: string; readonly kind: string; readonly state: string; readonly filedAt: Instant; readonly respondent: string; readonly clock: Clock | null };

/** /complaints/desk */
export function complaintDeskPage(page: PageContext, view: { readonly lines: readonly DeskLine[]; readonly faults: FormFaults }): string {
  const words = complaintWords(page.language);
  return renderPage(page, { title: words.deskTitle, current: paths.complaintDesk, faulty: view.faults.length > 0 }, <>
    <h1>{words.deskTitle}</h1>
    <p>{words.deskLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.lines.length === 0 ? <p class="hint">{words.emptyDesk}</p> : (
      <Table label={words.list} head={[words.number, words.kind, words.about, words.state, words.filedAt, words.due]} stack>
        {view.lines.map((each) => (
          <tr><th scope="row"><a class="id" href={paths.complaintOf(each.complaint)}>{each.complaint}</a><span class="hint" lang="zh-CN">{each.subject}</span></th><td data-column={words.kind}>{each.kind}</td><td data-column={words.about} lang="zh-CN">{each.respondent}</td><td data-column={words.state}>{each.state}</td>
            <td data-column={words.filedAt}><ShortTime at={each.filedAt} /></td><td data-column={words.due}>{each.clock === null ? "—" : <><span class="num">{each.clock.period.rolledDate}</span> <ClockLight clock={each.clock} language={page.language} /></>}</td></tr>
        ))}
      </Table>
    )}
  </>);
}

export type DeskComplaintView = {
  readonly complaint: string; readonly subject: string; readonly kind: string; readonly state: string; readonly filedAt: Instant; readonly receivedAt: Instant; readonly content: string; readonly wanted: string | null; readonly respondent: string; readonly reference: string | null; readonly tender: { readonly id: string; readonly lot: string } | null; readonly anonymous: boolean;
  readonly clocks: readonly Clock[]; readonly articles: Readonly<Record<string, string>>; readonly points: readonly { readonly text: string; readonly objection: number | null; readonly excluded: string | null }[]; readonly handlers: readonly string[];
  /** Shown to a handler for a while; null where it is not. */ readonly identity: { readonly name: string | null; readonly contact: string | null; readonly uscc: string | null } | null;
  readonly proposal: { readonly outcome: string; readonly facts: string; readonly basis: string; readonly decision: string; readonly by: string; readonly sha256: string } | null;
  readonly steps: readonly { readonly what: string; readonly said: string | null; readonly note: string | null; readonly by: string; readonly at: Instant }[]; readonly papers: readonly { readonly href: string; readonly label: string }[]; readonly acts: readonly ActionView[]; readonly reveal: ActionView | null; readonly faults: FormFaults;
};

type Part = { readonly view: DeskComplaintView; readonly page: PageContext; readonly words: ComplaintWords };

/** /complaints/desk/{complaint} */
export function deskComplaintPage(page: PageContext, view: DeskComplaintView): string {
  const words = complaintWords(page.language);
  return renderPage(page, { title: `${view.complaint} ${words.deskTitle}`, current: paths.complaintDesk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.complaintDesk}>{words.deskTitle}</a></p>
    <h1 lang="zh-CN">{view.subject}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <dl class="facts"><dt>{words.number}</dt><dd class="id">{view.complaint}</dd><dt>{words.kind}</dt><dd>{view.kind}</dd><dt>{words.state}</dt><dd><strong>{view.state}</strong></dd><dt>{words.filedAt}</dt><dd><Time at={view.filedAt} language={page.language} /></dd><dt>{words.received}</dt><dd><Time at={view.receivedAt} language={page.language} /></dd>
      <dt>{words.about}</dt><dd lang="zh-CN">{view.respondent}</dd>{view.reference !== null && <><dt>{words.reference}</dt><dd lang="zh-CN">{view.tender === null ? view.reference : <a href={pathsOf(page).project(view.tender.id)}>{view.tender.id} {view.reference}</a>}</dd></>}</dl>
    <h2>{words.clocks}</h2><Clocks clocks={view.clocks} articles={view.articles} language={page.language} />
    <h2>{words.content}</h2><Lines text={view.content} />{view.wanted !== null && <><h3>{words.wanted}</h3><Lines text={view.wanted} /></>}
    {view.points.length > 0 && <Points view={view} page={page} words={words} />}
    <h2>{words.handlers}</h2>{view.handlers.length === 0 ? <p class="hint">{words.noHandlers}</p> : <ul>{view.handlers.map((name) => <li>{name}</li>)}</ul>}
    <Who view={view} page={page} words={words} />
    {view.proposal !== null && <Draft view={view} page={page} words={words} />}
    <h2>{words.acts}</h2>{view.acts.map((action) => <Folded act={action} page={page} />)}
    {view.papers.length > 0 && <><h2>{words.papers}</h2><ul class="row plain">{view.papers.map(({ href, label }) => <li><a href={href}>{label}</a></li>)}</ul></>}
    <h2>{words.stepsOf}</h2>
    <ul class="list">{view.steps.map(({ what, said, note, by, at }) => <li><span>{what} <span class="hint">{by}</span>{said !== null && <span class="hint" lang="zh-CN">{said}</span>}{note !== null && <span class="hint" lang="zh-CN">{words.note}：{note}</span>}</span><span class="end"><ShortTime at={at} /></span></li>)}</ul>
  </>);
}

const Lines = ({ text }: { readonly text: string }) => <div lang="zh-CN">{text.split("\n").map((line) => <p>{line}</p>)}</div>;

const Points = ({ view, page, words }: Part) => (
  <><h2>{words.points}</h2><ol>{view.points.map(({ text, objection, excluded }) => <li><span lang="zh-CN">{text}</span> {objection !== null && <span class="hint">{words.objection}：{objection}</span>} <Tag tone={excluded === null ? "ok" : "bad"}>{excluded ?? words.inPoints}</Tag></li>)}</ol>{view.tender !== null && <p><a href={pathsOf(page).project(view.tender.id)}>{view.tender.id}</a></p>}</>
);

const Who = ({ view, page, words }: Part) => (
  <><h2>{words.identity}</h2>
    {view.anonymous ? <p class="hint">{words.hidden}</p> : view.identity !== null ? <dl class="facts"><dt>{words.name}</dt><dd lang="zh-CN">{view.identity.name ?? "—"}</dd><dt>{words.contact}</dt><dd lang="zh-CN">{view.identity.contact ?? "—"}</dd>{view.identity.uscc !== null && <><dt>{words.uscc}</dt><dd class="id">{view.identity.uscc}</dd></>}</dl> : <p class="hint">{words.identityLead}</p>}
    {view.reveal !== null && <Folded act={view.reveal} page={page} />}</>
);

const Draft = ({ view: { proposal }, words }: Part) => proposal === null ? null : (
  <><h2>{words.proposal}</h2><dl class="facts"><dt>{words.outcome}</dt><dd>{proposal.outcome}</dd><dt>{words.draftedBy}</dt><dd>{proposal.by}</dd><dt>{words.facts}</dt><dd lang="zh-CN"><Lines text={proposal.facts} /></dd><dt>{words.basis}</dt><dd lang="zh-CN"><Lines text={proposal.basis} /></dd><dt>{words.decisionText}</dt><dd lang="zh-CN"><Lines text={proposal.decision} /></dd><dt>{words.hash}</dt><dd class="id">{proposal.sha256}</dd></dl></>
);

export type CopyLine = { readonly complaint: string; readonly tender: string; readonly content: string; readonly points: readonly string[]; readonly copiedAt: Instant; readonly statedAt: Instant | null; readonly clock: Clock | null; readonly state: ActionView | null };

/** /complaints/copies */
export function copiesPage(page: PageContext, view: { readonly copies: readonly CopyLine[]; readonly faults: FormFaults }): string {
  const words = complaintWords(page.language);
  return renderPage(page, { title: words.copiesTitle, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <h1>{words.copiesTitle}</h1><p>{words.copiesLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.copies.length === 0 && <p class="hint">{words.noCopies}</p>}
    {view.copies.map((each) => (
      <section class="card"><h2><span class="id">{each.complaint}</span> <a href={pathsOf(page).project(each.tender)}>{each.tender}</a></h2>{each.clock !== null && <p>{words.until} <span class="num">{each.clock.period.rolledDate}</span> <ClockLight clock={each.clock} language={page.language} /></p>}
        <Lines text={each.content} /><ol lang="zh-CN">{each.points.map((point) => <li>{point}</li>)}</ol>{each.statedAt !== null ? <p><Tag tone="ok">{words.stated}</Tag> <ShortTime at={each.statedAt} /></p> : each.state !== null && <ActionForm action={each.state} language={page.language} />}</section>
    ))}
  </>);
}

export type LotComplaintView = { readonly tender: string; readonly lot: string; readonly title: string; readonly own: readonly { readonly serial: number; readonly from: Instant; readonly until: Instant }[]; readonly fields: readonly Field[]; readonly faults: FormFaults };

/** /complaints/lots/{tender}/{lot}: a firm complains about a lot. */
export function lotComplaintPage(page: PageContext, view: LotComplaintView): string {
  const words = complaintWords(page.language);
  return renderPage(page, { title: words.lotTitle, current: paths.my, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={pathsOf(page).project(view.tender)} lang="zh-CN">{view.title}</a></p>
    <h1>{words.lotTitle}</h1><p>{words.lotLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <h2>{words.windows}</h2>
    {view.own.length === 0 ? <p class="hint">{words.noneOwn}</p> : <Table label={words.windows} head={[words.serial, words.mayFrom, words.until]}>{view.own.map(({ serial, from, until }) => <tr><td>{serial}</td><td><ShortTime at={from} /></td><td><ShortTime at={until} /></td></tr>)}</Table>}
    <form method="post" action={paths.lotComplaint(view.tender, view.lot)}><Fields fields={view.fields} prefix="complain" language={page.language} /><p><button class="btn">{words.send}</button></p></form>
  </>);
}
