import type { Generated } from "kysely";
import type { ItemPaperType } from "../notices/item-papers.js";
import type { ExitStep, Outcome } from "./exit.js";
import type { ItemState } from "./words.js";

type Exchange = { exchange_id: string };
type OfItem = Exchange & { code: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

export type ItemTables = {
  items: OfItem & { unit_code: string; state: ItemState; /** Its last day; null while no end is known. */ last_on: Later<string>; made_by: string; made_at: Date };
  item_drafts: OfItem & { body: unknown; sha256: string; drafted_by: string; drafted_at: Date; returned: Later<string>; confirmed_by: Later<string>; confirmed_at: Later<Date>; signed: Later<string> };
  item_versions: OfItem & { version: number; unit_code: string; from_on: string; file: Uint8Array; sha256: string; draft_sha256: string; confirmed_by: string; confirmed_at: Date; signed: string | null; outbox_id: string; made_by: string; made_at: Date };
  item_files: OfItem & { sha256: string; name: string; size: string; media_type: string; made_by: string; made_at: Date };
  item_exits: OfItem & { serial: number; outcome: Later<Outcome | "abolished">; opened_by: string; opened_at: Date; closed_at: Later<Date> };
  item_exit_steps: OfItem & { serial: number; place: number; step: ExitStep; said: unknown; paper_id: string; signed: string | null; made_by: string; made_at: Date };
  item_papers: OfItem & { paper_id: string; kind: ItemPaperType; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_at: Date };
  unit_hand_overs: Exchange & { unit_code: string; serial: number; from_on: string; has_single_approval_section: boolean; section_moved_whole: boolean; uses_approval_seal: boolean; authority: string; seal_paper: string | null; seal_sha256: string | null; made_by: string; made_at: Date };
};
