import type { Generated } from "kysely";
import type { Aside, DealAct } from "./deal.js";

type Sale = { exchange_id: string; sale_id: string };

export type SaleTables = {
  sales: Sale & { line: string; seller_name: string; seller_uscc: string; area: string | null; form: unknown; version: Generated<number>; drafted_by: string; drafted_at: Date; next_due_at: Date | null };
  sale_lots: Sale & { lot: string; code: string; stage: string; stage_before: string | null; stage_at: Date };
  sale_moves: Sale & { lot: string; serial: number; move: string; from_stage: string; to_stage: string; made_as: string; actor_id: string | null; reason: string | null; warnings: unknown; made_at: Date };
  applications: Sale & { lot: string; round: number; firm: string; firm_name: string; reference: string; statement: string; offer_fen: string | null; applied_by: string; applied_at: Date };
  application_deposits: { exchange_id: string; reference: string; bank: string; transaction: string; amount_fen: string; value_at: Date; taken_at: Date };
  application_deposit_ends: { exchange_id: string; reference: string; bank: string; transaction: string; serial: number; how: "reversed" | "refunded" | "converted" | "forfeited"; ended_on: string; ended_at: Date };
  application_refund_returns: { exchange_id: string; reference: string; bank: string; transaction: string; serial: number; order_number: string; reason: string; returned_on: string; returned_at: Date };
  application_reviews: Sale & { lot: string; round: number; firm: string; verdict: "qualified" | "refused"; reason: string; certificate: string | null; reviewed_by: string; reviewed_at: Date };
  sale_reserves: Sale & { lot: string; serial: number; auction_id: string; commitment: string; decided_on: string; participants: unknown; record: string; prepared_by: string; prepared_at: Date };
  sale_outcomes: Sale & { lot: string; round: number; auction_id: string | null; how: "deal" | "no-deal"; reserve: "none" | "reached" | "not-reached"; firm: string | null; amount_fen: string | null; ended_at: Date; settled_at: Date };
  sale_singles: Sale & { lot: string; round: number; file: Uint8Array; made_by: string; made_at: Date; outbox_id: string };
  sale_deal_acts: Sale & { lot: string; round: number; serial: number; step: DealAct["step"]; once: string; file: Uint8Array; sha256: string; aside: Aside | null; outbox_id: string; made_by: string; made_at: Date };
  sale_rounds: Sale & { round: number; move: string; form: unknown; rules: unknown; notice_id: string; drafted_by: string; published_by: string; published_at: Date };
};
