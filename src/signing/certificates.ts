import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64, hex } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { WrongDer, childrenOf, context, contextPrimitive, expect, readBits, readBoolean, readDer, readFlags, readOid, readSmall, readText, readTime, readUnsigned, TAG, type Der } from "./der.js";
import { readKeyType, readSameAlgorithm, type KeyType, type SignatureAlgorithm } from "./algorithms.js";

/** A distinguished name: equal where its bytes are. */
export type Name = {
  readonly der: Uint8Array;
  readonly commonName: string | null;
  readonly organisation: string | null;
  /** organizationIdentifier (2.5.4.97, ETSI EN 319 412-1), such as `NTRCN-` and the USCC. */
  readonly organisationIdentifier: string | null;
};

export type KeyUse = "digitalSignature" | "nonRepudiation" | "keyCertSign" | "cRLSign" | "other";

/** What the exchange reads from an X.509 v3 certificate. */
export type Certificate = {
  readonly der: Uint8Array;
  /** Of `der`, lower-case hex: what statements name a certificate by. */
  readonly sha256: string;
  /** Content bytes of the INTEGER without its sign byte, lower-case hex. */
  readonly serial: string;
  readonly subject: Name;
  readonly issuer: Name;
  /** The USCC of `NTRCN-<USCC>` in the subject; its check digit is not judged here. Null where there is none. */
  readonly organisation: string | null;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly spki: Uint8Array;
  readonly key: KeyType;
  /** Null where the certificate sets no limit. */
  readonly keyUsage: ReadonlySet<KeyUse> | null;
  readonly extendedKeyUsage: { readonly critical: boolean; readonly purposes: readonly string[] } | null;
  readonly authority: { readonly pathLength: number | null } | null;
  readonly subjectKeyId: Uint8Array | null;
  readonly authorityKeyId: Uint8Array | null;
  readonly tbs: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
};

/** bytes; real certificates have 0.6 to 3 KiB. */
const certificateBytesMax = 16_384;

/** Every issuer of the rehearsal says so in its name: 演练. Live verifiers refuse what it signed. */
export const isRehearsal = ({ issuer, subject }: Certificate): boolean =>
  [issuer.commonName, issuer.organisation, subject.commonName].some((text) => text?.includes("演练") === true);

/** Reads a certificate: strict DER, version 3, no critical extension unknown to us, key and signature of accepted types. */
export function parseCertificate(der: Uint8Array): Result<Certificate> {
  try {
    return ok(readCertificate(der));
  } catch (error) {
    if (error instanceof WrongDer) return refuse("wrong-certificate", { why: error.message });
    throw error;
  }
}

function readCertificate(der: Uint8Array): Certificate {
  const [tbs, algorithm, signature] = childrenOf(readDer(der, certificateBytesMax), TAG.sequence, "the certificate", 3, 3);
  const [version, serial, inner, issuer, validity, subject, spki, ...rest] = childrenOf(tbs, TAG.sequence, "the certificate body", 8, 10);
  if (readSmall(childrenOf(version, context(0), "the version", 1, 1)[0], "the version") !== 2) throw new WrongDer("not version 3");
  const [notBefore, notAfter] = childrenOf(validity, TAG.sequence, "the validity", 2, 2);
  const who = readName(subject);
  const key = expect(spki, TAG.sequence, "the public key");
  return {
    der, sha256: hex(sha256(der)), serial: readSerial(serial), subject: who, issuer: readName(issuer),
    organisation: who.organisationIdentifier?.startsWith("NTRCN-") === true ? who.organisationIdentifier.slice("NTRCN-".length) : null,
    notBefore: readTime(notBefore, "the start of validity"), notAfter: readTime(notAfter, "the end of validity"),
    spki: key.bytes, key: readKeyType(key),
    ...readExtensions(rest),
    tbs: expect(tbs, TAG.sequence, "the certificate body").bytes, algorithm: readSameAlgorithm(inner, algorithm), signature: readBits(signature, "the signature"),
  };
}

/** A serial number as lower-case hex. @throws {WrongDer} if it is negative or longer than RFC 5280 allows. */
export function readSerial(der: Der | undefined): string {
  const serial = readUnsigned(der, "the serial number");
  if (serial.length > 20) throw new WrongDer("a serial number of more than 20 bytes");
  return hex(serial);
}

/** @throws {WrongDer} on a malformed name, and on one with two organisation identifiers. */
export function readName(der: Der | undefined): Name {
  const values = new Map<string, (string | null)[]>();
  for (const part of childrenOf(der, TAG.sequence, "the name", 0, 32)) {
    for (const attribute of childrenOf(part, TAG.set, "a part of the name", 1, 8)) {
      const [type, value] = childrenOf(attribute, TAG.sequence, "a part of the name", 2, 2);
      if (value === undefined) continue;
      const dotted = readOid(type, "a part of the name");
      values.set(dotted, [...(values.get(dotted) ?? []), readText(value, "a part of the name")]);
    }
  }
  if ((values.get("2.5.4.97")?.length ?? 0) > 1) throw new WrongDer("two organisation identifiers");
  const first = (dotted: string): string | null => values.get(dotted)?.[0] ?? null;
  return { der: expect(der, TAG.sequence, "the name").bytes, commonName: first("2.5.4.3"), organisation: first("2.5.4.10"), organisationIdentifier: first("2.5.4.97") };
}

