import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { peopleWords, type PeopleWords } from "../messages/people.js";
import { privacyWords } from "../messages/privacy.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { CertificateFields, ProofField, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { End, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** /account/registrations/new */
export function newRegistrationPage(page: PageContext, view: { readonly draft: ActionView; readonly faults: FormFaults }): string {
  const words = peopleWords(page.language);
  return renderPage(page, { title: words.organisationTitle, current: paths.account, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.account}>{words.account}</a></p>
    <h1>{words.organisationTitle}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{words.organisationLead}</p>
    <ActionForm action={view.draft} language={page.language} />
  </>);
}

export type RegistrationFacts = { readonly uscc: string; /** Of a branch alone. */ readonly parent: string | null; readonly kindName: string; readonly name: string; readonly legalRepresentative: string; readonly address: string; readonly phone: string; readonly roleNames: readonly string[] };

/** What an organisation says of itself, as it will be signed or was. */
export const FactsTable = ({ facts, words }: { facts: RegistrationFacts; words: PeopleWords }) => (
  <dl class="facts">
    {([[words.organisationName, facts.name], [words.uscc, facts.uscc], [words.kind, facts.kindName], ...(facts.parent === null ? [] : [[words.parent, facts.parent] as const]), [words.legalRepresentative, facts.legalRepresentative], [words.address, facts.address], [words.phone, facts.phone], [words.roles, facts.roleNames.join("、")]] as const).map(([term, value]) => <><dt>{term}</dt><dd lang="zh-CN">{value}</dd></>)}
  </dl>
);

export type RegistrationView = {
  readonly id: string; readonly facts: RegistrationFacts; readonly state: keyof PeopleWords["done"]; readonly stateName: string; readonly due: Instant | null; readonly reason: string | null;
  /** base64 and hash of the bytes that are signed. */
  readonly file: string; readonly text: string; readonly sha256: string;
  readonly rehearsal: boolean;
  /** What he gave of his own identity number, masked; needed with a letter. */
  readonly idNumber: string | null;
};

/** /account/registrations/{id}: check and sign, then what became of it. */
export function registrationPage(page: PageContext, view: RegistrationView): string {
  const words = peopleWords(page.language);
  const isOpen = view.state === "draft" || view.state === "returned";
  return renderPage(page, { title: isOpen ? words.check : view.facts.name, current: paths.account, ...(isOpen ? { script: page.assets.people } : {}) }, <>
    <p class="crumbs"><a href={paths.account}>{words.account}</a></p>
    <h1>{isOpen ? words.check : <span lang="zh-CN">{view.facts.name}</span>}</h1>
    <Outcome view={view} page={page} words={words} />
    {isOpen && <p>{words.checkLead}</p>}
    <FactsTable facts={view.facts} words={words} />
    <details class="fold"><summary>{words.text}</summary><pre lang="zh-CN">{view.text}</pre><p class="hint">SHA-256 <code class="id">{view.sha256}</code></p></details>
    {view.state === "accepted" && <p><a class="btn" href={paths.account}>{words.start}</a></p>}
    {isOpen && <SignBox view={view} page={page} words={words} />}
  </>);
}

const TONES: Readonly<Record<RegistrationView["state"], string>> = { draft: "note go", submitted: "note go", returned: "note bad", accepted: "note ok", refused: "note bad" };

const Outcome = ({ view, page, words }: { view: RegistrationView; page: PageContext; words: PeopleWords }) => (
  <div class={TONES[view.state]}>
    <p>{words.done[view.state]}{view.due !== null && <> {words.due} <End at={view.due} language={page.language} /></>}</p>
    {view.reason !== null && <p lang="zh-CN">{words.reason}：{view.reason}</p>}
  </div>
);

