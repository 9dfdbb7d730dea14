import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { peopleWords } from "../messages/people.js";
import { recoveryWords, type RecoveryWords } from "../messages/recovery.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { ProofField, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { Localhost } from "./register.js";

/** /recover: who holds a code registers a new passkey. */
export function recoverPage(page: PageContext, { localhost }: { readonly localhost: string | null }): string {
  const words = recoveryWords(page.language);
  return renderPage(page, { title: words.title, script: page.assets.people }, <>
    <p class="crumbs"><a href={pathsOf(page).signIn}>{peopleWords(page.language).go}</a></p>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <ProofFrame language={page.language} />
    <Localhost href={localhost} page={page} />
    <ProofForm act="recover" then={paths.account}>
      <ProofField id="code" name="code" label={words.code} hint={words.codeHint} />
      <ProofField id="label" name="label" label={words.label} hint={words.labelHint} />
      <p><button class="btn">{words.go}</button></p>
      <p class="hint">{words.after}</p>
    </ProofForm>
  </>);
}

/** What officers see of recoveries: those under way, and whom they found by name. */
export type RecoveriesView = {
  readonly waiting: readonly { readonly id: string; readonly name: string; readonly offices: readonly string[]; readonly stateName: string; readonly report: string | null; readonly reason: string | null; readonly openedBy: string | null; readonly at: Instant; readonly approve: boolean; readonly open: ActionView | null; readonly cancel: ActionView }[];
  /** Null: nobody was looked for. */
  readonly found: readonly { readonly name: string; readonly offices: readonly string[]; readonly open: ActionView }[] | null;
  readonly name: string;
  readonly faults: FormFaults;
};
type Part = { readonly view: RecoveriesView; readonly page: PageContext; readonly words: RecoveryWords };

/** /desk/recoveries */
export function recoveriesPage(page: PageContext, view: RecoveriesView): string {
  const words = recoveryWords(page.language);
  const part = { view, page, words };
  return renderPage(page, { title: words.desk, current: paths.desk, script: page.assets.people, faulty: view.faults.length > 0 }, <>
    <h1>{words.desk}</h1>
    <p>{words.deskLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <ProofFrame language={page.language} />
    <div id="recovery-code" role="status" tabindex={-1}></div>
    <Waiting {...part} />
    <Search {...part} />
  </>);
}

const Waiting = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.waiting}</h2>
    {view.waiting.length === 0 && <p class="hint">{words.noneWaiting}</p>}
    {view.waiting.map((each) => (
      <div class="card">
        <h3><span lang="zh-CN">{each.name}</span> <Tag tone="go">{each.stateName}</Tag></h3>
        <p class="hint" lang="zh-CN">{each.offices.join("；")}</p>
        {each.report !== null && <p lang="zh-CN">{each.report}</p>}
        {each.reason !== null && <p lang="zh-CN">{each.reason}</p>}
        <p class="hint">{each.openedBy !== null && <>{words.by} <span lang="zh-CN">{each.openedBy}</span> · </>}<Time at={each.at} language={page.language} /></p>
        {each.open !== null && <ActionForm action={each.open} language={page.language} />}
        {each.approve && <ProofForm act="recovery-approve" data={{ recovery: each.id, shown: words.shown }}><p><button class="btn grave">{words.approveGo}</button></p></ProofForm>}
        <ActionForm action={each.cancel} language={page.language} primary={false} />
      </div>
    ))}
  </section>
);

const Search = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.search}</h2>
    <form method="get" action={paths.deskRecoveries}>
      <div class="field"><label for="q-name">{peopleWords(page.language).name}</label><input id="q-name" name="name" type="text" value={view.name} autocomplete="off" /></div>
      <p><button class="btn alt">{words.searchGo}</button></p>
    </form>
    {view.found?.length === 0 && <p class="note">{words.none}</p>}
    {(view.found ?? []).map((each) => (
      <div class="card"><h3 lang="zh-CN">{each.name}</h3><p class="hint" lang="zh-CN">{each.offices.join("；")}</p><ActionForm action={each.open} language={page.language} /></div>
    ))}
  </section>
);
