import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { recomputeWords } from "../messages/recompute.js";
import { paths, pathsOf } from "../paths.js";
import { messagesOf } from "../messages.js";

/** /verify/evaluation: a full bundle is ranked again in the reader's browser, which sends nothing; all that is shown its island makes. */
export function recomputePage(page: PageContext): string {
  const words = recomputeWords(page.language);
  return renderPage(page, { title: words.title, current: paths.verify, script: page.assets.recompute }, <>
    <p class="crumbs"><a href={pathsOf(page).verify}>{messagesOf(page.language).verify.title}</a></p>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <div class="field"><label for="bundle">{words.file}</label><input id="bundle" type="file" accept=".zip" /></div>
    <noscript><p class="note">{words.noScript}</p></noscript>
    <div id="said" role="status" tabindex={-1}></div>
    <div id="lots"></div>
    <p class="hint">{words.command}</p>
  </>);
}
