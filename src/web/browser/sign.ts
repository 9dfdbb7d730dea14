import { base64, fromBase64 } from "../../kernel/bytes.js";
import { sayRow } from "../../kernel/refusals/row.js";
import { SIGNING } from "../../kernel/refusals/signing.js";
import { signDetached } from "../../signing/cms-sign.js";
import { signerFromFiles } from "../../signing/key-file.js";
import { postJson, reasonOf } from "./asking.js";
import { byId, element } from "./dom.js";

const form = byId<HTMLFormElement>("sign");
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const data = (name: string): string => form.dataset[name] ?? "";

/** Signs the bytes the page shows with the person's own key and hands both in; the page then shows what was signed. */
async function sign(): Promise<void> {
  const [certificate, key] = ["certificate", "key"].map((id) => byId<HTMLInputElement>(id).files?.[0]);
  if (certificate === undefined || key === undefined) throw new RangeError(data("need"));
  const signer = await signerFromFiles(await Promise.all([certificate, key].map(async (file) => new Uint8Array(await file.arrayBuffer()))), "");
  if (!signer.ok) throw new RangeError(sayRow(SIGNING["key-file-malformed"], language, { why: signer.refusal.code }));
  const signature = await signDetached(fromBase64(data("bytes")), signer.value);
  const signed = data("sha256") === "" ? { [data("field")]: data("bytes") } : { sha256: data("sha256") };
  const answer = await postJson(data("href"), { ...signed, signature: base64(signature) });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  location.assign(location.pathname);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const faults = byId("faults");
  faults.replaceChildren();
  sign().catch((error: unknown) => {
    faults.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
    faults.focus();
  });
});
