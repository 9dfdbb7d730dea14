import { fromBase64, hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { type Certificate, parseCertificate, readPem } from "../../signing/certificates.js";
import type { TrustStore } from "../../signing/chains.js";
import { verifyDetachedOnWeb } from "../../signing/cms-web.js";
import { checkOpenersOwnKeys, type OpenerKey, parseOpenerKey } from "../../signing/opener-key.js";
import { noblePrimitives } from "../../signing/primitives.js";
import { type LotTerms, parseTerms } from "../../signing/terms.js";

type PartJson = {
  part: string; terms: string; termsSha256: string; openers: { statement: string; signature: string }[];
  requiredFiles: string[]; form: boolean; previous: { seq: number; sha256: string } | null;
};

/** GET …/sealing: what the exchange says a bid must be sealed to. Nothing of it is believed before `checkPart`. */
export type SealingJson = { exchange: string; mode: "rehearsal" | "live"; parts: PartJson[]; caPem: string; now: string };

/** An opener as its own certificate names it: shown to the person before anything is sealed. */
export type NamedOpener = { readonly opener: string; readonly org: string; readonly name: string };

/** A part whose terms and opener keys this page has checked itself. */
export type CheckedPart = { readonly json: PartJson; readonly terms: LotTerms; readonly openers: readonly NamedOpener[] };

/** The authorities in the exchange's own file: self-issued ones are roots. */
export function trustOf(sealing: SealingJson): TrustStore {
  const certificates = readPem(sealing.caPem, "CERTIFICATE").flatMap((der) => {
    const parsed = parseCertificate(der);
    return parsed.ok ? [parsed.value] : [];
  });
  const root = (certificate: Certificate): boolean => hex(certificate.subject.der) === hex(certificate.issuer.der);
  return { roots: certificates.filter(root), intermediates: certificates.filter((each) => !root(each)), crls: [], live: sealing.mode === "live" };
}

/** Checks the terms' hash and that every opener key in them was signed by an opener for this very part (T10). */
export async function checkPart(json: PartJson, exchange: string, trust: TrustStore, now: Instant): Promise<Result<CheckedPart>> {
  const bytes = fromBase64(json.terms);
  const sha256 = hex(noblePrimitives.sha256(bytes));
  if (sha256 !== json.termsSha256) return refuse("terms-malformed", { where: "sha256" });
  const terms = parseTerms(bytes);
  if (!terms.ok) return terms;
  const keys: OpenerKey[] = [];
  const openers: NamedOpener[] = [];
  for (const each of json.openers) {
    const key = await signedKey(each, trust, now);
    if (!key.ok) return key;
    keys.push(key.value.key);
    openers.push(key.value.named);
  }
  const pinned = Object.fromEntries(openers.map(({ opener, org }) => [opener, org]));
  const own = checkOpenersOwnKeys(terms.value, exchange, keys, pinned);
  return own.ok ? ok({ json, terms: terms.value, openers }) : own;
}

async function signedKey(each: { statement: string; signature: string }, trust: TrustStore, now: Instant): Promise<Result<{ key: OpenerKey; named: NamedOpener }>> {
  const statement = fromBase64(each.statement);
  const key = parseOpenerKey(statement);
  if (!key.ok) return key;
  const signed = await verifyDetachedOnWeb(fromBase64(each.signature), statement, trust, now);
  if (!signed.ok) return signed;
  const { opener, org, cert } = key.value;
  const { certificate } = signed.value;
  if (certificate.organisation !== org || certificate.sha256 !== cert) return refuse("opener-key-untrusted", { opener });
  return ok({ key: key.value, named: { opener, org, name: certificate.subject.organisation ?? certificate.subject.commonName ?? org } });
}
