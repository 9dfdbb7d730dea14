import { fromBase64, hex } from "../../kernel/bytes.js";
import { ask, postJson, reasonOf } from "./asking.js";
import { confirmed } from "./confirming.js";
import { byId, element } from "./dom.js";
import { encode } from "uqr";
import { asserting, creating, onProof, secretIn, signedIn, valueIn } from "./proving.js";

/** Proving who somebody is: keys sign in the device or in this page, and never leave it. Each form says in data attributes what it does. */
type Challenge = { readonly login: string; readonly creation: PublicKeyCredentialCreationOptionsJSON | null; readonly request: PublicKeyCredentialRequestOptionsJSON | null };

const words = byId("people-words").dataset;

async function challenge(purpose: string, more: { readonly name?: string; readonly code?: string } = {}): Promise<Challenge> {
  const answer = await postJson("/api/v1/challenges", { purpose, ...more });
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  return (await answer.json()) as Challenge;
}

async function login(form: HTMLFormElement, purpose: string): Promise<{ login: string; signature: string }> {
  const { login: text } = await challenge(purpose);
  return { login: text, signature: await signedIn(form, fromBase64(text)) };
}

async function sent(answer: Response): Promise<Record<string, unknown>> {
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  return (await answer.json()) as Record<string, unknown>;
}

const person = (form: HTMLFormElement) => ({ name: valueIn(form, "name"), email: valueIn(form, "email") === "" ? null : valueIn(form, "email") });
const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => sent(await confirmed((proof) => postJson(path, body, proof)));

/** Shows a secret that comes once and is kept nowhere in the page. */
function showOnce(id: string, form: HTMLFormElement, secret: unknown): void {
  const shown = byId(id);
  shown.replaceChildren(element("p", form.dataset["shown"] ?? words["shown"] ?? "", "note ok"), element("p", String(secret), "id"));
  shown.focus();
}

const current = (form: HTMLFormElement) => ({ password: secretIn(form, "current"), code: valueIn(form, "currentCode") });
/** A new password, with the secret that was shown before it, if one was. */
const newPassword = (form: HTMLFormElement) => ({ password: secretIn(form, "secret"), totp: valueIn(form, "offer") === "" ? null : { offer: valueIn(form, "offer"), code: valueIn(form, "code") } });

/** Shows a secret for an app, as drawing, as text and as a link into an app of this device; the form that follows gives its offer back. */
function showSecret(prefix: string, { secret, uri, offer }: Record<string, unknown>): void {
  const [shown, field] = [byId(`${prefix}-shown`), byId<HTMLInputElement>(`${prefix}-offer`)];
  const link = document.createElement("a");
  link.href = String(uri);
  link.textContent = shown.dataset["open"] ?? "";
  shown.replaceChildren(element("p", shown.dataset["shown"] ?? "", "note ok"), qr(String(uri)), element("p", String(secret).replaceAll(/.{4}(?=.)/g, "$& "), "id"), link);
  field.value = String(offer);
  shown.focus();
}

const SVG = "http://www.w3.org/2000/svg";
function qr(text: string): SVGElement {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const [drawing, path] = [document.createElementNS(SVG, "svg"), document.createElementNS(SVG, "path")];
  drawing.setAttribute("class", "qr");
  drawing.setAttribute("viewBox", `0 0 ${String(size)} ${String(size)}`);
  drawing.setAttribute("aria-hidden", "true"); // the secret stands beneath as text
  path.setAttribute("d", data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : []))).join(""));
  path.setAttribute("shape-rendering", "crispEdges");
  drawing.append(path);
  return drawing;
}

