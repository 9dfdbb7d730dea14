import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { jointWords, type JointWords } from "../messages/joint.js";
import { ActionForm, Actions, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Tag, type Tone } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type Shaded = { readonly words: string; readonly tone: Tone };
type Fact = { readonly name: string; readonly value: string };
/** Where a joint case stands, for whoever holds its code: every unit, who answers, the clock. */
export type JointTrackView = {
  readonly joint: string; readonly name: string; readonly state: Shaded; readonly light: Shaded | null; readonly facts: readonly Fact[]; readonly notes: readonly string[];
  readonly members: readonly { readonly item: string; readonly unit: string; readonly stage: string; readonly due: string; readonly state: Shaded; readonly silentAt: Instant | null; readonly said: readonly string[] }[];
  readonly officers: readonly { readonly name: string; readonly at: Instant | null; readonly reason: string }[]; readonly steps: readonly { readonly step: string; readonly unit: string | null; readonly at: Instant; readonly said: readonly string[] }[]; readonly ledger: readonly { readonly date: string; readonly nth: string; readonly why: string }[];
};
/** A joint case whole. `open`: what is next, `folded`: what may be done besides; `files`: a form for each material that can be handed in now. */
export type JointCaseView = JointTrackView & {
  readonly about: readonly Fact[]; readonly needs: readonly { readonly unit: string; readonly material: string; readonly words: string }[]; readonly materials: readonly { readonly name: string; readonly file: string; /** Null of paper. */ readonly sha256: string | null; readonly items: string; readonly at: Instant }[];
  readonly meetings: readonly { readonly number: string; readonly heldOn: string; readonly place: string; readonly present: string; readonly minutes: string; readonly tasks: readonly { readonly what: string; readonly unit: string; readonly due: string; readonly done: string | null; readonly act: ActionView | null }[] }[];
  readonly papers: readonly { readonly href: string; readonly label: string; readonly at: Instant }[]; readonly open: readonly ActionView[]; readonly folded: readonly ActionView[]; readonly files: readonly ActionView[]; readonly faults: FormFaults;
};

const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => <dl class="facts">{facts.map(({ name, value }) => <><dt>{name}</dt><dd lang="zh-CN">{value}</dd></>)}</dl>;

const Standing = ({ view, words }: { readonly view: JointTrackView; readonly words: JointWords }) => <>
  <p><Tag tone={view.state.tone}>{view.state.words}</Tag> {view.light !== null && <Tag tone={view.light.tone}>{view.light.words}</Tag>} <span class="id">{view.joint}</span></p>
  <Facts facts={view.facts} />
  {view.notes.map((each) => <p class="note">{each}</p>)}
  <h2>{words.members}</h2>
  <Table label={words.members} head={[words.unit, words.stage, words.limitDay, words.opinion]} stack>
    {view.members.map((each) => <tr><th scope="row" lang="zh-CN">{each.unit}<span class="hint">{each.item}</span></th><td data-column={words.stage}>{each.stage}</td><td data-column={words.limitDay}><span class="num">{each.due}</span></td>
      <td data-column={words.opinion}><Tag tone={each.state.tone}>{each.state.words}</Tag>{each.silentAt !== null && <span class="hint">{words.silentAt} <ShortTime at={each.silentAt} /></span>}{each.said.map((line) => <span class="hint" lang="zh-CN">{line}</span>)}</td></tr>)}
  </Table>
  <h2>{words.officers}</h2>
  <Table label={words.officers} head={[words.name, words.since, words.why]} stack>
    {view.officers.map((each) => <tr><th scope="row" lang="zh-CN">{each.name}</th><td data-column={words.since}>{each.at === null ? words.waiting : <ShortTime at={each.at} />}</td><td data-column={words.why} lang="zh-CN">{each.reason}</td></tr>)}
  </Table>
  <h2>{words.steps}</h2>
  <Table label={words.steps} head={[words.step, words.at]} stack>
    {view.steps.map((each) => <tr><th scope="row">{each.step}{each.unit !== null && <span class="hint" lang="zh-CN">{each.unit}</span>}{each.said.map((line) => <span class="hint" lang="zh-CN">{line}</span>)}</th><td data-column={words.at}><ShortTime at={each.at} /></td></tr>)}
  </Table>
  {view.ledger.length > 0 && <details class="fold"><summary><strong>{words.ledger}</strong></summary>
    <Table label={words.ledger} head={[words.day, words.nth, words.reason]} stack>{view.ledger.map((each) => <tr><th scope="row"><span class="num">{each.date}</span></th><td data-column={words.nth}>{each.nth}</td><td data-column={words.reason}>{each.why}</td></tr>)}</Table>
  </details>}
</>;

/** /track of a joint case: without an account. */
export function jointTrackPage(page: PageContext, view: JointTrackView): string {
  const words = jointWords(page.language);
  return renderPage(page, { title: view.name, current: paths.track }, <><h1>{view.name}</h1><Standing view={view} words={words} /></>);
}

