import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, hex, sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { fits } from "./algorithms.js";
import { parseCertificate, type Certificate } from "./certificates.js";
import { checkChain, nameText, rememberedCertificate, type Chain, type Checking, type TrustStore } from "./chains.js";
import { CONTENT, readSignedData, writeSignedData, type SignedData } from "./signed-data.js";

/** A detached signature that holds. */
export type DetachedSignature = {
  readonly certificate: Certificate;
  /**
   * The same signature written by our template: what to store and to publish. It carries the chain without its root and no
   * unsigned attributes, so that bytes nobody signed cannot ride along.
   */
  readonly reencoded: Uint8Array;
  /** The signer's own word. */
  readonly signingTime: Instant | null;
  /** signature-time-stamp token as sent, for `verifyTimestamp` over `signature`. */
  readonly timestampToken: Uint8Array | null;
  readonly signature: Uint8Array;
};

/** A person's signature under content that lies elsewhere, judged as of an instant. The first failing check is the answer. */
export function* checkDetached(p7s: Uint8Array, content: Uint8Array, trust: TrustStore, at: Instant): Checking<Result<DetachedSignature>> {
  const read = readSignedData(p7s, CONTENT.data);
  if (!read.ok) return read;
  if (read.value.content !== null) return refuse("cms-content-embedded");
  const signed = yield* checkSigned(read.value, content, { trust, at, mayUse: maySign });
  if (!signed.ok) return signed;
  const { chain } = signed.value;
  const { signature, signingTime, timestampToken } = read.value;
  return ok({ certificate: signed.value.certificate, reencoded: reencode(read.value, chain), signingTime, timestampToken, signature });
}

function reencode(data: SignedData, chain: Chain): Uint8Array {
  const { kind } = data.algorithm;
  if (kind === "ed25519") throw new RangeError("an Ed25519 signature passed the rules");
  return writeSignedData({
    contentType: data.contentType, content: null, certificates: chain.slice(0, -1).map(({ der }) => der), signedAttributes: data.signedAttributes,
    signature: data.signature, timestampToken: null, issuer: data.issuer.der, serial: fromHex(data.serial), algorithm: kind,
  });
}

type Judged = { readonly certificate: Certificate; readonly chain: Chain };
type Circumstances = { readonly trust: TrustStore; readonly at: Instant; readonly mayUse: (certificate: Certificate) => Result<true> };

/** What every CMS signature must pass: digest, certificate, use, signature, chain. */
export function* checkSigned(data: SignedData, content: Uint8Array, { trust, at, mayUse }: Circumstances): Checking<Result<Judged>> {
  if (!sameBytes(data.messageDigest, sha256(content))) return refuse("cms-content-differs");
  const found = signerCertificate(data, trust);
  if (!found.ok) return found;
  const certificate = found.value;
  const allowed = mayUse(certificate);
  if (!allowed.ok) return allowed;
  const { key, spki } = certificate;
  if (!fits(key, data.algorithm)) return refuse("signature-algorithm", { algorithm: `${data.algorithm.kind}, ${key.kind}` });
  const holds = yield { spki, key, algorithm: data.algorithm, data: data.signedAttributes, signature: data.signature };
  if (!holds) return refuse("signature-wrong");
  const known = rememberedCertificate(trust, certificate.sha256) !== undefined;
  const chain = yield* checkChain(certificate, known ? [] : attachedTo(data, certificate), trust, at);
  return chain.ok ? ok({ certificate, chain: chain.value }) : chain;
}

/** The attached certificate the signed attributes name by hash; issuer and serial number must name the same one. */
function signerCertificate(data: SignedData, trust: TrustStore): Result<Certificate> {
  if (data.certificates.length === 0) return refuse("cms-certificate-missing");
  const der = data.certificates.find((each) => sameBytes(sha256(each), data.certificateHash));
  if (der === undefined) return refuse("cms-certificate-differs");
  const known = rememberedCertificate(trust, hex(data.certificateHash));
  const parsed = known === undefined ? parseCertificate(der) : ok(known);
  if (!parsed.ok) return parsed;
  const { issuer, serial } = parsed.value;
  return sameBytes(issuer.der, data.issuer.der) && serial === data.serial ? parsed : refuse("cms-certificate-differs");
}

/** Certificates that came along and may serve as intermediates; what cannot be read helps nobody. */
function attachedTo(data: SignedData, signer: Certificate): Certificate[] {
  const parsed = data.certificates.map(parseCertificate);
  return parsed.flatMap((each) => (each.ok && each.value.sha256 !== signer.sha256 ? [each.value] : []));
}

const ANY_PURPOSE = "2.5.29.37.0";
/** clientAuth, emailProtection, documentSigning (RFC 9336) and Microsoft's older document signing: what signing certificates of persons carry. */
const SIGNING_PURPOSES = new Set([ANY_PURPOSE, "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12"]);

/** A person signs with a certificate for signing: no authority, KeyUsage digitalSignature or nonRepudiation, purposes (if any) of a person. */
function maySign(certificate: Certificate): Result<true> {
  const subject = nameText(certificate.subject);
  if (certificate.authority !== null) return refuse("certificate-usage", { subject, usage: "certificate authority" });
  const { keyUsage, extendedKeyUsage } = certificate;
  if (keyUsage?.has("digitalSignature") !== true && keyUsage?.has("nonRepudiation") !== true) return refuse("certificate-usage", { subject, usage: "digitalSignature" });
  const purposes = extendedKeyUsage?.purposes ?? [ANY_PURPOSE];
  return purposes.some((each) => SIGNING_PURPOSES.has(each)) ? ok(true) : refuse("certificate-usage", { subject, usage: purposes.join(" ") });
}

/** Whether the signer is who the signed text says: the certificate by hash, the organisation by its code. */
export function checkSigner(certificate: Certificate, declared: { readonly organisation: string; readonly cert?: string }): Result<Certificate> {
  const { organisation, sha256: found } = certificate;
  if (declared.cert !== undefined && declared.cert !== found) return refuse("signer-other-certificate", { expected: declared.cert, found });
  return organisation === declared.organisation ? ok(certificate) : refuse("signer-other-organisation", { expected: declared.organisation, found: organisation ?? "?" });
}
