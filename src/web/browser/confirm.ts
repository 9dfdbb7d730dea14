import { byId } from "./dom.js";
import { certificateProof, onProof, passkeyProof } from "./proving.js";

/** The page on which an act is confirmed: signs its text, and sends the form it came from once more with the signature. */
function send(proof: string): void {
  const form = byId<HTMLFormElement>("act");
  const field = form.elements.namedItem("stepUp");
  if (field instanceof HTMLInputElement) field.value = proof;
  form.submit();
}

onProof({
  "passkey-confirm": async ({ dataset }) => { send(await passkeyProof(dataset["text"] ?? "", JSON.parse(dataset["request"] ?? "null") as PublicKeyCredentialRequestOptionsJSON)); },
  "certificate-confirm": async (form) => { send(await certificateProof(form.dataset["text"] ?? "", form)); },
});
