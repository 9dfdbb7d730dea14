import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { caseWords, type CaseWords } from "../messages/cases.js";
import { ActionForm, Actions, ErrorSummary, Fields } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Tag, type Tone } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, Field, FormFaults } from "../views.js";

type Shaded = { readonly words: string; readonly tone: Tone };
type Fact = { readonly name: string; readonly value: string; readonly hint?: string };
/** Where a case stands, for whoever holds its code. */
export type TrackView = {
  readonly code: string; readonly item: string; readonly state: Shaded; readonly light: Shaded | null; readonly facts: readonly Fact[]; readonly notes: readonly string[];
  readonly ledger: readonly { readonly date: string; readonly nth: string; readonly why: string }[]; readonly lights: readonly { readonly light: Shaded; readonly at: Instant }[]; readonly steps: readonly { readonly step: string; readonly at: Instant; readonly said: readonly string[] }[];
};
/** A case whole. `open`: what is next, `folded`: what may be done besides; `files`: a form for each material that can be handed in now. */
export type CaseView = TrackView & {
  readonly about: readonly Fact[]; readonly materials: readonly { readonly name: string; readonly file: string; readonly sha256: string | null; readonly at: Instant }[]; readonly missing: readonly string[]; readonly papers: readonly { readonly href: string; readonly label: string; readonly at: Instant }[];
  readonly reasons: readonly string[]; readonly open: readonly ActionView[]; readonly folded: readonly ActionView[]; readonly files: readonly ActionView[]; /** Whether it can be judged. */ readonly isOver: boolean; readonly faults: FormFaults;
};

const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => <dl class="facts">{facts.map(({ name, value, hint }) => <><dt>{name}</dt><dd lang="zh-CN">{value}{hint !== undefined && <span class="hint">{hint}</span>}</dd></>)}</dl>;

const Standing = ({ view, words }: { readonly view: TrackView; readonly words: CaseWords }) => <>
  <p><Tag tone={view.state.tone}>{view.state.words}</Tag> {view.light !== null && <Tag tone={view.light.tone}>{view.light.words}</Tag>} <span class="id">{view.code}</span></p>
  <Facts facts={view.facts} />
  {view.notes.map((each) => <p class="note">{each}</p>)}
  <h2>{words.steps}</h2>
  <Table label={words.steps} head={[words.step, words.at]} stack>
    {view.steps.map((each) => <tr><th scope="row">{each.step}{each.said.map((line) => <span class="hint" lang="zh-CN">{line}</span>)}</th><td data-column={words.at}><ShortTime at={each.at} /></td></tr>)}
  </Table>
  {view.ledger.length > 0 && <details class="fold"><summary><strong>{words.ledger}</strong></summary>
    <Table label={words.ledger} head={[words.day, words.nth, words.why]} stack>{view.ledger.map((each) => <tr><th scope="row"><span class="num">{each.date}</span></th><td data-column={words.nth}>{each.nth}</td><td data-column={words.why}>{each.why}</td></tr>)}</Table>
  </details>}
  <h2>{words.lights}</h2>
  {view.lights.length === 0 ? <p class="hint">{words.noLights}</p> : <ul>{view.lights.map((each) => <li><Tag tone={each.light.tone}>{each.light.words}</Tag> <ShortTime at={each.at} /></li>)}</ul>}
</>;

/** What may be said of a case that is over; `fields` is null where it was said. */
export type Survey = { readonly fields: readonly Field[] | null };

const SurveyForm = ({ page, code, survey, words }: { readonly page: PageContext; readonly code: string; readonly survey: Survey; readonly words: CaseWords }) => (
  <section class="card" id="survey">
    <h2>{words.survey}</h2>
    {survey.fields === null ? <p>{words.surveyDone}</p> : <form method="post" action={paths.track}>
      <p>{words.surveyLead}</p>
      <input type="hidden" name="code" value={code} />
      <Fields fields={survey.fields} prefix="survey" language={page.language} />
      <p><button class="btn">{words.surveySend}</button></p>
    </form>}
    <p><a href={pathsOf(page).figures}>{words.surveyCounted}</a></p>
  </section>
);

/** /track: by code, without an account. `view` is null before somebody asked; `faults` says that no case has the code. */
export function trackPage(page: PageContext, { code, view, survey, faults }: { readonly code: string; readonly view: TrackView | null; readonly survey: Survey | null; readonly faults: FormFaults }): string {
  const words = caseWords(page.language);
  return renderPage(page, { title: view === null ? words.track : view.item, current: paths.track, faulty: faults.length > 0 }, <>
    <h1>{view === null ? words.track : view.item}</h1>
    <ErrorSummary faults={faults} language={page.language} />
    <form class="card" method="get" action={paths.track}>
      <div class="field"><label for="code">{words.code}</label><span class="hint" id="code-hint">{words.trackLead}</span><input id="code" name="code" value={code} autocomplete="off" aria-describedby="code-hint" /></div>
      <p><button class="btn">{words.look}</button></p>
    </form>
    {survey !== null && <SurveyForm page={page} code={code} survey={survey} words={words} />}
    {view !== null && <Standing view={view} words={words} />}
  </>);
}

/** /my/cases/{code} and /desk/cases/{code}. */
export function casePage(page: PageContext, view: CaseView, current: string): string {
  const words = caseWords(page.language);
  return renderPage(page, { title: view.item, current, faulty: view.faults.length > 0 }, <>
    <p><a href={current}>{current === paths.myCases ? words.mine : words.queue}</a></p>
    <h1>{view.item}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.isOver && current === paths.myCases && <p><a href={`${paths.trackOf(view.code)}#survey`}>{words.survey}</a></p>}
    {view.open.length > 0 && <section class="card"><h2>{words.acts}</h2><Actions actions={view.open} language={page.language} /></section>}
    {view.files.length > 0 && <section class="card"><h2>{words.materials}</h2>{view.files.map((act) => <div class="act"><ActionForm action={act} language={page.language} primary={false} /></div>)}</section>}
    <Facts facts={view.about} />
    {view.reasons.length > 0 && <><h2>{words.reasons}</h2><ul>{view.reasons.map((each) => <li>{each}</li>)}</ul></>}
    <Standing view={view} words={words} />
    <h2>{words.materials}</h2>
    {view.missing.length > 0 && <p class="note bad" lang="zh-CN">{words.missing}：{view.missing.join("、")}</p>}
    {view.materials.length === 0 ? <p class="hint">{words.noMaterials}</p> : <Table label={words.materials} head={[words.materials, words.fileName, words.at]} stack>
      {view.materials.map((each) => <tr><th scope="row" lang="zh-CN">{each.name}</th><td data-column={words.fileName} lang="zh-CN">{each.sha256 === null ? words.paperOf : each.file}{each.sha256 !== null && <span class="hint"><Hash>{each.sha256}</Hash></span>}</td><td data-column={words.at}><ShortTime at={each.at} /></td></tr>)}
    </Table>}
    <h2>{words.papers}</h2>
    {view.papers.length === 0 ? <p class="hint">{words.noPapers}</p> : <ul>{view.papers.map((each) => <li><a href={each.href}>{each.label}</a> <ShortTime at={each.at} /></li>)}</ul>}
    {view.folded.map((act) => <details class="act" open={view.faults.length > 0}><summary>{act.label}</summary><ActionForm action={act} language={page.language} primary={false} /></details>)}
  </>);
}
