type Exchange = { exchange_id: string };

export type FeeTables = {
  fee_items: Exchange & { code: string; version: number; from_on: string; file: Uint8Array; sha256: string; outbox_id: string; made_by: string; made_at: Date };
};
