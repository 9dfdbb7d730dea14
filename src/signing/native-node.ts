import { createPublicKey, verify, constants, type KeyObject } from "node:crypto";
import type { SignatureCheck } from "./algorithms.js";
import type { Checking } from "./chains.js";

/** Keys by the bytes they were read from: certificates are remembered, so a key is imported once. */
const keys = new WeakMap<Uint8Array, KeyObject>();

function keyOf(spki: Uint8Array): KeyObject {
  const known = keys.get(spki);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.from(spki.buffer, spki.byteOffset, spki.length), format: "der", type: "spki" });
  keys.set(spki, key);
  return key;
}

/** Checks one signature with Node's OpenSSL; false for everything that is not a valid signature, a broken key included. */
export function holdsNatively({ spki, algorithm, data, signature }: SignatureCheck): boolean {
  try {
    const key = keyOf(spki);
    if (algorithm.kind === "ed25519") return verify(null, data, key, signature);
    if (algorithm.kind === "ecdsa") return verify(algorithm.hash, data, { key, dsaEncoding: "der" }, signature);
    const padding = algorithm.kind === "rsa" ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING;
    return verify(algorithm.hash, data, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
  } catch {
    return false;
  }
}

/** Runs a decision to its end, each signature checked natively. */
export function decideNatively<Value>(checking: Checking<Value>): Value {
  let step = checking.next();
  while (step.done !== true) step = checking.next(holdsNatively(step.value));
  return step.value;
}
