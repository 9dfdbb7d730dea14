import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { mandateWords, type MandateWords } from "../messages/mandates.js";
import { peopleWords } from "../messages/people.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { CertificateFields, ProofField, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { Tag, type Tone } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type Choice = { readonly value: string; readonly label: string };

/** A mandate as one of its sides sees it. */
export type MandateLine = {
  readonly id: string; readonly tenderer: string; readonly agency: string; readonly stateName: string; readonly tone: Tone;
  readonly scope: readonly string[] | null; readonly acts: readonly string[]; readonly from: string; readonly until: string; readonly fee: string | null; readonly agreement: string | null;
  readonly accepted: boolean; readonly reason: string | null; readonly text: string;
  /** The bytes this side is to sign, base64; null where there is nothing to sign. */
  readonly take: string | null; readonly end: ActionView | null;
};

export type MandatesView = { readonly name: string; readonly mandates: readonly MandateLine[]; /** Null: this reader gives none. */ readonly give: { readonly acts: readonly Choice[]; readonly from: string } | null; readonly faults: FormFaults };

/** /account/mandates */
export function mandatesPage(page: PageContext, view: MandatesView): string {
  const words = mandateWords(page.language);
  return renderPage(page, { title: words.title, current: paths.account, faulty: view.faults.length > 0, script: page.assets.people }, <>
    <p class="crumbs"><a href={paths.account}>{peopleWords(page.language).account}</a></p>
    <h1>{words.title}{messagesOf(page.language).common.colon}<span lang="zh-CN">{view.name}</span></h1>
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <ProofFrame language={page.language} />
    {view.mandates.length === 0 && <div class="note go"><p>{words.none}</p></div>}
    {view.mandates.map((mandate, at) => <Mandate mandate={mandate} first={at === 0} page={page} words={words} />)}
    {view.give !== null && <Give give={view.give} page={page} words={words} />}
  </>);
}

type Part = { readonly page: PageContext; readonly words: MandateWords };

const Mandate = ({ mandate, first, page, words }: Part & { readonly mandate: MandateLine; readonly first: boolean }) => (
  <details class="fold" open={first || mandate.take !== null}>
    <summary><strong lang="zh-CN">{mandate.tenderer} → {mandate.agency}</strong> <Tag tone={mandate.tone}>{mandate.stateName}</Tag></summary>
    <Facts mandate={mandate} page={page} words={words} />
    <p class="hint">{words.signed(words.given)} · {mandate.accepted ? words.signed(words.taken) : words.unsigned(words.taken)}</p>
    <details><summary>{words.text}</summary><pre class="id">{mandate.text}</pre></details>
    {mandate.take !== null && (
      <div class="card">
        <h3>{words.take}</h3>
        <p>{words.takeLead}</p>
        <ProofForm act="mandate-accept" then={paths.mandates} data={{ href: `/api/v1/mandates/${mandate.id}/acceptance`, bytes: mandate.take }}>
          <CertificateFields prefix={`take-${mandate.id}`} language={page.language} />
          <p><button class="btn grave">{words.takeGo}</button></p>
        </ProofForm>
      </div>
    )}
    {mandate.end !== null && <details><summary>{mandate.take === null ? words.end : words.decline}</summary><ActionForm action={mandate.end} language={page.language} primary={false} /></details>}
  </details>
);

const Facts = ({ mandate, page, words }: Part & { readonly mandate: MandateLine }) => (
  <dl class="facts">
    <dt>{words.scope}</dt><dd>{mandate.scope === null ? words.whole : mandate.scope.map((code) => <><code class="id">{code}</code> </>)}</dd>
    <dt>{words.acts}</dt><dd>{mandate.acts.join(page.language === "zh" ? "；" : "; ")}</dd>
    <dt>{words.period}</dt><dd>{mandate.from} {words.to} {mandate.until}</dd>
    <dt>{words.fee}</dt><dd lang="zh-CN">{mandate.fee ?? words.onPaper}</dd>
    <dt>{words.agreement}</dt><dd>{mandate.agreement === null ? words.noPaper : <code class="id">{mandate.agreement}</code>}</dd>
    {mandate.reason !== null && <><dt>{words.ended}</dt><dd lang="zh-CN">{mandate.reason}</dd></>}
  </dl>
);

const Give = ({ give, page, words }: Part & { readonly give: NonNullable<MandatesView["give"]> }) => (
  <section>
    <h2>{words.give}</h2>
    <p class="hint">{words.never}</p>
    <ProofForm act="mandate-offer" then={paths.mandates}>
      <ProofField id="give-agency" name="agency" label={words.agency} hint={words.agencyHint} />
      <div class="field"><label for="give-scope">{words.scopeField}</label><span class="hint" id="give-scope-hint">{words.scopeHint}</span><textarea id="give-scope" name="scope" rows={2} aria-describedby="give-scope-hint"></textarea></div>
      <fieldset class="field"><legend>{words.acts}</legend>{give.acts.map(({ value, label }) => <div class="choice"><input type="checkbox" id={`give-${value}`} name="acts" value={value} /><label for={`give-${value}`}>{label}</label></div>)}</fieldset>
      <ProofField id="give-from" name="from" label={words.from} type="date" value={give.from} />
      <ProofField id="give-until" name="until" label={words.until} type="date" />
      <ProofField id="give-fee" name="fee" label={words.feeField} hint={words.feeHint} required={false} />
      <ProofField id="give-agreement" name="agreement" label={words.agreementField} hint={words.agreementHint} type="file" required={false} />
      <CertificateFields prefix="give" language={page.language} />
      <p><button class="btn grave">{words.giveGo}</button></p>
    </ProofForm>
  </section>
);
