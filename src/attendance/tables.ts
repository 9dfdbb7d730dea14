type LotKey = { exchange_id: string; tender_id: string; lot: string };

export type AttendanceTables = {
  fee_tariffs: { exchange_id: string; serial: number; file: Uint8Array; made_by: string; made_at: Date };
  fee_lists: LotKey & { file: Uint8Array; sha256: string; approved_by: string; approved_at: Date };
};
