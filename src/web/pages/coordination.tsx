import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { coordinationWords, type CoordinationWords } from "../messages/coordination.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Papers, type PaperLine } from "../parts/told-once.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import type { Shaded } from "./concierge.js";

export type MeetingLine = { readonly meeting: string; readonly title: string; readonly kind: string; readonly level: string; readonly at: Instant; readonly place: string; readonly state: Shaded; readonly open: number };
export type IntermediaryLine = { readonly intermediary: string; readonly name: string; readonly uscc: string; readonly services: string; readonly contact: string; readonly active: Shaded; readonly act: ActionView | null };
export type MeetingsView = { readonly lines: readonly MeetingLine[]; readonly acts: readonly ActionView[]; readonly intermediaries: readonly IntermediaryLine[]; readonly faults: FormFaults };

const Folded = ({ acts, page, open }: { readonly acts: readonly ActionView[]; readonly page: PageContext; readonly open: boolean }) => acts.length === 0 ? null : (
  <section class="card">{acts.map((act) => <details class="act" open={open}><summary>{act.label}</summary><ActionForm action={act} language={page.language} primary={false} /></details>)}</section>
);

/** Meetings as a table. */
const Meetings = ({ lines, words }: { readonly lines: readonly MeetingLine[]; readonly words: CoordinationWords }) => lines.length === 0 ? <p class="hint">{words.none}</p> : (
  <Table label={words.meeting} head={[words.meeting, words.kind, words.when, words.place, words.state, { text: words.decisions, number: true }]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row"><a href={paths.coordination(each.meeting)} lang="zh-CN">{each.title}</a><span class="hint id">{each.meeting}</span></th><td data-column={words.kind}>{each.kind}<span class="hint">{each.level}</span></td><td data-column={words.when}><ShortTime at={each.at} /></td>
        <td data-column={words.place} lang="zh-CN">{each.place}</td><td data-column={words.state}><Tag tone={each.state.tone}>{each.state.words}</Tag></td><td class="n" data-column={words.decisions}>{each.open}</td>
      </tr>
    ))}
  </Table>
);

/** /concierge/meetings: meetings, and who can be invited. */
export function meetingsPage(page: PageContext, view: MeetingsView): string {
  const words = coordinationWords(page.language);
  return renderPage(page, { title: words.title, current: paths.coordinations, faulty: view.faults.length > 0 }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Meetings lines={view.lines} words={words} />
    {view.acts.length > 0 && <p>{words.callLead}</p>}
    <Folded acts={view.acts} page={page} open={view.faults.length > 0} />
    {view.intermediaries.length > 0 && <><h2>{words.intermediaries}</h2><Table label={words.intermediaries} head={[words.name, words.services, words.contact, words.state, ""]} stack>
      {view.intermediaries.map((each) => (
        <tr><th scope="row" lang="zh-CN">{each.name}<span class="hint id">{each.intermediary} · {each.uscc}</span></th><td data-column={words.services} lang="zh-CN">{each.services}</td><td data-column={words.contact} lang="zh-CN">{each.contact}</td><td data-column={words.state}><Tag tone={each.active.tone}>{each.active.words}</Tag></td><td>{each.act !== null && <ActionForm action={each.act} language={page.language} primary={false} />}</td></tr>
      ))}
    </Table></>}
  </>);
}

export type DecisionLine = { readonly serial: number; readonly text: string; readonly unit: string; readonly owner: string; readonly dueOn: string; readonly light: Shaded; readonly done: string | null; readonly act: ActionView | null };
export type MeetingView = Omit<MeetingLine, "open"> & { readonly project: string | null; readonly guests: readonly { readonly name: string; readonly state: Shaded }[]; readonly minutes: string | null; readonly decisions: readonly DecisionLine[]; readonly paper: PaperLine | null; readonly acts: readonly ActionView[]; readonly faults: FormFaults };

