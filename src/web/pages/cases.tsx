import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { caseWords, type CaseWords } from "../messages/cases.js";
import { jointWords } from "../messages/joint.js";
import { visitWords } from "../messages/visits.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag, type Tone } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { JointLines, type JointLineView } from "./joint-case.js";

type Shaded = { readonly words: string; readonly tone: Tone };
/** A case in a list. */
export type CaseLine = { readonly href: string; readonly code: string; readonly item: string; readonly subject: string; readonly applicant: string; readonly state: Shaded; readonly light: Shaded | null; readonly due: string };

const Lines = ({ lines, words, label }: { readonly lines: readonly CaseLine[]; readonly words: CaseWords; readonly label: string }) => lines.length === 0 ? <p class="hint">{words.noCases}</p> : (
  <Table label={label} head={[words.item, words.applicant, words.state, words.dueOn]} stack>
    {lines.map((each) => <tr>
      <th scope="row" lang="zh-CN"><a href={each.href}>{each.item}</a><span class="hint">{each.subject}</span><span class="hint id">{each.code}</span></th><td data-column={words.applicant} lang="zh-CN">{each.applicant}</td>
      <td data-column={words.state}><Tag tone={each.state.tone}>{each.state.words}</Tag> {each.light !== null && <Tag tone={each.light.tone}>{each.light.words}</Tag>}</td><td data-column={words.dueOn}><span class="num">{each.due}</span></td>
    </tr>)}
  </Table>
);

/** /my/cases: an applicant's own, with what he has not filed yet. */
export function myCasesPage(page: PageContext, view: { readonly lines: readonly CaseLine[]; readonly drafts: readonly { readonly href: string; readonly item: string }[]; readonly joints: readonly JointLineView[] }): string {
  const words = caseWords(page.language);
  return renderPage(page, { title: words.mine, current: paths.myCases }, <>
    <h1>{words.mine}</h1>
    <p>{words.mineLead} <a href={paths.track}>{words.track}</a> <a href={paths.myVisits}>{visitWords(page.language).title}</a></p>
    {view.drafts.length > 0 && <><h2>{words.drafts}</h2><ul>{view.drafts.map((each) => <li lang="zh-CN"><a href={each.href}>{each.item}</a></li>)}</ul></>}
    <Lines lines={view.lines} words={words} label={words.mine} />
    {view.joints.length > 0 && <><h2>{jointWords(page.language).mine}</h2><JointLines lines={view.joints} words={jointWords(page.language)} label={jointWords(page.language).mine} /></>}
  </>);
}

const AT_WINDOW: ReadonlySet<string> = new Set(["window-staff", "chief-representative"]);

/** The desk of cases, each page leading to the others that this reader may open. */
function Corner({ page, words, current }: { readonly page: PageContext; readonly words: CaseWords; readonly current: string }) {
  const isAtWindow = AT_WINDOW.has(page.reader?.role ?? "");
  const links = [[paths.deskCases, words.queue], [paths.deskJoints, jointWords(page.language).desk], ...(isAtWindow ? [[paths.deskCounter, words.counter] as const, [paths.deskVisits, visitWords(page.language).title] as const] : []), [paths.caseLights, words.lightDesk], [paths.chiefs, words.chiefs], [paths.itemDesk, messagesOf(page.language).site.items], ...(page.reader?.role === "window-staff" ? [[paths.bills, messagesOf(page.language).site.bills] as const] : [])] as const;
  return <p class="row">{links.map(([href, label]) => (href === current ? <strong>{label}</strong> : <a href={href}>{label}</a>))}</p>;
}

/** /desk/cases: what waits at the window, those due first. */
export function deskCasesPage(page: PageContext, view: { readonly lines: readonly CaseLine[] }): string {
  const words = caseWords(page.language);
  return renderPage(page, { title: words.queue, current: paths.deskCases }, <><h1>{words.queue}</h1><Corner page={page} words={words} current={paths.deskCases} /><p>{words.queueLead}</p><Lines lines={view.lines} words={words} label={words.queue} /></>);
}

/** /desk/cases/counter: what somebody brings is received; `items`: what can be applied for, each leading to its own form. */
export function counterPage(page: PageContext, view: { readonly item: string | null; readonly items: readonly { readonly href: string; readonly name: string }[]; readonly act: ActionView | null; readonly faults: FormFaults }): string {
  const words = caseWords(page.language);
  return renderPage(page, { title: words.counter, current: paths.deskCounter, faulty: view.faults.length > 0 }, <>
    <h1>{words.counter}</h1><Corner page={page} words={words} current={paths.deskCounter} /><p>{words.counterLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.act === null ? <ul>{view.items.map((each) => <li lang="zh-CN"><a href={each.href}>{each.name}</a></li>)}</ul> : <section class="card"><h2 lang="zh-CN">{view.item}</h2><ActionForm action={view.act} language={page.language} /></section>}
  </>);
}

