import type { Child } from "hono/jsx";
import type { Language } from "../context.js";
import { peopleWords } from "../messages/people.js";

/** What the island says, and where it says what went wrong; once on a page with proof forms. */
export const ProofFrame = ({ language }: { language: Language }) => {
  const words = peopleWords(language);
  return (
    <>
      <div id="people-words" hidden data-working={words.working} data-none={words.none} data-cancelled={words.cancelled} data-shown={words.inviteShown} data-file={words.letter}></div>
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
