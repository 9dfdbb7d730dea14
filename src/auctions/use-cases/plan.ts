import type { Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { auctionById } from "../queries.js";
import { insertAuction, lockAuction } from "../store.js";
import type { Subject } from "../tables.js";
import { termsBytes, type AuctionTerms } from "../terms.js";

/** Fixes the terms of an auction for good, and logs their hash: from here on a writer keeps it. */
export async function planAuction(tx: Tx, { exchange }: Pick<World, "exchange">, { auction, subject, terms }: { readonly auction: string; readonly subject: Subject; readonly terms: AuctionTerms }, at: Instant): Promise<Result<{ readonly sha256: string }>> {
  const key = { exchangeId: exchange.id, auctionId: auction };
  if (await lockAuction(tx, key)) return refuse("auction-planned", { auction });
  if (terms.auction !== auction || terms.exchange !== exchange.origin) return refuse("auction-terms-wrong", { where: "auction, exchange" });
  const bytes = termsBytes(terms);
  const sha256 = sha256Hex(bytes);
  await insertAuction(tx, { exchange_id: exchange.id, auction_id: auction, subject: JSON.stringify(subject), terms: bytes, terms_sha256: sha256, planned_at: new Date(at) }, terms.opensAt);
  await appendToLog(tx, exchange.id, { v: "dl/1", type: "auction.terms", auction, sha256 });
  return ok({ sha256 });
}

/** An auction that runs, for whoever wants something of it; it is held until the transaction ends. */
export async function runningAuction(tx: Tx, exchangeId: string, auctionId: string): Promise<Result<{ readonly exchangeId: string; readonly auctionId: string }>> {
  const key = { exchangeId, auctionId };
  const row = (await lockAuction(tx, key)) ? await auctionById(tx, key) : null;
  if (row === null) return refuse("not-found", { what: auctionId });
  return row.ended_at === null ? ok(key) : refuse("auction-over", { endedAt: row.ended_at.toISOString() });
}
