import type { Edition } from "./edition.js";

export type ArchiveTables = {
  archives: {
    exchange_id: string; tender_id: string; edition: Edition; serial: number; tree_size: string; sha256: string; inputs: unknown; outbox_id: string; made_at: Date;
  };
};