export type LightsView = {
  readonly counts: readonly { readonly unit: string; readonly green: number; readonly yellow: number; readonly red: number }[]; readonly soon: readonly CaseLine[]; readonly history: readonly { readonly href: string; readonly code: string; readonly light: Shaded; readonly at: Instant; readonly unit: string }[];
  readonly supervisions: readonly { readonly href: string; readonly code: string; readonly at: Instant; /** 24:00 of the last day to answer. */ readonly dueAt: Instant | null; readonly isLate: boolean; readonly answer: string | null; readonly act: ActionView | null }[]; readonly misconduct: readonly { readonly href: string; readonly code: string; readonly what: string; readonly by: string; readonly at: Instant }[]; readonly figures: readonly string[]; readonly faults: FormFaults;
};

/** /desk/cases/lights: lights, forecasts, supervision. */
export function lightsPage(page: PageContext, view: LightsView): string {
  const words = caseWords(page.language);
  return renderPage(page, { title: words.lightDesk, current: paths.caseLights, faulty: view.faults.length > 0 }, <>
    <h1>{words.lightDesk}</h1><Corner page={page} words={words} current={paths.caseLights} /><p>{words.lightLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.figures.map((each) => <p>{each}</p>)}
    {view.counts.length > 0 && <Table label={words.light} head={[words.unit, { text: words.green, number: true }, { text: words.yellow, number: true }, { text: words.red, number: true }]} stack>{view.counts.map((each) => <tr><th scope="row" lang="zh-CN">{each.unit}</th><td class="n" data-column={words.green}>{each.green}</td><td class="n" data-column={words.yellow}>{each.yellow}</td><td class="n" data-column={words.red}>{each.red}</td></tr>)}</Table>}
    <h2>{words.soon}</h2>
    {view.soon.length === 0 ? <p class="hint">{words.noSoon}</p> : <Lines lines={view.soon} words={words} label={words.soon} />}
    <h2>{words.supervisions}</h2>
    {view.supervisions.length === 0 ? <p class="hint">{words.none}</p> : view.supervisions.map((each) => <section class="card"><p><a class="id" href={each.href}>{each.code}</a> <ShortTime at={each.at} /> {each.answer ?? <Tag tone="bad">{words.open}</Tag>} {each.isLate && <Tag tone="bad">{words.answerLate}</Tag>}{each.dueAt !== null && <span class="hint">{words.answerBy} <ShortTime at={each.dueAt} /></span>}</p>{each.act !== null && <ActionForm action={each.act} language={page.language} primary={false} />}</section>)}
    <h2>{words.history}</h2>
    {view.history.length === 0 ? <p class="hint">{words.noLights}</p> : <Table label={words.history} head={[words.code, words.unit, words.light, words.at]} stack>{view.history.map((each) => <tr><th scope="row"><a class="id" href={each.href}>{each.code}</a></th><td data-column={words.unit} lang="zh-CN">{each.unit}</td><td data-column={words.light}><Tag tone={each.light.tone}>{each.light.words}</Tag></td><td data-column={words.at}><ShortTime at={each.at} /></td></tr>)}</Table>}
    {view.misconduct.length > 0 && <><h2>{words.misconduct}</h2><Table label={words.misconduct} head={[words.code, words.what, words.who, words.at]} stack>{view.misconduct.map((each) => <tr><th scope="row"><a class="id" href={each.href}>{each.code}</a></th><td data-column={words.what}>{each.what}</td><td data-column={words.who}>{each.by}</td><td data-column={words.at}><ShortTime at={each.at} /></td></tr>)}</Table></>}
  </>);
}

export type ChiefsView = { readonly mandates: readonly { readonly mandate: string; readonly holder: string; readonly items: string; readonly powers: string; readonly limit: string; readonly days: string; readonly seal: string; readonly state: Shaded; readonly revoke: ActionView | null }[]; readonly sittings: readonly string[]; readonly acts: readonly ActionView[]; readonly faults: FormFaults };

/** /desk/cases/chiefs: mandates with their seals, and sitting days. */
export function chiefsPage(page: PageContext, view: ChiefsView): string {
  const words = caseWords(page.language);
  return renderPage(page, { title: words.chiefs, current: paths.chiefs, faulty: view.faults.length > 0 }, <>
    <h1>{words.chiefs}</h1><Corner page={page} words={words} current={paths.chiefs} /><p>{words.chiefsLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.mandates.length === 0 ? <p class="hint">{words.none}</p> : view.mandates.map((each) => <section class="card">
      <h2><span class="id">{each.mandate}</span> <Tag tone={each.state.tone}>{each.state.words}</Tag></h2>
      <dl class="facts">{([[words.holder, each.holder], [words.items, each.items], [words.powers, each.powers], [words.limitAmount, each.limit], [words.from, each.days], [words.seal, each.seal]] as const).map(([name, value]) => <><dt>{name}</dt><dd lang="zh-CN">{value}</dd></>)}</dl>
      {each.revoke !== null && <details class="act"><summary>{each.revoke.label}</summary><ActionForm action={each.revoke} language={page.language} primary={false} /></details>}
    </section>)}
    <h2>{words.sittings}</h2>
    <p>{view.sittings.length === 0 ? words.noSitting : view.sittings.join(" · ")}</p>
    {view.acts.map((act) => <details class="act" open={view.faults.length > 0}><summary>{act.label}</summary><ActionForm action={act} language={page.language} primary={false} /></details>)}
  </>);
}
