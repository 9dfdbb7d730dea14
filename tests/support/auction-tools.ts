import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { requestBytes } from "../../src/auctions/request.js";
import type { AuctionTerms } from "../../src/auctions/terms.js";
import { base64 } from "../../src/kernel/bytes.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { moneyJson, type Fen } from "../../src/kernel/money.js";
import { plusMs, type Instant } from "../../src/kernel/time.js";

export const START: Fen = 1_000_000_00n;
export const STEP: Fen = 10_000_00n;

/** A short auction: an english phase with a soft close, from an instant on. */
export const shortTerms = (exchange: string, auction: string, opensAt: Instant, lengthMs = 600_000): AuctionTerms => ({
  v: "auction/1", exchange, auction, profile: "test", price: { start: START, grid: 1_00n, ceiling: null }, reserve: null, maxima: true, unusualPercent: null,
  freezing: { lastMs: 240_000, directMs: 600_000, noticeMs: 3_600_000 }, opensAt,
  phases: [{ name: "bidding", kind: "english", lasts: { untilAt: plusMs(opensAt, lengthMs) }, soft: { withinMs: 60_000, byMs: 60_000 }, steps: { by: "ladder", rungs: [{ from: 0n, step: STEP }] }, multiples: false, ownRaise: true, stepChanges: false, endsAtCeiling: false, then: [] }],
});

/** A bidder's own tool: the key that signs what he asks. */
export type Tool = { readonly publicKey: Uint8Array; readonly signed: (asked: { readonly exchange: string; readonly auction: string; readonly paddle: string; readonly stage: number | null; readonly key: string; readonly wish: Json }) => string };

export function biddersTool(pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } = generateKeyPairSync("ed25519")): Tool {
  return {
    publicKey: Uint8Array.from(pair.publicKey.export({ type: "spki", format: "der" }).subarray(-32)),
    signed: (asked) => base64(Uint8Array.from(sign(null, requestBytes(asked), pair.privateKey))),
  };
}

export const newKey = (): string => randomBytes(12).toString("base64url");

/** The body of an offer, signed. */
export function offerBody(tool: Tool, place: { readonly exchange: string; readonly auction: string; readonly paddle: string }, { amount, stage = 1, key = newKey() }: { readonly amount: Fen; readonly stage?: number | null; readonly key?: string }) {
  const money = moneyJson(amount);
  return { stage, key, amount: money, signature: tool.signed({ ...place, stage, key, wish: { kind: "offer", amount: money } }) };
}
