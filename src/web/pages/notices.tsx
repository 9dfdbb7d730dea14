import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { feedHref, ListPage } from "../parts/list-frame.js";
import { NoticeList } from "../parts/notice-list.js";
import { paths } from "../paths.js";
import type { ListFrame, NoticeLine } from "../views.js";

/** A list of documents, newest first, paged by key. */
export type NoticesView = ListFrame & { readonly notices: readonly NoticeLine[] };

/** /notices, /results and /plans */
export function noticesPage(page: PageContext, view: NoticesView): string {
  return renderPage(page, { title: listTitle(page, view), current: paths.notices, feed: feedHref(page.url, "atom") }, <ListPage view={view} page={page}><NoticeList notices={view.notices} page={page} query={view.filters.q} /></ListPage>);
}

/** What a list is called, with the words it is cut down to. */
export function listTitle(page: PageContext, { kind, filters, stages }: ListFrame): string {
  const stage = stages.find(({ code }) => code === filters.stage)?.name;
  return [messagesOf(page.language).notices.kinds[kind], stage, filters.q].filter((each) => each !== undefined && each !== "").join(" · ");
}