const Meetings = ({ view, page, words }: { readonly view: JointCaseView; readonly page: PageContext; readonly words: JointWords }) => <>
  {view.meetings.length > 0 && <h2>{words.meetings}</h2>}
  {view.meetings.map((each) => <section class="card">
    <h3 lang="zh-CN">{each.number}</h3><Facts facts={[{ name: words.heldOn, value: `${each.heldOn} ${each.place}` }, { name: words.present, value: each.present }, { name: words.minutes, value: each.minutes }]} />
    {each.tasks.length > 0 && <ul>{each.tasks.map((task) => <li lang="zh-CN">{task.what}（{task.unit}，<span class="num">{task.due}</span>）{task.done !== null && <><Tag tone="ok">{words.done}</Tag> {task.done}</>}{task.act !== null && <ActionForm action={task.act} language={page.language} primary={false} />}</li>)}</ul>}
  </section>)}
</>;

/** /my/together/{joint} and /desk/together/{joint}. */
export function jointCasePage(page: PageContext, view: JointCaseView, root: string): string {
  const words = jointWords(page.language);
  return renderPage(page, { title: view.name, current: root, faulty: view.faults.length > 0 }, <>
    <h1>{view.name}</h1><p><a href={root}>{root === paths.deskJoints ? words.desk : words.mine}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.open.length > 0 && <section class="card"><h2>{words.acts}</h2><Actions actions={view.open} language={page.language} /></section>}
    {view.files.length > 0 && <section class="card"><h2>{words.materials}</h2>{view.files.map((act) => <div class="act"><ActionForm action={act} language={page.language} primary={false} /></div>)}</section>}
    <h2>{words.about}</h2><Facts facts={view.about} />
    <Standing view={view} words={words} />
    {view.needs.length > 0 && <><h2>{words.needs}</h2><ul lang="zh-CN">{view.needs.map((each) => <li>{each.unit}：{each.material} — {each.words}</li>)}</ul></>}
    <Meetings view={view} page={page} words={words} />
    <h2>{words.materials}</h2>
    <Table label={words.materials} head={[words.material, words.usedBy, words.at]} stack>
      {view.materials.map((each) => <tr><th scope="row" lang="zh-CN">{each.name}<span class="hint">{each.file}</span>{each.sha256 !== null && <span class="hint"><Hash>{each.sha256}</Hash></span>}</th><td data-column={words.usedBy}>{each.items}</td><td data-column={words.at}><ShortTime at={each.at} /></td></tr>)}
    </Table>
    <h2>{words.papers}</h2>
    {view.papers.length === 0 ? <p class="hint">{words.noPapers}</p> : <ul>{view.papers.map((each) => <li><a href={each.href}>{each.label}</a> <ShortTime at={each.at} /></li>)}</ul>}
    {view.folded.map((act) => <details class="act" open={view.faults.length > 0}><summary>{act.label}</summary><ActionForm action={act} language={page.language} primary={false} /></details>)}
  </>);
}

/** A joint case in a list. */
export type JointLineView = { readonly href: string; readonly joint: string; readonly name: string; readonly subject: string; readonly applicant: string; readonly state: Shaded; readonly due: string; readonly members: readonly Shaded[] };

export const JointLines = ({ lines, words, label }: { readonly lines: readonly JointLineView[]; readonly words: JointWords; readonly label: string }) => lines.length === 0 ? <p class="hint">{words.none}</p> : (
  <Table label={label} head={[words.item, words.applicant, words.state, words.due]} stack>
    {lines.map((each) => <tr><th scope="row"><a href={each.href}>{each.name}</a><span class="hint" lang="zh-CN">{each.subject}</span><span class="hint id">{each.joint}</span></th><td data-column={words.applicant} lang="zh-CN">{each.applicant}</td>
      <td data-column={words.state}><Tag tone={each.state.tone}>{each.state.words}</Tag> {each.members.map((member) => <Tag tone={member.tone}>{member.words}</Tag>)}</td><td data-column={words.due}><span class="num">{each.due}</span></td></tr>)}
  </Table>
);

/** Joint cases that whoever is at a window can receive, each leading to its form. */
export type CounterLinks = readonly { readonly href: string; readonly name: string }[];

/** /desk/together/counter: what somebody brings is received; without a form chosen, what there is to choose. */
export function jointCounterPage(page: PageContext, view: { readonly links: CounterLinks; readonly name: string | null; readonly act: ActionView | null; readonly faults: FormFaults }): string {
  const words = jointWords(page.language);
  return renderPage(page, { title: words.counter, current: paths.deskJoints, faulty: view.faults.length > 0 }, <>
    <h1>{words.counter}</h1><p><a href={paths.deskJoints}>{words.desk}</a></p><p>{words.counterLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.act === null ? <><h2>{words.counterFor}</h2>{view.links.length === 0 ? <p class="hint">{words.none}</p> : <ul>{view.links.map((each) => <li><a href={each.href}>{each.name}</a></li>)}</ul>}</> : <section class="card"><h2>{view.name}</h2><ActionForm action={view.act} language={page.language} /></section>}
  </>);
}

/** /desk/together: joint cases a unit leads or is a member of. */
export function deskJointsPage(page: PageContext, view: { readonly lines: readonly JointLineView[]; readonly counter: CounterLinks }): string {
  const words = jointWords(page.language);
  return renderPage(page, { title: words.desk, current: paths.deskJoints }, <><h1>{words.desk}</h1><p>{words.deskLead} <a href={paths.deskCases}>{words.queue}</a></p>
    {view.counter.length > 0 && <p>{words.counter}：{view.counter.map((each) => <><a href={each.href}>{each.name}</a> </>)}</p>}<JointLines lines={view.lines} words={words} label={words.desk} /></>);
}
