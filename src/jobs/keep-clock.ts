import { inTransaction } from "../db/database.js";
import { appendToLog } from "../journal/outbox.js";
import { MINUTE_MS } from "../kernel/time.js";
import { driftNow } from "../opening/use-cases/by-hand.js";
import type { World } from "../world.js";

/** A clock that wavers about its limit is told of in the log at most this often. */
const TOLD_MS = MINUTE_MS;

/**
 * Looks whether the witnesses' clocks vouch for ours, and says so when that changes: in the operator's log each time, in the
 * public log when the clock drifts and when it is back. Rule book B4 (ET-16); trust.md §4. @returns one look
 */
export function clockKeeper(world: World): () => Promise<void> {
  let last: "kept" | "off" | "unknown" = "kept";
  let told: { isOff: boolean; at: number } = { isOff: false, at: -Infinity };
  return async () => {
    await world.journal.time.measured();
    const { driftMs, isOff } = driftNow(world);
    const state = driftMs === null ? "unknown" : isOff ? "off" : "kept";
    if (state !== last) sayTo(world, state, driftMs);
    last = state;
    if (state === "unknown" || isOff === told.isOff || world.clock() - told.at < TOLD_MS) return;
    await inTransaction(world.db, (tx) => appendToLog(tx, world.exchange.id, { v: "dl/1", type: "incident", what: isOff ? "CLOCK_DRIFT" : "CLOCK_BACK", drift: driftMs }));
    told = { isOff, at: world.clock() };
  };
}

function sayTo({ log }: World, state: "kept" | "off" | "unknown", driftMs: number | null): void {
  if (state === "off") log.error({ driftMs }, "the clock drifts: nothing closes or opens by itself until it is back or two officers order it");
  else if (state === "unknown") log.warn("too few witnesses' clocks to judge our own: nothing closes or opens by itself");
  else log.info({ driftMs }, "the clock is within its limit");
}
