import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { NoticeList } from "../parts/notice-list.js";
import { OpeningList } from "../parts/opening-list.js";
import { paths, pathsOf } from "../paths.js";
import type { NoticeLine, OpeningLine } from "../views.js";


/** The front page: what opens today, what the exchange trades, what it published last. */
export type HomeView = {
  readonly openings: readonly OpeningLine[];
  readonly notices: readonly NoticeLine[];
  /** Trading lines with the number of tenders or sales under way. */
  readonly lines: readonly { readonly code: string; readonly name: string; readonly running: number; /** Where its things are listed. */ readonly href: string }[];
};

/** / */
export function homePage(page: PageContext, view: HomeView): string {
  const words = messagesOf(page.language);
  const links = pathsOf(page);
  return renderPage(page, { title: words.home.title, current: paths.home }, <>
    <div class="hero">
      <h1>{page.exchangeName}</h1>
      <p>{words.home.lead}</p>
      <form class="search" role="search" action={links.notices}>
        <label class="vh" for="q">{words.home.search}</label>
        <input id="q" name="q" type="search" placeholder={words.home.searchHint} />
        <button class="btn">{words.home.go}</button>
      </form>
    </div>
    <div class="two">
      <aside aria-labelledby="today">
        <div class="card">
          <h2 id="today">{words.home.today}</h2>
          <OpeningList openings={view.openings} page={page} empty={words.home.noOpenings} />
          <p><a href={links.halls}>{words.home.allHalls}</a></p>
        </div>
        <div class="card">
          <h2>{words.home.trust}</h2>
          <ul class="plain"><li><p>{words.home.trust1}</p></li><li><p>{words.home.trust2}</p></li><li><p>{words.home.trust3}</p></li></ul>
          <p><a class="btn alt" href={links.verify}>{words.site.verify}</a></p>
        </div>
      </aside>
      <div class="main">
        <h2 class="first">{words.home.lines}</h2>
        <ul class="grid">{view.lines.map((line) => <li><a class="tile" href={line.href}><strong>{line.name}</strong><span class="hint">{words.home.running(line.running)}</span></a></li>)}</ul>
        <h2>{words.home.latest}</h2>
        <NoticeList notices={view.notices} page={page} />
        <p><a href={links.notices}>{words.home.allNotices}</a></p>
      </div>
    </div>
  </>);
}
