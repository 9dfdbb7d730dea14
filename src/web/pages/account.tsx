import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { mandateWords } from "../messages/mandates.js";
import { passwordWords } from "../messages/passwords.js";
import { peopleWords, type PeopleWords } from "../messages/people.js";
import { poolWords } from "../messages/pool.js";
import { privacyWords } from "../messages/privacy.js";
import { recoveryWords } from "../messages/recovery.js";
import { tokenWords } from "../messages/tokens.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { FirstPasskey, PasswordSet } from "../parts/password-forms.js";
import { CertificateFields, ConfirmBox, ProofField, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { End, Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { Localhost } from "./register.js";

/** What somebody sees of himself. */
export type AccountView = {
  readonly name: string;
  readonly offices: readonly { readonly roleName: string; readonly organisation: string | null; readonly rankName: string; readonly inHand: boolean; readonly href: string; /** The organisation’s own file, where the office reads it. */ readonly fileHref: string | null; readonly mandatesHref: string | null; readonly take: ActionView | null; readonly leave: ActionView | null }[];
  readonly passkeys: readonly { readonly label: string; readonly since: Instant; readonly used: Instant | null; readonly remove: ActionView }[];
  readonly certificates: readonly { readonly subject: string; readonly uscc: string | null; readonly since: Instant; readonly remove: ActionView }[];
  /** Signing in with a password, where it is taken of this person: its number once there is one, and how it is taken away by whoever has another way. Null elsewhere. */
  readonly password: { readonly account: string | null; readonly remove: ActionView | null } | null;
  /** Where he is signed in; `end` null: here, by this page. */
  readonly sessions: readonly { readonly how: keyof PeopleWords["by"]; readonly address: string; readonly device: string; readonly since: Instant; readonly seen: Instant; readonly end: ActionView | null }[];
  /** Where he signed in, the newest first. */
  readonly signIns: readonly { readonly at: Instant; readonly how: keyof PeopleWords["by"]; readonly address: string; readonly device: string; readonly isNew: boolean }[];
  readonly registrations: readonly { readonly href: string; readonly name: string; readonly stateName: string; readonly due: Instant | null; readonly reason: string | null }[];
  /** A recovery of access under way, by its state, with how to stop it; else with how to report a loss. */
  readonly recovery: { readonly stateName: string | null; readonly act: ActionView };
  /** How many tokens for programs there are. */
  readonly tokens: number;
  readonly join: ActionView;
  readonly endOthers: ActionView;
  readonly localhost: string | null;
  readonly faults: FormFaults;
};

type Part = { readonly view: AccountView; readonly page: PageContext; readonly words: PeopleWords };

/** /account */
export function accountPage(page: PageContext, view: AccountView): string {
  const words = peopleWords(page.language);
  const part = { view, page, words };
  return renderPage(page, { title: words.account, current: paths.account, script: page.assets.people, faulty: view.faults.length > 0 }, <>
    <h1>{words.account}{messagesOf(page.language).common.colon}<span lang="zh-CN">{view.name}</span></h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <ProofFrame language={page.language} />
    <ConfirmBox language={page.language} />
    {view.recovery.stateName !== null && <div class="note bad"><p><strong>{recoveryWords(page.language).underWay(view.recovery.stateName)}</strong> {recoveryWords(page.language).notMe}</p><ActionForm action={view.recovery.act} language={page.language} /></div>}
    <Offices {...part} />
    <Registrations {...part} />
    <Proofs {...part} />
    <Tokens {...part} />
    <section><h2>{poolWords(page.language).own}</h2><p><a class="btn alt" href={paths.myExpert}>{poolWords(page.language).own}</a></p></section>
    <Sessions {...part} />
    <section><h2>{privacyWords(page.language).mine}</h2><p><a class="btn alt" href={paths.myPrivacy}>{privacyWords(page.language).toMine}</a></p></section>
  </>);
}

const Offices = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.offices}</h2>
    {view.offices.length === 0 && <div class="note go"><p>{words.noOffice}</p></div>}
    <ul class="list">{view.offices.map((office) => (
      <li>
        <span><strong>{office.roleName}</strong> <span class="hint" lang="zh-CN">{office.organisation ?? words.person}</span>{office.organisation !== null && <> <Tag tone="go">{office.rankName}</Tag></>}</span>
        <span class="end">{office.inHand ? <a class="btn" href={office.href}>{words.start}</a> : office.take !== null && <ActionForm action={office.take} language={page.language} primary={false} />}</span>
        {office.fileHref !== null && <span class="more"><a href={office.fileHref}>{words.organisation}</a>{office.mandatesHref !== null && <> · <a href={office.mandatesHref}>{mandateWords(page.language).own}</a></>}</span>}
        {office.leave !== null && <details class="more"><summary>{words.leave}</summary><ActionForm action={office.leave} language={page.language} /></details>}
      </li>
    ))}</ul>
    <p class="row"><a class={view.offices.length === 0 ? "btn" : "btn alt"} href={paths.newRegistration}>{words.registerOrganisation}</a></p>
    <details class="fold"><summary>{words.join}</summary><ActionForm action={view.join} language={page.language} primary={false} /></details>
  </section>
);

