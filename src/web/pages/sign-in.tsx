import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { peopleWords } from "../messages/people.js";
import { recoveryWords } from "../messages/recovery.js";
import { ErrorSummary } from "../parts/form.js";
import { PasswordSignIn } from "../parts/password-forms.js";
import { CertificateFields, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { paths, pathsOf } from "../paths.js";
import type { FormFaults } from "../views.js";
import { Localhost } from "./register.js";

/** Rehearsal: the actors of the town, to be chosen too, which posts `actor` and `next` to /sign-in. Live: nobody can be chosen (`actors` null). */
export type SignInView = {
  readonly actors: readonly { readonly id: string; /** The choice that is posted. */ readonly token: string; readonly name: string; readonly role: string; readonly roleName: string; readonly organisation: string | null }[] | null;
  readonly next: string;
  /** Where a browser takes a passkey, where this page stands at a bare IP address; null elsewhere. */
  readonly localhost: string | null;
  /** Whether bidders and citizens sign in with a password here. */
  readonly passwords: boolean;
  readonly faults: FormFaults;
};

const STAFF = new Set(["tenderer", "agency", "exchange-staff", "cashier", "opener", "admin", "finance-reviewer"]);

/** /sign-in */
export function signInPage(page: PageContext, view: SignInView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.signIn.title, script: page.assets.people, faulty: view.faults.length > 0 }, <>
    <h1>{words.signIn.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Proofs view={view} page={page} />
    {view.actors !== null && <Choose actors={view.actors} next={view.next} words={words} action={pathsOf(page).signIn} />}
  </>);
}

/** A passkey or a certificate; both need a script, for the key signs in the device or in this page. */
const Proofs = ({ view, page }: { view: SignInView; page: PageContext }) => {
  const words = peopleWords(page.language);
  const recovery = recoveryWords(page.language);
  const then = view.next === "" ? paths.account : view.next;
  return (
    <>
      <ProofFrame language={page.language} />
      <div class="halves">
        <section class="card">
          <h2>{words.passkey}</h2>
          <p class="hint">{words.passkeyHint}</p>
          <Localhost href={view.localhost} page={page} />
          <ProofForm act="passkey-sign-in" then={then}><p><button class="btn">{words.passkey}</button></p></ProofForm>
        </section>
        <section class="card">
          <h2>{words.certificate}</h2>
          <p class="hint">{words.certificateHint}</p>
          <ProofForm act="certificate-sign-in" then={then}><CertificateFields prefix="in" language={page.language} /><p><button class="btn alt">{words.go}</button></p></ProofForm>
        </section>
        {view.passwords && <PasswordSignIn language={page.language} then={then} />}
      </div>
      <p>{words.first} <a href={pathsOf(page).register}>{words.registerLink}</a> <span class="hint">{words.noAccount}</span></p>
      <p>{recovery.lost} <a href={pathsOf(page).recover}>{recovery.lostLink}</a></p>
    </>
  );
};

type Actors = NonNullable<SignInView["actors"]>;

const Choose = ({ actors, next, words, action }: { actors: Actors; next: string; words: Messages; action: string }) => {
  const groups: readonly (readonly [string, Actors])[] = [
    [words.signIn.staff, actors.filter((actor) => STAFF.has(actor.role))],
    [words.signIn.bidders, actors.filter((actor) => actor.role === "bidder")],
    [words.signIn.others, actors.filter((actor) => !STAFF.has(actor.role) && actor.role !== "bidder")],
  ];
  return (
    <form method="post" action={action}>
      <h2>{words.signIn.rehearsal}</h2>
      <p>{words.signIn.lead}</p>
      <input type="hidden" name="next" value={next} />
      {groups.filter(([, group]) => group.length > 0).map(([title, group]) => (
        <fieldset class="field">
          <legend>{title}</legend>
          <div class="grid">
            {group.map((actor) => (
              <div class="choice"><input type="radio" name="actor" id={`a-${actor.id}`} value={actor.token} /><label for={`a-${actor.id}`}><span lang="zh-CN">{actor.name}</span>{words.common.inBrackets(actor.roleName)}<span class="hint" lang="zh-CN">{actor.organisation ?? ""}</span></label></div>
            ))}
          </div>
        </fieldset>
      ))}
      <p><button class="btn">{words.signIn.go}</button></p>
    </form>
  );
};
