import { START, STEP } from "./auction-tools.js";

/** Offers of several bidders, each a step over the one before, under keys that say which they are. */
export const queuedOffers = (paddles: readonly string[], count: number): { readonly paddle: string; readonly amount: bigint; readonly key: string }[] =>
  Array.from({ length: count }, (_, each) => ({ paddle: paddles[each % paddles.length] ?? "", amount: START + BigInt(each) * STEP, key: `queued-${String(each).padStart(6, "0")}` }));
