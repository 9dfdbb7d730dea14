import { createPublicKey } from "node:crypto";
import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? new Uint8Array()).toString("base64url");

/** A passkey's public key (COSE, RFC 9053) as SubjectPublicKeyInfo, DER: what stock tools read. @throws {TypeError} for a key no passkey of ours has */
export function spkiOf(publicKey: Uint8Array): Uint8Array {
  const key = decodeCredentialPublicKey(Uint8Array.from(publicKey));
  return new Uint8Array(createPublicKey({ key: jwkOf(key), format: "jwk" }).export({ type: "spki", format: "der" }));
}

function jwkOf(key: ReturnType<typeof decodeCredentialPublicKey>): Record<string, string> {
  if (cose.isCOSEPublicKeyEC2(key)) return { kty: "EC", crv: "P-256", x: text(key.get(cose.COSEKEYS.x)), y: text(key.get(cose.COSEKEYS.y)) };
  if (cose.isCOSEPublicKeyOKP(key)) return { kty: "OKP", crv: "Ed25519", x: text(key.get(cose.COSEKEYS.x)) };
  if (cose.isCOSEPublicKeyRSA(key)) return { kty: "RSA", n: text(key.get(cose.COSEKEYS.n)), e: text(key.get(cose.COSEKEYS.e)) };
  throw new TypeError("a passkey of a kind that is not taken");
}
