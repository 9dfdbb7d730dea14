import { z } from "zod";
import { verifyEd25519 } from "../../journal/ed25519-node.js";
import { extend, leafHash, rootOf, type Frontier } from "../../journal/merkle.js";
import { acceptCheckpoint, isRehearsalOrigin, parsePolicy, type AcceptedCheckpoint } from "../../journal/policy.js";
import { fromHex, hex, sameBytes } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { Unreachable } from "../../kernel/unreachable.js";
import { fold } from "../../monitor/fold.js";
import { judgeTimes } from "../../monitor/judge.js";
import type { MonitorState } from "../../monitor/state.js";
import { found, type Found, type Noted } from "../../monitor/words.js";
import { answered, fetchText, getJson, type Client } from "../client.js";
import { followedPolicy } from "../keys-follow.js";
import { entriesOf } from "../log-walk.js";
import { lookAtBundles, lookAtNotices, lookAtOpenings, lookAtServed } from "./served.js";
import { lookAtWitnesses } from "./witnesses.js";

/** One look at an exchange: what it leaves in the state, every fault that stands, what else is to be known. */
export type Look = { readonly state: MonitorState; readonly faults: readonly Found[]; readonly notes: readonly Noted[] };
export type LookOrder = { /** Without a cosignature for this long, in ms, a checkpoint is stale. */ readonly freshMs: number; /** Authorities the reader trusts, PEM; a bundle's own where absent. */ readonly ca: string | undefined; readonly now: () => Instant };

/** A log that is wrong everywhere is told by so many of its faults. */
const FAULTS_MAX = 1_000;
const TIME = z.object({ now: z.iso.datetime() });

/**
 * Looks once: first the log, which must continue what was checked before; then, of a log that does, everything else. A state is
 * brought on only by a log that holds. @throws {Unreachable} where the exchange does not answer, or answers what is no answer
 */
export async function look(client: Client, before: MonitorState, order: LookOrder): Promise<Look> {
  const state = structuredClone(before);
  state.looks += 1;
  const note = answered(await fetchText(client, "/log/checkpoint"));
  const accepted = await accept(client, state, note);
  if (!accepted.ok) return stopped(before, found("checkpoint-unaccepted", { why: String(accepted.refusal.facts["why"] ?? "") }, [note]));
  const broken = await follow(client, state, accepted.value);
  if (broken !== null) return stopped(before, { ...broken, evidence: [...(before.note === null ? [] : [before.note]), note] });
  state.note = note;
  const now = isRehearsalOrigin(state.origin) ? Date.parse(answered(await getJson(client, "/api/v1/time", TIME)).now) as Instant : order.now();
  const policy = parsePolicy(state.policy);
  const passing = judgeTimes(accepted.value, now, order.freshMs);
  const notes: Noted[] = [];
  for (const part of [
    await lookAtWitnesses(client, { state, policy, accepted: accepted.value }), await lookAtOpenings(client, { state, policy }), await lookAtNotices(client, { state, now }),
    await lookAtServed(client, state), await lookAtBundles(client, { state, accepted: accepted.value, ca: order.ca }),
  ]) {
    passing.push(...part.faults);
    notes.push(...part.notes);
  }
  return { state, faults: [...state.faults, ...passing], notes };
}

const stopped = (before: MonitorState, fault: Found): Look => ({ state: before, faults: [...before.faults, fault], notes: [] });

/** The checkpoint under the policy of the state; a log whose key has changed since is followed first. */
async function accept(client: Client, state: MonitorState, note: string): Promise<Result<AcceptedCheckpoint>> {
  const first = acceptedBy(note, state);
  if (first.ok) return first;
  const followed = await followedPolicy(client, state.policy, "policy").catch((error: unknown): Result<string> => {
    // Who cannot show a good checkpoint does not hide that by not answering for its keys.
    if (error instanceof Unreachable) return first;
    throw error;
  });
  if (!followed.ok || followed.value === state.policy) return first;
  state.policy = followed.value;
  return acceptedBy(note, state);
}

function acceptedBy(note: string, { policy, origin }: MonitorState): Result<AcceptedCheckpoint> {
  try {
    const accepted = acceptCheckpoint(note, parsePolicy(policy), verifyEd25519);
    if (accepted.origin === origin) return ok(accepted);
    return refuse("log-checkpoint", { which: "newest", why: accepted.origin });
  } catch (error) {
    if (error instanceof RangeError) return refuse("log-checkpoint", { which: "newest", why: error.message });
    throw error;
  }
}

/** Folds every entry that is new; null where the log goes on from the checked tree to exactly this checkpoint. */
async function follow(client: Client, state: MonitorState, { size, root }: AcceptedCheckpoint): Promise<Found | null> {
  if (size < state.size) return found("log-shrank", { from: state.size, to: size });
  const rewritten = (why: string): Found => found("log-rewritten", { from: state.size, to: size, why });
  let frontier: Frontier = { size: state.size, hashes: state.frontier.map(fromHex) };
  try {
    for await (const { first, entries } of entriesOf(client, state.size, size)) {
      ({ frontier } = extend(frontier, entries.map(leafHash)));
      for (const [place, bytes] of entries.entries()) state.faults.push(...fold(state, first + place, bytes).slice(0, FAULTS_MAX - state.faults.length));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return rewritten(error.message);
  }
  if (frontier.size !== size || !sameBytes(rootOf(frontier), root)) return rewritten(`${hex(rootOf(frontier))} ≠ ${hex(root)}`);
  state.size = size;
  state.frontier = frontier.hashes.map(hex);
  return null;
}
