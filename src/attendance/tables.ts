import type { ColumnType } from "kysely";
import type { Assessed, Side } from "./assessment.js";

type LotKey = { exchange_id: string; tender_id: string; lot: string };

export type AttendanceTables = {
  expert_assessments: LotKey & { label: string; serial: number; expert_id: string; side: Side; items: ColumnType<Assessed["items"], string>; reason: string | null; made_by: string; made_at: Date };
  assessment_answers: LotKey & { label: string; serial: number; answer: string; made_by: string; made_at: Date };
  fee_tariffs: { exchange_id: string; serial: number; file: Uint8Array; made_by: string; made_at: Date };
  fee_lists: LotKey & { file: Uint8Array; sha256: string; approved_by: string; approved_at: Date };
};
