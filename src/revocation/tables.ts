import type { Generated } from "kysely";

/** Tables of this feature. */
export type RevocationTables = {
  revocation_snapshots: { exchange_id: string; sha256: string; kind: "crl" | "ocsp"; issuer: string; serial: string | null; source: string; this_update: Date; next_update: Date | null; der: Uint8Array; kept_at: Date; kept_no: Generated<string> };
  certificate_checks: { exchange_id: string; check_id: Generated<string>; certificate_sha256: string; purpose: string; state: "good" | "stale" | "unwatched"; snapshot_sha256: string | null; at: Date };
};
