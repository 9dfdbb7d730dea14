import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { visitWords } from "../messages/visits.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { ShortTime, Tag } from "../parts/text.js";
import type { ActionView, FormFaults } from "../views.js";

/** Times at windows and questions, for who comes or for who sits there. `act`: book it, or give it back. */
export type VisitsView = {
  readonly slots: readonly { readonly unit: string; readonly from: Instant; readonly until: Instant; readonly left: number; readonly mine: boolean; readonly act: ActionView | null }[];
  readonly questions: readonly { readonly item: string; readonly words: string; readonly at: Instant; readonly answer: string | null; readonly act: ActionView | null }[]; readonly acts: readonly ActionView[]; readonly faults: FormFaults;
};

/** /my/visits and /desk/cases/visits. */
export function visitsPage(page: PageContext, view: VisitsView, current: string): string {
  const words = visitWords(page.language);
  return renderPage(page, { title: words.title, current, faulty: view.faults.length > 0 }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.acts.map((act) => <details class="act" open={view.faults.length > 0}><summary>{act.label}</summary><ActionForm action={act} language={page.language} /></details>)}
    <h2>{words.slots}</h2>
    {view.slots.length === 0 ? <p class="hint">{words.noSlots}</p> : view.slots.map((each) => <section class="card">
      <p><strong lang="zh-CN">{each.unit}</strong> <ShortTime at={each.from} /> – <ShortTime at={each.until} /> <Tag tone={each.mine ? "ok" : each.left === 0 ? "bad" : "info"}>{each.mine ? words.mine : words.left(each.left)}</Tag></p>
      {each.act !== null && <ActionForm action={each.act} language={page.language} primary={!each.mine} />}
    </section>)}
    <h2>{words.questions}</h2>
    {view.questions.length === 0 ? <p class="hint">{words.noQuestions}</p> : view.questions.map((each) => <section class="card">
      <p lang="zh-CN"><strong>{each.item}</strong> <ShortTime at={each.at} /></p><p lang="zh-CN">{each.words}</p>
      {each.answer === null ? <p><Tag tone="go">{words.open}</Tag></p> : <p lang="zh-CN">{words.answer}：{each.answer}</p>}
      {each.act !== null && <ActionForm action={each.act} language={page.language} primary={false} />}
    </section>)}
  </>);
}
