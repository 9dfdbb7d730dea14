import { rfc3339 } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { feedHref, ListPage } from "../parts/list-frame.js";
import { ListedHow } from "../parts/how-counted.js";
import { Marked } from "../parts/marked.js";
import { StageTag, timeIn } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ListFrame, TenderLineView } from "../views.js";
import { listTitle } from "./notices.js";

/** A list of published tenders, newest first, with the stage of each lot. */
export type ProjectsView = ListFrame & { readonly tenders: readonly TenderLineView[] };

/** /projects */
export function projectsPage(page: PageContext, view: ProjectsView): string {
  return renderPage(page, { title: listTitle(page, view), current: paths.notices, feed: feedHref(page.url, "atom") }, (
    <ListPage view={view} page={page}><ul class="list">{view.tenders.map((tender) => <Line tender={tender} page={page} query={view.filters.q} />)}</ul></ListPage>
  ));
}

const Line = ({ tender, page, query }: { tender: TenderLineView; page: PageContext; query: string }) => {
  const words = messagesOf(page.language).notices;
  return (
    <li>
      <a href={pathsOf(page).project(tender.code)} lang="zh-CN"><Marked text={tender.title} query={query} /></a>
      <time datetime={rfc3339(tender.publishedAt)}>{rfc3339(tender.publishedAt).slice(0, 10)}</time>
      <span class="more">{tender.lots.map((lot) => <><StageTag stage={lot.stage} name={lot.stageName} /> <span lang="zh-CN">{lot.name}</span> </>)}</span>
      <span class="more"><span lang="zh-CN"><Marked text={tender.tenderer} query={query} /></span> · <span class="id"><Marked text={tender.code} query={query} /></span> · {[tender.line, tender.area, words.due(timeIn(tender.due.at, page.language))].filter((each) => each !== null).join(" · ")} <ListedHow asked={tender.due.asked} of={tender.title} language={page.language} /></span>
    </li>
  );
};
