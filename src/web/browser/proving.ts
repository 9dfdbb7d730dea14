import { base64, fromBase64 } from "../../kernel/bytes.js";
import { sayRow } from "../../kernel/refusals/row.js";
import { SIGNING } from "../../kernel/refusals/signing.js";
import { stepUpHeader, textOf } from "../../identity/step-up.js";
import { signDetached } from "../../signing/cms-sign.js";
import { signerFromFiles } from "../../signing/key-file.js";
import { byId, element } from "./dom.js";

/** Proving who somebody is: keys sign in the device or in this page, and never leave it. */
const words = byId("people-words").dataset;
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/** A browser's own word for what a person did not finish is not ours. */
async function onDevice(work: () => Promise<Credential | null>): Promise<unknown> {
  if (!("PublicKeyCredential" in window) || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) throw new RangeError(words["none"]);
  const credential = await work().catch(() => null);
  if (credential === null) throw new RangeError(words["cancelled"]);
  return (credential as PublicKeyCredential).toJSON();
}

/** Makes a passkey. */
export const creating = (options: PublicKeyCredentialCreationOptionsJSON): Promise<unknown> => onDevice(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
/** Answers by a passkey. */
export const asserting = (options: PublicKeyCredentialRequestOptionsJSON): Promise<unknown> => onDevice(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));

/** What a field of a form holds, without spaces round it. */
export const valueIn = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value.trim() : "";
};

/** What a field for a password holds, as it is: a blank at its end is part of it. */
export const secretIn = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : "";
};

/** Signs bytes with the certificate files that a form holds. */
export async function signedIn(form: HTMLFormElement, bytes: Uint8Array): Promise<string> {
  const field = form.elements.namedItem("files");
  const files = field instanceof HTMLInputElement ? [...(field.files ?? [])] : [];
  const signer = await signerFromFiles(await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer()))), valueIn(form, "password"));
  if (!signer.ok) throw new RangeError(Object.hasOwn(SIGNING, signer.refusal.code) ? sayRow(SIGNING[signer.refusal.code as keyof typeof SIGNING], language, signer.refusal.facts) : signer.refusal.code);
  return base64(await signDetached(bytes, signer.value));
}

/** The text of one act, as base64; what is no such text is signed by nobody here. */
function actText(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (textOf(bytes) === null) throw new RangeError(words["cancelled"]);
  return bytes;
}

/** The proof of an act by a passkey, as its header brings it. */
export async function passkeyProof(text: string, request: PublicKeyCredentialRequestOptionsJSON): Promise<string> {
  actText(text);
  return stepUpHeader({ text, passkey: await asserting(request) });
}

/** The same by the certificate files in a form. */
export const certificateProof = async (text: string, form: HTMLFormElement): Promise<string> => stepUpHeader({ text, certificate: await signedIn(form, actText(text)) });

/** Runs what a proof form does when it is sent; what goes wrong stands in `#faults`. */
export function onProof(acts: Readonly<Record<string, (form: HTMLFormElement) => Promise<unknown>>>): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-act]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void run(form, acts[form.dataset["act"] ?? ""]);
    });
    form.hidden = false;
  }
}

/** The box in which acts are confirmed, where the page has one, says which is meant. */
function entitle(form: HTMLFormElement): void {
  const title = document.getElementById("confirm-title");
  if (title !== null) title.textContent = `${title.dataset["before"] ?? ""}${form.dataset["title"] ?? ""}`;
}

async function run(form: HTMLFormElement, act: ((form: HTMLFormElement) => Promise<unknown>) | undefined): Promise<void> {
  const faults = byId("faults");
  const button = form.querySelector("button");
  entitle(form);
  faults.replaceChildren(element("p", words["working"] ?? "", "hint"));
  if (button !== null) button.disabled = true;
  try {
    await act?.(form);
    faults.replaceChildren();
    const then = form.dataset["then"];
    if (then !== undefined) location.assign(then);
  } catch (error) {
    faults.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
    faults.focus();
  } finally {
    if (button !== null) button.disabled = false;
  }
}
