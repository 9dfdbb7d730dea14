import type { Generated, GeneratedAlways } from "kysely";

type Exchange = { exchange_id: string };

export type LedgerTables = {
  ledger_entries: Exchange & { entry: GeneratedAlways<string>; cause: string; kind: string; booked_on: string; reverses: Generated<string | null>; salt: Uint8Array; sha256: string; made_by: string; made_at: Date; made_in: GeneratedAlways<string> };
  ledger_lines: Exchange & { entry: string; line: number; account: string; amount_fen: string };
  ledger_months: Exchange & { account: string; month: string; debit_fen: string; credit_fen: string };
  ledger_rolled: Exchange & { upto: string };
  ledger_roots: Exchange & { serial: number; upto: string; salt: Uint8Array; sha256: string; outbox_id: string; made_at: Date };
  ledger_years: Exchange & { year: number; sha256: string; outbox_id: string; made_by: string; made_at: Date };
  ledger_closes: Exchange & { month: string; sha256: string; outbox_id: string; made_by: string; made_at: Date };
};
