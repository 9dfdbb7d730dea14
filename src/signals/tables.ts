import type { Disposal } from "./note.js";

type LotKey = { exchange_id: string; tender_id: string; lot: string };

export type SignalTables = {
  signal_runs: LotKey & { serial: number; version: string; as_of: Date; inputs: string; file: Uint8Array; sha256: string; made_at: Date };
  kept_prints: LotKey & { serial: number; bidder: string; price_fen: string | null; marks: string[]; prints: Uint8Array; kept_at: Date };
  signal_notes: LotKey & { serial: number; bidders: string[]; disposal: Disposal; note: string; made_by: string; made_at: Date };
};
