import type { Child } from "hono/jsx";
import type { PlainDate } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { caseWords } from "../messages/cases.js";
import { jointWords } from "../messages/joint.js";
import { serviceWords, type ServiceWords } from "../messages/services.js";
import { Qr } from "../parts/qr.js";
import { StatementLinks } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { Hash, Tag, type Tone } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";

type Choice = { readonly value: string; readonly label: string };
/** A filter of the list, with what it is set to; empty where it is not. */
export type ServiceFilter = { readonly name: "theme" | "unit" | "kind" | "type"; readonly label: string; readonly value: string; readonly options: readonly Choice[] };
export type ServiceLine = { readonly code: string; readonly name: string; readonly kind: string; readonly caseType: string; readonly limit: string; readonly fee: string; readonly window: string };
export type RateLine = { readonly group: string; readonly in: number; readonly confirmed: number; readonly percent: string | null };
/** A way into the list, with how many items it leads to. */
type Door = { readonly href: string; readonly label: string; readonly count: number };
/** The items of one unit on a page; `count`: all it has of what was asked for. */
type ServiceGroup = { readonly unit: string; readonly count: number; readonly lines: readonly ServiceLine[] };
/** The list of items; `query` is what the files of the list are asked with; `doors` are there until something is asked for. */
export type ServicesView = {
  readonly q: string; readonly filters: readonly ServiceFilter[]; readonly count: number; readonly groups: readonly ServiceGroup[]; readonly doors: { readonly people: readonly Door[]; readonly business: readonly Door[]; readonly units: readonly Door[] } | null;
  readonly pages: { readonly nth: number; readonly pages: number; readonly previous: string | null; readonly next: string | null }; readonly rates: readonly RateLine[]; readonly query: string;
};

/** /services */
export function servicesPage(page: PageContext, view: ServicesView): string {
  const words = serviceWords(page.language);
  const links = pathsOf(page);
  return renderPage(page, { title: words.title, current: "/services" }, <>
    <h1>{words.title}</h1>
    <p>{words.lead} <a href={links.together}>{jointWords(page.language).alone}</a></p>
    <form class="card" method="get" action={links.services} role="search">
      <div class="side-by-side">
        <div class="field"><label for="q">{words.q} <span class="hint">{words.qHint}</span></label><input id="q" name="q" type="search" value={view.q} /></div>
        {view.filters.map(({ name, label, value, options }) => (
          <div class="field"><label for={name}>{label}</label><select id={name} name={name}><option value="">{words.all}</option>{options.map((each) => <option value={each.value} selected={each.value === value}>{each.label}</option>)}</select></div>
        ))}
      </div>
      <p><button class="btn">{words.search}</button></p>
    </form>
    {view.doors !== null && <><Doors title={words.forPeople} doors={view.doors.people} /><Doors title={words.forBusiness} doors={view.doors.business} />
      <details class="fold"><summary><strong>{words.byUnit}</strong> {words.units(view.doors.units.length)}</summary><DoorList doors={view.doors.units} /></details></>}
    <h2>{words.count(view.count)}</h2>
    {view.count === 0 && <p class="hint">{words.none}</p>}
    {view.groups.map((group) => <><h3>{group.unit} <span class="hint">{words.count(group.count)}</span></h3><Lines group={group} page={page} words={words} /></>)}
    {view.pages.pages > 1 && <nav class="row" aria-label={words.pages}>{view.pages.previous !== null && <a href={view.pages.previous} rel="prev">{words.previous}</a>}<span>{words.pageOf(view.pages.nth, view.pages.pages)}</span>{view.pages.next !== null && <a href={view.pages.next} rel="next">{words.next}</a>}</nav>}
    <StatementLinks base="/api/v1/items/list" label={words.list} query={view.query} />
    <p class="noprint"><a href="/api/v1/items">{words.feed}</a></p>
    <h2 id="rate">{words.rate}</h2>
    <p>{words.rateLead}</p>
    <Rates rates={view.rates} words={words} />
  </>);
}

