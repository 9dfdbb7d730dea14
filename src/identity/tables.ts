import type { Generated, GeneratedAlways } from "kysely";
import type { RecoveryState } from "./recovery.js";
import type { Rank } from "./actor.js";

import type { MandateAct } from "./mandate.js";

/** Who ended a mandate: whoever gave it, or the agency. */
export type MandateSide = "tenderer" | "agency";
export type SignInWay = "passkey" | "certificate" | "password" | "rehearsal";
export type ChallengePurpose = "sign-in" | "register" | "passkey" | "certificate" | "enrol" | "step-up";
/** What two people agree on, each by a signature. */
export type ApprovalKind = "notice" | "clarification" | "plan" | "sale" | "close-add" | "by-hand" | "guarantee-issuer" | "auction";

export type IdentityTables = {
  organisations: { exchange_id: string; uscc: string; name: string; skeleton: GeneratedAlways<string>; operator_firm: Generated<boolean>; state: Generated<"active" | "frozen" | "left">; version: Generated<number>; /** Of a branch: the organisation it belongs to. */ parent_uscc: Generated<string | null>; /** What it is found by; null until it was indexed. */ words: Generated<string | null>; made_at: Date };
  people: { exchange_id: string; person_id: string; name: string; email: string | null; handle: Uint8Array; state: Generated<"active" | "left">; made_at: Date };
  actors: { exchange_id: string; actor_id: string; person_id: string; role: string; org_uscc: string | null; rank: Generated<Rank>; opener: string | null; agency_uscc: Generated<string | null>; made_at: Date; ended_at: Date | null };
  passkeys: {
    exchange_id: string; credential_id: Uint8Array; person_id: string; public_key: Uint8Array; counter: string; transports: string[]; label: string;
    made_at: Date; used_at: Date | null; ended_at: Date | null;
  };
  certificates: { exchange_id: string; sha256: string; person_id: string; uscc: string | null; der: Uint8Array; made_at: Date; ended_at: Date | null };
  passwords: {
    exchange_id: string; person_id: string; account: string; hash: Uint8Array; salt: Uint8Array; memory_kib: number; passes: number; secret: Uint8Array; step: string; made_at: Date; changed_at: Date;
  };
  challenges: { exchange_id: string; sha256: Uint8Array; purpose: ChallengePurpose; person_id: string | null; session_sha256: Uint8Array | null; expires_at: Date };
  recoveries: {
    exchange_id: string; recovery_id: string; person_id: string; state: RecoveryState; report: string | null; reported_at: Date | null; reason: string | null; opened_by: string | null; opener: string | null; opened_at: Date | null;
    approved_by: string | null; approver: string | null; approved_at: Date | null; code_sha256: Uint8Array | null; code_ends_at: Date | null; used_at: Date | null; cancelled_by: string | null; cancelled_at: Date | null;
  };
  api_tokens: {
    exchange_id: string; token_id: string; token_sha256: Uint8Array; actor_id: string; person_id: string; name: string; scopes: string[];
    made_at: Date; ends_at: Date; used_at: Date | null; ended_at: Date | null;
  };
  signed_acts: { exchange_id: string; sha256: string; text_sha256: string; person_id: string; actor_id: string | null; action: string; file: Uint8Array; made_at: Date };
  approvals: { exchange_id: string; signed_act: string; kind: ApprovalKind; object: string; step: "request" | "approval"; version: string; actor_id: string; made_at: Date };
  mandates: {
    exchange_id: string; mandate_id: string; tenderer_uscc: string; agency_uscc: string; scope: string[] | null; acts: MandateAct[]; from_at: Date; until_at: Date; file: Uint8Array; sha256: string;
    offered_by: string; offered_at: Date; tenderer_signature: Uint8Array; accepted_by: string | null; accepted_at: Date | null; agency_signature: Uint8Array | null;
    ended_by: string | null; ended_at: Date | null; ended_side: MandateSide | null; reason: string | null;
  };
  tokens: { exchange_id: string; token_sha256: Uint8Array; actor_id: string; made_at: Date };
  sessions: { exchange_id: string; session_sha256: Uint8Array; person_id: string; actor_id: string | null; how: SignInWay; address: string; agent: string; made_at: Date; seen_at: Date };
  sign_ins: { exchange_id: string; sign_in_id: GeneratedAlways<string>; person_id: string; at: Date; how: SignInWay; proof: string | null; address: string; device: string; is_new: boolean };
  idempotency: { exchange_id: string; actor_id: string; key: string; fingerprint: Uint8Array; status: number | null; answer: Uint8Array | null; made_at: Date };
};
