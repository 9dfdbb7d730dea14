import { concat } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { readHash, readSignatureAlgorithm, SHA256_IDENTIFIER, SIGNATURE_IDENTIFIER, OID, type SignatureAlgorithm } from "./algorithms.js";
import { readName, readSerial, type Name } from "./certificates.js";
import { WrongDer, childrenOf, compareBytes, context, expect, octets, oid, readDer, readOid, readSmall, readTime, sequence, set, tlv, unsigned, TAG, type Der } from "./der.js";

/** CMS SignedData (RFC 5652) with exactly one signer, named by issuer and serial number, and SHA-256 throughout. */
export type SignedData = {
  readonly contentType: string;
  /** Null where the content lies elsewhere. */
  readonly content: Uint8Array | null;
  readonly certificates: readonly Uint8Array[];
  readonly issuer: Name;
  readonly serial: string;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** The signed attributes as a SET: the bytes the signature is over. */
  readonly signedAttributes: Uint8Array;
  readonly messageDigest: Uint8Array;
  /** SHA-256 of the certificate the signer says is his (ESSCertIDv2, RFC 5035). */
  readonly certificateHash: Uint8Array;
  /** The signer's own word: informative. */
  readonly signingTime: Instant | null;
  /** signature-time-stamp (RFC 3161 token), unverified. */
  readonly timestampToken: Uint8Array | null;
};

export const ATTRIBUTE = {
  contentType: "1.2.840.113549.1.9.3", messageDigest: "1.2.840.113549.1.9.4", signingTime: "1.2.840.113549.1.9.5",
  signingCertificate: "1.2.840.113549.1.9.16.2.47", timestampToken: "1.2.840.113549.1.9.16.2.14",
} as const;

export const CONTENT = { data: "1.2.840.113549.1.7.1", signedData: "1.2.840.113549.1.7.2", timestamp: "1.2.840.113549.1.9.16.1.4" } as const;

/** bytes; ours have 1 to 4 KiB, with certificates and a time stamp attached up to 12. */
const signedDataBytesMax = 65_536;
const certificatesMax = 8;

/** Reads a CMS file of one content type. Everything that is not fixed by the signature is fixed by this template, or refused. */
export function readSignedData(bytes: Uint8Array, contentType: string): Result<SignedData> {
  try {
    return readParts(bytes, contentType);
  } catch (error) {
    if (error instanceof WrongDer) return refuse("wrong-cms", { why: error.message });
    throw error;
  }
}

function readParts(bytes: Uint8Array, contentType: string): Result<SignedData> {
  const [kind, body] = childrenOf(readDer(bytes, signedDataBytesMax), TAG.sequence, "the file", 2, 2);
  if (readOid(kind, "the file's type") !== CONTENT.signedData) throw new WrongDer("not a signature file");
  const [version, hashes, encapsulated, ...rest] = childrenOf(childrenOf(body, context(0), "the body", 1, 1)[0], TAG.sequence, "the body", 4, 5);
  // RFC 5652, 5.1: 1 for plain data, 3 for every other content.
  if (readSmall(version, "the version") !== (contentType === CONTENT.data ? 1 : 3)) throw new WrongDer("another version");
  const content = readContent(encapsulated, contentType);
  const certificates = rest.length === 2 ? childrenOf(rest[0], context(0), "the certificates", 1, certificatesMax) : [];
  const signers = expect(rest.at(-1), TAG.set, "the signers").children;
  const [signer] = signers;
  if (signer === undefined || signers.length > 1) return refuse("cms-signers", { count: signers.length });
  if (readHash(childrenOf(hashes, TAG.set, "the hash algorithms", 1, 1)[0]) !== "sha256") return refuse("signature-algorithm", { algorithm: "not SHA-256" });
  const read = readSigner(signer, contentType);
  return read.ok ? ok({ contentType, content, certificates: certificates.map((each) => expect(each, TAG.sequence, "a certificate").bytes), ...read.value }) : read;
}

function readContent(encapsulated: Der | undefined, contentType: string): Uint8Array | null {
  const [type, content] = childrenOf(encapsulated, TAG.sequence, "the content", 1, 2);
  if (readOid(type, "the content's type") !== contentType) throw new WrongDer("another type of content");
  return content === undefined ? null : expect(childrenOf(content, context(0), "the content", 1, 1)[0], TAG.octets, "the content").content;
}

type Attributes = Pick<SignedData, "messageDigest" | "certificateHash" | "signingTime">;
type Signer = Omit<SignedData, "contentType" | "content" | "certificates">;

function readSigner(signer: Der, contentType: string): Result<Signer> {
  const [version, who, hash, signed, algorithm, signature, later] = childrenOf(signer, TAG.sequence, "the signer", 6, 7);
  if (readSmall(version, "the signer's version") !== 1) throw new WrongDer("another version of signer");
  const [issuer, serial] = childrenOf(who, TAG.sequence, "the signer's identifier", 2, 2);
  const found = readSignerAlgorithm(algorithm);
  if (readHash(hash) !== "sha256" || found?.hash !== "sha256") return refuse("signature-algorithm", { algorithm: found?.hash ?? "unknown" });
  const attributes = readSignedAttributes(signed, contentType);
  return attributes.ok ? ok({
    issuer: readName(issuer), serial: readSerial(serial), algorithm: found,
    signature: expect(signature, TAG.octets, "the signature").content,
    signedAttributes: concat(Uint8Array.of(TAG.set), expect(signed, context(0), "the attributes").bytes.subarray(1)),
    ...attributes.value,
    timestampToken: readTimestampToken(later),
  }) : attributes;
}

