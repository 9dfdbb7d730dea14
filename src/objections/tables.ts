import type { Generated } from "kysely";

type LotKey = { exchange_id: string; tender_id: string; lot: string };

export type ObjectionTables = {
  objections: LotKey & {
    serial: number; about: "documents" | "result"; filed_by: string; filer_uscc: string; filer_name: string; content: string; salt: Uint8Array;
    filed_at: Date; reply_due: Date; outbox_id: string;
  };
  lot_orders: LotKey & { serial: number; kind: "suspend" | "resume"; reason: string; complaint_no: Generated<string | null>; file: Uint8Array; outbox_id: string; ordered_by: string; ordered_at: Date };
  objection_replies: LotKey & { serial: number; upheld: boolean; answer: string; effect: string; replied_by: string; replied_at: Date; notice_id: string; /** Faulted clauses (Faulted[]). */ faulted: Generated<unknown> };
};
