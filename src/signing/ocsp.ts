import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { fits, readHash, readSignatureAlgorithm, SHA256_IDENTIFIER, type SignatureAlgorithm } from "./algorithms.js";
import { parseCertificate, readExtensionList, readSerial, type Certificate } from "./certificates.js";
import type { Checking } from "./chains.js";
import { WrongDer, childrenOf, context, contextPrimitive, expect, octets, oid, readBits, readDer, readOid, readTime, sequence, tlv, unsigned, TAG, type Der } from "./der.js";

/** What a responder says of one certificate (RFC 6960): the status was so at `thisUpdate`, and newer word comes by `nextUpdate`. */
export type OcspStatus = {
  readonly der: Uint8Array;
  /** Null: not revoked. */
  readonly revokedAt: Instant | null;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant | null;
};

const BASIC = "1.3.6.1.5.5.7.48.1.1";
const NONCE = "1.3.6.1.5.5.7.48.1.2";
const RESPONDING = "1.3.6.1.5.5.7.3.9";
/** bytes; a response carries one status and two certificates at most. */
const responseBytesMax = 65_536;
const statusMax = 16;

/** Names a certificate by its issuer's name and key and its serial number, hashed with SHA-256. */
const certId = (issuer: Certificate, serial: string): Uint8Array<ArrayBuffer> =>
  sequence(SHA256_IDENTIFIER, octets(sha256(issuer.subject.der)), octets(sha256(keyBits(issuer.spki))), unsigned(fromHex(serial)));

/** The key itself, without what it is for. @throws {WrongDer} */
function keyBits(spki: Uint8Array): Uint8Array {
  const [, key] = childrenOf(readDer(spki, responseBytesMax), TAG.sequence, "the public key", 2, 2);
  return readBits(key, "the public key");
}

/** The question for one certificate. @param nonce 32 bytes that no earlier answer knew */
export function ocspRequest(certificate: Certificate, issuer: Certificate, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const extensions = sequence(sequence(oid(NONCE), octets(octets(nonce))));
  return sequence(sequence(sequence(sequence(certId(issuer, certificate.serial))), tlv(context(2), extensions)));
}

/** How a certificate is named: its bytes as written, and what they say. `hashes` is null for another hash than SHA-256. */
type CertId = { readonly bytes: Uint8Array; readonly hashes: { readonly name: Uint8Array; readonly key: Uint8Array } | null; readonly serial: string };

/** Whether that is the name of a certificate of this issuer's; the hash may be written with parameters NULL or without. */
const names = ({ hashes, serial }: CertId, issuer: Certificate, wanted: string): boolean =>
  hashes !== null && serial === wanted && sameBytes(hashes.name, sha256(issuer.subject.der)) && sameBytes(hashes.key, sha256(keyBits(issuer.spki)));

type Read = {
  readonly tbs: Uint8Array; readonly algorithm: SignatureAlgorithm; readonly signature: Uint8Array; readonly certificates: readonly Certificate[];
  readonly nonce: Uint8Array | null; readonly statuses: readonly (Omit<OcspStatus, "der"> & { readonly id: CertId; readonly isKnown: boolean })[];
};

/** Reads an answer strictly and believes it only as the issuer's own word, or that of a responder the issuer named for this. @param nonce what was asked with: an answer with another one is another's */
export function* checkOcsp(response: Uint8Array, certificate: Certificate, issuer: Certificate, nonce: Uint8Array | null): Checking<Result<OcspStatus>> {
  const read = reading(() => readResponse(response));
  if (!read.ok) return read;
  const { nonce: answered, statuses } = read.value;
  if (answered !== null && nonce !== null && !sameBytes(answered, nonce)) return refuse("wrong-ocsp", { why: "another nonce" });
  const status = statuses.find(({ id }) => names(id, issuer, certificate.serial));
  if (status?.isKnown !== true) return refuse("wrong-ocsp", { why: "not about this certificate" });
  if (!(yield* isSigned(read.value, issuer, status.thisUpdate))) return refuse("wrong-ocsp", { why: "not signed by the issuer or its responder" });
  const { revokedAt, thisUpdate, nextUpdate } = status;
  return ok({ der: response, revokedAt, thisUpdate, nextUpdate });
}