const SignBox = ({ view, page, words }: { view: RegistrationView; page: PageContext; words: PeopleWords }) => {
  const data = { href: `/api/v1/registrations/${view.id}/submission`, sha256: view.sha256, bytes: view.file };
  const then = paths.registration(view.id);
  const own = privacyWords(page.language);
  return (
    <>
      <p class="row"><a class="btn alt" href={`${paths.newRegistration}?of=${encodeURIComponent(view.id)}`}>{words.edit}</a></p>
      <ProofFrame language={page.language} />
      {view.rehearsal && <div class="note"><p>{words.rehearsalHint}</p><ProofForm act="rehearsal-certificate" data={{ registration: view.id }}><p><button class="btn alt">{words.rehearsalCertificate}</button></p></ProofForm></div>}
      <ProofForm act="registration-sign" then={then} data={data}>
        <p class="hint">{words.certificateHint}</p>
        <CertificateFields prefix="sign" language={page.language} />
        <p><button class="btn grave">{words.sign}</button></p>
      </ProofForm>
      <details class="fold">
        <summary>{words.letter}</summary>
        <ProofForm act="registration-letter" then={then} data={{ ...data, upload: `/api/v1/registrations/${view.id}/letter` }}>
          {view.idNumber === null ? <ProofField id="id-number" name="idNumber" label={own.idNumber} hint={own.idNumberHint} /> : <p>{own.idNumber}{messagesOf(page.language).common.colon}{view.idNumber}</p>}
          <ProofField id="letter" name="letter" label={words.letterLink} hint={words.letterHint} type="file" />
          <p><button class="btn alt">{words.letterGo}</button></p>
        </ProofForm>
      </details>
    </>
  );
};

export type WaitingView = { readonly waiting: readonly { readonly id: string; readonly facts: RegistrationFacts; readonly by: string; readonly submittedAt: Instant; readonly due: Instant; readonly letterHref: string | null; /** Of whoever registers by letter; null where a certificate speaks. */ readonly applicant: { readonly idNumber: string; readonly until: Instant | null; readonly reveal: ActionView | null } | null; /** Others whose name is this one or looks like it. */ readonly alike: readonly { readonly name: string; readonly uscc: string }[]; readonly decide: ActionView | null }[]; readonly faults: FormFaults };

const Applicant = ({ applicant: { idNumber, until, reveal }, page }: { applicant: NonNullable<WaitingView["waiting"][number]["applicant"]>; page: PageContext }) => {
  const words = privacyWords(page.language);
  return (
    <>
      <p>{words.applicantNumber}：<code>{idNumber}</code>{until !== null && <span class="hint">{words.shownUntil} <Time at={until} language={page.language} /></span>}</p>
      {reveal !== null && <details class="fold" open={reveal.fields.some(({ error }) => error !== undefined)}><summary>{words.reveal}</summary><ActionForm action={reveal} language={page.language} primary={false} /></details>}
    </>
  );
};

/** /desk/registrations: what staff decide, the most urgent first. */
export function waitingRegistrationsPage(page: PageContext, view: WaitingView): string {
  const words = peopleWords(page.language);
  return renderPage(page, { title: words.waiting, current: page.reader?.role === "supervisor" ? paths.watch : paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs">{page.reader?.role === "supervisor" ? <a href={paths.watch}>{page.language === "zh" ? "监督" : "Watch"}</a> : <a href={paths.desk}>{page.language === "zh" ? "工作台" : "Desk"}</a>}</p>
    <h1>{words.waiting}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.waiting.length === 0 && <p class="hint">{words.noneWaiting}</p>}
    {view.waiting.map((each) => (
      <section class="card">
        <h2 lang="zh-CN">{each.facts.name}</h2>
        <p><span lang="zh-CN">{words.by3(each.by)}</span> · {words.due} <strong><End at={each.due} language={page.language} /></strong> · {each.letterHref === null ? words.signedBy : <a href={each.letterHref}>{words.letterLink}</a>}</p>
        {each.alike.length > 0 && <div class="note bad"><p>{words.alike}</p><ul>{each.alike.map(({ name, uscc }) => <li lang="zh-CN">{name} <code class="id">{uscc}</code></li>)}</ul></div>}
        <FactsTable facts={each.facts} words={words} />
        {each.applicant !== null && <Applicant applicant={each.applicant} page={page} />}
        {each.decide !== null && <ActionForm action={each.decide} language={page.language} />}
      </section>
    ))}
  </>);
}
