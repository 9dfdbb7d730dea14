import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { callWords } from "../messages/calls.js";
import { ErrorSummary } from "../parts/form.js";
import { paths } from "../paths.js";
import type { FormFaults } from "../views.js";

export type CallView = { readonly answers: readonly { readonly value: string; readonly label: string }[]; readonly said: string | null; readonly ticket: string; readonly faults: FormFaults };

/** /call: somebody who was called answers by the word of his call, which stands behind the # of the address and is sent to nobody before he answers. */
export function callPage(page: PageContext, view: CallView): string {
  const words = callWords(page.language);
  return renderPage(page, { title: words.title, faulty: view.faults.length > 0, script: page.assets.call }, <>
    <h1>{words.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.said !== null ? <><p class="note ok">{words.done}<strong>{view.said}</strong></p><p>{words.secret}</p></> : (
      <>
        <p>{words.lead}</p>
        <form method="post" action={paths.call}>
          <div class="field"><label for="ticket">{words.ticket}</label><input id="ticket" name="ticket" type="text" autocomplete="off" required value={view.ticket} /></div>
          <fieldset class="field"><legend>{words.answer}</legend>{view.answers.map(({ value, label }, at) => <div class="choice"><input id={`answer-${String(at)}`} type="radio" name="answer" value={value} required /><label for={`answer-${String(at)}`}>{label}</label></div>)}</fieldset>
          <div class="field"><label for="reason">{words.reason}</label><textarea id="reason" name="reason" rows={2}></textarea></div>
          <p><button class="btn">{words.send}</button></p>
        </form>
      </>
    )}
  </>);
}
