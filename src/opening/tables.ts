import type { Generated } from "kysely";
import type { Ground, Outcome } from "../signing/dispute-file.js";

type LotKey = { exchange_id: string; tender_id: string; lot: string };
type PartKey = LotKey & { part: string };
type StatementKey = { exchange_id: string; statement_sha256: string };

/** How a live bid ended at its opening. */
export type How = "threshold" | "bidder-key" | "void" | "not-opened";

/** What two officers may order by hand while the clock drifts. */
export type HandAct = "close" | "opening";

export type OpeningTables = {
  close_lists: PartKey & { version: number; list: unknown; entry: Uint8Array; outbox_id: string };
  close_additions: PartKey & { serial: number; bids: string; reason: string; requested_by: string; requested_at: Date; approved_by: string | null; approved_at: Date | null };
  disputes: PartKey & {
    serial: number; ground: Ground; statement_sha256: string; bidder: string; file: Uint8Array; sha256: string; raised_by: string; raised_at: Date; outbox_id: string;
    outcome: Generated<Outcome | null>; reason: Generated<string | null>; decision: Generated<Uint8Array | null>; decided_by: Generated<string | null>; decided_at: Generated<Date | null>; decision_outbox: Generated<string | null>;
  };
  hand_orders: LotKey & { serial: number; act: HandAct; deadline: Date; reason: string; requested_by: string; requested_at: Date; approved_by: string | null; approved_at: Date | null };
  reserves: LotKey & { commitment: string; committed_by: string; committed_at: Date; outbox_id: string };
  reserve_ends: LotKey & { commitment: string; file: Uint8Array | null; lost_reason: string | null; ended_by: string; ended_at: Date; outbox_id: string };
  releases: PartKey & { opener: string; release: Uint8Array; signature: Uint8Array; sha256: string; outbox_id: string; given_at: Date };
  openings: StatementKey & { how: How; cause: string | null; form: Uint8Array | null; identity: string | null; opened_at: Date; precheck: Generated<unknown> };
  opened_files: StatementKey & { ordinal: number; name: string; size: string; sha256: string };
  bidder_keys: StatementKey & { identity: string; given_by: string; given_at: Date };
  failure_causes: StatementKey & { cause: string; reason: string; decided_by: string; decided_at: Date };
  confirmations: PartKey & { bidder: string; kind: "sign-in" | "confirm" | "object"; text: string; answer: string | null; at: Date };
};
