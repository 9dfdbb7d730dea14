import { constants, createPrivateKey, createPublicKey, generateKeyPair, privateDecrypt, publicEncrypt, verify } from "node:crypto";
import { promisify } from "node:util";
import { sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { BLIND_KEY_BYTES, PSS_SALT_BYTES } from "./blind-rsa.js";

export type BlindKeyPair = { readonly spki: Uint8Array; readonly pkcs8: Uint8Array };

/** A fresh key of 2048 bits: one for each tender. */
export async function newBlindKey(): Promise<BlindKeyPair> {
  const pair = await promisify(generateKeyPair)("rsa", { modulusLength: BLIND_KEY_BYTES * 8, publicExponent: 65_537, publicKeyEncoding: { type: "spki", format: "der" }, privateKeyEncoding: { type: "pkcs8", format: "der" } });
  return { spki: Uint8Array.from(pair.publicKey), pkcs8: Uint8Array.from(pair.privateKey) };
}

/** Signs what it cannot read. The result is checked against the public key before it leaves: a wrong one would give the key away (RFC 9474, 4.3). */
export function blindSign({ spki, pkcs8 }: BlindKeyPair, blinded: Uint8Array): Result<Uint8Array> {
  const padding = constants.RSA_NO_PADDING;
  const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  try {
    const signed = privateDecrypt({ key: createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" }), padding }, blinded);
    return sameBytes(publicEncrypt({ key, padding }, signed), blinded) ? ok(Uint8Array.from(signed)) : refuse("ticket-request-malformed");
  } catch {
    return refuse("ticket-request-malformed"); // the number is not below the modulus
  }
}

/** Whether a signature that was taken out of a blind one holds: ordinary RSASSA-PSS with SHA-384. */
export const verifyBlind = (spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verify("sha384", message, { key: createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: PSS_SALT_BYTES }, signature);
