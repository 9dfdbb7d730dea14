export type RequestKind = "correction" | "closing";
export type RequestState = "open" | "granted" | "refused";

export type PrivacyTables = {
  identity_numbers: { exchange_id: string; person_id: string; sealed: Uint8Array; lookup: Uint8Array; given_at: Date };
  disclosures: { exchange_id: string; disclosure_id: string; person_id: string; what: "id-number"; shown_to: string; reason: string; shown_at: Date };
  privacy_requests: {
    exchange_id: string; request_id: string; person_id: string; kind: RequestKind; wanted: string | null; reason: string; state: RequestState; answer: string | null;
    made_at: Date; due_at: Date; decided_by: string | null; decided_at: Date | null;
  };
};
