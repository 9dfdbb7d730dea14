import type { Child } from "hono/jsx";
import { grouped } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { type Messages, messagesOf } from "../messages.js";
import { pathsOf, twinOf, withQuery } from "../paths.js";
import type { ListFrame, ListKind } from "../views.js";

const KINDS = ["notices", "projects", "sales", "results", "plans"] as const;
const FEEDS: Readonly<Record<ListKind, readonly ("atom" | "csv" | "json" | "ics")[]>> = { notices: ["atom", "csv", "json", "ics"], projects: ["atom", "csv", "json", "ics"], sales: ["atom", "csv", "json"], results: ["atom", "csv", "json"], plans: ["atom", "csv", "json"] };

/** The same list in another format: the path with a suffix, the same query from its top. */
export function feedHref(url: string, format: string): string {
  const [path = "", query = ""] = ["cursor", "display", "mode"].reduce((each, name) => withQuery(each, name, ""), url).split("?");
  return `${path}.${format}${query === "" ? "" : `?${query}`}`;
}

/** A list with everything around it: the other lists, one tab a stage, filters, how many, pages, and the same as feeds and files. */
export const ListPage = ({ view, page, children }: { view: ListFrame; page: PageContext; children?: Child }) => {
  const words = messagesOf(page.language).notices;
  return (
    <>
      <h1>{words.kinds[view.kind]}</h1>
      <p>{words.leads[view.kind]}</p>
      <Kinds view={view} page={page} words={words} />
      <Stages view={view} page={page} words={words} />
      <Filters view={view} page={page} words={words} />
      <p role="status">{words.total(grouped(String(view.count)), view.more)}</p>
      {view.count === 0 ? <p class="note">{view.kind === "plans" && isOpen(view) ? words.noPlans : words.none}</p> : children}
      <p class="row noprint">
        {view.paged && <a href={withQuery(page.url, "cursor", "")}>{words.first}</a>}
        {view.next !== null && <a class="btn alt" rel="next" href={withQuery(page.url, "cursor", view.next)}>{words.next}</a>}
      </p>
      <p class="noprint hint">{words.feeds}{messagesOf(page.language).common.colon}{FEEDS[view.kind].map((format) => <><a href={feedHref(page.url, format)}>{words.feedNames[format]}</a> </>)}</p>
    </>
  );
};

type Part = { readonly view: ListFrame; readonly page: PageContext; readonly words: Messages["notices"] };

const isOpen = ({ filters }: ListFrame): boolean => Object.values(filters).every((value) => value === "");

const Kinds = ({ view, page, words }: Part) => (
  <nav aria-label={words.lists} class="tabs"><ul>{KINDS.map((kind) => <li><a href={pathsOf(page)[kind]} {...(kind === view.kind ? { "aria-current": "page" as const } : {})}>{words.kinds[kind]}</a></li>)}</ul></nav>
);

const Stages = ({ view, page, words }: Part) => view.stages.length < 2 ? null : (
  <nav aria-label={words.stage} class="tabs quiet">
    <ul>{[{ code: "", name: words.all }, ...view.stages].map(({ code, name }) => <li><a href={withQuery(withQuery(withQuery(page.url, "cursor", ""), "type", ""), "stage", code)} {...(code === view.filters.stage ? { "aria-current": "true" as const } : {})}>{name}</a></li>)}</ul>
  </nav>
);

const Filters = ({ view, page, words }: Part) => (
  <form class="filters" role="search" action={twinOf(page.url.split("?")[0] ?? "", page.language)} aria-label={words.filters}>
    <div class="field wide"><label for="q">{words.q}</label><input id="q" name="q" type="search" maxlength={100} value={view.filters.q} aria-describedby="q-hint" /><span class="hint" id="q-hint">{words.qHint}</span></div>
    {view.filters.stage !== "" && <input type="hidden" name="stage" value={view.filters.stage} />}
    {view.filters.type !== "" && <input type="hidden" name="type" value={view.filters.type} />}
    {view.lines.length > 1 && <Choose name="line" label={words.line} all={words.all} chosen={view.filters.line} options={view.lines} />}
    {view.areas.length > 0 && <Choose name="area" label={words.area} all={words.all} chosen={view.filters.area} options={view.areas} />}
    <div class="field"><label for="from">{words.from}</label><input id="from" name="from" type="date" value={view.filters.from} /></div>
    <div class="field"><label for="until">{words.until}</label><input id="until" name="until" type="date" value={view.filters.until} /></div>
    <p class="row first"><button class="btn">{words.apply}</button><a href={pathsOf(page)[view.kind]}>{words.clear}</a></p>
  </form>
);

const Choose = ({ name, label, all, chosen, options }: { name: string; label: string; all: string; chosen: string; options: ListFrame["lines"] }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{all}</option>
      {options.map((option) => <option value={option.code} selected={option.code === chosen}>{option.name}</option>)}
    </select>
  </div>
);
