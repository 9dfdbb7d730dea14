import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { drawWords } from "../messages/draw.js";
import { Draw, type DrawView } from "../parts/draw.js";
import { paths, pathsOf } from "../paths.js";

export type DrawsView = { readonly tender: string; readonly title: string; readonly lots: readonly { readonly lot: string; readonly name: string; readonly draws: readonly DrawView[] }[] };

/** /projects/{tender}/draws: every draw of experts as everybody may see it. Law: 招标投标法 37. */
export function drawsPage(page: PageContext, view: DrawsView): string {
  const words = drawWords(page.language);
  const many = view.lots.length > 1;
  return renderPage(page, { title: `${words.title} ${view.title}`, current: paths.notices }, <>
    <p class="crumbs"><a href={pathsOf(page).project(view.tender)}>{messagesOf(page.language).notice.project}</a></p>
    <h1>{words.title}</h1>
    <p lang="zh-CN">{view.title}</p>
    <p>{words.lead}</p>
    <p class="note">{words.secrecy}</p>
    {view.lots.every(({ draws }) => draws.length === 0) && <p class="hint">{words.none}</p>}
    {view.lots.flatMap(({ lot, name, draws }) => draws.map((draw) => (
      <section aria-labelledby={`draw-${lot}-${String(draw.number)}`}>
        <h2 id={`draw-${lot}-${String(draw.number)}`}>{many ? `${words.lot(name)} ` : ""}{words.number(draw.number)} <span class="hint"><span class="id">{draw.draw}</span></span></h2>
        <Draw view={draw} page={page} words={words} />
      </section>
    )))}
  </>);
}
