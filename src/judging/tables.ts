import type { Generated } from "kysely";
import type { Round } from "../tenders/entry.js";

/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;
type LotKey = { exchange_id: string; tender_id: string; lot: string };

export type JudgingTables = {
  panel_members: LotKey & { label: string; actor_id: string; name: string; kind: "expert" | "representative"; chair: boolean; round: Generated<Round>; seated_at: Date };
  prequal_reviews: LotKey & { version: number; file: Uint8Array; sha256: string; written_by: string; written_at: Date };
  prequal_signatures: LotKey & { version: number; label: string; signature: Uint8Array; signed_at: Date };
  sheets: LotKey & { label: string; part: string; serial: Generated<number>; sheet: Uint8Array; signature: Uint8Array; sha256: string; outbox_id: string; signed_at: Date };
  panel_changes: LotKey & { serial: number; file: Uint8Array; sha256: string; made_by: string; made_at: Date; outbox_id: string };
  bid_questions: LotKey & { serial: number; bidder: string; file: Uint8Array; sha256: string; asked_by: string; asked_at: Date; outbox_id: string };
  bid_answers: LotKey & { serial: number; file: Uint8Array; signature: Uint8Array; sha256: string; answered_by: string; answered_at: Date; outbox_id: string };
  sheet_drafts: LotKey & { label: string; bidder: string; criterion: string; score: string; reason: string; saved_at: Date };
  report_opinions: LotKey & { label: string; serial: number; file: Uint8Array; signature: Uint8Array; sha256: string; outbox_id: string; signed_at: Date };
  rejections: LotKey & { bidder: string; ground: string; clause: string; reason: string; made_by: string; made_at: Date };
  panel_appointments: LotKey & { round: Round; file: Uint8Array; made_by: string; made_at: Date; outbox_id: string };
  acceptances: LotKey & { serial: number; accepted_on: string; parts: string; amount_fen: string; sha256: string; made_by: string; made_at: Date; outbox_id: string };
  way_acts: LotKey & { kind: "finding" | "change"; file: Uint8Array; made_by: string; made_at: Date; outbox_id: string };
  winner_failures: LotKey & { bidder: string; ground: string; finding: string; next_bidder: string | null; made_by: string; made_at: Date };
  evaluations: LotKey & {
    method: Later<Uint8Array>; technical: Later<Uint8Array>; qualification: Later<Uint8Array>; tie_draws: Later<Uint8Array>; totals: Later<Uint8Array>; inputs: Later<Uint8Array>; corrections: Generated<unknown>; report_at: Later<Date>; candidates: Generated<unknown>;
    publicity_from: Later<string>; publicity_until: Later<Date>; winner: Later<string>; award_fen: Later<string>; award_reason: Later<string>;
    decided_at: Later<Date>; notified_at: Later<Date>; contract_due: Later<Date>; contract: Generated<unknown>; contracted_at: Later<Date>; reported_at: Later<Date>;
  };
};
