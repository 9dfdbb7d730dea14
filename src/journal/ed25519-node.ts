import { createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { concat, fromHex } from "../kernel/bytes.js";
import { vkeyOf, type Algorithm, type LogSigner, type NoteSigner, type VerifyEd25519 } from "./note.js";

/** What stands before the 32 key bytes in a SubjectPublicKeyInfo of Ed25519. */
const SPKI = fromHex("302a300506032b6570032100");

/** Ed25519 by OpenSSL, which refuses what RFC 8032 refuses (noble's default would follow ZIP-215). */
export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) =>
  verify(null, message, createPublicKey({ key: Buffer.from(concat(SPKI, publicKey)), format: "der", type: "spki" }), signature);

/** A private Ed25519 key as a signer of notes (type 1) or a witness's cosigner (type 4). @throws {TypeError} if the key is of another kind. */
export function noteSigner(name: string, algorithm: Algorithm, privateKey: KeyObject): NoteSigner {
  if (privateKey.type !== "private" || privateKey.asymmetricKeyType !== "ed25519") throw new TypeError("not a private Ed25519 key");
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return { vkey: vkeyOf(name, algorithm, Uint8Array.from(spki.subarray(SPKI.length))), sign: (message) => Uint8Array.from(sign(null, message, privateKey)) };
}

/** A private Ed25519 key that lies elsewhere, on a token say. @param publicKey 32 bytes */
export type HeldEd25519 = { readonly publicKey: Uint8Array; readonly sign: (message: Uint8Array) => Promise<Uint8Array> };
export type LogKey = KeyObject | HeldEd25519;

/** A log's key as the signer of its checkpoints. */
export const logSigner = (origin: string, key: LogKey): LogSigner => ("publicKey" in key ? { vkey: vkeyOf(origin, 1, key.publicKey), sign: key.sign } : noteSigner(origin, 1, key));

/** The 32 bytes of a public key in its SubjectPublicKeyInfo. @throws {RangeError} if it is of another kind */
export function rawEd25519(spki: Uint8Array): Uint8Array {
  if (spki.length !== SPKI.length + 32 || !SPKI.every((byte, at) => spki[at] === byte)) throw new RangeError("no public key of Ed25519");
  return spki.slice(SPKI.length);
}
