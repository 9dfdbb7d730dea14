import "reflect-metadata";
import { createPrivateKey, randomBytes, sign, webcrypto, type KeyObject } from "node:crypto";
import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, Name, X509CertificateGenerator, type Extension } from "@peculiar/x509";
import { at, type Instant } from "../../src/kernel/time.js";
import { must } from "../../src/kernel/result.js";
import { fromHex } from "../../src/kernel/bytes.js";
import { parseCertificate, type Certificate } from "../../src/signing/certificates.js";
import type { TrustStore } from "../../src/signing/chains.js";
import { ATTRIBUTE, CONTENT, attribute } from "../../src/signing/signed-data.js";
import { context, inSetOrder, octets, oid, sequence, set, tlv, unsigned, TAG } from "../../src/signing/der.js";
import { SHA256_IDENTIFIER, SIGNATURE_IDENTIFIER } from "../../src/signing/algorithms.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** Certificates as no proper authority would issue them, and signature files as no proper signer would write them. */
export type Party = { readonly name: Name; readonly certificate: Uint8Array<ArrayBuffer>; readonly parsed: Certificate; readonly key: webcrypto.CryptoKey; readonly nativeKey: KeyObject };

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export type Oddity = { readonly issuer?: Party; readonly extensions?: readonly Extension[]; readonly from?: Instant; readonly until?: Instant; readonly algorithm?: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams; readonly uscc?: string };

export const SIGNS = new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true);
export const AUTHORITY = [new BasicConstraintsExtension(true, undefined, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true)];

const PROPER = { extensions: [SIGNS], from: at("2020-01-01T00:00:00Z"), until: at("2040-01-01T00:00:00Z"), algorithm: P256, uscc: "" };

const newKeys = (algorithm: NonNullable<Oddity["algorithm"]>): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);

/** A certificate by `issuer` (by itself where there is none), for signing unless the extensions say otherwise. */
export async function certify(commonName: string, oddity: Oddity = {}): Promise<Party> {
  const { issuer, extensions, from, until, algorithm, uscc } = { ...PROPER, ...oddity };
  const keys = await newKeys(algorithm);
  const organisation = uscc === "" ? [] : [{ "2.5.4.97": [{ utf8String: `NTRCN-${uscc}` }] }];
  const name = new Name([...organisation, { CN: [{ utf8String: commonName }] }]);
  const made = await X509CertificateGenerator.create({
    subject: name, issuer: issuer?.name ?? name, publicKey: keys.publicKey, signingKey: issuer?.key ?? keys.privateKey,
    serialNumber: `5${randomBytes(8).toString("hex").slice(1)}`, notBefore: new Date(from), notAfter: new Date(until), extensions: [...extensions], signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
  }, webcrypto);
  const certificate = new Uint8Array(made.rawData);
  const nativeKey = createPrivateKey({ key: Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)), format: "der", type: "pkcs8" });
  return { name, certificate, parsed: must(parseCertificate(certificate)), key: keys.privateKey, nativeKey };
}

/** A trust store of these roots. */
export const trusting = (...roots: readonly Party[]): TrustStore => ({ roots: roots.map(({ parsed }) => parsed), intermediates: [], crls: [] });

export type Forgery = {
  /** In place of the three attributes of a proper signature. */
  readonly attributes?: readonly Uint8Array[];
  readonly signers?: number;
  readonly embedded?: Uint8Array;
  readonly certificates?: readonly Uint8Array[];
  readonly unsignedAttributes?: readonly Uint8Array[];
  readonly inGivenOrder?: boolean;
};

/** The three attributes of a proper signature. */
export const properAttributes = (content: Uint8Array, certificate: Uint8Array): Uint8Array[] => [
  attribute(ATTRIBUTE.contentType, oid(CONTENT.data)),
  attribute(ATTRIBUTE.messageDigest, octets(sha256(content))),
  attribute(ATTRIBUTE.signingCertificate, sequence(sequence(sequence(octets(sha256(certificate)))))),
];

/** A signature file that verifies cryptographically, but is put together as the forger likes. */
export function forge(content: Uint8Array, party: Party, forgery: Forgery = {}): Uint8Array<ArrayBuffer> {
  const attributes = forgery.attributes ?? properAttributes(content, party.certificate);
  const signed = tlv(TAG.set, ...(forgery.inGivenOrder === true ? attributes : inSetOrder(attributes)));
  const later = forgery.unsignedAttributes === undefined ? [] : [tlv(context(1), ...inSetOrder(forgery.unsignedAttributes))];
  const signer = sequence(unsigned(Uint8Array.of(1)), sequence(party.parsed.issuer.der, unsigned(fromHex(party.parsed.serial))), SHA256_IDENTIFIER,
    Uint8Array.from([context(0), ...signed.subarray(1)]), SIGNATURE_IDENTIFIER.ecdsa, octets(sign("sha256", signed, party.nativeKey)), ...later);
  const inside = forgery.embedded === undefined ? [] : [tlv(context(0), octets(forgery.embedded))];
  const certificates = forgery.certificates ?? [party.certificate];
  return sequence(oid(CONTENT.signedData), tlv(context(0), sequence(unsigned(Uint8Array.of(1)), set(SHA256_IDENTIFIER), sequence(oid(CONTENT.data), ...inside),
    ...(certificates.length === 0 ? [] : [tlv(context(0), ...certificates)]), set(...Array.from({ length: forgery.signers ?? 1 }, () => signer)))));
}
