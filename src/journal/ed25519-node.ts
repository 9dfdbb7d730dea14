import { createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { concat, fromHex } from "../kernel/bytes.js";
import { vkeyOf, type Algorithm, type NoteSigner, type VerifyEd25519 } from "./note.js";

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
