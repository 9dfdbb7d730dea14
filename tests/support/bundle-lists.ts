import { randomBytes } from "node:crypto";
import { plusMs, rfc3339, SECOND_MS, type Instant } from "../../src/kernel/time.js";
import { makeAuthority, type Authority } from "../../src/rehearsal/authority.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import type { BundleIndex } from "../../src/verify/shapes.js";

/**
 * The revocation list in a bundle: as it should be; tells that a bidder's certificate was taken back the second before the deadline, or the second after it; by another authority; other bytes
 * than its name; said to be of another time; issued after the archive.
 */
export type Listed = "rightly" | "revoked-before" | "revoked-after" | "stranger" | "tampered" | "misdated" | "later";
type Lists = { readonly index: Pick<BundleIndex, "revocation">; readonly papers: readonly { readonly sha256: string; readonly der: Uint8Array }[] };
type Of = { readonly authority: Authority; readonly bidder: Uint8Array; readonly deadline: Instant; readonly archivedAt: Instant };

export async function revocationLists(kind: Listed | undefined, { authority, bidder, deadline, archivedAt }: Of): Promise<Lists> {
  if (kind === undefined) return { index: {}, papers: [] };
  const issuer = kind === "stranger" ? await makeAuthority(randomBytes) : authority;
  const thisUpdate = plusMs(archivedAt, (kind === "later" ? 1 : -60) * SECOND_MS);
  const revokedAt = plusMs(deadline, (kind === "revoked-before" ? -1 : 3_600) * SECOND_MS);
  const der = await issuer.revocationList(kind === "revoked-before" || kind === "revoked-after" ? [{ certificate: bidder, revokedAt }] : [], thisUpdate);
  const sha256 = sha256Hex(der);
  const row = { sha256, issuer: sha256Hex(authority.root.certificate), thisUpdate: rfc3339(kind === "misdated" ? plusMs(thisUpdate, -SECOND_MS) : thisUpdate) };
  return { index: { revocation: [row] }, papers: [{ sha256, der: kind === "tampered" ? der.with(der.length - 1, (der.at(-1) ?? 0) ^ 1) : der }] };
}

