export type BlindTables = {
  blind_codes: { exchange_id: string; tender_id: string; lot: string; file: Uint8Array; sha256: string; outbox_id: string; made_at: Date };
  blind_leaks: { exchange_id: string; tender_id: string; lot: string; serial: number; file: Uint8Array; sha256: string; made_at: Date };
};