const Registrations = ({ view, page, words }: Part) => view.registrations.length === 0 ? null : (
  <section>
    <h2>{words.mine}</h2>
    <ul class="list">{view.registrations.map((each) => (
      <li>
        <span><a href={each.href} lang="zh-CN">{each.name}</a></span><span class="end"><Tag tone="go">{each.stateName}</Tag></span>
        <span class="more">{each.due !== null && <span class="hint">{words.due} <End at={each.due} language={page.language} /></span>}{each.reason !== null && <span lang="zh-CN">{words.reason}：{each.reason}</span>}</span>
      </li>
    ))}</ul>
  </section>
);

const Proofs = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.proofs}</h2>
    <p>{words.proofsHint(view.passkeys.length + view.certificates.length)}</p>
    {hasPasswordAlone(view) && <FirstPasskey language={page.language} label={<ProofField id="f-label" name="label" label={words.label} hint={words.labelHint} />} />}
    <ul class="list">
      <PasswordLine view={view} page={page} words={words} />
      {view.passkeys.map((each) => (
        <li>
          <span lang="zh-CN"><strong>{each.label}</strong></span><span class="end"><ActionForm action={each.remove} language={page.language} primary={false} /></span>
          <span class="more hint">{words.by.passkey} · {words.since} <Time at={each.since} language={page.language} />{each.used !== null && <> · {words.used} <Time at={each.used} language={page.language} /></>}</span>
        </li>
      ))}
      {view.certificates.map((each) => (
        <li>
          <span lang="zh-CN"><strong>{each.subject}</strong></span><span class="end"><ActionForm action={each.remove} language={page.language} primary={false} /></span>
          <span class="more hint">{each.uscc === null ? words.own : <>{words.ofFirm} <code>{each.uscc}</code></>} · {words.since} <Time at={each.since} language={page.language} /></span>
        </li>
      ))}
    </ul>
    {view.password !== null && <PasswordSet language={page.language} isSet={view.password.account !== null} hasKey={!hasPasswordAlone(view)} />}
    {!hasPasswordAlone(view) && <details class="fold">
      <summary>{words.addPasskey}</summary>
      <Localhost href={view.localhost} page={page} />
      <ProofForm act="passkey-add" then={paths.account} data={{ title: words.addPasskey }}><ProofField id="label" name="label" label={words.label} hint={words.labelHint} /><p><button class="btn alt">{words.add}</button></p></ProofForm>
    </details>}
    {view.recovery.stateName === null && <details class="fold"><summary>{recoveryWords(page.language).own}</summary><p class="hint">{recoveryWords(page.language).ownHint}</p><ActionForm action={view.recovery.act} language={page.language} primary={false} /></details>}
    {!hasPasswordAlone(view) && <details class="fold">
      <summary>{words.addCertificate}</summary>
      <p class="hint">{words.certificateHint}</p>
      <ProofForm act="certificate-add" then={paths.account} data={{ title: words.addCertificate }}><CertificateFields prefix="add" language={page.language} /><p><button class="btn alt">{words.add}</button></p></ProofForm>
    </details>}
  </section>
);

/** Whoever has nothing else can sign nothing yet. */
const hasPasswordAlone = ({ password, passkeys, certificates }: AccountView): boolean => password?.account != null && passkeys.length + certificates.length === 0;

const PasswordLine = ({ view: { password }, page }: Part) => {
  if (password?.account == null) return null;
  const words = passwordWords(page.language);
  return (
    <li>
      <span><strong>{words.own}</strong> <span class="id">{words.number(password.account)}</span></span>{password.remove !== null && <span class="end"><ActionForm action={password.remove} language={page.language} primary={false} /></span>}
      <span class="more hint">{words.notCounted}</span>
    </li>
  );
};

const Tokens = ({ view, page }: Part) => {
  const words = tokenWords(page.language);
  return <section><h2>{words.title}</h2><p>{words.count(view.tokens)} <a href={paths.myTokens}>{words.open}</a></p></section>;
};

const Sessions = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.sessions}</h2>
    <ul class="list">{view.sessions.map((each) => (
      <li>
        <span>{words.by[each.how]} <span class="hint">{each.device === "" ? words.deviceUnknown : each.device}</span></span><span class="end">{each.end === null ? <Tag tone="ok">{words.current}</Tag> : <ActionForm action={each.end} language={page.language} primary={false} />}</span>
        <span class="more hint">{each.address} · <Time at={each.since} language={page.language} /> · {words.seen} <Time at={each.seen} language={page.language} /></span>
      </li>
    ))}</ul>
    {view.sessions.length > 1 && <ActionForm action={view.endOthers} language={page.language} primary={false} />}
    <details class="fold">
      <summary>{words.signIns(view.signIns.length)}</summary>
      <ul class="list">{view.signIns.map((each) => (
        <li>
          <span><Time at={each.at} language={page.language} /></span>{each.isNew && <span class="end"><Tag tone="info">{words.isNew}</Tag></span>}
          <span class="more hint">{words.by[each.how]} · {each.device === "" ? words.deviceUnknown : each.device} · {each.address}</span>
        </li>
      ))}</ul>
    </details>
  </section>
);
