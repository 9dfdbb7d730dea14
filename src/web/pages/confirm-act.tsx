import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { peopleWords } from "../messages/people.js";
import { CertificateFields, ProofForm, ProofFrame } from "../parts/proof-forms.js";

/** What the API wants signed: the text (base64), what a browser asks its authenticator, and where a rehearsal's actor has it signed. */
export type ToSign = { readonly text: string; readonly expiresAt: string; readonly request: object | null; readonly rehearsal: string | null };

/** The field of a posted form that brings the signature. */
export const PROOF_FIELD = "stepUp";
/** Its value where a rehearsal's actor has the exchange sign by his certificate. */
export const REHEARSED = "rehearsal";

export type ConfirmActView = {
  readonly label: string; readonly warning: string | null;
  readonly about: { readonly title: string; readonly tender: string; readonly lot: string } | null;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** Where the form goes, with everything it held. */
  readonly action: string; readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly toSign: ToSign; readonly back: string;
};

/** What a person is about to do, in plain words, to be signed by his passkey or certificate. */
export function confirmActPage(page: PageContext, view: ConfirmActView): string {
  const words = peopleWords(page.language);
  const { toSign: { text, request, rehearsal } } = view;
  const signing = { text, request: JSON.stringify(request) };
  return renderPage(page, { title: words.confirmTitle(view.label), script: page.assets.confirm }, <>
    <h1>{words.confirmTitle(view.label)}</h1>
    <p class="lead">{words.confirmLead}</p>
    <dl class="facts">
      {page.reader !== null && <><dt>{words.confirmWho}</dt><dd lang="zh-CN">{page.reader.name}（{page.reader.roleName}{page.reader.organisation === null ? "" : ` · ${page.reader.organisation}`}）</dd></>}
      {view.about !== null && <><dt>{words.confirmAbout}</dt><dd lang="zh-CN">{view.about.title}<span class="hint"><span class="id">{view.about.tender}</span>{view.about.lot === "" ? "" : ` · ${words.confirmLot(view.about.lot)}`}</span></dd></>}
      {view.rows.map(({ label, value }) => <><dt>{label}</dt><dd lang="zh-CN">{value}</dd></>)}
      <dt>{words.confirmUntil}</dt><dd>{words.confirmWithin}</dd>
    </dl>
    {view.warning !== null && <p class="note bad">{view.warning}</p>}
    <ProofFrame language={page.language} />
    {request !== null && <ProofForm act="passkey-confirm" data={signing}><p><button class="btn">{words.confirmPasskey}</button></p></ProofForm>}
    {rehearsal !== null && <form method="post" action={view.action}><Kept view={view} proof={REHEARSED} /><p><button class="btn" data-confirm>{words.confirmRehearsal}</button><span class="hint">{words.confirmRehearsalHint}</span></p></form>}
    <details class="fold" open={request === null && rehearsal === null}>
      <summary><strong>{words.confirmCertificate}</strong></summary>
      <ProofForm act="certificate-confirm" data={signing}><CertificateFields prefix="confirm" language={page.language} /><p><button class="btn alt">{words.confirmSign}</button></p></ProofForm>
    </details>
    <form method="post" action={view.action} id="act"><Kept view={view} proof="" /></form>
    <p><a href={view.back}>{words.confirmBack}</a></p>
  </>);
}

const Kept = ({ view, proof }: { view: ConfirmActView; proof: string }) => (
  <>{view.kept.map(({ name, value }) => <input type="hidden" name={name} value={value} />)}<input type="hidden" name={PROOF_FIELD} value={proof} /></>
);