const MANDATORY = ["contentType", "messageDigest", "signingCertificate"] as const;

/** No attribute stands twice, whatever its type, and the three that matter stand. */
function readSignedAttributes(signed: Der | undefined, contentType: string): Result<Attributes> {
  const attributes = readAttributes(signed, context(0));
  for (const name of MANDATORY) {
    const count = attributes.get(ATTRIBUTE[name])?.length ?? 0;
    if (count !== 1) return refuse("cms-attribute", { attribute: name, count });
  }
  for (const [attribute, { length: count }] of attributes) if (count > 1) return refuse("cms-attribute", { attribute, count });
  const one = (dotted: string): Der | undefined => attributes.get(dotted)?.[0];
  if (readOid(one(ATTRIBUTE.contentType), "contentType") !== contentType) throw new WrongDer("contentType names another type");
  const time = one(ATTRIBUTE.signingTime);
  return ok({
    messageDigest: expect(one(ATTRIBUTE.messageDigest), TAG.octets, "messageDigest").content,
    certificateHash: readCertificateHash(one(ATTRIBUTE.signingCertificate)),
    signingTime: time === undefined ? null : readTime(time, "signingTime"),
  });
}

const readTimestampToken = (unsignedAttributes: Der | undefined): Uint8Array | null =>
  unsignedAttributes === undefined ? null : readAttributes(unsignedAttributes, context(1)).get(ATTRIBUTE.timestampToken)?.[0]?.bytes ?? null;

/** RSA signs under its key's own identifier, the hash standing beside it (RFC 3370, 3.2). */
function readSignerAlgorithm(der: Der | undefined): SignatureAlgorithm | null {
  const [name, parameters] = childrenOf(der, TAG.sequence, "the signature algorithm", 1, 2);
  const plainRsa = readOid(name, "the signature algorithm") === OID.rsa && parameters?.tag === TAG.null && parameters.content.length === 0;
  return plainRsa ? { kind: "rsa", hash: "sha256" } : readSignatureAlgorithm(der);
}

/** The one value of each attribute, in a list where an attribute stands several times. @throws {WrongDer} if they do not stand in DER order */
function readAttributes(der: Der | undefined, tag: number): ReadonlyMap<string, readonly Der[]> {
  const parts = childrenOf(der, tag, "the attributes", 1, 32);
  const attributes = new Map<string, readonly Der[]>();
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (before !== undefined && compareBytes(before.bytes, part.bytes) > 0) throw new WrongDer("attributes out of order");
    const [type, values] = childrenOf(part, TAG.sequence, "an attribute", 2, 2);
    const name = readOid(type, "an attribute");
    attributes.set(name, [...(attributes.get(name) ?? []), ...childrenOf(values, TAG.set, "an attribute's value", 1, 1)]);
  }
  return attributes;
}

/** The first entry is the signer's own (RFC 5035, 3); SHA-256 is the default and the only hash taken. */
function readCertificateHash(der: Der | undefined): Uint8Array {
  const [list] = childrenOf(der, TAG.sequence, "signingCertificateV2", 1, 2);
  const [first] = childrenOf(list, TAG.sequence, "signingCertificateV2", 1, certificatesMax);
  const parts = childrenOf(first, TAG.sequence, "signingCertificateV2", 1, 3);
  const named = parts[0]?.tag === TAG.sequence;
  if (named && readHash(parts[0]) !== "sha256") throw new WrongDer("signingCertificateV2 is not of SHA-256");
  return expect(parts[named ? 1 : 0], TAG.octets, "signingCertificateV2").content;
}

/** Everything a CMS file of one signer is made of. */
export type SignedParts = Pick<SignedData, "contentType" | "content" | "certificates" | "signedAttributes" | "signature" | "timestampToken"> & {
  /** DER of the issuer's name. */
  readonly issuer: Uint8Array;
  /** Bytes, most significant first. */
  readonly serial: Uint8Array;
  readonly algorithm: "ecdsa" | "rsa" | "rsa-pss";
};

const SIGNED_DATA = oid(CONTENT.signedData);

/** The one way we write a CMS file: equal parts, equal bytes. */
export function writeSignedData(parts: SignedParts): Uint8Array<ArrayBuffer> {
  const unsignedAttributes = parts.timestampToken === null ? [] : [tlv(context(1), attribute(ATTRIBUTE.timestampToken, parts.timestampToken))];
  const signer = sequence(unsigned(Uint8Array.of(1)), sequence(parts.issuer, unsigned(parts.serial)), SHA256_IDENTIFIER,
    concat(Uint8Array.of(context(0)), parts.signedAttributes.subarray(1)), SIGNATURE_IDENTIFIER[parts.algorithm], octets(parts.signature), ...unsignedAttributes);
  const content = parts.content === null ? [] : [tlv(context(0), octets(parts.content))];
  const certificates = [...parts.certificates].sort(compareBytes);
  return sequence(SIGNED_DATA, tlv(context(0), sequence(
    unsigned(Uint8Array.of(parts.contentType === CONTENT.data ? 1 : 3)), set(SHA256_IDENTIFIER), sequence(oid(parts.contentType), ...content),
    tlv(context(0), ...certificates), set(signer))));
}

/** An attribute with its one value. */
export const attribute = (dotted: string, value: Uint8Array): Uint8Array<ArrayBuffer> => sequence(oid(dotted), set(value));
