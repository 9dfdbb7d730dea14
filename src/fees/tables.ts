import type { Generated } from "kysely";
import type { BillState, BillStep, Book, BookState } from "./bill.js";

type Exchange = { exchange_id: string };
type Bill = Exchange & { bill_no: string };
/** Null until something happens: left out when the row is made. */
type Later<Value> = Generated<Value | null>;

export type FeeTables = {
  fee_items: Exchange & { code: string; version: number; from_on: string; file: Uint8Array; sha256: string; outbox_id: string; made_by: string; made_at: Date };
  bills: Bill & {
    project: string; payer_name: string; payer_uscc: string; facts: unknown; state: BillState; version: number; due_on: Later<string>; payment_code: Later<string>; total_fen: Later<string>; paid_fen: Later<string>; paid_at: Later<Date>; bank: Later<string>; transaction: Later<string>;
    payer_account: Later<unknown>; taken_back_at: Later<Date>; made_by: string; made_at: Date;
  };
  bill_units: Bill & { unit_code: string; version: number; calculated_by: Later<string>; calculated_at: Later<Date> };
  bill_lines: Bill & { unit_code: string; place: number; item_code: string; item_version: number; quantity: string | null; reduction: unknown; standard_fen: string; payable_fen: string; late_fen: Generated<string>; swept_fen: Generated<string>; sending_fen: Generated<string>; swept_by: Later<string>; swept_at: Later<Date> };
  bill_moves: Bill & { serial: number; step: BillStep; state: BillState; unit_code: Later<string>; reason: Later<string>; signed: Later<string>; made_by: string; made_at: Date };
  payment_books: Bill & { book: Book; fen: string; state: BookState; receipt_code: Later<string>; receipt_number: Later<string>; check_code: Later<string>; changed_at: Date };
  book_moves: Bill & { book: Book; serial: number; state: BookState; made_by: string; made_at: Date };
  bill_papers: Bill & { paper_id: string; kind: string; book: Book | null; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_at: Date };
};
