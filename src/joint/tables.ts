import type { Generated } from "kysely";
import type { SpecialProcedure } from "../approvals/case.js";
import type { JointPaperType } from "../notices/joint-papers.js";
import type { JointState, JointStep, Merged, MemberState, Opinion } from "./joint.js";
import type { TemplateName } from "./template.js";

type Exchange = { exchange_id: string };
type Joint = Exchange & { joint: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

export type JointTables = {
  joint_cases: Joint & {
    template: TemplateName; unit: string; applicant: string; applicant_uscc: string | null; applicant_name: string; phone: string | null; subject: string; form: unknown; source: Generated<"online" | "window">; state: JointState; stage: Generated<number>; limit_days: number; extended_days: Generated<number>; silence_agrees: boolean; received_at: Date; silence_at: Later<Date>; accepted_on: Later<string>; due_on: Later<string>;
    provisional: Generated<boolean>; red_at: Later<Date>; overdue_at: Later<Date>; merged_at: Later<Date>; outcome: Later<Merged>; decided_at: Later<Date>; used_days: Later<number>; in_time: Later<boolean>; deliver_due: Later<string>; fee_bill: Later<string>; delivered_at: Later<Date>; made_at: Date;
  };
  joint_members: Joint & { item: string; item_version: number; unit: string; stage: number; days: number; code: Later<string>; opinion: Later<Opinion>; words: Later<string>; document: Later<string>; opined_by: Later<string>; person: Later<string>; opined_at: Later<Date>; silent_at: Later<Date>; counted: Later<MemberState> };
  joint_steps: Joint & { serial: number; step: JointStep; state: JointState; unit: string | null; words: unknown; made_by: string; person: string | null; made_at: Date };
  joint_needs: Joint & { serial: number; item: string; material: string; what: string; standard: string; made_by: string; made_at: Date };
  joint_materials: Joint & { material: string; serial: number; name: string; sha256: string | null; size: string; made_by: string; made_at: Date };
  joint_officers: Joint & { serial: number; actor: string; name: string; reason: string; handed_by: string; handed_at: Date; confirmed_at: Later<Date> };
  joint_pauses: Joint & { serial: number; procedure: SpecialProcedure; items: string[]; reason: string; expected_days: number; from_at: Date; until_at: Later<Date>; conclusion: Later<string>; made_by: string };
  joint_meetings: Joint & { serial: number; number: string; held_on: string; place: string; present: unknown; minutes: string; made_by: string; made_at: Date };
  joint_tasks: Joint & { meeting: number; serial: number; what: string; unit: string; due_on: string; done_by: Later<string>; done_at: Later<Date>; done_words: Later<string> };
  joint_papers: Joint & { kind: JointPaperType; serial: number; paper_id: string; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_at: Date };
  joint_drafts: Exchange & { owner: string; template: TemplateName; body: unknown; made_at: Date; changed_at: Date };
};
