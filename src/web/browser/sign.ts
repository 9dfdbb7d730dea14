import { base64, fromBase64 } from "../../kernel/bytes.js";
import { sayRow } from "../../kernel/refusals/row.js";
import { SIGNING } from "../../kernel/refusals/signing.js";
import { signDetached } from "../../signing/cms-sign.js";
import { signerFromFiles } from "../../signing/key-file.js";
import { postJson, reasonOf } from "./asking.js";
import { confirmed } from "./confirming.js";
import { byId, element } from "./dom.js";

const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/** What stands in a form beside its fields. */
const dataIn = (form: HTMLFormElement) => (name: string): string => form.dataset[name] ?? "";

/** Signs the bytes the page shows with the person's own key and hands both in. */
async function sign(form: HTMLFormElement): Promise<Response> {
  const data = dataIn(form);
  const [certificate, key] = ["certificate", "key"].map((id) => byId<HTMLInputElement>(id).files?.[0]);
  if (certificate === undefined || key === undefined) throw new RangeError(data("need"));
  const signer = await signerFromFiles(await Promise.all([certificate, key].map(async (file) => new Uint8Array(await file.arrayBuffer()))), "");
  if (!signer.ok) throw new RangeError(sayRow(SIGNING["key-file-malformed"], language, { why: signer.refusal.code }));
  const signature = await signDetached(fromBase64(data("bytes")), signer.value);
  const signed = data("sha256") === "" ? { [data("field")]: data("bytes") } : { sha256: data("sha256") };
  return postJson(data("href"), { ...signed, signature: base64(signature) });
}

/** Hands the bytes in by a request that the person signs itself, in the box the page has for it. */
function signAct(form: HTMLFormElement): Promise<Response> {
  const [data, title] = [dataIn(form), byId("confirm-title")];
  title.textContent = `${title.dataset["before"] ?? ""}${data("title")}`;
  return confirmed((headers) => postJson(data("href"), { [data("field")]: data("bytes") }, headers));
}

/** The page then shows what was signed. */
async function handIn(answered: Promise<Response>): Promise<void> {
  const answer = await answered;
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  location.assign(location.pathname);
}

for (const [id, work] of [["sign", sign], ["sign-act", signAct]] as const) {
  const form = document.getElementById(id);
  if (!(form instanceof HTMLFormElement)) continue;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faults = byId("faults");
    faults.replaceChildren();
    handIn(work(form)).catch((error: unknown) => {
      faults.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
      faults.focus();
    });
  });
}
