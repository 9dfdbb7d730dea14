import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { inboxWords } from "../messages/inbox.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** What is sent where, as a form. */
export type InboxSettingsView = {
  readonly form: ActionView;
  readonly faults: FormFaults;
  /** Kinds whose mail cannot be turned off. */
  readonly always: readonly string[];
};

/** /my/inbox/settings */
export function inboxSettingsPage(page: PageContext, view: InboxSettingsView): string {
  const words = inboxWords(page.language);
  return renderPage(page, { title: words.settings, current: paths.inbox, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.inbox}>{words.back}</a></p>
    <h1>{words.settings}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{words.settingsLead} {words.quiet}</p>
    <ActionForm action={view.form} language={page.language} />
    <div class="note"><p>{words.always}</p><ul>{view.always.map((each) => <li>{each}</li>)}</ul></div>
  </>);
}

/** /mail/stop/{token}: for whoever holds the word in a mail, signed in or not; it says nothing of who that is. */
export function mailStopPage(page: PageContext, { isStopped, href }: { readonly isStopped: boolean; readonly href: string }): string {
  const words = inboxWords(page.language);
  return renderPage(page, { title: words.stopTitle }, <>
    <h1>{words.stopTitle}</h1>
    {isStopped ? <p class="note ok" role="status">{words.stopped}</p> : <><p>{words.stopLead}</p><form method="post" action={href}><p><button class="btn">{words.stop}</button></p></form></>}
  </>);
}
