import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { itemWords, type ItemWords } from "../messages/items.js";
import { ActionForm, Actions, ErrorSummary, isFolded } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Tag, Time, type Tone } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type Shaded = { readonly words: string; readonly tone: Tone };
/** An item in a list of the desk; `more` says what waits. */
export type DeskItem = { readonly code: string; readonly name: string; readonly unit: string; readonly state: Shaded; readonly more: string };
/** What a sheet came to: how many were drafted, and each line that was not, with why. */
export type SheetView = { readonly drafted: number; readonly bad: readonly { readonly line: number; readonly what: string; readonly why: string }[] };
export type ItemDeskView = { readonly toConfirm: readonly DeskItem[]; readonly toTakeIn: readonly DeskItem[]; readonly returned: readonly DeskItem[]; readonly exits: readonly DeskItem[]; readonly own: readonly DeskItem[]; readonly drafts: boolean; readonly sheet: SheetView | null; readonly faults: FormFaults };

/** /items */
export function itemDeskPage(page: PageContext, view: ItemDeskView): string {
  const words = itemWords(page.language);
  return renderPage(page, { title: words.title, current: paths.itemDesk, faulty: view.faults.length > 0 }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <p class="row">{view.drafts && <a href={paths.newItem}>{words.newItem}</a>}<a href={paths.itemHandOvers}>{words.handOvers}</a><a href={pathsOf(page).services}>{words.guide}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.sheet !== null && <Sheet view={view.sheet} words={words} />}
    {([[words.toConfirm, view.toConfirm], [words.toTakeIn, view.toTakeIn], [words.returnedTitle, view.returned], [words.exits, view.exits], [words.own, view.own]] as const).map(([title, lines]) => (
      <><h2>{title} <span class="count">{lines.length}</span></h2>{lines.length === 0 ? <p class="hint">{words.none}</p> : <Lines lines={lines} title={title} words={words} />}</>
    ))}
    {view.drafts && <details class="act"><summary>{words.sheet}</summary>
      <form method="post" action="/items/sheet" enctype="multipart/form-data">
        <p class="hint">{words.sheetLead}</p>
        <div class="field"><label for="sheet-file">{words.sheetFile}</label><input id="sheet-file" name="file" type="file" accept=".csv,.xlsx" required /></div>
        <p><button class="btn alt">{words.sheetDo}</button></p>
      </form>
    </details>}
  </>);
}

const Sheet = ({ view, words }: { readonly view: SheetView; readonly words: ItemWords }) => (
  <section class="card"><p class="note ok">{words.drafted(view.drafted)}</p>
    {view.bad.length > 0 && <Table caption={words.bad} label={words.bad} head={[words.item, words.why]} stack>{view.bad.map((each) => <tr><th scope="row">{words.badLine(each.line)} <span class="id">{each.what}</span></th><td data-column={words.why}>{each.why}</td></tr>)}</Table>}
  </section>
);

const Lines = ({ lines, title, words }: { readonly lines: readonly DeskItem[]; readonly title: string; readonly words: ItemWords }) => (
  <Table label={title} head={[words.item, words.unit, words.state, words.step]} stack>
    {lines.map((each) => <tr><th scope="row"><a href={paths.itemOnDesk(each.code)} lang="zh-CN">{each.name}</a><span class="hint id">{each.code}</span></th><td data-column={words.unit} lang="zh-CN">{each.unit}</td><td data-column={words.state}><Tag tone={each.state.tone}>{each.state.words}</Tag></td><td data-column={words.step}>{each.more}</td></tr>)}
  </Table>
);

/** /items/new */
export function newItemPage(page: PageContext, view: { readonly form: ActionView; readonly known: readonly { readonly code: string; readonly name: string }[]; readonly from: string; readonly faults: FormFaults }): string {
  const words = itemWords(page.language);
  return renderPage(page, { title: words.newTitle, current: paths.itemDesk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.itemDesk}>{words.title}</a></p>
    <h1>{words.newTitle}</h1>
    <p>{words.newLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.known.length > 0 && <form class="card" method="get" action={paths.newItem}>
      <div class="field"><label for="from">{words.from}</label><select id="from" name="from"><option value=""></option>{view.known.map(({ code, name }) => <option value={code} selected={code === view.from}>{code} {name}</option>)}</select></div>
      <p><button class="btn alt">{words.from}</button></p>
    </form>}
    <ActionForm action={view.form} language={page.language} />
  </>);
}

export type StepView = { readonly name: string; readonly at: Instant; readonly rows: readonly (readonly [label: string, value: string])[]; readonly paper: string };
export type ExitView = { readonly serial: number; readonly outcome: Shaded; readonly next: string | null; readonly steps: readonly StepView[] };
/** One item on the desk: what is drafted of it, its moves, its files, and what this reader may do. */
export type ItemView = {
  readonly code: string; readonly name: string; readonly unit: string; readonly state: Shaded; readonly draft: { readonly rows: readonly (readonly [label: string, value: string])[]; readonly hash: string; readonly returned: string | null; readonly confirmedAt: Instant | null; readonly draftedAt: Instant } | null;
  readonly versions: readonly { readonly version: number; readonly from: string; readonly paper: string }[]; readonly abolition: string | null; readonly exits: readonly ExitView[]; readonly files: readonly { readonly name: string; readonly sha256: string; readonly href: string; readonly at: Instant }[]; readonly brings: boolean; readonly drafts: boolean; readonly acts: readonly ActionView[]; readonly faults: FormFaults;
};

