import type { Generated } from "kysely";
import type { Rank, Role } from "../identity/actor.js";

export type RegistrationState = "draft" | "submitted" | "returned" | "accepted" | "refused";

export type PartyTables = {
  organisation_changes: { exchange_id: string; change_id: Generated<string>; uscc: string; state: "active" | "frozen" | "left"; reason: string; made_by: string; made_at: Date; /** Of one that left by a merger. */ successor_uscc: string | null };
  mergers: { exchange_id: string; absorbed_uscc: string; into_uscc: string; notice: string; /** Read as text. */ merged_on: string; made_by: string; made_at: Date };
  organisation_files: { exchange_id: string; uscc: string; version: number; file: Uint8Array; sha256: string; signature: Uint8Array | null; made_by: string; made_at: Date };
  registrations: {
    exchange_id: string; registration_id: string; person_id: string; uscc: string; file: Uint8Array; letter: string | null; state: RegistrationState; version: Generated<number>;
    submitted_at: Date | null; due_at: Date | null; decided_by: string | null; decided_at: Date | null; reason: string | null; made_at: Date;
  };
  representative_invitations: { exchange_id: string; code_sha256: Uint8Array; uscc: string; role: Role; rank: Rank; name: string; opener: string | null; made_by: string; made_at: Date; expires_at: Date; taken_by: string | null };
};
