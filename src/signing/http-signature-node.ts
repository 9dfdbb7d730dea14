import { createHash, createPublicKey, randomBytes, sign, verify, type KeyObject } from "node:crypto";
import { base64, concat, fromBase64, fromHex, utf8 } from "../kernel/bytes.js";

/**
 * HTTP message signatures (RFC 9421) by Ed25519, in one fixed form: method, path and content digest (RFC 9530) of a request, with when it was made, a nonce, the
 * key's name and what it is for; of an answer its status and digest, and the signature of the request it answers. Anything else is no signature of ours.
 */

/** The headers that carry a signature. */
export type SignedHeaders = { readonly "content-digest": string; readonly "signature-input": string; readonly "signature": string };
export type GivenHeaders = (name: string) => string | null | undefined;

type Component = readonly [identifier: string, value: string];
export type Request = { readonly method: string; /** Path and query, as sent. */ readonly path: string; readonly body: Uint8Array };
export type HttpKey = { readonly name: string; readonly key: KeyObject };
export type HttpPublicKey = { readonly name: string; /** 32 bytes. */ readonly publicKey: Uint8Array };

/** Older or newer than this, in seconds, a message was kept back or made up. */
export const AGE_S_MAX = 300;
const NONCE_BYTES = 16;
const SPKI = fromHex("302a300506032b6570032100");
const REQUEST_COVERS = ["\"@method\"", "\"@path\"", "\"content-digest\""];
const ANSWER_COVERS = ["\"@status\"", "\"content-digest\"", "\"@method\";req", "\"@path\";req", "\"signature\";req;key=\"sig\""];

/** The bytes that are signed (RFC 9421 §2.5). @param params the inner list with its parameters, as `Signature-Input` has it */
export const signatureBase = (components: readonly Component[], params: string): Uint8Array => utf8([...components.map(([identifier, value]) => `${identifier}: ${value}`), `"@signature-params": ${params}`].join("\n"));

const digestOf = (body: Uint8Array): string => digestText(createHash("sha256").update(body).digest("base64"));

/** Signs a request. @param now seconds */
export function signRequest(key: HttpKey, request: Request, now: number, nonce: Uint8Array = randomBytes(NONCE_BYTES)): SignedHeaders {
  return signed(key, componentsOf(request), REQUEST_COVERS, { digest: digestOf(request.body), now, nonce });
}

/** Signs an answer to a signed request. @param requestSignature the request's `Signature` header @param now seconds */
export function signAnswer(key: HttpKey, answer: { readonly status: number; readonly body: Uint8Array }, request: Omit<Request, "body">, requestSignature: string, now: number): SignedHeaders {
  const digest = digestOf(answer.body);
  return signed(key, answerComponents(answer.status, digest, request, requestSignature), ANSWER_COVERS, { digest, now, nonce: randomBytes(NONCE_BYTES) });
}

/** Whether a request is one that the holder of the key made just now. @param now seconds */
export const isSignedRequest = (key: HttpPublicKey, request: Request, headers: GivenHeaders, now: number): boolean => signedRequest(key, request, headers, now) !== null;

/** What the holder of the key signed of a request made just now, as it can be checked ever after: the text and the 64 bytes over it. Null where he signed none. @param now seconds */
export const signedRequest = (key: HttpPublicKey, request: Request, headers: GivenHeaders, now: number): SignedText | null =>
  headers("content-digest") === digestOf(request.body) ? heldTo(key, componentsOf(request), REQUEST_COVERS, headers, now) : null;

/** A text that was signed (RFC 9421 §2.5) and its signature. */
export type SignedText = { readonly base: Uint8Array; readonly signature: Uint8Array };

/** Whether a text that a key holder signed is about these very bytes, whenever it was. */
export function isSignedText({ publicKey }: Pick<HttpPublicKey, "publicKey">, { base, signature }: SignedText, body: Uint8Array): boolean {
  return Buffer.from(base).toString("utf8").split("\n").includes(`"content-digest": ${digestOf(body)}`) && verify(null, base, publicKeyOf(publicKey), signature);
}

/** Whether an answer is the key holder's to this very request. @param now seconds */
export const isSignedAnswer = (key: HttpPublicKey, answer: { readonly status: number; readonly body: Uint8Array }, request: AskedRequest, headers: GivenHeaders, now: number): boolean =>
  answerDigest(key, answer.status, request, headers, now) === digestOf(answer.body);

