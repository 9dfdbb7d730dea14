import { grouped } from "../../kernel/money.js";
import type { Instant } from "../../kernel/time.js";
import type { Passage } from "../../signals/alike.js";
import { chanceOf, type Chance } from "../../signals/chance.js";
import type { Input, Source } from "../../signals/signal.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { signalWords, type SignalWords } from "../messages/signals.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

export type SignalListView = { readonly lots: readonly { readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly bidders: number; readonly signals: number; readonly madeAt: Instant; readonly disposal: string | null }[] };

type Bidder = { readonly uscc: string; readonly name: string };
export type SignalShown = { readonly name: string; readonly value: string; readonly chance: Chance; readonly law: string; readonly formula: string; readonly innocent: string; readonly inputs: readonly Input[]; readonly passages: readonly Passage[] };
/** Signals that the same bidders share, with what was written down about them. */
export type SignalGroup = { readonly id: string; readonly bidders: readonly Bidder[]; readonly signals: readonly SignalShown[]; readonly notes: readonly { readonly at: Instant; readonly who: string; readonly disposal: string; readonly note: string }[]; readonly note: ActionView };
export type LotSignalsView = {
  readonly faults: FormFaults; readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly madeAt: Instant; readonly version: string; readonly sha256: string;
  readonly others: { readonly organisations: number; readonly lots: number }; readonly texts: boolean; /** What computing it again came to. */ readonly checked: "same" | "differs" | null;
  readonly bidders: readonly Bidder[]; /** By the two codes, joined by a blank: how many signals, and the group to read first. */ readonly pairs: ReadonlyMap<string, { readonly count: number; readonly group: string }>; readonly groups: readonly SignalGroup[];
  readonly unread: readonly { readonly bidder: string; readonly name: string; readonly pages: number | null }[]; readonly acts: readonly ActionView[];
};

/** With fewer others than this a count among them says little. */
const FEW = 20;
/** Passages shown of one signal; all of them are in the file. */
const PASSAGES_MAX = 5;
/** Of what two have the same, so much is shown in a table, in UTF-16 units. */
const SAID_MAX = 160;

/** /watch/signals */
export function signalListPage(page: PageContext, { lots }: SignalListView): string {
  const words = signalWords(page.language);
  return renderPage(page, { title: words.title, current: paths.watch }, <>
    <p class="crumbs"><a href={paths.watch}>{messagesOf(page.language).watch.title}</a></p>
    <h1>{words.title}</h1>
    <Lead words={words} />
    {lots.length === 0 ? <p class="hint">{words.none}</p> : (
      <Table label={words.title} head={[words.lot, { text: words.bidders, number: true }, { text: words.count, number: true }, words.disposal, words.made]} stack>
        {lots.map((each) => (
          <tr>
            <th scope="row" lang="zh-CN"><a href={paths.watchSignalsOf(each.tender, each.lot)}>{each.title}（{each.lotName}）</a></th>
            <td class="n" data-column={words.bidders}>{each.bidders}</td><td class="n" data-column={words.count}>{each.signals}</td><td data-column={words.disposal}>{each.disposal ?? words.noDisposal}</td><td data-column={words.made}><ShortTime at={each.madeAt} /></td>
          </tr>
        ))}
      </Table>
    )}
  </>);
}

/** /watch/signals/{tender}/{lot} of a lot that is opened and was not looked at yet. */
export function unsoughtPage(page: PageContext, view: { readonly title: string; readonly lotName: string; readonly find: ActionView; readonly faults: FormFaults }): string {
  const words = signalWords(page.language);
  return renderPage(page, { title: `${view.title} ${words.title}`, current: paths.watch, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.watch}>{messagesOf(page.language).watch.title}</a> › <a href={paths.watchSignals}>{words.title}</a></p>
    <h1 lang="zh-CN">{view.title}（{view.lotName}）</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Lead words={words} />
    <p>{words.unsought}</p>
    <ActionForm action={view.find} language={page.language} />
  </>);
}

const Lead = ({ words }: { words: SignalWords }) => <div class="note"><p><strong>{words.notVerdict}</strong> {words.lead}</p></div>;

