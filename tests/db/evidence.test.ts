import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../support/database.js";

// What proves something later is only ever added to: the role the exchange runs in can neither change nor take away a row.
const EVIDENCE = [
  "auctions", "sale_archives", "application_refund_returns", "auction_bidders", "auction_keys", "auction_orders", "auction_happenings", "auction_reserves", "auction_reveals", "sale_moves", "sale_rounds", "sale_reserves", "sale_outcomes", "sale_singles", "sale_deal_acts", "applications", "application_deposits", "application_deposit_ends", "application_reviews",
  "service_log", "leaves", "nodes", "tree_heads", "cosignatures", "checkpoints", "lodgements", "proofs", "refused_lodgements", "guarantees", "deposit_numbers", "basic_accounts", "deposit_rates", "forfeitures", "guarantee_ends", "refunds", "refund_returns", "expert_assessments", "assessment_answers", "fee_tariffs", "fee_items", "regulations", "policy_halls", "item_versions", "bill_moves", "book_moves", "bill_papers", "fee_lists", "draws", "draw_files", "draw_contributions", "draw_escrows", "draw_releases", "draw_codes", "draw_replacements", "draw_arrivals", "draw_calls", "draw_answers", "expert_steps", "releases", "close_lists", "openings", "opened_files", "bidder_keys", "failure_causes", "notices", "documents", "lot_terms", "moves", "audit", "panel_members", "panel_appointments", "sheets", "panel_changes", "acceptances", "budget_indicators", "indicator_records", "plan_months", "plan_requests", "plan_decisions", "payment_contracts", "contract_payees", "outside_acceptances", "payment_steps", "payment_papers", "clearings", "ledger_entries", "ledger_lines", "ledger_roots", "ledger_closes", "ledger_years", "bank_events", "bank_keys", "bank_evidence", "blind_codes", "blind_leaks", "report_opinions", "bid_questions", "bid_answers", "rejections", "archives", "projects", "actors", "tokens", "api_tokens", "revocation_snapshots", "certificate_checks", "people", "organisations", "organisation_files", "organisation_changes", "mergers", "signed_acts", "approvals", "booking_records", "signal_runs", "kept_prints", "signal_notes", "bank_statements", "bank_statement_lines", "bank_days", "bank_acts",
  "leaves", "nodes", "tree_heads", "cosignatures", "checkpoints", "lodgements", "proofs", "refused_lodgements", "guarantees", "deposit_numbers", "basic_accounts", "refunds", "refund_returns", "guarantee_issuers", "guarantee_issuer_approvals", "guarantee_letters", "guarantee_demands", "expert_assessments", "assessment_answers", "fee_tariffs", "fee_items", "regulations", "policy_halls", "bill_moves", "book_moves", "bill_papers", "fee_lists", "draws", "draw_files", "draw_contributions", "draw_escrows", "draw_releases", "draw_codes", "draw_replacements", "draw_arrivals", "draw_calls", "draw_answers", "expert_steps", "releases", "close_lists", "openings", "opened_files", "bidder_keys", "failure_causes", "notices", "documents", "lot_terms", "moves", "audit", "panel_members", "panel_appointments", "sheets", "panel_changes", "acceptances", "budget_indicators", "indicator_records", "plan_months", "plan_requests", "plan_decisions", "payment_contracts", "contract_payees", "outside_acceptances", "payment_steps", "payment_papers", "clearings", "ledger_entries", "ledger_lines", "ledger_roots", "ledger_closes", "bank_events", "blind_codes", "blind_leaks", "report_opinions", "bid_questions", "bid_answers", "rejections", "archives", "projects", "actors", "tokens", "api_tokens", "revocation_snapshots", "certificate_checks", "people", "organisations", "organisation_files", "organisation_changes", "mergers", "signed_acts", "approvals", "booking_records", "signal_runs", "kept_prints", "signal_notes", "bank_statements", "bank_statement_lines", "bank_days", "bank_acts",
];
let database: TestDatabase;
beforeAll(async () => { database = await testDatabase(); });
afterAll(async () => { await database.close(); });

test.each(EVIDENCE)("the exchange's own role changes, deletes and empties nothing in %s", async (table) => {
  for (const statement of [sql`update ${sql.table(table)} set exchange_id = exchange_id`, sql`delete from ${sql.table(table)}`, sql`truncate ${sql.table(table)}`]) {
    await expect(statement.execute(database.db)).rejects.toThrow(/permission denied/);
  }
});

test("of a request to add to a closed list only the approval is written later, never by who asked", async () => {
  await expect(sql`update close_additions set bids = bids`.execute(database.db)).rejects.toThrow(/permission denied/);
  await expect(sql`delete from close_additions`.execute(database.db)).rejects.toThrow(/permission denied/);
});
