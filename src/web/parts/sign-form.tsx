import type { Messages } from "../messages.js";

/** Signs bytes that the page shows, in the browser: the key never leaves it. @param sha256 given where the hash of the bytes is handed in with the signature instead of the bytes @param field the name under which the bytes are handed in */
export const SignForm = ({ href, bytes, sha256, field = "sheet", words }: { href: string; bytes: string; sha256?: string; field?: string; words: Messages }) => (
  <>
    <div id="faults" role="alert" tabindex={-1}></div>
    <form id="sign" data-href={href} data-bytes={bytes} data-field={field} {...(sha256 === undefined ? {} : { "data-sha256": sha256 })} data-need={words.seal.key}>
      <div class="field"><label for="certificate">{words.seal.certificate}</label><input id="certificate" type="file" /></div>
      <div class="field"><label for="key">{words.seal.key}</label><span class="hint" id="key-hint">{words.seal.keyHint}</span><input id="key" type="file" aria-describedby="key-hint" /></div>
      <p><button class="btn grave">{words.panel.sign}</button></p>
    </form>
    <noscript><p class="note">{words.seal.need}</p></noscript>
  </>
);
