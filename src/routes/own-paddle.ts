import type { Context } from "hono";
import type { knownBidders } from "../auctions/use-cases/requests.js";
import type { Vars } from "./endpoint.js";

/** The number of whoever reads, where he bids in the auction. */
export async function ownPaddle(c: Context<Vars>, known: ReturnType<typeof knownBidders>, auction: string): Promise<string | null> {
  const reader = c.get("reader");
  return reader?.role === "bidder" ? ((await known.of(auction, reader.organisation?.uscc ?? ""))?.paddle ?? null) : null;
}
