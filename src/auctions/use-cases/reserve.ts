import type { Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { auctionById, reserveOf, revealsOf } from "../queries.js";
import { readAuctionReserve } from "../reserve.js";
import { insertOrder, insertReserve, insertReveal, lockAuction } from "../store.js";
import { runningAuction } from "./plan.js";

type By = { readonly by: string };

/** Fixes the reserve of an auction by its hash, before anybody can know the price; the contest says whether it came in time. */
export async function commitReserve(tx: Tx, { exchange, random }: Pick<World, "exchange" | "random">, auction: string, { commitment, by }: By & { readonly commitment: string }, at: Instant): Promise<Result<{ readonly commitment: string }>> {
  const held = await runningAuction(tx, exchange.id, auction);
  if (!held.ok) return held;
  const before = await reserveOf(tx, held.value);
  if (before !== null) return refuse("auction-reserve-fixed", { commitment: before });
  await insertReserve(tx, { exchange_id: exchange.id, auction_id: auction, commitment, made_by: by, made_at: new Date(at) });
  await insertOrder(tx, held.value, { command: { kind: "fix-reserve", by: "officer", stage: null, commitment }, by, at }, random);
  await appendToLog(tx, exchange.id, { v: "dl/1", type: "auction.reserve", auction, commitment });
  return ok({ commitment });
}

/** Opens the reserve after the last offer. One that is not what was committed to is kept and logged as that: it stops the confirmation until the right one comes. */
export async function revealReserve(tx: Tx, { exchange }: Pick<World, "exchange">, auction: string, { file, by }: By & { readonly file: Uint8Array }, at: Instant): Promise<Result<{ readonly matches: boolean }>> {
  const key = { exchangeId: exchange.id, auctionId: auction };
  const row = (await lockAuction(tx, key)) ? await auctionById(tx, key) : null;
  if (row === null) return refuse("not-found", { what: auction });
  if (row.ended_at === null) return refuse("auction-runs", { auction });
  const commitment = await reserveOf(tx, key);
  if (commitment === null) return refuse("auction-reserve-none");
  const read = readAuctionReserve(file, { exchange: exchange.origin, auction });
  if (!read.ok) return read;
  const earlier = await revealsOf(tx, key);
  if (earlier.some(({ matches }) => matches)) return refuse("auction-reserve-opened", { auction });
  const sha256 = sha256Hex(file);
  const matches = sha256 === commitment;
  await insertReveal(tx, { exchange_id: exchange.id, auction_id: auction, serial: earlier.length + 1, file, matches, made_by: by, made_at: new Date(at) });
  await appendToLog(tx, exchange.id, { v: "dl/1", type: "auction.reserve.opened", auction, sha256, matches });
  return ok({ matches });
}