const DoorList = ({ doors }: { readonly doors: readonly Door[] }) => <ul class="grid">{doors.map(({ href, label, count }) => <li><a href={href}>{label}</a> <span class="hint num">{count}</span></li>)}</ul>;
const Doors = ({ title, doors }: { readonly title: string; readonly doors: readonly Door[] }) => (doors.length === 0 ? <></> : <><h2>{title}</h2><DoorList doors={doors} /></>);

const Lines = ({ group, page, words }: { readonly group: ServiceGroup; readonly page: PageContext; readonly words: ServiceWords }) => (
  <Table label={group.unit} head={[words.item, words.limit, words.fee, words.window]} stack>
    {group.lines.map((each) => (
      <tr>
        <th scope="row"><a href={pathsOf(page).service(each.code)}>{each.name}</a><span class="hint"><span class="id">{each.code}</span> {each.kind} · {each.caseType}</span></th>
        <td data-column={words.limit}>{each.limit}</td><td data-column={words.fee}>{each.fee}</td><td data-column={words.window}>{each.window}</td>
      </tr>
    ))}
  </Table>
);

const Rates = ({ rates, words }: { readonly rates: readonly RateLine[]; readonly words: ServiceWords }) => (
  <Table label={words.rate} head={[words.group, { text: words.isIn, number: true }, { text: words.due, number: true }, { text: words.percent, number: true }]}>
    {rates.map((each) => <tr><th scope="row">{each.group}</th><td class="n">{each.in}</td><td class="n">{each.confirmed}</td><td class="n">{each.percent === null ? words.notAny : `${String(each.in)} ÷ ${String(each.confirmed)} = ${each.percent}%`}</td></tr>)}
  </Table>
);

export type GuideMaterial = { readonly name: string; readonly form: string; readonly copies: number; readonly condition: string | null; readonly required: boolean; readonly sample: string | null };
export type GuideFee = { readonly code: string; readonly name: string; readonly standard: string; readonly basis: string };
export type GuideVersion = { readonly version: number; readonly from: PlainDate; readonly changed: readonly string[]; readonly isShown: boolean; readonly hash: string };
/** The guide of an item by one of its versions. `standing`: whether the version shown holds today, did before or will; `papers` lead to what its unit signed. */
export type GuideView = {
  readonly code: string; readonly name: string; readonly unit: string; readonly state: { readonly words: string; readonly tone: Tone }; readonly standing: "now" | "old" | "ahead" | "gone"; readonly lastOn: PlainDate | null; readonly version: number; readonly from: PlainDate;
  readonly facts: readonly (readonly [label: string, value: string])[]; readonly basis: readonly string[]; readonly conditions: readonly string[]; readonly materials: readonly GuideMaterial[]; readonly steps: readonly string[]; readonly statutory: string; readonly promised: string; readonly rule: string;
  readonly fees: readonly GuideFee[]; readonly results: readonly string[]; readonly complaints: string; readonly handler: string; readonly leader: string; readonly versions: readonly GuideVersion[]; readonly url: string; readonly papers: readonly { readonly href: string; readonly label: string }[];
};

/** /services/{code} */
export function guidePage(page: PageContext, view: GuideView): string {
  const words = serviceWords(page.language);
  const links = pathsOf(page);
  return renderPage(page, { title: view.name, current: "/services" }, <>
    <p class="crumbs"><a href={links.services}>{words.title}</a></p>
    <h1>{view.name} <Tag tone={view.state.tone}>{view.state.words}</Tag></h1>
    <Standing view={view} words={words} href={links.service(view.code)} />
    {view.standing === "now" && <p class="row"><a class="btn" href={paths.applyFor(view.code)}>{caseWords(page.language).apply}</a><a href={paths.track}>{caseWords(page.language).track}</a></p>}
    <dl class="facts">{view.facts.map(([label, value]) => <><dt>{label}</dt><dd>{value}</dd></>)}</dl>
    <Part title={words.basis} items={view.basis} />
    <Part title={words.conditions} items={view.conditions} />
    <h2>{words.materials}</h2>
    <Materials view={view} words={words} />
    <Part title={words.steps} items={view.steps} ordered />
    <h2>{words.limits}</h2>
    <dl class="facts"><dt>{words.limit}</dt><dd>{view.promised}</dd><dt>{words.legalDays}</dt><dd>{view.statutory}</dd></dl>
    <p class="hint">{words.limitRule(view.rule)} <a href={`${links.rules}#${view.rule}`}>{view.rule}</a></p>
    <h2>{words.fees}</h2>
    {view.fees.length === 0 ? <p>{words.free}</p> : <Fees view={view} words={words} page={page} />}
    <Part title={words.results} items={view.results} />
    <h2>{words.complaints}</h2>
    <p lang="zh-CN">{view.complaints}</p>
    <h2>{words.people}</h2>
    <dl class="facts"><dt>{words.handler}</dt><dd lang="zh-CN">{view.handler}</dd><dt>{words.leader}</dt><dd lang="zh-CN">{view.leader}</dd></dl>
    <h2>{words.versions}</h2>
    <Versions view={view} words={words} href={links.service(view.code)} />
    <p class="row">{view.papers.map(({ href, label }) => <a href={href}>{label}</a>)}<a href={`/api/v1/items/${encodeURIComponent(view.code)}`}>{words.json}</a></p>
    <p class="hint noprint">{words.print}</p>
    <figure><Qr text={view.url} label={words.qr} /><figcaption class="hint">{words.qr}</figcaption></figure>
  </>);
}