function* isSigned({ tbs, algorithm, signature, certificates }: Read, issuer: Certificate, at: Instant): Checking<boolean> {
  for (const signer of [issuer, ...certificates]) {
    if (!fits(signer.key, algorithm)) continue;
    if (signer !== issuer && !(yield* isResponder(signer, issuer, at))) continue;
    if (yield { spki: signer.spki, key: signer.key, algorithm, data: tbs, signature }) return true;
  }
  return false;
}

/** RFC 6960, 4.2.2.2: issued by the very authority, for the one purpose. */
function* isResponder(signer: Certificate, issuer: Certificate, at: Instant): Checking<boolean> {
  if (!sameBytes(signer.issuer.der, issuer.subject.der) || signer.extendedKeyUsage?.purposes.includes(RESPONDING) !== true) return false;
  if (at < signer.notBefore || at > signer.notAfter || !fits(issuer.key, signer.algorithm)) return false;
  return yield { spki: issuer.spki, key: issuer.key, algorithm: signer.algorithm, data: signer.tbs, signature: signer.signature };
}

function reading<Value>(read: () => Value): Result<Value> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof WrongDer) return refuse("wrong-ocsp", { why: error.message });
    throw error;
  }
}

function readResponse(response: Uint8Array): Read {
  const [status, body] = childrenOf(readDer(response, responseBytesMax), TAG.sequence, "the response", 1, 2);
  if (expect(status, TAG.enumerated, "the status").content.length !== 1 || status?.content[0] !== 0) throw new WrongDer("the responder refused");
  const [kind, inner] = childrenOf(childrenOf(body, context(0), "the answer", 1, 1)[0], TAG.sequence, "the answer", 2, 2);
  if (readOid(kind, "the kind of answer") !== BASIC) throw new WrongDer("an answer of another kind");
  const [tbs, algorithm, signature, attached] = childrenOf(readDer(expect(inner, TAG.octets, "the answer").content, responseBytesMax), TAG.sequence, "the basic answer", 3, 4);
  const named = readSignatureAlgorithm(algorithm);
  if (named === null) throw new WrongDer("a signature algorithm we do not accept");
  return { tbs: expect(tbs, TAG.sequence, "what is signed").bytes, algorithm: named, signature: readBits(signature, "the signature"), certificates: readAttached(attached), ...readSigned(tbs) };
}

/** The first few: a sender may attach certificates, but not make us work. */
function readAttached(attached: Der | undefined): Certificate[] {
  if (attached === undefined) return [];
  const list = childrenOf(childrenOf(attached, context(0), "the certificates", 1, 1)[0], TAG.sequence, "the certificates", 0, 4);
  return list.flatMap(({ bytes }) => {
    const parsed = parseCertificate(bytes);
    return parsed.ok ? [parsed.value] : [];
  });
}

function readSigned(tbs: Der | undefined): Pick<Read, "nonce" | "statuses"> {
  const parts = [...childrenOf(tbs, TAG.sequence, "what is signed", 3, 5)];
  if (parts[0]?.tag === context(0)) throw new WrongDer("not version 1");
  const [responder, producedAt, list, extensions, ...rest] = parts;
  if ((responder?.tag !== context(1) && responder?.tag !== context(2)) || rest.length > 0) throw new WrongDer("no responder, or unknown parts");
  readTime(producedAt, "the time of the answer");
  return { nonce: extensions === undefined ? null : readNonce(extensions), statuses: childrenOf(list, TAG.sequence, "the statuses", 1, statusMax).map(readStatus) };
}

function readNonce(extensions: Der): Uint8Array | null {
  const list = readExtensionList(childrenOf(extensions, context(1), "the extensions", 1, 1)[0]);
  for (const [name, { critical }] of list) if (critical && name !== NONCE) throw new WrongDer(`the critical extension ${name}`);
  const nonce = list.get(NONCE);
  return nonce === undefined ? null : expect(readDer(nonce.value, responseBytesMax), TAG.octets, "the nonce").content;
}

function readStatus(der: Der): Read["statuses"][number] {
  const [id, status, thisUpdate, ...rest] = childrenOf(der, TAG.sequence, "a status", 3, 5);
  const next = rest[0]?.tag === context(0) ? rest.shift() : undefined;
  const extensions = rest.shift();
  if (rest.length > 0) throw new WrongDer("unknown parts of a status");
  if (extensions !== undefined) for (const [name, { critical }] of readExtensionList(childrenOf(extensions, context(1), "the extensions", 1, 1)[0])) if (critical) throw new WrongDer(`the critical extension ${name}`);
  return {
    id: readId(id), ...readVerdict(status), thisUpdate: readTime(thisUpdate, "the time of the status"),
    nextUpdate: next === undefined ? null : readTime(childrenOf(next, context(0), "the time of the next status", 1, 1)[0], "the time of the next status"),
  };
}