/** /watch/signals/{tender}/{lot} */
export function lotSignalsPage(page: PageContext, view: LotSignalsView): string {
  const words = signalWords(page.language);
  const part: Part = { view, words, page };
  return renderPage(page, { title: `${view.title} ${words.title}`, current: paths.watch, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.watch}>{messagesOf(page.language).watch.title}</a> › <a href={paths.watchSignals}>{words.title}</a></p>
    <h1 lang="zh-CN">{view.title}（{view.lotName}）</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.checked !== null && <div class={view.checked === "same" ? "note" : "note bad"} role="status"><p>{words[view.checked]}</p></div>}
    <Lead words={words} />
    <p>{words.against(view.others.organisations, view.others.lots)} {view.others.organisations < FEW && words.few}</p>
    {!view.texts && <p class="note bad">{words.textsNot}</p>}
    {view.groups.length === 0 ? <p>{words.nothing}</p> : <Matrix {...part} />}
    {view.groups.map((group) => <Group {...part} group={group} />)}
    <Unread {...part} />
    <details>
      <summary>{words.again}</summary>
      <p class="hint">{words.version} <code>{view.version}</code> · {words.made} <ShortTime at={view.madeAt} /> · {words.file} <code class="id">{view.sha256}</code></p>
      {view.acts.map((act) => <ActionForm action={act} language={page.language} primary={false} />)}
    </details>
    <p class="row"><a class="btn alt" href={`/api/v1/tenders/${encodeURIComponent(view.tender)}/lots/${encodeURIComponent(view.lot)}/signals.csv`}>{words.csv}</a><a class="btn alt" href={`/api/v1/tenders/${encodeURIComponent(view.tender)}/lots/${encodeURIComponent(view.lot)}/signals`}>{words.json}</a></p>
  </>);
}

type Part = { readonly view: LotSignalsView; readonly words: SignalWords; readonly page: PageContext };

const numberOf = (view: LotSignalsView, uscc: string): string => String(view.bidders.findIndex((each) => each.uscc === uscc) + 1);

/** Bidders by bidders, each by its number in the list: how many signals there are between two. */
const Matrix = ({ view, words }: Part) => (
  <section>
    <h2>{words.matrix}</h2>
    <Table label={words.matrix} head={[words.who, ...view.bidders.map(({ uscc }) => ({ text: numberOf(view, uscc), number: true as const }))]}>
      {view.bidders.map((row) => (
        <tr>
          <th scope="row" lang="zh-CN">{numberOf(view, row.uscc)}. {row.name}</th>
          {view.bidders.map((column) => <td class="n"><Cell view={view} row={row} column={column} /></td>)}
        </tr>
      ))}
    </Table>
  </section>
);

const Cell = ({ view, row, column }: { view: LotSignalsView; row: Bidder; column: Bidder }) => {
  if (row.uscc === column.uscc) return <>—</>;
  const between = view.pairs.get([row.uscc, column.uscc].sort().join(" "));
  return between === undefined ? <>0</> : <a href={`#${between.group}`} aria-label={`${row.name} · ${column.name}: ${String(between.count)}`}>{between.count}</a>;
};

const Group = ({ group, view, words, page }: Part & { group: SignalGroup }) => (
  <section class="card" id={group.id}>
    <h2 lang="zh-CN">{group.bidders.map(({ uscc, name }) => `${numberOf(view, uscc)}. ${name}`).join(" · ")}</h2>
    {group.signals.map((signal) => <Shown signal={signal} view={view} words={words} />)}
    <h3>{words.notes}</h3>
    {group.notes.length === 0 ? <p class="hint">{words.noNotes}</p> : <ul class="list">{group.notes.map((each) => <li><span><Tag tone="info">{each.disposal}</Tag> <span lang="zh-CN">{each.note}</span><span class="hint" lang="zh-CN">{each.who}</span></span><ShortTime at={each.at} /></li>)}</ul>}
    <details open={view.faults.length > 0}><summary>{group.note.label}</summary><ActionForm action={group.note} language={page.language} /></details>
  </section>
);

