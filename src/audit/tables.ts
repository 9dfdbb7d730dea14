import type { Generated } from "kysely";
import type { AuditFault } from "./root.js";

export type AuditTables = {
  audit: { exchange_id: string; audit_id: Generated<string>; at: Date; actor_id: string | null; person_id: string | null; address: string; action: string; object: string; outcome: string; token_id: Generated<string | null>; signed: string | null; xact: Generated<string> };
  audit_roots: { exchange_id: string; serial: number; until_xact: string; file: Uint8Array; sha256: string; outbox_id: string; made_at: Date };
  audit_checks: { exchange_id: string; serial: number; checked_at: Date; fault: AuditFault | null; idx: string | null; newest_at: Date | null };
};
