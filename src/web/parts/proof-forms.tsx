import type { Child } from "hono/jsx";
import type { Language } from "../context.js";
import { peopleWords } from "../messages/people.js";

/** What an island says that proves who somebody is; once on a page that loads one. */
export const ProofWords = ({ language }: { readonly language: Language }) => {
  const words = peopleWords(language);
  return <div id="people-words" hidden data-working={words.working} data-none={words.none} data-cancelled={words.cancelled} data-shown={words.inviteShown} data-file={words.letter}></div>;
};

/** What the island says, and where it says what went wrong; once on a page with proof forms. */
export const ProofFrame = ({ language }: { language: Language }) => {
  const words = peopleWords(language);
  return (
    <>
      <ProofWords language={language} />
      <div id="faults" role="alert" tabindex={-1}></div>
      <noscript><p class="note">{words.scripts}</p></noscript>
    </>
  );
};

type FormData = { readonly act: string; /** Where the page goes on; absent: it stays. */ readonly then?: string; readonly data?: Readonly<Record<string, string>>; readonly children?: Child };

/** A form the island sends: it proves something by a key that never leaves the device or the page. */
export const ProofForm = ({ act, then, data = {}, children }: FormData) => (
  <form data-act={act} {...(then === undefined ? {} : { "data-then": then })} {...Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]))} hidden>{children}</form>
);

/** One question of such a form. */
export const ProofField = ({ id, name, label, hint, type = "text", autocomplete = "off", multiple = false, value = "", required = true }: { id: string; name: string; label: string; hint?: string; type?: string; autocomplete?: string; multiple?: boolean; value?: string; required?: boolean }) => (
  <div class="field">
    <label for={id}>{label}</label>
    {hint !== undefined && <span class="hint" id={`${id}-hint`}>{hint}</span>}
    <input id={id} name={name} type={type} {...(type === "file" ? { multiple } : { value, autocomplete })} required={required} {...(hint === undefined ? {} : { "aria-describedby": `${id}-hint` })} />
  </div>
);

/** Certificate files and their password. */
export const CertificateFields = ({ prefix, language }: { prefix: string; language: Language }) => {
  const words = peopleWords(language);
  return (
    <>
      <ProofField id={`${prefix}-files`} name="files" label={words.files} type="file" multiple />
      <ProofField id={`${prefix}-password`} name="password" label={words.password} type="password" required={false} />
    </>
  );
};

/** Where an act that an island does is confirmed in the page: hidden until one must be. Each form is a way to sign. */
export const ConfirmBox = ({ language }: { language: Language }) => {
  const words = peopleWords(language);
  return (
    <section id="confirm-here" class="card" tabindex={-1} aria-labelledby="confirm-title" hidden>
      <h2 id="confirm-title" data-before={words.confirmTitle("")}>{words.confirmTitle("")}</h2>
      <p>{words.confirmLead}</p>
      <div id="confirm-faults" role="alert"></div>
      <form data-way="passkey" hidden><p><button class="btn">{words.confirmPasskey}</button></p></form>
      <form data-way="rehearsal" hidden><p><button class="btn">{words.confirmRehearsal}</button><span class="hint">{words.confirmRehearsalHint}</span></p></form>
      <form data-way="certificate" hidden><details class="fold"><summary><strong>{words.confirmCertificate}</strong></summary><CertificateFields prefix="confirm" language={language} /><p><button class="btn alt">{words.confirmSign}</button></p></details></form>
    </section>
  );
};
