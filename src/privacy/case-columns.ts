import type { PersonalTable } from "./columns.js";

/** What cases, joint cases, mandates and times at windows hold of people. */
export const CASES_PERSONAL: Readonly<Record<string, PersonalTable>> = {
  cases: { keep: "cases", whose: [{ column: "applicant", holds: "office", theirs: "applicant_name phone subject stake_fen" }, { column: "made_by", holds: "office" }], beside: "code item source state received_at accepted_on due_on decided_at delivered_at made_at", never: "item_version unit case_type template joint applicant_uscc flags level limit_days extended_days silence_at noticed_at provisional light yellow_at red_at light_due_at decided_level mandate used_days in_time deliver_due fee_bill trips" },
  case_steps: { keep: "cases", whose: [{ column: "made_by", holds: "office" }, { column: "person", holds: "either" }], beside: "code serial step state made_at", never: "words" },
  case_materials: { keep: "cases", whose: [{ column: "made_by", holds: "office", theirs: "name" }], beside: "code material serial sha256 size made_at", never: "" },
  case_pauses: { keep: "cases", whose: [{ column: "made_by", holds: "office", theirs: "reason" }], beside: "code serial procedure from_at until_at", never: "expected_days" },
  case_supervisions: { keep: "cases", whose: [{ column: "answered_by", holds: "office", theirs: "answer" }], beside: "code opened_at answered_at due_at told_at", never: "unit" },
  case_misconduct: { keep: "cases", whose: [{ column: "made_by", holds: "office", theirs: "kind facts" }, { column: "person", holds: "either" }], beside: "code serial made_at", never: "" },
  case_drafts: { keep: "account", whose: [{ column: "owner", holds: "office", theirs: "body" }], beside: "item step made_at changed_at", never: "draft" },
  joint_cases: { keep: "cases", whose: [{ column: "applicant", holds: "office", theirs: "applicant_name phone subject form" }], beside: "joint template unit state received_at accepted_on due_on decided_at delivered_at made_at", never: "applicant_uscc source stage limit_days extended_days silence_agrees silence_at provisional red_at overdue_at merged_at outcome used_days in_time deliver_due fee_bill" },
  joint_members: { keep: "cases", whose: [{ column: "opined_by", holds: "office", theirs: "words" }, { column: "person", holds: "either" }], beside: "joint item unit code opinion document opined_at", never: "item_version stage days silent_at counted" },
  joint_steps: { keep: "cases", whose: [{ column: "made_by", holds: "office" }, { column: "person", holds: "either" }], beside: "joint serial step state made_at", never: "unit words" },
  joint_needs: { keep: "cases", whose: [{ column: "made_by", holds: "office", theirs: "what standard" }], beside: "joint item material made_at", never: "serial" },
  joint_materials: { keep: "cases", whose: [{ column: "made_by", holds: "office", theirs: "name" }], beside: "joint material serial sha256 size made_at", never: "" },
  joint_officers: { keep: "cases", whose: [{ column: "actor", holds: "office", theirs: "name reason" }, { column: "handed_by", holds: "office" }], beside: "joint serial handed_at confirmed_at", never: "" },
  joint_pauses: { keep: "cases", whose: [{ column: "made_by", holds: "office", theirs: "reason conclusion" }], beside: "joint serial procedure items from_at until_at", never: "expected_days" },
  joint_meetings: { keep: "cases", whose: [{ column: "made_by", holds: "office", theirs: "minutes" }], beside: "joint number held_on place made_at", never: "serial present" },
  joint_tasks: { keep: "cases", whose: [{ column: "done_by", holds: "office", theirs: "done_words" }], beside: "joint meeting what unit due_on done_at", never: "serial" },
  joint_drafts: { keep: "account", whose: [{ column: "owner", holds: "office", theirs: "body" }], beside: "template made_at changed_at", never: "" },
  approval_mandates: { keep: "cases", whose: [{ column: "holder", holds: "office", theirs: "holder_name" }, { column: "made_by", holds: "office" }, { column: "revoked_by", holds: "office", theirs: "reason" }], beside: "mandate unit items powers from_on until_on seal document made_at revoked_at", never: "limit_fen" },
  visit_bookings: { keep: "cases", whose: [{ column: "owner", holds: "office" }], beside: "slot made_at cancelled_at", never: "serial" },
  consultations: { keep: "cases", whose: [{ column: "asked_by", holds: "office", theirs: "words answer" }, { column: "answered_by", holds: "office" }], beside: "question item unit asked_at answered_at", never: "" },
  service_slots: { keep: "cases", whose: [{ column: "made_by", holds: "office" }], beside: "slot unit from_at until_at places made_at", never: "taken" },
  case_imports: { keep: "cases", whose: [{ column: "made_by", holds: "office" }], beside: "import made_at ended_at", never: "source sha256 lines taken known refused" },
  sitting_days: { keep: "cases", whose: [{ column: "made_by", holds: "office" }], beside: "unit on_day made_at", never: "" },
};
