import { sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { fits, type SignatureCheck } from "./algorithms.js";
import { isRehearsal, type Certificate, type Name } from "./certificates.js";
import { covers, type Crl } from "./revocation.js";

/**
 * Whom we believe. One object for one set of authorities: chains found are remembered with it, so make it once, not per check.
 */
export type TrustStore = {
  readonly roots: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** Demand a revocation list that covers the instant, for every certificate of the chain. Otherwise only what the lists at hand say counts. */
  readonly demandCrls?: boolean;
  /** Refuse what a rehearsal authority signed, even if its root was put here by mistake. */
  readonly live?: boolean;
};

/** From the signer's certificate up to and with the root. */
export type Chain = readonly Certificate[];

/**
 * A decision that needs native cryptography: it yields each signature to check and is told whether it holds.
 * Written once, it runs synchronously on the server (`cms.ts`) and on WebCrypto in a browser (`cms-web.ts`).
 */
export type Checking<Value> = Generator<SignatureCheck, Value, boolean>;

/** Certificates from leaf to root; no Chinese authority has more than three levels. */
const chainLengthMax = 5;
/** Signatures tried for one certificate: a sender may attach certificates, but not make us work. */
const checksMax = 16;
/** Certificates remembered for one trust store. */
const rememberedMax = 20_000;

type Memory = { readonly chains: Map<string, readonly Chain[]>; /** Forgotten with a list that is in force no more. */ readonly crls: WeakMap<Crl, Map<string, boolean>> };
const memories = new WeakMap<TrustStore, Memory>();

function memoryOf(trust: TrustStore): Memory {
  const known = memories.get(trust);
  if (known !== undefined) return known;
  const fresh: Memory = { chains: new Map(), crls: new WeakMap() };
  memories.set(trust, fresh);
  return fresh;
}

/** The certificate as parsed before, if a chain of it is remembered: saves the parse. */
export const rememberedCertificate = (trust: TrustStore, sha256: string): Certificate | undefined => memoryOf(trust).chains.get(sha256)?.[0]?.[0];

/** A chain of the certificate to a root that is valid and unrevoked at an instant. @param attached certificates the sender sent along: believed only if a chain proves them */
export function* checkChain(certificate: Certificate, attached: readonly Certificate[], trust: TrustStore, at: Instant): Checking<Result<Chain>> {
  const chains = yield* findChains(certificate, attached, trust);
  let refused: Result<Chain> = refuse("certificate-untrusted", { subject: nameText(certificate.subject), issuer: nameText(certificate.issuer) });
  for (const [index, chain] of chains.entries()) {
    const judged = yield* judgeChain(chain, trust, at);
    if (judged.ok) return judged;
    // The first chain's reason is the answer.
    if (index === 0) refused = judged;
  }
  return refused;
}

/** How refusals name somebody. */
export const nameText = (name: Name): string => name.commonName ?? name.organisation ?? "?";

/** Every chain whose names, key identifiers, authority flags and signatures hold, whatever the time. */
function* findChains(certificate: Certificate, attached: readonly Certificate[], trust: TrustStore): Checking<readonly Chain[]> {
  const memory = memoryOf(trust);
  const known = memory.chains.get(certificate.sha256);
  if (known !== undefined) return known;
  const found = yield* climb([certificate], [...trust.intermediates, ...attached], trust.roots, { left: checksMax });
  if (found.length > 0) {
    if (memory.chains.size >= rememberedMax) memory.chains.clear();
    memory.chains.set(certificate.sha256, found);
  }
  return found;
}

function* climb(chain: Chain, intermediates: readonly Certificate[], roots: readonly Certificate[], budget: { left: number }): Checking<Chain[]> {
  const child = chain.at(-1);
  if (child === undefined || chain.length >= chainLengthMax) return [];
  const found: Chain[] = [];
  for (const root of roots) if (yield* issued(root, child, chain.length - 1, budget)) found.push([...chain, root]);
  for (const between of intermediates) {
    if (chain.some(({ sha256 }) => sha256 === between.sha256) || roots.some(({ sha256 }) => sha256 === between.sha256)) continue;
    if (yield* issued(between, child, chain.length - 1, budget)) found.push(...(yield* climb([...chain, between], intermediates, roots, budget)));
  }
  return found;
}

/** @param below authorities between this issuer and the end of the chain */
function* issued(issuer: Certificate, child: Certificate, below: number, budget: { left: number }): Checking<boolean> {
  if (!mayIssue(issuer, child, below) || !fits(issuer.key, child.algorithm) || budget.left === 0) return false;
  budget.left -= 1;
  return yield { spki: issuer.spki, key: issuer.key, algorithm: child.algorithm, data: child.tbs, signature: child.signature };
}

function mayIssue(issuer: Certificate, child: Certificate, below: number): boolean {
  if (!sameBytes(issuer.subject.der, child.issuer.der)) return false;
  if (issuer.subjectKeyId !== null && child.authorityKeyId !== null && !sameBytes(issuer.subjectKeyId, child.authorityKeyId)) return false;
  if (issuer.authority === null || below > (issuer.authority.pathLength ?? below)) return false;
  return issuer.keyUsage === null || issuer.keyUsage.has("keyCertSign");
}

function* judgeChain(chain: Chain, trust: TrustStore, at: Instant): Checking<Result<Chain>> {
  for (const [index, certificate] of chain.entries()) {
    const subject = nameText(certificate.subject);
    if (trust.live === true && isRehearsal(certificate)) return refuse("certificate-of-rehearsal", { issuer: nameText(certificate.issuer) });
    if (at < certificate.notBefore) return refuse("certificate-not-yet-valid", { subject, at: rfc3339(at), from: rfc3339(certificate.notBefore) });
    if (at > certificate.notAfter) return refuse("certificate-expired", { subject, at: rfc3339(at), until: rfc3339(certificate.notAfter) });
    const issuer = chain[index + 1];
    if (issuer === undefined) continue;
    const revoked = yield* judgeRevocation(certificate, issuer, trust, at);
    if (!revoked.ok) return revoked;
  }
  return ok(chain);
}

/** Revoked is who stands on any list of the issuer with an instant not after `at`: a later list may still tell of an earlier revocation. */
function* judgeRevocation(certificate: Certificate, issuer: Certificate, trust: TrustStore, at: Instant): Checking<Result<true>> {
  let covered = false;
  for (const crl of trust.crls) {
    if (!sameBytes(crl.issuer.der, issuer.subject.der) || !(yield* signedCrl(crl, issuer, trust))) continue;
    const revokedAt = crl.revoked.get(certificate.serial);
    if (revokedAt !== undefined && revokedAt <= at) return refuse("certificate-revoked", { subject: nameText(certificate.subject), revokedAt: rfc3339(revokedAt) });
    covered ||= covers(crl, at);
  }
  return covered || trust.demandCrls !== true ? ok(true) : refuse("revocation-unknown", { issuer: nameText(issuer.subject), at: rfc3339(at) });
}

function* signedCrl(crl: Crl, issuer: Certificate, trust: TrustStore): Checking<boolean> {
  const { crls } = memoryOf(trust);
  const verdicts = crls.get(crl) ?? new Map<string, boolean>();
  crls.set(crl, verdicts);
  const known = verdicts.get(issuer.sha256);
  if (known !== undefined) return known;
  if ((issuer.keyUsage !== null && !issuer.keyUsage.has("cRLSign")) || !fits(issuer.key, crl.algorithm)) return false;
  const holds = yield { spki: issuer.spki, key: issuer.key, algorithm: crl.algorithm, data: crl.tbs, signature: crl.signature };
  verdicts.set(issuer.sha256, holds);
  return holds;
}

/** Which of our authorities signed a list; null where none did. */
export function* signerOfList({ roots, intermediates }: TrustStore, crl: Crl): Checking<Certificate | null> {
  for (const each of [...intermediates, ...roots]) {
    if (!sameBytes(each.subject.der, crl.issuer.der) || each.keyUsage?.has("cRLSign") === false || !fits(each.key, crl.algorithm)) continue;
    if (yield { spki: each.spki, key: each.key, algorithm: crl.algorithm, data: crl.tbs, signature: crl.signature }) return each;
  }
  return null;
}
