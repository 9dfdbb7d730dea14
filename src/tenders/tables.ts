import type { Generated } from "kysely";
import type { Basis } from "../bidding/admitted.js";
import type { Reading } from "./letter.js";
import type { Round } from "./entry.js";

/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

type Key = { exchange_id: string; tender_id: string };
type LotKey = Key & { lot: string };
type PartKey = LotKey & { part: string };

export type PartState = "draft" | "open" | "closed" | "releasing" | "opened" | "not-opened";
/** Why a check before publication was made. */
export type CheckOccasion = "asked" | "submission" | "publication";
export type OpenMode = "threshold" | "bidder" | "threshold-or-bidder";

export type TenderTables = {
  projects: { exchange_id: string; project_id: string; name: string; tenderer_name: string; tenderer_uscc: string; approval: string; funds: string; area: Later<string>; investment_fen: Later<string>; budget_fen: Later<string>; made_by: string; made_at: Date };
  plans: {
    exchange_id: string; plan_id: string; line: string; tenderer_name: string; tenderer_uscc: string; area: string | null; form: unknown; version: Generated<number>;
    drafted_by: string; drafted_at: Date; published_by: Later<string>; published_at: Later<Date>; number: Later<string>; edition: Later<number>; counts_from: Later<Date>;
  };
  plan_corrections: {
    exchange_id: string; plan_id: string; edition: number; version: number; form: unknown; area: string | null; reason: string; drafted_by: string; drafted_at: Date; published_by: Later<string>; published_at: Later<Date>;
  };
  tenders: Key & {
    project_id: string; line: string; form: unknown; version: Generated<number>; rules: unknown; rules_on: string | null;
    submitted_by: string | null; submitted_at: Date | null; published_by: string | null; published_at: Date | null;
    next_due_at: Date | null; remind_at: Later<Date>; publish_at: Later<Date>; approved_by: Later<string>; approved_at: Later<Date>; retender_of: Later<string>; plan_id: Later<string>; plan_exempt: Later<string>; made_by: string; made_at: Date;
  };
  lots: LotKey & { code: string; stage: string; stage_before: Later<string>; stage_at: Date };
  moves: LotKey & { move_id: Generated<string>; name: string; from_stage: string; to_stage: string; made_by: string; made_at: Date };
  parts: PartKey & {
    ordinal: number; after: string | null; has_form: boolean; threshold: number; open_mode: OpenMode; deadline: Date; state: PartState;
    deadline_size: Later<string>; close_outbox: Later<string>; closing_size: Later<string>; disputed: Generated<boolean>;
    objections_until: Later<Date>; window_from: Later<Date>; window_until: Later<Date>;
    started_at: Later<Date>; sung_at: Later<Date>; finished_at: Later<Date>; proceed_outbox: Later<string>;
    open_outbox: Later<string>; opening: Later<Uint8Array>;
  };
  admissions: LotKey & { firm: string; name: string; basis: Basis; salt: Uint8Array; named_by: string; named_at: Date; declined_at: Later<Date>; declined_why: Later<string> };
  admission_lists: LotKey & { file: Uint8Array; sha256: string; outbox_id: string; made_at: Date };
  documents: Key & { name: string; version: number; round: Generated<Round>; media_type: string; sha256: string; size: string; made_by: string; made_at: Date; notice_id: Later<string> };
  document_drafts: Key & { name: string; media_type: string; sha256: string; size: string; made_by: string; made_at: Date };
  tender_checks: Key & { serial: number; form_version: number; occasion: CheckOccasion; report: Uint8Array; made_by: string; made_at: Date };
  document_texts: { exchange_id: string; sha256: string; words: string | null; barrier: string | null; listing: Later<string>; wordless_pages: Later<number[]>; read_at: Date };
  clarifications: Key & { serial: number; body: unknown; drafted_by: string; drafted_at: Date; published_by: string | null; published_at: Date | null };
  returns: Key & { serial: number; clarification: number | null; reason: string; prepared_by: string; prepared_at: Date; returned_by: string; returned_at: Date };
  notices: {
    exchange_id: string; notice_id: string; version: number; tender_id: string | null; plan_id: Later<string>; sale_id: Later<string>; lot: string | null; type: string; title: string; audience: string | null;
    json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; published_at: Date;
  };
  letter_reads: { exchange_id: string; notice_id: string; version: number; firm: string; how: Reading; actor_id: string; read_at: Date; salt: Uint8Array; file: Uint8Array; outbox_id: string };
  schedule_acts: Key & { serial: number; kind: "scheduled" | "unscheduled"; made_by: string; made_at: Date; file: Uint8Array; salt: Uint8Array; outbox_id: string };
  areas: { exchange_id: string; area: string; name: string; name_en: string };
  notice_index: {
    exchange_id: string; notice_id: string; version: number; tender_id: string | null; plan_id: Later<string>; sale_id: Later<string>; lot: string | null; line: string; type: string; area: string | null; title: string;
    first_at: Date; published_at: Date; words: string;
  };
  notice_codes: { exchange_id: string; code: string; notice_id: string; version: number };
  opener_offices: { exchange_id: string; opener: string; org_name: string; org_uscc: string };
  opener_keys: PartKey & {
    opener: string; actor_id: string; recipient: string; statement: Uint8Array; signature: Uint8Array; sha256: string; challenge: Uint8Array;
    proved_at: Date | null; outbox_id: string | null; given_at: Date;
  };
  lot_terms: PartKey & { version: number; entry: Uint8Array; sha256: string; outbox_id: string; made_at: Date };
};
