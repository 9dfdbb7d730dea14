import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { ecdsaPair, OID, type SignatureCheck } from "./algorithms.js";
import type { Checking, TrustStore } from "./chains.js";
import { checkDetached, type DetachedSignature } from "./cms-rules.js";
import { NULL, oid, readDer, sequence } from "./der.js";

const WEB_HASH = { sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" } as const;
const SALT_BYTES = { sha256: 32, sha384: 48, sha512: 64 } as const;

/** Checks one signature with WebCrypto; false for everything that is not a valid signature, a broken key included. */
export async function holdsOnWeb(check: SignatureCheck): Promise<boolean> {
  try {
    return await verifyOnWeb(check);
  } catch {
    return false;
  }
}

async function verifyOnWeb({ spki, key, algorithm, data, signature }: SignatureCheck): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const signed = Uint8Array.from(data);
  if (algorithm.kind === "ed25519") {
    return subtle.verify("Ed25519", await subtle.importKey("spki", Uint8Array.from(spki), "Ed25519", false, ["verify"]), Uint8Array.from(signature), signed);
  }
  const hash = WEB_HASH[algorithm.hash];
  if (key.kind === "ecdsa") {
    const pair = ecdsaPair(signature, key.curve === "P-256" ? 32 : 48);
    const imported = await subtle.importKey("spki", Uint8Array.from(spki), { name: "ECDSA", namedCurve: key.curve }, false, ["verify"]);
    return pair !== null && subtle.verify({ name: "ECDSA", hash }, imported, pair, signed);
  }
  const name = algorithm.kind === "rsa" ? "RSASSA-PKCS1-v1_5" : "RSA-PSS";
  const imported = await subtle.importKey("spki", plainRsa(spki), { name, hash }, false, ["verify"]);
  return subtle.verify({ name, saltLength: SALT_BYTES[algorithm.hash] }, imported, Uint8Array.from(signature), signed);
}

/** Browsers import RSA keys under the plain identifier only. */
const plainRsa = (spki: Uint8Array): Uint8Array<ArrayBuffer> => sequence(sequence(oid(OID.rsa), NULL), readDer(spki, 2_048).children[1]?.bytes ?? NULL);

/** As `verifyDetached` of `cms.ts`, with the browser's own cryptography: the same rules, the same answers. */
export async function verifyDetachedOnWeb(p7s: Uint8Array, content: Uint8Array, trust: TrustStore, at: Instant): Promise<Result<DetachedSignature>> {
  return decideOnWeb(checkDetached(p7s, content, trust, at));
}

async function decideOnWeb<Value>(checking: Checking<Value>): Promise<Value> {
  let step = checking.next();
  while (step.done !== true) step = checking.next(await holdsOnWeb(step.value));
  return step.value;
}
