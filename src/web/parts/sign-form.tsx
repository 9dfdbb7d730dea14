import type { Language } from "../context.js";
import type { Messages } from "../messages.js";
import { peopleWords } from "../messages/people.js";
import { ConfirmBox, ProofFrame } from "./proof-forms.js";

type Given = {
  readonly href: string; readonly bytes: string; readonly words: Messages; readonly language: Language;
  /** Where the hash of the bytes is handed in with the signature instead of the bytes. */
  readonly sha256?: string;
  /** The name under which the bytes are handed in. */
  readonly field?: string;
  /** Whether the request itself may be signed instead: then a passkey does. */
  readonly byAct?: boolean;
};

/** Signs bytes that the page shows, in the browser: no key ever leaves it, nor the device. */
export const SignForm = ({ href, bytes, sha256, field = "sheet", words, language, byAct = false }: Given) => (
  <>
    <ProofFrame language={language} />
    {byAct && <><ConfirmBox language={language} /><form id="sign-act" data-href={href} data-bytes={bytes} data-field={field} data-title={words.panel.sign}><p>{peopleWords(language).byPasskeyLead}</p><p><button class="btn grave">{peopleWords(language).byPasskey}</button></p></form></>}
    <form id="sign" data-href={href} data-bytes={bytes} data-field={field} {...(sha256 === undefined ? {} : { "data-sha256": sha256 })} data-need={words.seal.key}>
      <div class="field"><label for="certificate">{words.seal.certificate}</label><input id="certificate" type="file" /></div>
      <div class="field"><label for="key">{words.seal.key}</label><span class="hint" id="key-hint">{words.seal.keyHint}</span><input id="key" type="file" aria-describedby="key-hint" /></div>
      <p><button class={byAct ? "btn alt" : "btn grave"}>{byAct ? peopleWords(language).byFiles : words.panel.sign}</button></p>
    </form>
  </>
);
