import { signDetached } from "../../src/signing/cms-sign.js";
import type { Signer } from "../../src/signing/cms-sign.js";
import { signerFromFiles } from "../../src/signing/key-file.js";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { asserted, created, newAuthenticator, type Authenticator, type Spoiled } from "./authenticator.js";
import { askSigning, byPasskey } from "./step-up.js";
import type { Answer, TestTown } from "./town.js";

/** Somebody with a browser: what it keeps between requests, and the devices he proves himself by. */
export type Someone = { readonly authenticator: Authenticator; readonly ask: (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>; readonly askOnce: Someone["ask"]; readonly cookie: () => string | null; readonly use: (cookie: string | null) => void };

export const SITE = "http://chenguang.example";

/** A browser that has never been here. */
export function someone(town: TestTown): Someone {
  let cookie: string | null = null;
  const authenticator = newAuthenticator();
  return {
    authenticator, cookie: () => cookie, use: (given) => { cookie = given; },
    ask: async (method, url, body, headers = {}) => askSigning((proof) => askOnce(method, url, body, { ...headers, ...proof }), (wanted) => byPasskey(wanted, authenticator, SITE)),
    askOnce,
  };

  async function askOnce(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await town.app.request(url, { method, headers: { ...(cookie === null ? {} : { cookie }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const set = response.headers.get("set-cookie");
    if (set !== null) cookie = set.split(";")[0] ?? null;
    const text = await response.text();
    return { status: response.status, json: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text } };
  }
}

type Asked = { readonly login: string; readonly creation: { readonly challenge: string } | null; readonly request: { readonly challenge: string } | null };

export async function challenged(who: Someone, purpose: string): Promise<Asked> {
  const { status, json } = await who.ask("POST", "/api/v1/challenges", { purpose });
  if (status !== 201) throw new RangeError(`no challenge: ${JSON.stringify(json)}`);
  return json as unknown as Asked;
}

/** Registers by a first passkey. */
export async function register(who: Someone, name: string, spoiled: Spoiled = {}, site = SITE): Promise<Answer> {
  const { creation } = await challenged(who, "register");
  return who.ask("POST", "/api/v1/people", { name, email: null, label: "手机", passkey: created(who.authenticator, creation?.challenge ?? "", site, spoiled) });
}

/** Adds a second passkey, of another device: who holds an office has two. */
export async function secondPasskey(who: Someone): Promise<void> {
  const { creation } = await challenged(who, "passkey");
  const { status, json } = await who.ask("POST", "/api/v1/passkeys", { label: "安全钥匙", passkey: created(newAuthenticator(), creation?.challenge ?? "", SITE) });
  if (status !== 201) throw new RangeError(`no second passkey: ${JSON.stringify(json)}`);
}

export async function signInByPasskey(who: Someone, spoiled: Spoiled = {}, site = SITE): Promise<Answer> {
  const { request } = await challenged(who, "sign-in");
  return who.ask("POST", "/api/v1/sessions", { passkey: asserted(who.authenticator, request?.challenge ?? "", site, spoiled) });
}

/** A challenge signed by a certificate. */
export async function signedLogin(who: Someone, purpose: string, signer: Signer): Promise<{ readonly login: string; readonly signature: string }> {
  const { login } = await challenged(who, purpose);
  return { login, signature: base64(await signDetached(fromBase64(login), signer)) };
}

export const FIRM = { uscc: "91341702MA00001465", name: "新芽建筑工程有限公司", legalRepresentative: "新芽", address: "晨光市滨河区新芽路 1 号", phone: "0566-1234567", roles: ["bidder"] };
type Drafted = { readonly registration: string; readonly file: string; readonly sha256: string };

export async function draftFirm(who: Someone, facts: Partial<typeof FIRM> = {}): Promise<Drafted> {
  const { status, json } = await who.ask("PUT", "/api/v1/registrations", { ...FIRM, ...facts });
  if (status !== 201) throw new RangeError(`no draft: ${JSON.stringify(json)}`);
  return json as unknown as Drafted;
}

/** What the rehearsal's authority issues for a registration. */
export async function certificateFor(who: Someone, registration: string): Promise<Signer> {
  const { json } = await who.ask("POST", "/api/v1/rehearsal/certificates", { registration });
  return must(await signerFromFiles([fromBase64(String(json["p12"]))], String(json["password"])));
}

/** A firm that has registered by its own certificate: the person's browser and the firm's signer. */
export async function registeredFirm(town: TestTown, name = "新芽代表"): Promise<{ readonly who: Someone; readonly signer: Signer }> {
  const who = someone(town);
  await register(who, name);
  const { registration, file, sha256 } = await draftFirm(who);
  const signer = await certificateFor(who, registration);
  const { status, json } = await who.ask("POST", `/api/v1/registrations/${registration}/submission`, { sha256, signature: base64(await signDetached(fromBase64(file), signer)), letter: null });
  if (status !== 200 || json["state"] !== "accepted") throw new RangeError(`not registered: ${JSON.stringify(json)}`);
  return { who, signer };
}

/** A registration that staff have to decide on. */
export async function waitingRegistration(town: TestTown): Promise<void> {
  const who = someone(town);
  await register(who, "候审员");
  const { registration, file, sha256 } = await draftFirm(who, { uscc: "91341702MA0000170M", name: "候审采购代理有限公司", roles: ["agency"] });
  const signature = base64(await signDetached(fromBase64(file), await certificateFor(who, registration)));
  const { json } = await who.ask("POST", `/api/v1/registrations/${registration}/submission`, { sha256, signature, letter: null });
  if (json["state"] !== "submitted") throw new RangeError(`it does not wait: ${JSON.stringify(json)}`);
}
