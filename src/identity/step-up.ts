import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { base64, fromBase64, fromUtf8, hex, sameBytes, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { CHALLENGE_MS } from "./login.js";

/** One request as its signature binds it: this act of this person in this office, with this body, on the object as it stood. Hashes in lower-case hex. */
export type ActToSign = {
  readonly action: string; readonly method: string; readonly path: string;
  /** SHA-256 of the body’s bytes; null where the act has none. */
  readonly body: string | null;
  /** Of what the act approves, as it stood when the signature was asked for; null where it approves nothing that is there already. */
  readonly object: string | null;
  readonly person: string; readonly office: string | null;
};

/** What somebody signs so that one act is done (trust.md §6). A certificate signs its canonical bytes, a passkey their SHA-256. */
export type StepUpText = ActToSign & { readonly v: "dl-step-up/1"; readonly exchange: string; readonly origin: string; /** 64 hex digits. */ readonly nonce: string; readonly exp: string };

type Asking = { readonly exchange: string; readonly origin: string; readonly nonce: string; readonly now: Instant };

export function stepUpBytes(act: ActToSign, { exchange, origin, nonce, now }: Asking): Uint8Array {
  const text: StepUpText = { v: "dl-step-up/1", exchange, origin, ...act, nonce, exp: rfc3339(plusMs(now, CHALLENGE_MS)) };
  return canonical(text);
}

/** Brings the proof of one act with its request. */
export const STEP_UP_HEADER = "step-up";
/** The header's value: base64url of JSON. */
export const stepUpHeader = (proof: { readonly text: string; readonly certificate: string } | { readonly text: string; readonly passkey: unknown }): string =>
  base64(utf8(JSON.stringify(proof))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The hash of a body as a signature binds it: of its very bytes. */
export const bodyHash = (body: string): string => hex(sha256(utf8(body)));

/** The hash of a version of something: whoever changes it makes another, in whatever order it is stored. */
export const versionOf = (what: Json): string => hex(sha256(canonical(written(what))));

/** Canonical JSON holds no line breaks; forms do. */
function written(value: Json): Json {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return value;
  return Array.isArray(value) ? (value as readonly Json[]).map(written) : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
}

/** What must be the same in the text and in the request that brings it, in the order in which a difference is told. */
const BOUND = ["exchange", "action", "method", "path", "body", "person", "office"] as const;

/** Whether what was signed is this very request. A text of another shape is another request's. @param sites origins at which it may have been asked for */
export function decideStepUp(text: Uint8Array, act: ActToSign, { exchange, sites }: { readonly exchange: string; readonly sites: readonly string[] }): Result<StepUpText> {
  const read = textOf(text);
  if (read === null) return refuse("step-up-other", { what: "text" });
  const wanted = { ...act, exchange };
  const other = BOUND.find((name) => read[name] !== wanted[name]);
  if (other !== undefined) return refuse("step-up-other", { what: other });
  if (!sites.includes(read.origin)) return refuse("step-up-other", { what: "origin" });
  return read.object === act.object ? ok(read) : refuse("approval-stale");
}

/** A text of exactly this format's keys, or null. */
export function textOf(bytes: Uint8Array): StepUpText | null {
  try {
    const { exchange, origin, action, method, path, body, object, person, office, nonce, exp } = parseCanonical(bytes) as unknown as StepUpText;
    const text: StepUpText = { v: "dl-step-up/1", exchange, origin, action, method, path, body, object, person, office, nonce, exp };
    return sameBytes(canonical(text), bytes) ? text : null;
  } catch {
    return null; // canonical and parseCanonical throw on whatever is not canonical JSON
  }
}

/** The text if it is for this request and nothing else, or null: whoever signs looks first, since his key must sign nothing that he was not about to do. */
export function textFor(text: Uint8Array, { method, path, body }: { readonly method: string; readonly path: string; readonly body: string | null }): StepUpText | null {
  const read = textOf(text);
  return read !== null && read.method === method && read.path === path && read.body === (body === null ? null : bodyHash(body)) ? read : null;
}

/** How a person signed: a CMS signature over the text, or what an authenticator answered to its SHA-256 (base64). */
export type ActProof =
  | { readonly how: "certificate"; /** DER of the certificate. */ readonly key: Uint8Array; readonly credential: string; readonly signature: Uint8Array }
  | { readonly how: "passkey"; /** SubjectPublicKeyInfo, DER. */ readonly key: Uint8Array; readonly credential: string; readonly signature: Uint8Array; readonly authenticatorData: Uint8Array; readonly clientDataJSON: Uint8Array };

/**
 * `signed-act/1`: the whole evidence of a signature. By a certificate: `signature` is detached CMS over `text`. By a passkey: `signature` is over
 * `authenticatorData` and the SHA-256 of `clientDataJSON`, whose `challenge` is the SHA-256 of `text` (WebAuthn §7.2). Bytes are base64.
 */
export function signedActFile(text: Uint8Array, proof: ActProof, at: Instant): Uint8Array {
  const seen = proof.how === "passkey" ? { authenticatorData: base64(proof.authenticatorData), clientDataJSON: base64(proof.clientDataJSON) } : {};
  return canonical({ v: "signed-act/1", at: rfc3339(at), text: base64(text), how: proof.how, credential: proof.credential, key: base64(proof.key), signature: base64(proof.signature), ...seen });
}

/** Whether bytes that sign something are a `signed-act/1` and not CMS, which is DER. */
export const isSignedAct = (bytes: Uint8Array): boolean => bytes[0] === utf8("{")[0];

/** The hash of the body that a kept act was signed for; null where it had none. */
export const signedBody = (act: Uint8Array): string | null => textOf(fromBase64((JSON.parse(fromUtf8(act)) as { readonly text: string }).text))?.body ?? null;