function Standing({ view, words, href }: { readonly view: GuideView; readonly words: ServiceWords; readonly href: string }): Child {
  if (view.standing === "gone") return <p class="note bad">{words.gone(view.lastOn ?? "")}</p>;
  if (view.standing === "now") return view.lastOn === null ? <></> : <p class="note">{words.gone(view.lastOn)}</p>;
  return <p class="note">{view.standing === "old" ? words.old(view.version) : words.ahead(view.from)} <a href={href}>{words.now}</a></p>;
}

const Part = ({ title, items, ordered = false }: { readonly title: string; readonly items: readonly string[]; readonly ordered?: boolean }) => (
  <><h2>{title}</h2>{ordered ? <ol lang="zh-CN">{items.map((each) => <li>{each}</li>)}</ol> : <ul lang="zh-CN">{items.map((each) => <li>{each}</li>)}</ul>}</>
);

const Materials = ({ view, words }: { readonly view: GuideView; readonly words: ServiceWords }) => (
  <Table label={words.materials} head={[words.material, words.form, { text: words.copies, number: true }, words.needed, words.sample]} stack>
    {view.materials.map((each) => (
      <tr>
        <th scope="row">{each.name}</th><td data-column={words.form}>{each.form}</td><td class="n" data-column={words.copies}>{each.copies}</td>
        <td data-column={words.needed}>{each.condition === null ? (each.required ? words.always : words.when) : <span lang="zh-CN">{each.condition}</span>}</td>
        <td data-column={words.sample}>{each.sample === null ? words.noSample : <a href={each.sample} aria-label={`${words.download} ${each.name}`}>{words.download}</a>}</td>
      </tr>
    ))}
  </Table>
);

const Fees = ({ view, words, page }: { readonly view: GuideView; readonly words: ServiceWords; readonly page: PageContext }) => (
  <Table label={words.fees} head={[words.feeItem, words.standard, words.feeBasis]} stack>
    {view.fees.map((each) => <tr><th scope="row"><a href={`${pathsOf(page).fees}#i-${each.code}`}>{each.name}</a></th><td data-column={words.standard}>{each.standard}</td><td data-column={words.feeBasis} lang="zh-CN">{each.basis}</td></tr>)}
  </Table>
);

const Versions = ({ view, words, href }: { readonly view: GuideView; readonly words: ServiceWords; readonly href: string }) => (
  <Table label={words.versions} head={[words.version, words.from, words.changed, words.hash]} stack>
    {view.versions.map((each) => (
      <tr>
        <th scope="row">{each.isShown ? <strong>{each.version}（{words.shown}）</strong> : <a href={`${href}?version=${String(each.version)}`}>{each.version}</a>}</th>
        <td data-column={words.from}><span class="num">{each.from}</span></td><td data-column={words.changed}>{each.version === 1 ? words.first : each.changed.length === 0 ? words.nothing : each.changed.join(" · ")}</td><td data-column={words.hash}><Hash>{each.hash}</Hash></td>
      </tr>
    ))}
  </Table>
);

