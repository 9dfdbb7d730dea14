import type { Edition } from "./edition.js";

export type ArchiveTables = {
  hand_overs: { exchange_id: string; tender_id: string; archive_serial: number; sha256: string; outbox_id: string; accepted_by: string; accepted_at: Date };
  sale_archives: { exchange_id: string; sale_id: string; serial: number; tree_size: string; sha256: string; inputs: unknown; outbox_id: string; made_at: Date };
  archives: {
    exchange_id: string; tender_id: string; edition: Edition; serial: number; tree_size: string; sha256: string; inputs: unknown; outbox_id: string; made_at: Date;
  };
};
