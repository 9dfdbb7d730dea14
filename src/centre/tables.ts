import type { ColumnType, Generated } from "kysely";
import type { Move } from "./campaign.js";
import type { MeetingState, Outcome, Vote, Weight } from "./meeting.js";
import type { PostKind, SubCentreKind } from "./organisation.js";
import type { Policy, RegulationKind, RegulationStatus } from "./regulation.js";
import type { UnitLevel } from "./unit.js";

type Made = { exchange_id: string; made_by: string; made_at: Date };
type Lasting = Made & { from_on: string; until_on: Generated<string | null> };

export type CentreTables = {
  units: Lasting & { code: string; uscc: string; parent_code: string | null; level: Generated<UnitLevel>; zh: string; en: string; kinds: string[] };
  windows: Lasting & { number: number; unit_code: string | null; hall_code: string | null; zh: string; en: string; tasks: string[] };
  sub_centres: Lasting & { code: string; kind: SubCentreKind; unit_code: string; zh: string; en: string; on_site: boolean; place: string };
  service_halls: Lasting & { code: string; sub_centre: string; zh: string; en: string; place: string };
  posts: Lasting & { post_id: string; kind: PostKind; sub_centre: string | null; name: string; actor_id: string | null };
  regulations: Made & { code: string; version: number; kind: RegulationKind; status: RegulationStatus; from_on: string; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string };
  meetings: Made & { meeting: string; title: string; place: string; starts_at: Date; state: Generated<MeetingState>; ended_at: Generated<Date | null> };
  meeting_members: { exchange_id: string; meeting: string; actor_id: string; name: string; signed_in_at: Generated<Date | null> };
  meeting_items: { exchange_id: string; meeting: string; item: number; weight: Weight; title: string; proposal: string; owner: string; due_on: string; outcome: Generated<Outcome | null>; done_at: Generated<Date | null>; done_text: Generated<string | null> };
  meeting_votes: { exchange_id: string; meeting: string; item: number; actor_id: string; vote: Vote; made_at: Date };
  meeting_minutes: Made & { meeting: string; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string };
  campaigns: Made & { campaign: string; title: string; demands: string; steps: ColumnType<unknown, string, never> };
  campaign_parts: { exchange_id: string; campaign: string; sub_centre: string };
  campaign_moves: Made & { campaign: string; sub_centre: string; step: number; serial: number; move: Move; words: string };
  policy_halls: Made & { hall: string; code: Policy; version: number };
};
