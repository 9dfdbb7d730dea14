import type { Generated } from "kysely";
import type { Grade, Measure } from "./appraisal.js";
import type { GuestKind, MeetingKind } from "./meeting.js";
import type { LogKind, Presence, Stage } from "./project.js";
import type { Rating, RequestState } from "./request.js";

type Exchange = { exchange_id: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

export type ConciergeTables = {
  concierges: Exchange & {
    concierge: string; actor_id: string; unit_code: string; name: string; post: string; phone: string; areas: string[]; presence: Generated<Presence>; version: Generated<number>;
    photo_sha256: Later<string>; photo_type: Later<string>; photo_size: Later<string>; entered_by: string; entered_at: Date;
  };
  investment_projects: Exchange & { project: string; owner: string; owner_name: string; title: string; area: string; business: string; contact: string; phone: string; stage: Stage; concierge: Later<string>; made_by: string; made_at: Date };
  concierge_requests: Exchange & { project: string; serial: number; title: string; content: string; state: RequestState; level: Generated<number>; due_on: string | null; since_on: string; rating: Later<Rating>; raised_by: string; raised_at: Date };
  service_log: Exchange & { project: string; number: number; kind: LogKind; request: number | null; concierge: string | null; level: number | null; due_on: string | null; text: string; made_by: string; made_as: string; made_at: Date };
  intermediaries: Exchange & { intermediary: string; uscc: string; name: string; services: string; contact: string; phone: string; is_active: Generated<boolean>; entered_by: string; entered_at: Date };
  coordination_meetings: Exchange & { meeting: string; kind: MeetingKind; project: string | null; level: number; title: string; place: string; meets_at: Date; minutes: string | null; called_by: string; called_at: Date; held_by: string | null; held_at: Date | null };
  meeting_guests: Exchange & { meeting: string; kind: GuestKind; code: string; came: Later<boolean> };
  meeting_decisions: Exchange & { meeting: string; serial: number; text: string; unit_code: string; owner: string; due_on: string; done_text: string | null; done_by: string | null; done_at: Date | null };
  told_once_papers: Exchange & { paper_id: string; unit_code: string | null; meeting: string | null; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_by: string; made_at: Date };
  concierge_appraisals: Exchange & { concierge: string; from_on: string; until_on: string; figures: unknown; grade: Grade; words: string; measure: Measure | null; made_by: string; made_at: Date };
};
