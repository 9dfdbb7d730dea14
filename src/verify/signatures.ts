import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { checkSigner } from "../signing/cms-rules.js";
import { verifyDetached } from "../signing/cms.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readBytes } from "./read.js";

/** A signature to check: the signed file, the `.p7s` beside it, when it had to hold, and who the record says signed. */
export type Claim = {
  readonly content: string;
  readonly signature: string;
  readonly at: Instant;
  /** What the signed record says of its signer: organisation code, and where it names one the SHA-256 of the certificate; null where it says nothing. */
  readonly by: { readonly organisation: string; readonly cert?: string } | null;
};

/** A detached CMS over a file of the bundle: strict form, chain and revocation at that instant, the named certificate and organisation. @returns the signing certificate, null where it does not hold */
export function checkSignature(bundle: Loaded, trust: TrustStore, claim: Claim, findings: Findings): string | null {
  const content = readBytes(bundle, claim.content, findings);
  const signature = readBytes(bundle, claim.signature, findings);
  if (content === undefined || signature === undefined) return null;
  const verified = verifyDetached(signature, content, trust, claim.at);
  const judged = verified.ok && claim.by !== null ? checkSigner(verified.value.certificate, claim.by) : verified;
  if (!judged.ok) findings.fault("signature-wrong", claim.signature, { why: judged.refusal });
  return judged.ok && verified.ok ? verified.value.certificate.sha256 : null;
}
