import type { Generated, GeneratedAlways } from "kysely";
import type { AccountPurpose } from "./account.js";
import type { BankEvent } from "./event.js";
import type { CreditFault, ExceptionKind } from "./exception.js";
import type { DeskAct } from "./desk.js";
import type { OrderState } from "./order.js";
import type { LineKind } from "./statement.js";

type Exchange = { exchange_id: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

export type BankTables = {
  bank_accounts: Exchange & { number: string; bank: string; /** 开户行, as payers write it. */ branch: Later<string>; name: string; purpose: AccountPurpose; unit: string | null; sub_prefix: string | null; opened_on: string; closed_on: Later<string> };
  bank_sub_accounts: Exchange & { number: string; account: string; purpose: string; reference: string; opened_at: Date; closed_at: Later<Date> };
  bank_orders: Exchange & {
    number: string; cause: string; account: string; payee_name: string; payee_account: string; payee_bank: string; amount_fen: string; purpose: string; reference: string; words: string; against: unknown;
    pay_on: string; due_at: Date; state: Generated<OrderState>; attempts: Generated<number>; try_at: Date; paid_at: Later<Date>; returned_at: Later<Date>; transaction: Later<string>; reason: Later<string>; made_by: string; made_at: Date;
  };
  bank_credits: Exchange & {
    bank: string; transaction: string; account: string; sub: string | null; payer_name: string; payer_account: string; payer_bank: string; amount: string; currency: string; words: string; value_at: Date; received_at: Date; fault: CreditFault | null; reversed_at: Later<Date>;
  };
  bank_events: Exchange & { bank: string; event: string; sha256: string; received_at: Date };
  bank_keys: Exchange & { bank: string; serial: number; public_key: Uint8Array; outbox_id: string; noted_at: Date };
  bank_evidence: Exchange & { bank: string; event: string; kind: BankEvent["kind"]; about: string; body: Uint8Array; base: Uint8Array; signature: Uint8Array; public_key: Uint8Array };
  bank_exceptions: Exchange & { number: GeneratedAlways<string>; once: string; kind: ExceptionKind; account: string; bank: string; transaction: string | null; order_number: string | null; ours: string | null; theirs: string | null; currency: string; found_at: Date; settled_at: Later<Date> };
  bank_statements: Exchange & { account: string; day: string; sha256: string; lines: number; credit_fen: string; debit_fen: string; taken_by: string; taken_at: Date };
  bank_statement_lines: Exchange & {
    account: string; transaction: string; day: string; kind: LineKind; sub: string | null; order_number: string | null; about: string | null; other_name: string; other_account: string; other_bank: string; amount: string; currency: string; words: string; value_at: Date;
  };
  bank_days: Exchange & { account: string; day: string; serial: number; bank_in: string; bank_out: string; ours_in: string; ours_out: string; booked_in: string; booked_out: string; found: number; made_at: Date };
  bank_acts: Exchange & { exception: string; serial: number; act: DeskAct; reason: string; sub: string | null; payee_account: string | null; payee_bank: string | null; made_by: string; made_at: Date };
};
