import type { Generated, GeneratedAlways } from "kysely";
import type { GuaranteeEnd } from "./refunds.js";

type LotKey = { exchange_id: string; tender_id: string; lot: string };
type PartKey = LotKey & { part: string };
type StatementKey = { exchange_id: string; statement_sha256: string };

export type BiddingTables = {
  lodgements: PartKey & StatementKey & {
    bidder: string; actor_id: string; kind: "bid" | "withdraw" | "confirm"; seq: number; statement: Uint8Array; signature: Uint8Array; salt: Uint8Array;
    content_sha256: string | null; content_size: string | null; recipient: string | null; received_at: Date; receipt: string; outbox_id: string;
    /** The terms it was made under, as the statement says; null of a withdrawal. */
    notice: string | null;
    /** The version of the bidder's own file in force when it was taken; null where it had given none. */
    file_version: number | null;
    /** The share files, one after the other; null of what is no bid. */
    shares: Uint8Array | null;
  };
  proofs: StatementKey & { proof: string };
  refused_lodgements: LotKey & { refusal_id: Generated<string>; actor_id: string; code: string; facts: unknown; received_at: Date; note: string; salt: Uint8Array; outbox_id: string };
  refund_returns: { exchange_id: string; reference: string; attempt: number; reason: string; returned_at: Date };
  refunds: { exchange_id: string; reference: string; attempt: Generated<number>; paid_on: string; own_fault: string | null; charge_fen: string; recorded_by: string; recorded_at: Date };
  guarantees: LotKey & {
    reference: string; bidder: string; kind: "letter" | "transfer" | "insurance"; amount_fen: string; valid_until: string; entered_by: string; entered_at: Date;
    /** By what it came, and the how manieth of its firm by that way; the database says both. */
    way: GeneratedAlways<"hand" | "bank" | "issuer">; serial: GeneratedAlways<number>;
    /** The credit it is; null of what did not come by the bank. */
    bank: Generated<string | null>; transaction: Generated<string | null>;
  };
  guarantee_ends: { exchange_id: string; reference: string; cause: GuaranteeEnd; ended_at: Date };
};
