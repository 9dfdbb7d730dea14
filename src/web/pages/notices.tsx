import type { NoticeType } from "../../notices/record.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { NoticeList } from "../parts/notice-list.js";
import { paths, pathsOf, withQuery } from "../paths.js";
import type { NoticeLine } from "../views.js";

/** The filters of the list, all of them in the address. Dates are YYYY-MM-DD, `until` included. */
export type NoticeFilters = { readonly q: string; readonly type: NoticeType | ""; readonly line: string; readonly area: string; readonly from: string; readonly until: string };

/** The list of notices, newest first, paged by key. */
export type NoticesView = {
  readonly filters: NoticeFilters;
  readonly lines: readonly { readonly code: string; readonly name: string }[];
  readonly areas: readonly string[];
  readonly notices: readonly NoticeLine[];
  readonly total: number;
  /** Opaque cursor of the following page. */
  readonly next: string | null;
  /** True where a cursor brought the reader here, so that a way back to the top is shown. */
  readonly paged: boolean;
};

/** /notices */
export function noticesPage(page: PageContext, view: NoticesView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.notices.title, current: paths.notices }, <>
    <h1>{words.notices.title}</h1>
    <Filters view={view} page={page} words={words} />
    <p role="status">{words.notices.total(view.total)}</p>
    {view.notices.length === 0 ? <p class="note">{words.notices.none}</p> : <NoticeList notices={view.notices} page={page} />}
    <p class="row">
      {view.paged && <a href={withQuery(page.url, "cursor", "")}>{words.notices.first}</a>}
      {view.next !== null && <a class="btn alt" rel="next" href={withQuery(page.url, "cursor", view.next)}>{words.notices.next}</a>}
    </p>
  </>);
}

const Filters = ({ view, page, words }: { view: NoticesView; page: PageContext; words: Messages }) => (
  <form class="filters" action={pathsOf(page).notices} aria-label={words.notices.filters}>
    <div class="field"><label for="q">{words.notices.q}</label><input id="q" name="q" type="search" value={view.filters.q} /></div>
    <Choice name="type" label={words.notices.type} all={words.notices.all} chosen={view.filters.type} options={Object.entries(words.noticeTypes)} />
    <Choice name="line" label={words.notices.line} all={words.notices.all} chosen={view.filters.line} options={view.lines.map((line) => [line.code, line.name])} />
    {view.areas.length > 0 && <Choice name="area" label={words.notices.area} all={words.notices.all} chosen={view.filters.area} options={view.areas.map((area) => [area, area])} />}
    <div class="field"><label for="from">{words.notices.from}</label><input id="from" name="from" type="date" value={view.filters.from} /></div>
    <div class="field"><label for="until">{words.notices.until}</label><input id="until" name="until" type="date" value={view.filters.until} /></div>
    <p class="row first"><button class="btn">{words.notices.apply}</button><a href={pathsOf(page).notices}>{words.notices.clear}</a></p>
  </form>
);

const Choice = ({ name, label, all, chosen, options }: { name: string; label: string; all: string; chosen: string; options: readonly (readonly [string, string])[] }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{all}</option>
      {options.map(([value, text]) => <option value={value} selected={value === chosen}>{text}</option>)}
    </select>
  </div>
);
