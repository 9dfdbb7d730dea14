import type { Generated } from "kysely";

export type IdentityTables = {
  actors: {
    exchange_id: string; actor_id: string; role: string; name: string; org_name: string | null; org_uscc: string | null;
    opener: string | null; operator_firm: boolean; certificate: Uint8Array | null; made_at: Date;
  };
  tokens: { exchange_id: string; token_sha256: Uint8Array; actor_id: string; made_at: Date };
  sessions: { exchange_id: string; session_sha256: Uint8Array; actor_id: string; made_at: Date; seen_at: Date };
  audit: { exchange_id: string; audit_id: Generated<string>; at: Date; actor_id: string | null; address: string; action: string; object: string; outcome: string };
  idempotency: { exchange_id: string; actor_id: string; key: string; fingerprint: Uint8Array; status: number | null; answer: string | null; made_at: Date };
};