/** /items/{code} */
export function itemPage(page: PageContext, view: ItemView): string {
  const words = itemWords(page.language);
  return renderPage(page, { title: view.name, current: paths.itemDesk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.itemDesk}>{words.title}</a></p>
    <h1><span lang="zh-CN">{view.name}</span> <Tag tone={view.state.tone}>{view.state.words}</Tag></h1>
    <p class="row"><span class="id">{view.code}</span><span lang="zh-CN">{view.unit}</span>{view.versions.length > 0 && <a href={pathsOf(page).service(view.code)}>{words.guide}</a>}{view.drafts && <a href={`${paths.newItem}?from=${encodeURIComponent(view.code)}`}>{words.newTitle}</a>}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Actions actions={view.acts.filter((each) => !isFolded(each))} language={page.language} />
    {view.acts.filter(isFolded).map((each) => <details class="act" open={view.faults.length > 0}><summary>{each.label}</summary><ActionForm action={each} language={page.language} /></details>)}
    {view.draft !== null && <Draft draft={view.draft} page={page} words={words} />}
    <h2>{words.history}</h2>
    {view.exits.length === 0 ? <p class="hint">{words.none}</p> : view.exits.map((each) => <Exit exit={each} words={words} />)}
    <h2>{words.versions}</h2>
    {view.versions.length === 0 ? <p class="hint">{words.notInHall}</p> : <ul>{view.versions.map((each) => <li>{each.version} · <span class="num">{each.from}</span> <a href={each.paper}>{words.confirmation}</a></li>)}</ul>}
    {view.abolition !== null && <p><a href={view.abolition}>{words.abolition}</a></p>}
    <Files view={view} words={words} />
  </>);
}

const Draft = ({ draft, page, words }: { readonly draft: NonNullable<ItemView["draft"]>; readonly page: PageContext; readonly words: ItemWords }) => (
  <section class="card">
    <h2>{words.draft}</h2>
    {draft.returned !== null && <p class="note bad">{words.returned}：<span lang="zh-CN">{draft.returned}</span></p>}
    <dl class="facts"><dt>{words.draftedAt}</dt><dd><Time at={draft.draftedAt} language={page.language} /></dd>{draft.confirmedAt !== null && <><dt>{words.confirmedAt}</dt><dd><Time at={draft.confirmedAt} language={page.language} /></dd></>}<dt>{words.draftHash}</dt><dd><Hash>{draft.hash}</Hash></dd></dl>
    <details class="fold" open><summary><strong>{words.bodyOf}</strong></summary><dl class="facts" lang="zh-CN">{draft.rows.map(([label, value]) => <><dt>{label}</dt><dd>{value}</dd></>)}</dl></details>
  </section>
);

const Exit = ({ exit, words }: { readonly exit: ExitView; readonly words: ItemWords }) => (
  <section class="card">
    <h3>{exit.serial} <Tag tone={exit.outcome.tone}>{exit.outcome.words}</Tag>{exit.next !== null && <span class="hint">{words.nextIs(exit.next)}</span>}</h3>
    <ol>{exit.steps.map((step) => (
      <li><strong>{step.name}</strong> <ShortTime at={step.at} /> <a href={step.paper} aria-label={`${words.paper} ${step.name}`}>{words.paper}</a>
        <dl class="facts" lang="zh-CN">{step.rows.map(([label, value]) => <><dt>{label}</dt><dd>{value}</dd></>)}</dl></li>
    ))}</ol>
  </section>
);

const Files = ({ view, words }: { readonly view: ItemView; readonly words: ItemWords }) => (
  <>
    <h2 id="files">{words.files}</h2>
    {view.files.length === 0 ? <p class="hint">{words.none}</p> : <Table label={words.files} head={[words.file, words.hash, words.at]} stack>{view.files.map((each) => <tr><th scope="row"><a href={each.href} lang="zh-CN">{each.name}</a></th><td data-column={words.hash}><Hash>{each.sha256}</Hash></td><td data-column={words.at}><ShortTime at={each.at} /></td></tr>)}</Table>}
    {view.brings && <form class="card" method="post" action={`${paths.itemOnDesk(view.code)}/files`} enctype="multipart/form-data">
      <p class="hint">{words.filesLead}</p>
      <div class="field"><label for="item-file">{words.file}</label><input id="item-file" name="file" type="file" required /></div>
      <p><button class="btn alt">{words.bring}</button></p>
    </form>}
  </>
);

export type HandOverLine = { readonly unit: string; readonly code: string; readonly since: string | null; readonly section: string; readonly whole: string; readonly seal: string; readonly authority: string };
export type HandOversView = { readonly figures: readonly (readonly [label: string, value: string])[]; readonly lines: readonly HandOverLine[]; readonly form: ActionView | null; readonly faults: FormFaults };

/** /items/hand-overs */
export function handOversPage(page: PageContext, view: HandOversView): string {
  const words = itemWords(page.language);
  return renderPage(page, { title: words.handOvers, current: paths.itemDesk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.itemDesk}>{words.title}</a></p>
    <h1>{words.handOvers}</h1>
    <p>{words.handOverLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <dl class="facts">{view.figures.map(([label, value]) => <><dt>{label}</dt><dd class="num">{value}</dd></>)}</dl>
    {view.form !== null && <section class="card"><ActionForm action={view.form} language={page.language} /></section>}
    <Table label={words.handOvers} head={[words.unit, words.since, words.single, words.whole, words.seal, words.authority]} stack>
      {view.lines.map((each) => <tr><th scope="row"><a href={`${paths.itemHandOvers}?unit=${encodeURIComponent(each.code)}`} lang="zh-CN">{each.unit}</a></th><td data-column={words.since}>{each.since ?? words.notRecorded}</td><td data-column={words.single}>{each.section}</td><td data-column={words.whole}>{each.whole}</td><td data-column={words.seal} lang="zh-CN">{each.seal}</td><td data-column={words.authority} lang="zh-CN">{each.authority}</td></tr>)}
    </Table>
  </>);
}
