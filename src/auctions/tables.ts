import type { Generated, JSONColumnType } from "kysely";
import type { Json } from "../kernel/canonical-json.js";

type Auction = { exchange_id: string; auction_id: string };

/** What an auction is of: a lot of a sale. */
export type Subject = { readonly kind: "sale"; readonly sale: string; readonly lot: string };
export type AuctionTables = {
  auctions: Auction & { subject: JSONColumnType<Subject>; terms: Uint8Array; terms_sha256: string; planned_at: Date };
  auction_bidders: Auction & { paddle: string; firm: string; name: string; salt: Uint8Array; commitment: string; preemption: string | null; taken_out: string | null; admitted_at: Date };
  auction_keys: Auction & { paddle: string; serial: number; public_key: Uint8Array; act_sha256: string; given_by: string; given_at: Date };
  auction_orders: Auction & { serial: number; command: JSONColumnType<Readonly<Record<string, Json>>>; made_by: string; made_at: Date };
  auction_writers: { exchange_id: string; writer: string; url: string | null; until: Date; seen_at: Date };
  auction_leases: Auction & { writer: string | null; epoch: Generated<number>; seq: Generated<string>; orders_taken: Generated<number>; next_due_at: Date | null; ended_at: Date | null };
  auction_happenings: Auction & { seq: string; epoch: number; bytes: Uint8Array; head: Uint8Array; paddle: string | null; key: string | null; fingerprint: Uint8Array | null; actor_id: string | null; address: string | null };
  auction_interruptions: Auction & { serial: number; act: "freeze" | "thaw"; cause: "fault" | "dispute" | "force-majeure"; reason: string; resumes_at: Date | null; requested_by: string; requested_at: Date; approved_by: string | null; approved_at: Date | null };
  auction_reserves: Auction & { commitment: string; made_by: string; made_at: Date };
  auction_reveals: Auction & { serial: number; file: Uint8Array; matches: boolean; made_by: string; made_at: Date };
};
