import type { Instant } from "../../kernel/time.js";
import type { Block } from "../../notices/record.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { BlockView } from "../parts/record.js";
import { Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";

/** What the notice and documents of a tender have become since the call, correction by correction, the newest first. */
export type ChangesView = {
  readonly tender: string; readonly title: string;
  readonly call: { readonly notice: string; readonly at: Instant } | null;
  readonly corrections: readonly { readonly notice: string; readonly number: string; readonly at: Instant; /** Before and after, and what it does to the deadline, as published. */ readonly blocks: readonly Block[] }[];
};

/** /projects/{tender}/changes */
export function changesPage(page: PageContext, view: ChangesView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: `${words.project.changes} ${view.title}`, current: paths.notices }, <>
    <p class="crumbs"><a href={pathsOf(page).project(view.tender)}>{words.notice.project}</a></p>
    <h1>{words.project.changes}</h1>
    <p lang="zh-CN">{view.title}</p>
    <p>{words.project.changesLead}</p>
    {view.corrections.map((each) => (
      <section>
        <h2><a href={pathsOf(page).notice(each.notice)} lang="zh-CN">{each.number}</a></h2>
        <p class="hint"><Time at={each.at} language={page.language} /></p>
        {each.blocks.map((block) => <BlockView block={block} language={page.language} />)}
      </section>
    ))}
    {view.call !== null && <p><a href={pathsOf(page).notice(view.call.notice)}>{words.project.asCalled}</a> <span class="hint"><Time at={view.call.at} language={page.language} /></span></p>}
  </>);
}
