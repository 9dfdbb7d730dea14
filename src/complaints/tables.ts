import type { ColumnType, Generated } from "kysely";
import type { ComplaintPaperType } from "../notices/complaint-papers.js";
import type { Pause } from "./clocks.js";
import type { JudgedPoint } from "./filing.js";
import type { Desk, Kind } from "./kinds.js";
import type { Outcome, State, Step } from "./life.js";
import type { Decision, Proposal } from "./decision.js";

type Key = { exchange_id: string; complaint_no: string };
/** JSON that is written as text. */
type Kept<Value> = ColumnType<Value, string, string>;

export type ComplaintTables = {
  complaints: Key & {
    code_sha256: string; asked_kind: Kind; kind: Kind; state: State; desk: Desk; version: number; subject: string; content: string; wanted: string | null; points: ColumnType<JudgedPoint[] | null, string | null, string | null>;
    unit_code: string | null; person: string | null; about_actor: Generated<string | null>; about_uscc: string | null; reference: string | null; tender_id: string | null; lot: string | null; is_anonymous: boolean;
    filed_at: Date; received_at: Date; accepted_at: Generated<Date | null>; refused_at: Generated<Date | null>; copied_at: Generated<Date | null>; stated_at: Generated<Date | null>; decided_at: Generated<Date | null>; served_at: Generated<Date | null>; over_at: Generated<Date | null>;
    is_complex: Generated<boolean>; pauses: ColumnType<Pause[], string | undefined, string>; proposal: ColumnType<Proposal | null, string | null | undefined, string | null>; outcome: Generated<Outcome | null>; decision: ColumnType<Decision | null, string | null | undefined, string | null>;
    salt: Uint8Array; outbox_id: string; remind_at: Date | null;
  };
  complaint_identities: Key & { sealed: Uint8Array; lookup: Uint8Array | null };
  complaint_disclosures: Key & { serial: number; shown_to: string; reason: string; shown_at: Date };
  complaint_steps: Key & { serial: number; step: Step; state: State; said: string | null; note: string | null; facts: Kept<Readonly<Record<string, unknown>>>; made_by: string; made_at: Date };
  complaint_handlers: Key & { actor_id: string; worked_until: string | null; joined_at: Date; left_at: Generated<Date | null>; left_why: Generated<string | null> };
  complaint_papers: Key & { kind: ComplaintPaperType; paper_id: string; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_at: Date };
  bad_records: Key & { uscc: string; name: string; complaints: string[]; made_at: Date };
};
