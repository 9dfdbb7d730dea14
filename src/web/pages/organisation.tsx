import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { peopleWords, type PeopleWords } from "../messages/people.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { CertificateFields, ConfirmBox, ProofField, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { FactsTable, type RegistrationFacts } from "./registration.js";

type Choice = { readonly value: string; readonly label: string };

/** One's own organisation: its file, who acts for it. */
export type OrganisationView = {
  readonly name: string; readonly uscc: string;
  readonly versions: readonly { readonly version: number; readonly facts: RegistrationFacts; readonly at: Instant; readonly sha256: string; readonly signed: boolean }[];
  readonly representatives: readonly { readonly name: string; readonly roleName: string; readonly rankName: string; readonly end: ActionView | null }[];
  readonly invited: readonly { readonly name: string; readonly roleName: string; readonly rankName: string; readonly until: Instant }[];
  /** Null: this reader is no administrator. */
  readonly manage: { readonly roles: readonly Choice[]; readonly ranks: readonly Choice[] } | null;
  /** Mergers it is a side of, and who is still to leave. */
  readonly mergers: readonly { readonly absorbed: string; readonly into: string; readonly notice: string; readonly on: string; readonly at: Instant; readonly state: "done" | "other-leaves" | "we-leave" }[];
  /** Saying that it takes in another; null: this reader is no administrator. */
  readonly merge: ActionView | null;
  /** Closing the account, with what stands against it; null: this reader is no administrator. */
  readonly leave: ActionView | null;
  readonly faults: FormFaults;
};

type Part = { readonly view: OrganisationView; readonly page: PageContext; readonly words: PeopleWords };

/** /account/organisation */
export function organisationPage(page: PageContext, view: OrganisationView): string {
  const words = peopleWords(page.language);
  const part = { view, page, words };
  return renderPage(page, { title: words.organisation, current: paths.account, faulty: view.faults.length > 0, ...(view.manage === null ? {} : { script: page.assets.people }) }, <>
    <p class="crumbs"><a href={paths.account}>{words.account}</a></p>
    <h1 lang="zh-CN">{view.name}</h1>
    <p><code>{view.uscc}</code></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.manage !== null && <><ProofFrame language={page.language} /><ConfirmBox language={page.language} /></>}
    <Representatives {...part} />
    <Versions {...part} />
    <Mergers {...part} />
    {view.leave !== null && <section><h2>{words.closeAccount}</h2><details class="fold"><summary>{words.closeAccountMore}</summary><ActionForm action={view.leave} language={page.language} /></details></section>}
  </>);
}

const Representatives = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.representatives}</h2>
    <ul class="list">{view.representatives.map((each) => (
      <li>
        <span lang="zh-CN"><strong>{each.name}</strong> <span class="hint">{each.roleName}</span></span><span class="end"><Tag tone="go">{each.rankName}</Tag></span>
        {each.end !== null && <details class="more"><summary>{words.end}</summary><ActionForm action={each.end} language={page.language} /></details>}
      </li>
    ))}</ul>
    {view.invited.length > 0 && <><h3>{words.invited}</h3><ul class="list">{view.invited.map((each) => <li><span lang="zh-CN">{each.name} <span class="hint">{each.roleName} · {each.rankName}</span></span><span class="end hint">{words.until} <Time at={each.until} language={page.language} /></span></li>)}</ul></>}
    {view.manage !== null && (
      <div class="card">
        <h3>{words.invite}</h3>
        <ProofForm act="invite" data={{ title: words.invite }}>
          <ProofField id="invite-name" name="name" label={words.inviteName} />
          <Choose id="invite-role" name="role" label={words.role} options={view.manage.roles} />
          <Choose id="invite-rank" name="rank" label={words.rank} options={view.manage.ranks} />
          <p><button class="btn alt">{words.inviteGo}</button></p>
        </ProofForm>
        <div id="invitation" role="status" tabindex={-1}></div>
      </div>
    )}
  </section>
);

const Choose = ({ id, name, label, options }: { id: string; name: string; label: string; options: readonly Choice[] }) => (
  <div class="field"><label for={id}>{label}</label><select id={id} name={name}>{options.map(({ value, label: text }) => <option value={value}>{text}</option>)}</select></div>
);

const Mergers = ({ view, page, words }: Part) => (view.merge === null && view.mergers.length === 0 ? null : (
  <section>
    <h2>{words.mergers}</h2>
    {view.mergers.length > 0 && <ul class="list">{view.mergers.map((each) => (
      <li>
        <span lang="zh-CN"><strong>{each.absorbed}</strong> → <strong>{each.into}</strong> <span class="hint">{each.notice} · <time datetime={each.on}>{each.on}</time></span></span>
        <span class="end"><Tag tone={each.state === "done" ? "ok" : "go"}>{words.mergerStates[each.state]}</Tag></span>
        <span class="hint">{words.mergerSaidAt} <Time at={each.at} language={page.language} /></span>
      </li>
    ))}</ul>}
    {view.merge !== null && <details class="fold"><summary>{words.mergeMore}</summary><p class="hint">{words.mergeHint}</p><ActionForm action={view.merge} language={page.language} /></details>}
  </section>
));

const Versions = ({ view, page, words }: Part) => {
  const facts = view.versions[0]?.facts;
  const FIELDS = [["name", words.organisationName], ["legalRepresentative", words.legalRepresentative], ["address", words.address], ["phone", words.phone]] as const;
  return (
    <section>
      <h2>{words.versions}</h2>
      {view.versions.map((each, at) => (
        <details class="fold" open={at === 0}>
          <summary><strong>{words.version(each.version)}</strong> <Time at={each.at} language={page.language} /> <span class="tag">{each.signed ? words.signed : words.reviewed}</span></summary>
          <FactsTable facts={each.facts} words={words} />
          <p class="hint">SHA-256 <code class="id">{each.sha256}</code></p>
        </details>
      ))}
      {view.manage !== null && (
        <details class="fold">
          <summary>{words.change}</summary>
          <p class="hint">{words.changeHint}</p>
          <ProofForm act="organisation-change" then={paths.myOrganisation}>
            {FIELDS.map(([name, label]) => <ProofField id={`change-${name}`} name={name} label={label} value={name === "name" ? view.name : (facts?.[name] ?? "")} />)}
            <CertificateFields prefix="change" language={page.language} />
            <p><button class="btn grave">{words.sign}</button></p>
          </ProofForm>
        </details>
      )}
    </section>
  );
};
