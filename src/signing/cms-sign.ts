import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, utf8 } from "../kernel/bytes.js";
import { must } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { parseCertificate } from "./certificates.js";
import { inSetOrder, octets, oid, sequence, tlv, unsigned, TAG } from "./der.js";
import { ATTRIBUTE, CONTENT, attribute, writeSignedData, type SignedParts } from "./signed-data.js";

/** A CryptoKey, in the words both Node's and the browser's types know. */
export type SigningKey = Parameters<typeof globalThis.crypto.subtle.sign>[1];

/** A private key that lies elsewhere, on a token say. It signs with SHA-256: ECDSA gives r and s side by side, RSA a signature of PKCS #1 v1.5. */
export type HeldKey = { readonly algorithm: "ecdsa" | "rsa"; readonly sign: (data: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> };

/** Who signs: certificate (and those between it and the root) as DER, and its private key: ECDSA P-256/P-384, RSASSA-PKCS1-v1_5 or RSA-PSS with SHA-256. */
export type Signer = { readonly certificate: Uint8Array; readonly chain?: readonly Uint8Array[]; readonly key: SigningKey | HeldKey };

export type SigningOptions = {
  /** Goes into the signed attributes as the signer's own word; left out by default. */
  readonly signingTime?: Instant | null;
  /** Fetches an RFC 3161 token over the signature value, kept as signature-time-stamp (CAdES-B-T). */
  readonly timestamp?: (signature: Uint8Array) => Promise<Uint8Array>;
};

/** Signs content that stays elsewhere, with the attributes of CAdES-B-B: what `verifyDetached` and `openssl cms -verify -cades` accept. */
export const signDetached = (content: Uint8Array, signer: Signer, options: SigningOptions = {}): Promise<Uint8Array<ArrayBuffer>> =>
  signContent({ contentType: CONTENT.data, content, embed: false }, signer, options);

type What = { readonly contentType: string; readonly content: Uint8Array; readonly embed: boolean };

/** Signs content of any type, inside the file or beside it. @throws {RangeError} on a certificate or key we would not accept from others */
export async function signContent(what: What, signer: Signer, options: SigningOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { issuer, serial } = must(parseCertificate(signer.certificate));
  const signedAttributes = attributesOver(what, signer.certificate, options.signingTime ?? null);
  const { algorithm, signature } = await signBytes(signer.key, signedAttributes);
  const timestampToken = (await options.timestamp?.(signature)) ?? null;
  return writeSignedData({
    contentType: what.contentType, content: what.embed ? what.content : null, certificates: [signer.certificate, ...(signer.chain ?? [])],
    issuer: issuer.der, serial: fromHex(serial), signedAttributes, algorithm, signature, timestampToken,
  });
}

function attributesOver(what: What, certificate: Uint8Array, signingTime: Instant | null): Uint8Array<ArrayBuffer> {
  const time = signingTime === null ? [] : [attribute(ATTRIBUTE.signingTime, timeBytes(signingTime))];
  return tlv(TAG.set, ...inSetOrder([
    attribute(ATTRIBUTE.contentType, oid(what.contentType)),
    attribute(ATTRIBUTE.messageDigest, octets(sha256(what.content))),
    attribute(ATTRIBUTE.signingCertificate, sequence(sequence(sequence(octets(sha256(certificate)))))),
    ...time,
  ]));
}

/** UTCTime to the second until 2049, GeneralizedTime after (RFC 5652, 11.3). */
function timeBytes(instant: Instant): Uint8Array {
  const digits = new Date(instant).toISOString().replace(/[-:T]|\.\d+Z$/g, "");
  const year = Number(digits.slice(0, 4));
  return year >= 1950 && year < 2050 ? tlv(TAG.utcTime, utf8(`${digits.slice(2)}Z`)) : tlv(TAG.generalizedTime, utf8(`${digits}Z`));
}

type Signature = Pick<SignedParts, "algorithm" | "signature">;

/** A signature as CMS and certificates write it. @throws {RangeError} on a key of a type we do not use */
export async function signBytes(key: SigningKey | HeldKey, data: Uint8Array<ArrayBuffer>): Promise<Signature> {
  if (isHeld(key)) return { algorithm: key.algorithm, signature: key.algorithm === "ecdsa" ? pairOf(await key.sign(data)) : Uint8Array.from(await key.sign(data)) };
  const { subtle } = globalThis.crypto;
  switch (key.algorithm.name) {
    case "ECDSA": return { algorithm: "ecdsa", signature: pairOf(new Uint8Array(await subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, data))) };
    case "RSASSA-PKCS1-v1_5": return { algorithm: "rsa", signature: new Uint8Array(await subtle.sign(key.algorithm.name, key, data)) };
    case "RSA-PSS": return { algorithm: "rsa-pss", signature: new Uint8Array(await subtle.sign({ name: "RSA-PSS", saltLength: 32 }, key, data)) };
    default: throw new RangeError(`a key of type ${key.algorithm.name} cannot sign here`);
  }
}

const isHeld = (key: SigningKey | HeldKey): key is HeldKey => typeof key.algorithm === "string";

/** r and s, each half of the bytes, as an Ecdsa-Sig-Value. */
const pairOf = (pair: Uint8Array): Uint8Array<ArrayBuffer> => sequence(unsigned(pair.subarray(0, pair.length / 2)), unsigned(pair.subarray(pair.length / 2)));
