import type { Generated } from "kysely";
import type { Round } from "../tenders/entry.js";
import type { CallAnswer, Channel } from "./calls.js";
import type { RevealHow } from "./files.js";
import type { PoolStep, Standing } from "./pool-life.js";

type DrawKey = { exchange_id: string; tender_id: string; lot: string; number: number };
export type DrawFileKind = "secret" | "plan" | "pool" | "fixed" | "beacon" | "result" | "opened";

export type ExpertTables = {
  experts: {
    exchange_id: string; expert_id: string; person_id: string | null; lookup: Uint8Array; sealed: Uint8Array; version: Generated<number>; specialties: string[]; state: Standing["state"]; term_until: string | null;
    code_sha256: Uint8Array | null; code_until: Date | null; made_at: Date;
  };
  expert_steps: { exchange_id: string; expert_id: string; number: number; step: PoolStep | "apply" | "import" | "change"; reason: string | null; until: string | null; made_by: string; made_at: Date };
  draws: DrawKey & { round: Generated<Round>; request: Uint8Array; requested_by: string; requested_at: Date };
  draw_files: DrawKey & { kind: DrawFileKind; place: Generated<number>; file: Uint8Array; made_by: string; made_at: Date; outbox_id: string | null };
  draw_contributions: DrawKey & { name: string; kind: "commit" | "reveal"; value: string; how: Generated<RevealHow | null>; made_by: string; made_at: Date; outbox_id: string };
  draw_escrows: DrawKey & { name: string; sha256: string; file: Uint8Array; made_by: string; made_at: Date };
  draw_releases: DrawKey & { name: string; opener: string; release: Uint8Array; signature: Uint8Array; made_by: string; made_at: Date; outbox_id: string };
  draw_codes: DrawKey & { place: number; code: string; substitute: string | null; made_by: string; made_at: Date; outbox_id: string };
  draw_replacements: DrawKey & { place: number; label: string; reason: string; evidence: string; asked_by: string; asked_at: Date };
  draw_calls: DrawKey & { label: string; place: number; channel: Channel; ticket: string; made_by: string; made_at: Date };
  draw_answers: DrawKey & { label: string; place: number; answer: CallAnswer; reason: string | null; answered_at: Date };
  draw_arrivals: DrawKey & { label: string; actor_id: string; salt: string; arrived_at: Date };
};
