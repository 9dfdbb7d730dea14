import type { Generated } from "kysely";
import type { ActivityKind } from "./activity.js";
import type { Disposal, FindingKind, FindingStep, Giver, Sanction, Source } from "./finding.js";
import type { Attendance } from "./patrol.js";

type Exchange = { exchange_id: string };
type Made = Exchange & { made_by: string; made_at: Date };

export type ConductTables = {
  window_seats: Made & { number: number; actor_id: string; from_on: string; until_on: Generated<string | null> };
  patrols: Made & { day: string; note: string };
  patrol_attendance: Exchange & { day: string; actor_id: string; number: number; state: Attendance };
  conduct_findings: Made & { finding: string; source: Source; kind: FindingKind; day: string; about: string; number: number | null; words: string };
  finding_steps: Made & { finding: string; serial: number; step: FindingStep; sanction: Sanction | null; words: string };
  refused_gifts: Exchange & { gift: string; actor_id: string; offered_on: string; giver: Giver; what: string; disposal: Disposal; made_at: Date };
  declared_interests: Exchange & { actor_id: string; serial: number; has_none: boolean; words: string; made_at: Date };
  appraisal_formulas: Made & { version: number; from_on: string; file: Uint8Array; sha256: string; outbox_id: string };
  activities: Made & { activity: string; kind: ActivityKind; title: string; day: string; minutes: number; words: string };
  activity_people: Exchange & { activity: string; actor_id: string };
};
