import type { Child } from "hono/jsx";
import type { Language } from "../context.js";
import { passwordWords } from "../messages/passwords.js";
import { paths } from "../paths.js";
import { ProofField, ProofForm } from "./proof-forms.js";

type Given = { readonly language: Language };

/** Signing in with the account's number, the password and a code. */
export const PasswordSignIn = ({ language, then }: Given & { readonly then: string }) => {
  const words = passwordWords(language);
  return (
    <section class="card">
      <h2>{words.signIn}</h2>
      <p class="hint">{words.signInHint}</p>
      <ProofForm act="password-sign-in" then={then}>
        <ProofField id="in-account" name="account" label={words.account} autocomplete="username" />
        <ProofField id="in-secret" name="secret" label={words.password} type="password" autocomplete="current-password" />
        <ProofField id="in-code" name="code" label={words.code} autocomplete="one-time-code" />
        <p><button class="btn alt">{words.signIn}</button></p>
      </ProofForm>
    </section>
  );
};

/** A secret for an app: shown where it was asked for, and given back by the form that follows. */
const Secret = ({ prefix, language }: Given & { readonly prefix: string }) => {
  const words = passwordWords(language);
  return (
    <>
      <ProofForm act="password-secret" data={{ into: prefix }}><p><strong>{words.firstStep}</strong></p><p><button class="btn alt">{words.getSecret}</button></p></ProofForm>
      <div id={`${prefix}-shown`} role="status" tabindex={-1} data-shown={words.secretShown} data-open={words.openApp}></div>
    </>
  );
};

const NewPassword = ({ prefix, language }: Given & { readonly prefix: string }) => {
  const words = passwordWords(language);
  return (
    <>
      <input type="hidden" id={`${prefix}-offer`} name="offer" value="" />
      <ProofField id={`${prefix}-new`} name="secret" label={words.newPassword} hint={words.newHint} type="password" autocomplete="new-password" />
    </>
  );
};

/** Registering with a password. @param own the questions about the person */
export const PasswordRegister = ({ language, own }: Given & { readonly own: Child }) => {
  const words = passwordWords(language);
  return (
    <details class="fold">
      <summary>{words.register}</summary>
      <p class="hint">{words.registerHint}</p>
      <Secret prefix="r" language={language} />
      <ProofForm act="password-register" then={paths.account}>
        <p><strong>{words.secondStep}</strong></p>
        {own}
        <NewPassword prefix="r" language={language} />
        <ProofField id="r-code" name="code" label={words.code} autocomplete="one-time-code" />
        <p><button class="btn alt">{words.make}</button></p>
      </ProofForm>
    </details>
  );
};

/** What is asked of somebody who has nothing to sign with: his password of now. */
const Current = ({ prefix, language }: Given & { readonly prefix: string }) => {
  const words = passwordWords(language);
  return (
    <>
      <ProofField id={`${prefix}-current`} name="current" label={words.currentPassword} type="password" autocomplete="current-password" />
      <ProofField id={`${prefix}-current-code`} name="currentCode" label={words.currentCode} autocomplete="one-time-code" />
    </>
  );
};

/** Setting a password, or changing it. `isSet`: there is one; `hasKey`: the change is confirmed by a signature, else by the password of now. */
export const PasswordSet = ({ language, isSet, hasKey }: Given & { readonly isSet: boolean; readonly hasKey: boolean }) => {
  const words = passwordWords(language);
  const title = isSet ? words.change : words.set;
  return (
    <details class="fold">
      <summary>{title}</summary>
      <p class="hint">{isSet ? words.changeHint : words.registerHint}</p>
      <Secret prefix="s" language={language} />
      <ProofForm act={hasKey ? "password-set" : "password-replace"} then={paths.account} data={{ title }}>
        <p><strong>{words.secondStep}</strong></p>
        {!hasKey && <Current prefix="s" language={language} />}
        <NewPassword prefix="s" language={language} />
        <ProofField id="s-code" name="code" label={isSet ? words.codeIfNew : words.code} autocomplete="one-time-code" required={!isSet} />
        <p><button class="btn alt">{words.save}</button></p>
      </ProofForm>
    </details>
  );
};

/** The first passkey of somebody who has a password alone. @param label the question how the device is called */
export const FirstPasskey = ({ language, label }: Given & { readonly label: Child }) => {
  const words = passwordWords(language);
  return (
    <section class="card">
      <p class="note">{words.onlyPassword}</p>
      <h3>{words.firstPasskey}</h3>
      <p class="hint">{words.firstHint}</p>
      <ProofForm act="passkey-first" then={paths.account}>
        {label}
        <Current prefix="f" language={language} />
        <p><button class="btn">{words.firstPasskey}</button></p>
      </ProofForm>
    </section>
  );
};