/** What each form does; the page goes on where the form says, or shows itself again. */
const ACTS: Readonly<Record<string, (form: HTMLFormElement) => Promise<unknown>>> = {
  "passkey-sign-in": async () => {
    const { request } = await challenge("sign-in");
    return request !== null && post("/api/v1/sessions", { passkey: await asserting(request) });
  },
  "password-sign-in": async (form) => post("/api/v1/sessions", { password: { account: valueIn(form, "account"), password: secretIn(form, "secret"), code: valueIn(form, "code") } }),
  "password-secret": async (form) => {
    showSecret(form.dataset["into"] ?? "", await sent(await postJson("/api/v1/password/secrets", {})));
  },
  "password-register": async (form) => post("/api/v1/people", { ...person(form), password: newPassword(form) }),
  "password-set": async (form) => sent(await confirmed((proof) => ask("/api/v1/password", { method: "PUT", body: JSON.stringify(newPassword(form)), headers: { "Content-Type": "application/json", ...proof } }))),
  "password-replace": async (form) => post("/api/v1/password/replacement", { ...newPassword(form), current: current(form) }),
  "passkey-first": async (form) => {
    const { creation } = await challenge("passkey");
    return creation !== null && post("/api/v1/passkeys/first", { label: valueIn(form, "label"), passkey: await creating(creation), current: current(form) });
  },
  "certificate-sign-in": async (form) => post("/api/v1/sessions", { certificate: await login(form, "sign-in") }),
  "passkey-register": async (form) => {
    const { creation } = await challenge("register", { name: person(form).name });
    return creation !== null && post("/api/v1/people", { ...person(form), label: valueIn(form, "label"), passkey: await creating(creation) });
  },
  "certificate-register": async (form) => post("/api/v1/people", { ...person(form), certificate: await login(form, "register") }),
  "passkey-add": async (form) => {
    const { creation } = await challenge("passkey");
    return creation !== null && post("/api/v1/passkeys", { label: valueIn(form, "label"), passkey: await creating(creation) });
  },
  "certificate-add": async (form) => post("/api/v1/certificates", await login(form, "certificate")),
  "registration-sign": async (form) => post(form.dataset["href"] ?? "", { sha256: form.dataset["sha256"], signature: await signedIn(form, fromBase64(form.dataset["bytes"] ?? "")), letter: null }),
  "registration-letter": async (form) => {
    const field = form.elements.namedItem("letter");
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    if (file === undefined) throw new RangeError(words["file"]);
    const idNumber = valueIn(form, "idNumber");
    if (idNumber !== "") await sent(await ask("/api/v1/identity-number", { method: "PUT", body: JSON.stringify({ idNumber }), headers: { "Content-Type": "application/json" } }));
    const { sha256 } = await sent(await ask(form.dataset["upload"] ?? "", { method: "PUT", body: file, headers: { "Content-Type": "application/pdf" } }));
    return post(form.dataset["href"] ?? "", { sha256: form.dataset["sha256"], signature: null, letter: sha256 });
  },
  "organisation-change": async (form) => {
    const facts = Object.fromEntries(["name", "legalRepresentative", "address", "phone"].map((name) => [name, valueIn(form, name)]));
    const { file } = await post("/api/v1/organisation/drafts", facts);
    return post("/api/v1/organisation/files", { ...facts, signature: await signedIn(form, fromBase64(String(file))) });
  },
  "mandate-offer": async (form) => {
    const agreement = form.elements.namedItem("agreement");
    const paper = agreement instanceof HTMLInputElement ? agreement.files?.[0] : undefined;
    const codes = valueIn(form, "scope").split(/[\s,，、;；]+/).filter((code) => code !== "");
    const terms = {
      agency: valueIn(form, "agency"), scope: codes.length === 0 ? null : codes, acts: [...form.querySelectorAll<HTMLInputElement>("input[name=acts]:checked")].map(({ value }) => value),
      from: valueIn(form, "from"), until: valueIn(form, "until"), fee: valueIn(form, "fee") === "" ? null : valueIn(form, "fee"),
      agreement: paper === undefined ? null : hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await paper.arrayBuffer()))),
    };
    const { id, file } = await post("/api/v1/mandates/drafts", terms);
    return post("/api/v1/mandates", { ...terms, id, signature: await signedIn(form, fromBase64(String(file))) });
  },
  "mandate-accept": async (form) => post(form.dataset["href"] ?? "", { signature: await signedIn(form, fromBase64(form.dataset["bytes"] ?? "")) }),
  "rehearsal-certificate": async (form) => {
    const { p12 } = await post("/api/v1/rehearsal/certificates", { registration: form.dataset["registration"] });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([fromBase64(String(p12))], { type: "application/x-pkcs12" }));
    link.download = `${form.dataset["registration"] ?? "certificate"}.p12`;
    link.click();
    URL.revokeObjectURL(link.href);
  },
  "recover": async (form) => {
    const code = valueIn(form, "code");
    const { creation } = await challenge("enrol", { code });
    return creation !== null && post("/api/v1/recoveries/enrolment", { code, label: valueIn(form, "label"), passkey: await creating(creation) });
  },
  "recovery-approve": async (form) => {
    const { code } = await sent(await ask(`/api/v1/recoveries/${form.dataset["recovery"] ?? ""}/approval`, { method: "POST" }));
    showOnce("recovery-code", form, code);
    form.hidden = true;
  },
  "token": async (form) => {
    const scopes = new FormData(form).getAll("scopes").map(String);
    const { token } = await post("/api/v1/tokens", { office: form.dataset["office"], name: valueIn(form, "name"), until: valueIn(form, "until"), scopes });
    showOnce("token", form, token);
    form.reset();
  },
  "invite": async (form) => {
    const { code } = await post("/api/v1/organisation/invitations", { name: valueIn(form, "name"), role: valueIn(form, "role"), rank: valueIn(form, "rank") });
    showOnce("invitation", form, code);
  },
};

onProof(ACTS);
