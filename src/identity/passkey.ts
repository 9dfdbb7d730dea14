import { generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticationResponseJSON, type AuthenticatorTransport, type PublicKeyCredentialCreationOptionsJSON, type RegistrationResponseJSON } from "@simplewebauthn/server";
import { fromUtf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";

/** Where a page may stand that asks for a passkey: whole origins, and the host each is known by. */
export type Sites = readonly string[];
export type NewPasskey = { readonly credentialId: Uint8Array; readonly publicKey: Uint8Array; readonly counter: number; readonly transports: string[] };
export type KnownPasskey = { readonly credential_id: Uint8Array; readonly public_key: Uint8Array; readonly counter: string; readonly transports: readonly string[] };

/** EdDSA, ES256, RS256 (RFC 9053): what authenticators have. */
const ALGORITHMS = [-8, -7, -257];
const hosts = (sites: Sites): string[] => sites.map((site) => new URL(site).hostname);
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
export const fromBase64url = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

type Making = { readonly site: string; readonly exchangeName: string; readonly name: string; readonly handle: Uint8Array; readonly challenge: Uint8Array; readonly known: readonly Uint8Array[] };

/** What a browser is asked to make (WebAuthn §5.4): found without a user name, only with the person's PIN, finger or face; no attestation, which would tell who made the device. */
export const creationOptions = ({ site, exchangeName, name, handle, challenge, known }: Making): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  generateRegistrationOptions({
    supportedAlgorithmIDs: ALGORITHMS, rpName: exchangeName, rpID: new URL(site).hostname, userName: name, userDisplayName: name, userID: Uint8Array.from(handle), challenge: Uint8Array.from(challenge), attestationType: "none",
    excludeCredentials: known.map((id) => ({ id: base64url(id) })), authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });

/** The challenge an authenticator answered, as its browser wrote it down; null where that does not read. */
export function challengeIn(response: { readonly response: { readonly clientDataJSON: string } }): Uint8Array | null {
  try {
    const { challenge } = JSON.parse(fromUtf8(fromBase64url(response.response.clientDataJSON))) as { challenge?: unknown };
    return typeof challenge === "string" && /^[A-Za-z0-9_-]{43}$/.test(challenge) ? fromBase64url(challenge) : null;
  } catch {
    return null;
  }
}

/** A new passkey out of what the browser answered: made at one of our sites, by a person who was verified. */
export async function readNewPasskey(response: RegistrationResponseJSON, challenge: Uint8Array, sites: Sites): Promise<Result<NewPasskey>> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({ response, expectedChallenge: base64url(challenge), expectedOrigin: [...sites], expectedRPID: hosts(sites), requireUserVerification: true, supportedAlgorithmIDs: ALGORITHMS });
    if (!verified) return refuse("passkey-wrong");
    const { id, publicKey, counter, transports } = registrationInfo.credential;
    return ok({ credentialId: fromBase64url(id), publicKey, counter, transports: [...(transports ?? [])] });
  } catch {
    return refuse("passkey-wrong"); // the library throws for every fault of the answer
  }
}

/** The counter after an assertion that holds; a counter that did not grow, where the authenticator counts, is a copy's (WebAuthn §7.2). */
export async function checkPasskey(response: AuthenticationResponseJSON, challenge: Uint8Array, sites: Sites, known: KnownPasskey): Promise<Result<number>> {
  try {
    const credential = { id: base64url(known.credential_id), publicKey: Uint8Array.from(known.public_key), counter: Number(known.counter), transports: known.transports as AuthenticatorTransport[] };
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({ response, expectedChallenge: base64url(challenge), expectedOrigin: [...sites], expectedRPID: hosts(sites), credential, requireUserVerification: true });
    return verified ? ok(authenticationInfo.newCounter) : refuse("passkey-wrong");
  } catch {
    return refuse("passkey-wrong");
  }
}
