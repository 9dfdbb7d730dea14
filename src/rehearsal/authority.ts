import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { AuthorityKeyIdentifierExtension, BasicConstraintsExtension, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator, X509CrlGenerator, X509CrlReason, X509Certificate, Name, type Extension } from "@peculiar/x509";
import { hex } from "../kernel/bytes.js";
import { at, plusMs, DAY_MS, type Instant } from "../kernel/time.js";

/** A certificate with its private key, in the encodings everybody reads. */
export type KeyPair = {
  /** DER. */
  readonly certificate: Uint8Array<ArrayBuffer>;
  /** PKCS#8, DER. */
  readonly privateKey: Uint8Array<ArrayBuffer>;
};

/** Whom a certificate names. */
export type Holder = {
  readonly commonName: string;
  /** Null for somebody who acts for nobody but himself. */
  readonly organisation: { readonly name: string; readonly uscc: string } | null;
};

/** A certificate taken back. */
export type Revocation = { readonly certificate: Uint8Array; readonly revokedAt: Instant };

/**
 * The certificate authority of a rehearsal. Its root and timestamper bear 演练 in their names, which is how live verifiers
 * know and refuse what it signs (`isRehearsal`).
 */
export type Authority = {
  readonly root: KeyPair;
  /** A certificate for signing; ECDSA P-256 unless RSA-2048 is asked for. */
  issue(holder: Holder, options?: IssueOptions): Promise<KeyPair>;
  /** The key of the rehearsal time-stamping authority: its one purpose, critical, is timeStamping. */
  issueTimestamper(): Promise<KeyPair>;
  /** The list of everything revoked so far, DER; good for thirty days. */
  revocationList(revocations: readonly Revocation[], thisUpdate: Instant): Promise<Uint8Array<ArrayBuffer>>;
};

export type IssueOptions = { readonly key?: "ecdsa" | "rsa"; readonly notBefore?: Instant; readonly notAfter?: Instant };

/** Rehearsal certificates are valid 2020 to 2040, Beijing time, so that the movable clock stays inside. */
const VALID_FROM = at("2020-01-01T00:00:00+08:00");
const VALID_UNTIL = at("2040-12-31T23:59:59+08:00");
const listDays = 30;

const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2_048, publicExponent: Uint8Array.of(1, 0, 1) } as const;

const ROOT_NAME: Name = nameOf({ commonName: "晨光演练根证书 Rehearsal Root CA", organisation: null }, "晨光演练电子认证");
const TIMESTAMPER_NAME: Name = nameOf({ commonName: "晨光演练时间戳 Rehearsal TSA", organisation: null }, "晨光演练电子认证");

/** A new authority with a new root. @param random bytes for serial numbers */
export async function makeAuthority(random: (length: number) => Uint8Array): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const root = await X509CertificateGenerator.createSelfSigned({
    name: ROOT_NAME, keys, signingAlgorithm: ECDSA, serialNumber: serialFrom(random), notBefore: new Date(VALID_FROM), notAfter: new Date(VALID_UNTIL),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  }, webcrypto);
  return authorityOf({ certificate: new Uint8Array(root.rawData), privateKey: await pkcs8(keys.privateKey) }, keys.privateKey, random);
}

/** The authority of an earlier start, from its root's files. */
export async function openAuthority(root: KeyPair, random: (length: number) => Uint8Array): Promise<Authority> {
  return authorityOf(root, await webcrypto.subtle.importKey("pkcs8", root.privateKey, ECDSA, false, ["sign"]), random);
}

function authorityOf(root: KeyPair, signingKey: webcrypto.CryptoKey, random: (length: number) => Uint8Array): Authority {
  const issuer = new X509Certificate(root.certificate);
  const sign = async (subject: Name, uses: readonly Extension[], options: IssueOptions): Promise<KeyPair> => {
    const { publicKey, privateKey } = await webcrypto.subtle.generateKey(options.key === "rsa" ? RSA : ECDSA, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.create({
      subject, issuer: issuer.subjectName, publicKey, signingKey, signingAlgorithm: ECDSA, serialNumber: serialFrom(random),
      notBefore: new Date(options.notBefore ?? VALID_FROM), notAfter: new Date(options.notAfter ?? VALID_UNTIL),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true), ...uses,
        await SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto), await AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto),
      ],
    }, webcrypto);
    return { certificate: new Uint8Array(certificate.rawData), privateKey: await pkcs8(privateKey) };
  };
  return {
    root,
    issue: (holder, options = {}) => sign(nameOf(holder), [new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true)], options),
    issueTimestamper: () => sign(TIMESTAMPER_NAME, [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true), new ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.8"], true)], {}),
    revocationList: async (revocations, thisUpdate) => {
      const list = await X509CrlGenerator.create({
        issuer: issuer.subjectName, thisUpdate: new Date(thisUpdate), nextUpdate: new Date(plusMs(thisUpdate, listDays * DAY_MS)), signingAlgorithm: ECDSA, signingKey,
        entries: revocations.map(({ certificate, revokedAt }) => ({ serialNumber: new X509Certificate(Uint8Array.from(certificate)).serialNumber, revocationDate: new Date(revokedAt), reason: X509CrlReason.cessationOfOperation })),
        extensions: [await AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto)],
      }, webcrypto);
      return new Uint8Array(list.rawData);
    },
  };
}

/** Country, organisation with its code (organizationIdentifier, ETSI EN 319 412-1), person; Chinese as UTF8String. */
function nameOf({ commonName, organisation }: Holder, organisationName = organisation?.name): Name {
  return new Name([
    { C: [{ printableString: "CN" }] },
    ...(organisationName === undefined ? [] : [{ O: [{ utf8String: organisationName }] }]),
    ...(organisation === null ? [] : [{ "2.5.4.97": [{ utf8String: `NTRCN-${organisation.uscc}` }] }]),
    { CN: [{ utf8String: commonName }] },
  ]);
}

/** 16 bytes; the first is between 0x40 and 0x7f, so that the number is positive and never shorter. */
function serialFrom(random: (length: number) => Uint8Array): string {
  const bytes = Uint8Array.from(random(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return hex(bytes);
}

const pkcs8 = async (key: webcrypto.CryptoKey): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await webcrypto.subtle.exportKey("pkcs8", key));