export type AskedRequest = Omit<Request, "body"> & { readonly signature: string };

/** The digest that the key holder signed for his answer to this very request: what streams in is held against it at its end (`digestText`). Null where he signed none. @param now seconds */
export function answerDigest(key: HttpPublicKey, status: number, request: AskedRequest, headers: GivenHeaders, now: number): string | null {
  const digest = headers("content-digest") ?? "";
  return holds(key, answerComponents(status, digest, request, request.signature), ANSWER_COVERS, headers, now) ? digest : null;
}

/** A digest as the header has it. @param sha256 base64 */
export const digestText = (sha256: string): string => `sha-256=:${sha256}:`;

const componentsOf = ({ method, path, body }: Request): Component[] => [["\"@method\"", method.toUpperCase()], ["\"@path\"", path], ["\"content-digest\"", digestOf(body)]];

const answerComponents = (status: number, digest: string, { method, path }: Omit<Request, "body">, requestSignature: string): Component[] =>
  [["\"@status\"", String(status)], ["\"content-digest\"", digest], ["\"@method\";req", method.toUpperCase()], ["\"@path\";req", path], ["\"signature\";req;key=\"sig\"", requestSignature.replace(/^sig=/, "")]];

function signed({ name, key }: HttpKey, components: readonly Component[], covers: readonly string[], { digest, now, nonce }: { readonly digest: string; readonly now: number; readonly nonce: Uint8Array }): SignedHeaders {
  const params = `(${covers.join(" ")});created=${String(now)};nonce="${base64(nonce)}";keyid="${name}";alg="ed25519";tag="daylight-bank"`;
  return { "content-digest": digest, "signature-input": `sig=${params}`, "signature": `sig=:${base64(Uint8Array.from(sign(null, signatureBase(components, params), key)))}:` };
}

/** The name of the key that a message says it is signed by; null where it says none. */
export const keyNameIn = (headers: GivenHeaders): string | null => readInput(headers("signature-input") ?? "")?.by ?? null;

const INPUT = /^sig=(\(([^()]+)\);created=(\d{1,12});nonce="[A-Za-z0-9+/=]{16,64}";keyid="([A-Za-z0-9._/:-]{1,120})";alg="ed25519";tag="daylight-bank")$/;
const SIGNATURE = /^sig=:(?<value>[A-Za-z0-9+/]{86}==):$/;

const holds = (...given: Parameters<typeof heldTo>): boolean => heldTo(...given) !== null;
/** A raw Ed25519 key as stock tools read it: PEM of its SubjectPublicKeyInfo (RFC 8410 §4). */
export const pemOf = (publicKey: Uint8Array): string => `-----BEGIN PUBLIC KEY-----\n${base64(concat(SPKI, publicKey))}\n-----END PUBLIC KEY-----\n`;

const publicKeyOf = (publicKey: Uint8Array) => createPublicKey({ key: Buffer.from(concat(SPKI, publicKey)), format: "der", type: "spki" });

function heldTo({ name, publicKey }: HttpPublicKey, components: readonly Component[], covers: readonly string[], headers: GivenHeaders, now: number): SignedText | null {
  const [given, signature] = [readInput(headers("signature-input") ?? ""), SIGNATURE.exec(headers("signature") ?? "")?.groups?.["value"]];
  if (given === null || signature === undefined || !isAsAgreed(given, name, covers, now)) return null;
  const text = { base: signatureBase(components, given.params), signature: fromBase64(signature) };
  return verify(null, text.base, publicKeyOf(publicKey), text.signature) ? text : null;
}

const isAsAgreed = (given: SignatureInput, name: string, covers: readonly string[], now: number): boolean => given.covers === covers.join(" ") && given.by === name && Math.abs(now - given.created) <= AGE_S_MAX;

type SignatureInput = { readonly params: string; readonly covers: string; readonly created: number; readonly by: string };

function readInput(text: string): SignatureInput | null {
  const [, params = "", covers = "", created = "", by = ""] = INPUT.exec(text) ?? [];
  return params === "" ? null : { params, covers, created: Number(created), by };
}
