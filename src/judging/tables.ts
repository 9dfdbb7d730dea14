type LotKey = { exchange_id: string; tender_id: string; lot: string };

export type JudgingTables = {
  panel_members: LotKey & { label: string; actor_id: string; name: string; kind: "expert" | "representative"; chair: boolean; seated_at: Date };
  sheets: LotKey & { label: string; part: string; sheet: Uint8Array; signature: Uint8Array; sha256: string; outbox_id: string; signed_at: Date };
  rejections: LotKey & { bidder: string; ground: string; clause: string; reason: string; made_by: string; made_at: Date };
  evaluations: LotKey & {
    method: Uint8Array | null; technical: Uint8Array | null; totals: Uint8Array | null; corrections: unknown; report_at: Date | null; candidates: unknown;
    publicity_from: string | null; publicity_until: Date | null; winner: string | null; award_fen: string | null; award_reason: string | null;
    decided_at: Date | null; notified_at: Date | null; contract_due: Date | null; contract: unknown; contracted_at: Date | null; reported_at: Date | null;
  };
};