const Decisions = ({ lines, words, page }: { readonly lines: readonly DecisionLine[]; readonly words: CoordinationWords; readonly page: PageContext }) => (
  <Table label={words.decisions} head={[words.what, words.unit, words.dueOn, words.done]} stack>
    {lines.map((each) => (
      <tr><th scope="row" lang="zh-CN"><span class="num">{each.serial}</span> {each.text}</th><td data-column={words.unit} lang="zh-CN">{each.unit}<span class="hint">{each.owner}</span></td><td data-column={words.dueOn}><span class="num">{each.dueOn}</span> <Tag tone={each.light.tone}>{each.light.words}</Tag></td>
        <td data-column={words.done} lang="zh-CN">{each.done ?? "—"}{each.act !== null && <ActionForm action={each.act} language={page.language} primary={false} />}</td></tr>
    ))}
  </Table>
);

/** /concierge/meetings/{meeting}: who was invited and came, minutes, decisions, the one-time notice. */
export function meetingPage(page: PageContext, view: MeetingView): string {
  const words = coordinationWords(page.language);
  return renderPage(page, { title: view.title, current: paths.coordinations, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.coordinations}>{words.title}</a></p>
    <h1><span lang="zh-CN">{view.title}</span> <Tag tone={view.state.tone}>{view.state.words}</Tag></h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <dl class="facts">
      <dt>{words.number}</dt><dd class="id">{view.meeting}</dd><dt>{words.kind}</dt><dd>{view.kind} · {view.level}</dd><dt>{words.when}</dt><dd><Time at={view.at} language={page.language} /></dd><dt>{words.place}</dt><dd lang="zh-CN">{view.place}</dd>
      {view.project !== null && <><dt>{words.projects}</dt><dd><a class="id" href={paths.investment(view.project)}>{view.project}</a></dd></>}
    </dl>
    <h2>{words.guests}</h2>
    <ul>{view.guests.map(({ name, state }) => <li lang="zh-CN">{name} <Tag tone={state.tone}>{state.words}</Tag></li>)}</ul>
    {view.minutes !== null && <><h2>{words.minutes}</h2><p lang="zh-CN">{view.minutes}</p></>}
    {view.decisions.length > 0 && <><h2>{words.decisions}</h2><Decisions lines={view.decisions} words={words} page={page} /></>}
    {view.paper !== null && <><h2>{words.toldOnce}</h2><Papers papers={[view.paper]} words={words} /></>}
    <Folded acts={view.acts} page={page} open={view.faults.length > 0} />
  </>);
}

export type AppraisalLine = { readonly concierge: string; readonly from: string; readonly until: string; readonly grade: Shaded; readonly figures: string; readonly words: string; readonly measure: string | null };
export type AppraisalsView = { readonly lines: readonly AppraisalLine[]; readonly acts: readonly { readonly name: string; readonly act: ActionView }[]; readonly faults: FormFaults };

/** /concierge/appraisals: how concierges were appraised, from what, and what followed. */
export function appraisalsPage(page: PageContext, view: AppraisalsView): string {
  const words = coordinationWords(page.language);
  return renderPage(page, { title: words.appraisals, current: paths.conciergeAppraisals, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.conciergeDesk}>{words.back}</a></p>
    <h1>{words.appraisals}</h1>
    <p>{words.appraisalsLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.lines.length === 0 ? <p class="hint">{words.noAppraisals}</p> : <Table label={words.appraisals} head={[words.concierge, words.period, words.grade, words.words]} stack>
      {view.lines.map((each) => (
        <tr><th scope="row" lang="zh-CN">{each.concierge}</th><td data-column={words.period}><span class="num">{each.from} – {each.until}</span></td><td data-column={words.grade}><Tag tone={each.grade.tone}>{each.grade.words}</Tag><span class="hint">{each.figures}</span></td><td data-column={words.words} lang="zh-CN">{each.words}{each.measure !== null && <strong class="hint">{each.measure}</strong>}</td></tr>
      ))}
    </Table>}
    {view.acts.map(({ name, act }) => <details class="act" open={view.faults.length > 0}><summary>{act.label} <span lang="zh-CN">{name}</span></summary><ActionForm action={act} language={page.language} primary={false} /></details>)}
  </>);
}
