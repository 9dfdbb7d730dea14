import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** An authenticator in software: what a phone or a key answers a browser with (WebAuthn §6), each part of which a test may spoil. */
export type Authenticator = { readonly id: string; readonly key: KeyObject; readonly cose: Buffer; counter: number };
/** What may be spoiled: where the page stood, which site it said it was, whether the person was verified, the counter. */
export type Spoiled = { readonly origin?: string; readonly rpId?: string; readonly verified?: boolean; readonly counter?: number; readonly type?: string };

const UP = 0x01;
const UV = 0x04;
const AT = 0x40;
const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

export function newAuthenticator(): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  // COSE_Key: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} (RFC 9053).
  const cose = Buffer.concat([Buffer.from("a5010203262001215820", "hex"), Buffer.from(x, "base64url"), Buffer.from("225820", "hex"), Buffer.from(y, "base64url")]);
  return { id: url(randomBytes(32)), key: privateKey, cose, counter: 0 };
}

function authenticatorData({ id, cose, counter }: Authenticator, site: string, isNew: boolean, spoiled: Spoiled): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(spoiled.counter ?? counter);
  const flags = UP | (spoiled.verified === false ? 0 : UV) | (isNew ? AT : 0);
  const raw = Buffer.from(id, "base64url");
  const attested = isNew ? Buffer.concat([Buffer.alloc(16), Buffer.from([0, raw.length]), raw, cose]) : Buffer.alloc(0);
  return Buffer.concat([sha256(spoiled.rpId ?? new URL(site).hostname), Buffer.from([flags]), count, attested]);
}

const clientData = (type: string, challenge: string, site: string, spoiled: Spoiled): Buffer => Buffer.from(JSON.stringify({ type: spoiled.type ?? type, challenge, origin: spoiled.origin ?? site, crossOrigin: false }));

/** Answers `navigator.credentials.create`. */
export function created(authenticator: Authenticator, challenge: string, site: string, spoiled: Spoiled = {}): Record<string, unknown> {
  const data = authenticatorData(authenticator, site, true, spoiled);
  // {"fmt": "none", "attStmt": {}, "authData": bytes}
  const attestation = Buffer.concat([Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746159", "hex"), Buffer.from([data.length >> 8, data.length & 255]), data]);
  return { id: authenticator.id, rawId: authenticator.id, type: "public-key", clientExtensionResults: {}, response: { clientDataJSON: url(clientData("webauthn.create", challenge, site, spoiled)), attestationObject: url(attestation), transports: ["internal"] } };
}

/** Answers `navigator.credentials.get`; counts up by one. */
export function asserted(authenticator: Authenticator, challenge: string, site: string, spoiled: Spoiled = {}): Record<string, unknown> {
  authenticator.counter += 1;
  const data = authenticatorData(authenticator, site, false, spoiled);
  const client = clientData("webauthn.get", challenge, site, spoiled);
  const signature = sign("sha256", Buffer.concat([data, sha256(client)]), authenticator.key);
  return { id: authenticator.id, rawId: authenticator.id, type: "public-key", clientExtensionResults: {}, response: { clientDataJSON: url(client), authenticatorData: url(data), signature: url(signature) } };
}
