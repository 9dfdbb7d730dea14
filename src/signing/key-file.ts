import { readPem, parseCertificate } from "./certificates.js";
import type { KeyType } from "./algorithms.js";
import type { Signer } from "./cms-sign.js";
import { refuse, ok, type Result } from "../kernel/result.js";

/** A signer from a certificate and its private key as PEM files: the first certificate signs, the others are its chain. */
export async function signerFromPem(certificatePem: string, keyPem: string): Promise<Result<Signer>> {
  const [certificate, ...chain] = readPem(certificatePem, "CERTIFICATE");
  const [key] = readPem(keyPem, "PRIVATE KEY");
  if (certificate === undefined || key === undefined) return refuse("key-file-malformed");
  const parsed = parseCertificate(certificate);
  return parsed.ok ? signerFrom(certificate, key, parsed.value.key, chain) : parsed;
}

/** The same from DER: PKCS#8 for the key. */
export async function signerFrom(certificate: Uint8Array, key: Uint8Array<ArrayBuffer>, kind: KeyType, chain: readonly Uint8Array[] = []): Promise<Result<Signer>> {
  try {
    return ok({ certificate, chain, key: await crypto.subtle.importKey("pkcs8", key, importOf(kind), false, ["sign"]) });
  } catch {
    return refuse("key-file-malformed");
  }
}

/** @throws {RangeError} on a key that no certificate of ours may have. */
function importOf(kind: KeyType): { name: string; namedCurve: string } | { name: string; hash: string } {
  if (kind.kind === "ecdsa") return { name: "ECDSA", namedCurve: kind.curve };
  if (kind.kind === "ed25519") throw new RangeError("people do not sign with Ed25519");
  return { name: kind.kind === "rsa" ? "RSASSA-PKCS1-v1_5" : "RSA-PSS", hash: "SHA-256" };
}
