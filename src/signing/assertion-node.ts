import { createHash, createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { fromUtf8 } from "../kernel/bytes.js";

/** What an authenticator answered: `signature` is over `authenticatorData` and the SHA-256 of `clientDataJSON`. Key as SubjectPublicKeyInfo, DER. */
export type Assertion = { readonly key: Uint8Array; readonly signature: Uint8Array; readonly authenticatorData: Uint8Array; readonly clientDataJSON: Uint8Array };

const ClientData = z.looseObject({ type: z.literal("webauthn.get"), challenge: z.string(), origin: z.string() });
/** Bits of the byte after the hash of the site: somebody was there, and was verified (WebAuthn §6.1). */
const FLAGS_AT = 32;
const PRESENT_AND_VERIFIED = 0x05;

/** Whether a passkey's holder, verified by its device, answered to the SHA-256 of these bytes at this origin. Source: WebAuthn §7.2, steps that need no session. */
export function assertionHolds({ key, signature, authenticatorData, clientDataJSON }: Assertion, signed: Uint8Array, origin: string): boolean {
  try {
    const client = ClientData.safeParse(JSON.parse(fromUtf8(clientDataJSON)));
    const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
    if (!client.success || client.data.challenge !== sha256(signed).toString("base64url") || client.data.origin !== origin) return false;
    const isSite = sha256(Buffer.from(new URL(origin).hostname)).equals(authenticatorData.subarray(0, FLAGS_AT));
    if (!isSite || ((authenticatorData[FLAGS_AT] ?? 0) & PRESENT_AND_VERIFIED) !== PRESENT_AND_VERIFIED) return false;
    const publicKey = createPublicKey({ key: Buffer.from(key), format: "der", type: "spki" });
    return verify(publicKey.asymmetricKeyType === "ed25519" ? null : "sha256", Buffer.concat([authenticatorData, sha256(clientDataJSON)]), publicKey, signature);
  } catch {
    return false; // JSON, URL and key parsers throw on hostile bytes
  }
}
