import type { Generated } from "kysely";
import type { CaseType } from "../items/words.js";
import type { CasePaperType } from "../notices/case-papers.js";
import type { TemplateName } from "../joint/template.js";
import type { CaseState, CaseStep, SpecialProcedure } from "./case.js";
import type { Light } from "./clock.js";
import type { Power } from "./mandate.js";
import type { Complexity } from "./routing.js";

type Exchange = { exchange_id: string };
type Case = Exchange & { code: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

/** How a case came: by the applicant on the net, over the counter, or from a file of another system. */
export type Source = "online" | "window" | "import";
export type ApprovalTables = {
  cases: Case & {
    item: string; item_version: number; unit: string; case_type: CaseType; /** Of a joint case that came in a file of another system. */ template: Later<TemplateName>; /** Of a member’s case: the joint case. */ joint: Later<string>; applicant: string; applicant_uscc: string | null; applicant_name: string; phone: string | null; subject: string; stake_fen: string | null; source: Source;
    state: CaseState; flags: Generated<Complexity[]>; level: number; limit_days: number; extended_days: Generated<number>; received_at: Later<Date>; silence_at: Later<Date>; noticed_at: Later<Date>; accepted_on: Later<string>; due_on: Later<string>; provisional: Generated<boolean>;
    light: Generated<Light>; yellow_at: Later<Date>; red_at: Later<Date>; light_due_at: Later<Date>; decided_at: Later<Date>; decided_level: Later<number>; mandate: Later<string>; used_days: Later<number>; in_time: Later<boolean>; deliver_due: Later<string>; delivered_at: Later<Date>;
    fee_bill: Later<string>; trips: Generated<number>; made_by: string; made_at: Date;
  };
  case_steps: Case & { serial: number; step: CaseStep; state: CaseState; words: unknown; made_by: string; person: string | null; made_at: Date };
  case_materials: Case & { material: string; serial: number; name: string; sha256: string | null; size: string; made_by: string; made_at: Date };
  case_pauses: Case & { serial: number; procedure: SpecialProcedure; reason: string; expected_days: number; from_at: Date; until_at: Later<Date>; made_by: string };
  case_papers: Case & { kind: CasePaperType; serial: number; paper_id: string; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_at: Date };
  case_lights: Case & { light: Exclude<Light, "green">; at: Date; noticed_at: Date; unit: string; notified: string[] };
  case_supervisions: Case & { opened_at: Date; unit: string; answer: Later<string>; answered_by: Later<string>; answered_at: Later<Date>; due_at: Later<Date>; told_at: Later<Date> };
  case_misconduct: Case & { serial: number; kind: string; facts: unknown; made_by: string; person: string | null; made_at: Date };
  case_drafts: Exchange & { draft: string; owner: string; item: string; step: number; body: unknown; made_at: Date; changed_at: Date };
  approval_mandates: Exchange & { mandate: string; unit: string; holder: string; holder_name: string; items: string[]; powers: Power[]; limit_fen: string | null; from_on: string; until_on: string; seal: string; document: string; made_by: string; made_at: Date; revoked_by: Later<string>; revoked_at: Later<Date>; reason: Later<string> };
  service_slots: Exchange & { slot: string; unit: string; from_at: Date; until_at: Date; places: number; taken: Generated<number>; made_by: string; made_at: Date };
  visit_bookings: Exchange & { slot: string; owner: string; serial: number; made_at: Date; cancelled_at: Later<Date> };
  consultations: Exchange & { question: string; unit: string; item: string; asked_by: string; words: string; asked_at: Date; answer: Later<string>; answered_by: Later<string>; answered_at: Later<Date> };
  case_imports: Exchange & { import: string; source: string; sha256: Later<string>; lines: Generated<string>; taken: Generated<string>; known: Generated<string>; refused: Generated<string>; made_by: string; made_at: Date; ended_at: Later<Date> };
  imported_cases: Case & { unit: string; number: string; import: string; line: string; sha256: Uint8Array };
  case_import_refusals: Case & { import: string; line: string; number: string; field: string; facts: unknown };
  calendar_loads: Exchange & { covered_until: string; loaded_at: Date; outbox_id: string | null };
  sitting_days: Exchange & { unit: string; on_day: string; made_by: string; made_at: Date };
};
