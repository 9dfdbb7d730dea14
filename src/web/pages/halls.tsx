import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { OpeningList } from "../parts/opening-list.js";
import { paths } from "../paths.js";
import type { OpeningLine } from "../views.js";

/** The calendar of openings: today's and coming ones first, then the ended ones that can be replayed. */
export type HallsView = { readonly today: readonly OpeningLine[]; readonly coming: readonly OpeningLine[]; readonly ended: readonly OpeningLine[]; /** The rooms booked for them, by hall. */ readonly places: ReadonlyMap<string, string> };

/** /halls */
export function hallsPage(page: PageContext, view: HallsView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.halls.title, current: paths.halls }, <>
    <h1>{words.halls.title}</h1>
    <p>{words.halls.lead}</p>
    <h2>{words.halls.today}</h2>
    <OpeningList openings={view.today} page={page} empty={words.halls.noToday} places={view.places} />
    <h2>{words.halls.coming}</h2>
    <OpeningList openings={view.coming} page={page} empty={words.common.none} places={view.places} />
    <h2>{words.halls.ended}</h2>
    <OpeningList openings={view.ended} page={page} empty={words.common.none} />
  </>);
}
