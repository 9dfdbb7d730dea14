import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "./chains.js";
import { checkDetached, type DetachedSignature } from "./cms-rules.js";
import { decideNatively } from "./native-node.js";

/**
 * Verifies a detached CMS signature (trust.md §1.3) on the server: one signer, SHA-256, the three attributes once each,
 * KeyUsage, chain and revocation as of `at`. Who the signer must be is `checkSigner`'s question. In a browser: `cms-web.ts`.
 */
export function verifyDetached(p7s: Uint8Array, content: Uint8Array, trust: TrustStore, at: Instant): Result<DetachedSignature> {
  return decideNatively(checkDetached(p7s, content, trust, at));
}
