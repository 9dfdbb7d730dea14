import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { peopleWords } from "../messages/people.js";
import { PasswordRegister } from "../parts/password-forms.js";
import { CertificateFields, ProofField, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { paths, pathsOf } from "../paths.js";

/** `localhost` is where a browser takes a passkey, where this page stands at a bare IP address; null elsewhere. */
export type RegisterView = { readonly localhost: string | null; /** Whether a password may be the first way to sign in. */ readonly passwords: boolean };

/** A browser takes no passkey at a bare IP address: where it does. */
export const Localhost = ({ href, page }: { href: string | null; page: PageContext }) => {
  if (href === null) return null;
  const words = peopleWords(page.language).localhost(href);
  return <p class="note">{words.before} <a href={words.href}>{words.href}</a></p>;
};

/** /register: who somebody is; for whom he acts comes after. */
export function registerPage(page: PageContext, { localhost, passwords }: RegisterView): string {
  const words = peopleWords(page.language);
  const own = (prefix: string) => (
    <>
      <ProofField id={`${prefix}-name`} name="name" label={words.name} hint={words.nameHint} autocomplete="name" />
      <ProofField id={`${prefix}-email`} name="email" label={words.email} hint={words.emailHint} type="email" autocomplete="email" required={false} />
    </>
  );
  return renderPage(page, { title: words.registerTitle, script: page.assets.people }, <>
    <p class="crumbs"><a href={pathsOf(page).signIn}>{words.go}</a></p>
    <h1>{words.registerTitle}</h1>
    <p>{words.registerLead}</p>
    <ProofFrame language={page.language} />
    <Localhost href={localhost} page={page} />
    <ProofForm act="passkey-register" then={paths.account}>
      {own("p")}
      <ProofField id="p-label" name="label" label={words.label} hint={words.labelHint} />
      <p><button class="btn">{words.make}</button></p>
    </ProofForm>
    <details class="fold">
      <summary>{words.byCertificate}</summary>
      <p class="hint">{words.certificateHint}</p>
      <ProofForm act="certificate-register" then={paths.account}>
        {own("c")}
        <CertificateFields prefix="c" language={page.language} />
        <p><button class="btn alt">{words.makeByCertificate}</button></p>
      </ProofForm>
    </details>
    {passwords && <PasswordRegister language={page.language} own={own("r")} />}
  </>);
}