const Shown = ({ signal, view, words }: { signal: SignalShown; view: LotSignalsView; words: SignalWords }) => (
  <>
    <h3>{signal.name}</h3>
    <dl class="facts">
      <dt>{words.found}</dt><dd lang="zh-CN">{signal.value.slice(0, SAID_MAX)}</dd>
      <dt>{words.chance}</dt><dd>{chanceIn(signal.chance, words)}{signal.chance.basis !== "model" && <span class="hint">{words.pairs((view.bidders.length * (view.bidders.length - 1)) / 2)}</span>}</dd>
      <dt>{words.formula}</dt><dd>{signal.formula}</dd>
      <dt>{words.innocent}</dt><dd>{signal.innocent}</dd>
      <dt>{words.law}</dt><dd>{signal.law}</dd>
    </dl>
    {signal.passages.length === 0 ? <Inputs signal={signal} view={view} words={words} /> : <Passages signal={signal} view={view} words={words} />}
  </>
);

/** A chance as people read it: once in so many, rounded down, beside the exact fraction. */
function chanceIn(chance: Chance, words: SignalWords): string {
  const { n, d } = chanceOf(chance);
  const often = words.often(chance.ratio, grouped((d / n).toString()));
  if (chance.basis === "model") return words.modelled(often);
  return (chance.of ?? 0) === 0 ? words.unknown : words.counted(often, chance.have ?? 0, chance.of ?? 0, chance.basis);
}

const Inputs = ({ signal, view, words }: { signal: SignalShown; view: LotSignalsView; words: SignalWords }) => (
  <Table label={`${signal.name} ${words.compared}`} head={[words.who, words.where, words.said]} stack>
    {signal.inputs.map(({ bidder, source, said }) => <tr><th scope="row">{numberOf(view, bidder)}</th><td data-column={words.where}><span lang="zh-CN">{placeOf(source, words)}</span></td><td data-column={words.said} lang="zh-CN">{said.slice(0, SAID_MAX)}</td></tr>)}
  </Table>
);

/** What stands in both, side by side. */
const Passages = ({ signal, view, words }: { signal: SignalShown; view: LotSignalsView; words: SignalWords }) => {
  const [left, right] = signal.inputs.map(({ bidder }) => numberOf(view, bidder));
  return (
    <details>
      <summary>{words.passages}</summary>
      {signal.passages.slice(0, PASSAGES_MAX).map((passage) => (
        <>
          <p class="hint">{words.letters(passage.letters, passage.own)}</p>
          <div class="halves">
            <div class="card"><p class="hint" lang="zh-CN">{left}. {words.page(passage.left.file, passage.left.page)}</p><p lang="zh-CN">{passage.left.words}</p></div>
            <div class="card"><p class="hint" lang="zh-CN">{right}. {words.page(passage.right.file, passage.right.page)}</p><p lang="zh-CN">{passage.right.words}</p></div>
          </div>
        </>
      ))}
      {signal.passages.length > PASSAGES_MAX && <p class="hint">{words.more(signal.passages.length - PASSAGES_MAX)}</p>}
    </details>
  );
};

function placeOf(source: Source, words: SignalWords): string {
  if (source.of === "lodging") return words.lodging(source.at.slice(0, 16).replace("T", " "));
  if (source.of === "registration") return words.registration(source.version);
  if (source.of === "file") return source.page === null ? source.file : words.page(source.file, source.page);
  return source.of === "form" ? words.form : words.office;
}

/** What was not compared, and why: a signal that is not there may not have been looked for. */
const Unread = ({ view, words }: Part) => (
  <section>
    <h2>{words.unread}</h2>
    {view.unread.length === 0 ? <p class="hint">{words.allRead}</p> : <>
      <p class="hint">{words.unreadLead}</p>
      <ul>{view.unread.map(({ bidder, name, pages }) => <li lang="zh-CN">{numberOf(view, bidder)}. {name}{pages !== null && <span class="hint">{words.scanPages(pages)}</span>}</li>)}</ul>
    </>}
  </section>
);
