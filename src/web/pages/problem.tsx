import { lawOfRefusal, REFUSALS, wordsOf } from "../../kernel/refusal.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { Hash } from "../parts/text.js";
import { pathsOf } from "../paths.js";
import type { RefusalView } from "../views.js";

/** An error in words: a refusal with its code, or a fault of ours (`refusal` null) with the trace id to quote. */
export type ProblemView = { readonly status: number; readonly refusal: RefusalView | null; readonly traceId: string; readonly back: string | null };

/** The answer to any address that cannot be served: what happened, its code, and a way on. */
export function problemPage(page: PageContext, view: ProblemView): string {
  const words = messagesOf(page.language).problem;
  const title = view.status === 404 ? words.notFound : view.refusal === null ? words.broken : words.title;
  return renderPage(page, { title, faulty: true }, <>
    <h1>{title}</h1>
    <div class="note bad"><p>{explain(view, page)}</p></div>
    <dl class="facts">
      {view.refusal !== null && <><dt>{words.law}</dt><dd>{lawLine(view.refusal, page)}</dd><dt>{words.code}</dt><dd><a href={pathsOf(page).problem(view.refusal.code)}><Hash>{view.refusal.code}</Hash></a></dd></>}
      <dt>{words.trace}</dt><dd><Hash>{view.traceId}</Hash></dd>
    </dl>
    <p class="row">{view.back !== null && <a class="btn" href={view.back}>{words.back}</a>}<a href={pathsOf(page).home}>{words.home}</a></p>
  </>);
}

/** The article; where it differs between lines and no case is at hand, that; else that no law decides. */
function lawLine(refusal: RefusalView, page: PageContext): string {
  const words = messagesOf(page.language).problem;
  return lawOfRefusal(refusal, page.language) ?? (REFUSALS[refusal.code].zh.includes("{law}") ? words.lawByLine : words.noLaw);
}

function explain(view: ProblemView, page: PageContext): string {
  const words = messagesOf(page.language).problem;
  if (view.refusal !== null) return wordsOf(view.refusal, page.language);
  return view.status === 404 ? words.notFoundText : words.brokenText;
}
