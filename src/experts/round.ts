import { ok, refuse, type Result } from "../kernel/result.js";
import { MINUTE_MS, plusMs, rfc3339, type Instant } from "../kernel/time.js";
import { beaconValue, isOfRound, roundFrom, timeOfRound, type BeaconChain, type BeaconFile, type PlannedBeacon } from "./beacon.js";
import type { PlanFile } from "./files.js";

/** A draw as far as its beacon is concerned. */
export type AwaitedRound = { readonly id: string; readonly plan: PlanFile | null; readonly beacon: BeaconFile | null };

/** The chain of that hash, where it is one of those that are taken. */
function chainNamed(chains: readonly BeaconChain[], hash: string): Result<BeaconChain> {
  const chain = chains.find((each) => each.hash === hash);
  return chain === undefined ? refuse("beacon-chain-unknown", { chain: hash, known: chains.map(({ beaconId, hash: each }) => `${beaconId} ${each}`).join("、") }) : ok(chain);
}

/** A round of a chain that is known, and that nobody can know yet. */
export function decideRound(beacon: PlannedBeacon | null, chains: readonly BeaconChain[], now: Instant): Result<true> {
  if (beacon === null) return ok(true);
  const chain = chainNamed(chains, beacon.chain);
  if (!chain.ok) return chain;
  const out = timeOfRound(chain.value, beacon.round);
  return now < out ? ok(true) : refuse("beacon-out", { round: beacon.round, at: rfc3339(out) });
}

/** The round that a draw waits for, with its chain. */
function awaitedIn({ plan }: AwaitedRound, chains: readonly BeaconChain[]): Result<{ readonly round: number; readonly chain: BeaconChain }> {
  if (plan?.beacon == null) return refuse("beacon-not-planned");
  const chain = chainNamed(chains, plan.beacon.chain);
  return chain.ok ? ok({ round: plan.beacon.round, chain: chain.value }) : chain;
}

/** How long a round may be late before the supervisor may say that it does not come. */
const BEACON_MINUTES = 120;

/**
 * Takes the round that the plan waits for, from whoever brings it: its signature says whether it is the one. That none comes may be said late and by the supervisor alone; anybody can look it up.
 * @param by whether the supervisor says so
 */
export function decideBeacon(waiting: AwaitedRound, { signature, missing }: Pick<BeaconFile, "signature" | "missing">, { chains, by, now }: { readonly chains: readonly BeaconChain[]; readonly by: "supervisor" | "anybody"; readonly now: Instant }): Result<BeaconFile> {
  const awaited = awaitedIn(waiting, chains);
  if (!awaited.ok) return awaited;
  const { round, chain } = awaited.value;
  if (waiting.beacon !== null) return refuse("beacon-given", { round });
  const out = timeOfRound(chain, round);
  if (now < out) return refuse("beacon-awaited", { round, at: rfc3339(out) });
  if (signature !== null) return isOfRound(chain, round, signature) ? ok({ v: "ddr-beacon/1", draw: waiting.id, chain, round, signature, missing: null }) : refuse("beacon-wrong", { round });
  const lateAt = plusMs(out, BEACON_MINUTES * MINUTE_MS);
  return by === "supervisor" && now >= lateAt ? ok({ v: "ddr-beacon/1", draw: waiting.id, chain, round, signature, missing }) : refuse("beacon-not-late", { round, at: rfc3339(lateAt) });
}

/** What a draw waits for from its beacon: the value for its text, once it is there. */
export const beaconOf = ({ plan, beacon }: Pick<AwaitedRound, "plan" | "beacon">): string | null => (plan === null ? null : beaconValue(plan.beacon, beacon));

/** The same, where the draw may go on with it. */
export function beaconGiven({ plan, beacon }: Pick<AwaitedRound, "plan" | "beacon">): Result<string> {
  const value = beaconOf({ plan, beacon });
  return value === null ? refuse("beacon-missing", { round: plan?.beacon?.round ?? 0 }) : ok(value);
}

/** The round that a request waits for: the first that is out at the time asked for. */
export function plannedRound(chains: readonly BeaconChain[], { chain: hash, at }: { readonly chain: string; readonly at: Instant }): Result<PlannedBeacon> {
  const chain = chainNamed(chains, hash);
  return chain.ok ? ok({ chain: hash, round: roundFrom(chain.value, at) }) : chain;
}

/** Whether the round that a draw waits for is out and nobody has brought it. */
export function isRoundOut(waiting: AwaitedRound, chains: readonly BeaconChain[], now: Instant): boolean {
  const awaited = awaitedIn(waiting, chains);
  return waiting.beacon === null && awaited.ok && now >= timeOfRound(awaited.value.chain, awaited.value.round);
}
