import type { Generated } from "kysely";
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
};
