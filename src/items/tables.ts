import type { Generated } from "kysely";
import type { ItemState } from "./words.js";

type Exchange = { exchange_id: string };
type OfItem = Exchange & { code: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

export type ItemTables = {
  items: OfItem & { unit_code: string; state: ItemState; /** Its last day; null while no end is known. */ last_on: Later<string>; made_by: string; made_at: Date };
  item_drafts: OfItem & { body: unknown; sha256: string; drafted_by: string; drafted_at: Date; returned: Later<string>; confirmed_by: Later<string>; confirmed_at: Later<Date>; signed: Later<string> };
  item_versions: OfItem & { version: number; unit_code: string; from_on: string; file: Uint8Array; sha256: string; draft_sha256: string; confirmed_by: string; confirmed_at: Date; signed: string | null; outbox_id: string; made_by: string; made_at: Date };
};
