import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { TreasuryPaperType } from "../notices/treasury-papers.js";
import type { PlanVerdict } from "./budget.js";
import type { Payee, PaymentMode, PaymentState, PaymentStep } from "./payment.js";

type Exchange = { exchange_id: string };
type Made = { made_by: string; made_at: Date };
type MonthKey = Exchange & { indicator: string; month: string; mode: PaymentMode };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;
/** As the unit brought it; amounts in fen as decimal text. */
export type Invoice = { readonly number: string; readonly receivedOn: string; readonly amount: string; readonly sha256: string };

export type TreasuryTables = {
  budget_indicators: Exchange & Made & { indicator: string; unit: string; unit_name: string; subject: string; subject_name: string; project: string; year: number; amount_fen: GeneratedAlways<string>; planned_fen: GeneratedAlways<string> };
  indicator_records: Exchange & Made & { indicator: string; serial: number; amount_fen: string; document: string; reason: string | null };
  plan_months: MonthKey & { approved_fen: GeneratedAlways<string>; used_fen: GeneratedAlways<string> };
  plan_requests: MonthKey & Made & { serial: number; amount_fen: string; reason: string };
  plan_decisions: MonthKey & Made & { serial: number; verdict: PlanVerdict; amount_fen: string; note: string | null };
  payment_contracts: Exchange & Made & { contract: string; unit: string; kind: "tender" | "outside"; tender_id: string | null; lot: string | null; number: string; title: string; supplier: string; supplier_name: string; price_fen: string; signed_on: string; sha256: string; small: boolean; payment_days: number | null };
  contract_payees: Exchange & Made & Payee & { contract: string; serial: number; document: string | null };
  outside_acceptances: Exchange & Made & { contract: string; serial: number; accepted_on: string; parts: string; amount_fen: string; sha256: string };
  payment_requests: MonthKey & Made & {
    request: string; contract: string; amount_fen: string; refunded_fen: Generated<string>; purpose: string; payee: ColumnType<Payee, string, string>; invoice: ColumnType<Invoice, string, string>; invoice_number: string;
    state: PaymentState; submitted_by: Later<string>; checked_by: Later<string>; approved_at: Later<Date>;
    attempt: Generated<number>; account: Later<string>; order_number: Later<string>; ordered_at: Later<Date>; value_on: Later<string>; paid_on: Later<string>;
  };
  clearings: Exchange & Made & { account: string; day: string; serial: number; amount_fen: string; payments: number };
  payment_papers: Exchange & { request: string; attempt: number; kind: TreasuryPaperType; paper_id: string; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_at: Date };
  payment_steps: Exchange & Made & { request: string; serial: number; step: PaymentStep; state: PaymentState; reason: string | null; amount_fen: string | null; person: string | null };
};