/** Extensions by their identifier. @throws {WrongDer} where one stands twice. */
export function readExtensionList(list: Der | undefined): ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }> {
  const extensions = new Map<string, { critical: boolean; value: Uint8Array }>();
  for (const extension of childrenOf(list, TAG.sequence, "the extensions", 1, 32)) {
    const parts = childrenOf(extension, TAG.sequence, "an extension", 2, 3);
    const name = readOid(parts[0], "an extension");
    const critical = parts.length === 3 && readBoolean(parts[1], "an extension's criticality");
    if (parts.length === 3 && !critical) throw new WrongDer("an extension that writes out the default");
    if (extensions.has(name)) throw new WrongDer(`the extension ${name} twice`);
    extensions.set(name, { critical, value: expect(parts.at(-1), TAG.octets, "an extension").content });
  }
  return extensions;
}

const EXTENSION = { subjectKeyId: "2.5.29.14", keyUsage: "2.5.29.15", basicConstraints: "2.5.29.19", policies: "2.5.29.32", authorityKeyId: "2.5.29.35", extendedKeyUsage: "2.5.29.37" } as const;
const UNDERSTOOD: ReadonlySet<string> = new Set(Object.values(EXTENSION));
const KEY_USES: readonly KeyUse[] = ["digitalSignature", "nonRepudiation", "other", "other", "other", "keyCertSign", "cRLSign"];

type Extensions = Pick<Certificate, "keyUsage" | "extendedKeyUsage" | "authority" | "subjectKeyId" | "authorityKeyId">;

function readExtensions(rest: readonly Der[]): Extensions {
  const last = rest.at(-1);
  // issuerUniqueID and subjectUniqueID may stand before; nobody uses them.
  if (rest.slice(0, -1).some(({ tag }) => tag !== contextPrimitive(1) && tag !== contextPrimitive(2))) throw new WrongDer("an unknown part");
  const list = readExtensionList(childrenOf(last, context(3), "the extensions", 1, 1)[0]);
  for (const [name, { critical }] of list) if (critical && !UNDERSTOOD.has(name)) throw new WrongDer(`the critical extension ${name}`);
  const read = (name: string): Der | null => {
    const found = list.get(name);
    return found === undefined ? null : readDer(found.value, certificateBytesMax);
  };
  const keyUsage = read(EXTENSION.keyUsage);
  const purposes = read(EXTENSION.extendedKeyUsage);
  const constraints = read(EXTENSION.basicConstraints);
  return {
    keyUsage: keyUsage === null ? null : new Set([...readFlags(keyUsage, "the key usage")].map((bit) => KEY_USES[bit] ?? "other")),
    extendedKeyUsage: purposes === null ? null : {
      critical: list.get(EXTENSION.extendedKeyUsage)?.critical === true,
      purposes: childrenOf(purposes, TAG.sequence, "the extended key usage", 1, 32).map((each) => readOid(each, "the extended key usage")),
    },
    authority: constraints === null ? null : readBasicConstraints(constraints),
    subjectKeyId: expectOctets(read(EXTENSION.subjectKeyId)),
    authorityKeyId: readAuthorityKeyId(read(EXTENSION.authorityKeyId)),
  };
}

const expectOctets = (der: Der | null): Uint8Array | null => (der === null ? null : expect(der, TAG.octets, "the key identifier").content);

function readBasicConstraints(der: Der): Certificate["authority"] {
  const [isAuthority, pathLength] = childrenOf(der, TAG.sequence, "the basic constraints", 0, 2);
  if (isAuthority === undefined) return null;
  if (!readBoolean(isAuthority, "the basic constraints")) throw new WrongDer("basic constraints that write out the default");
  return { pathLength: pathLength === undefined ? null : readSmall(pathLength, "the path length") };
}

function readAuthorityKeyId(der: Der | null): Uint8Array | null {
  if (der === null) return null;
  const [first] = childrenOf(der, TAG.sequence, "the authority key identifier", 0, 3);
  return first?.tag === contextPrimitive(0) ? first.content : null;
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** The DER of every block of one kind in a PEM file, such as "CERTIFICATE"; text between blocks is ignored. @throws {RangeError} on broken base64 */
export function readPem(pem: string, kind: string): Uint8Array<ArrayBuffer>[] {
  return [...pem.matchAll(PEM)].filter((block) => block[1] === kind).map((block) => fromBase64((block[2] ?? "").replace(/\s/g, "")));
}