function readId(id: Der | undefined): CertId {
  const [hash, name, key, serial] = childrenOf(id, TAG.sequence, "the certificate’s name", 4, 4);
  const hashes = { name: expect(name, TAG.octets, "the issuer’s name").content, key: expect(key, TAG.octets, "the issuer’s key").content };
  return { bytes: expect(id, TAG.sequence, "the certificate’s name").bytes, hashes: readHash(hash) === "sha256" ? hashes : null, serial: readSerial(serial) };
}

function readVerdict(status: Der | undefined): { readonly isKnown: boolean; readonly revokedAt: Instant | null } {
  if (status?.tag === contextPrimitive(0) && status.content.length === 0) return { isKnown: true, revokedAt: null };
  if (status?.tag === contextPrimitive(2) && status.content.length === 0) return { isKnown: false, revokedAt: null };
  const [at, reason] = childrenOf(status, context(1), "the status", 1, 2);
  if (reason !== undefined && expect(childrenOf(reason, context(0), "the reason", 1, 1)[0], TAG.enumerated, "the reason").content.length !== 1) throw new WrongDer("the reason is none");
  return { isKnown: true, revokedAt: readTime(at, "the time of revocation") };
}

/** What an authority answers of one certificate; the rehearsal's own responder. */
export type OcspAnswer = { readonly id: Uint8Array; readonly revokedAt: Instant | null; readonly thisUpdate: Instant; readonly nextUpdate: Instant };

/** The bytes a responder signs. @param nonce as the question had it */
export function ocspSigned(responder: Certificate, answer: OcspAnswer, nonce: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const verdict = answer.revokedAt === null ? tlv(contextPrimitive(0)) : tlv(context(1), generalized(answer.revokedAt));
  const status = sequence(answer.id, verdict, generalized(answer.thisUpdate), tlv(context(0), generalized(answer.nextUpdate)));
  return sequence(tlv(context(1), responder.subject.der), generalized(answer.thisUpdate), sequence(status), ...(nonce === null ? [] : [tlv(context(1), sequence(sequence(oid(NONCE), octets(octets(nonce)))))]));
}

/** The response around signed bytes. @param algorithm AlgorithmIdentifier, DER */
export const ocspResponse = (signed: Uint8Array, algorithm: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> =>
  sequence(tlv(TAG.enumerated, Uint8Array.of(0)), tlv(context(0), sequence(oid(BASIC), octets(sequence(signed, algorithm, tlv(TAG.bits, Uint8Array.of(0), signature))))));

/** A refusal of the responder's: 1 malformed request, 6 not one of ours (RFC 6960, 4.2.1). */
export const ocspRefusal = (status: 1 | 6): Uint8Array<ArrayBuffer> => sequence(tlv(TAG.enumerated, Uint8Array.of(status)));

/** What is asked in a request about one certificate: its name and nonce. */
export function readOcspRequest(request: Uint8Array): Result<{ readonly id: CertId; readonly nonce: Uint8Array | null }> {
  return reading(() => {
    const [tbs] = childrenOf(readDer(request, responseBytesMax), TAG.sequence, "the request", 1, 1);
    const [list, extensions] = childrenOf(tbs, TAG.sequence, "what is asked", 1, 2);
    const [id] = childrenOf(childrenOf(list, TAG.sequence, "the certificates", 1, 1)[0], TAG.sequence, "a certificate", 1, 1);
    const nonce = extensions === undefined ? null : readExtensionList(childrenOf(extensions, context(2), "the extensions", 1, 1)[0]).get(NONCE);
    return { id: readId(id), nonce: nonce == null ? null : expect(readDer(nonce.value, responseBytesMax), TAG.octets, "the nonce").content };
  });
}

/** Whether a question's name is that of a certificate of this issuer's. */
export const isIdOf = (id: CertId, issuer: Certificate): boolean => names(id, issuer, id.serial);

const generalized = (at: Instant): Uint8Array<ArrayBuffer> => tlv(TAG.generalizedTime, new TextEncoder().encode(`${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`));

