import { verifyEd25519 } from "../../journal/ed25519-node.js";
import { consistencyRanges, verifyConsistency } from "../../journal/merkle.js";
import { openNote, parseCheckpoint, type Checkpoint } from "../../journal/note.js";
import { keysOf, type AcceptedCheckpoint, type Policy, type PolicyWitness } from "../../journal/policy.js";
import { originName } from "../../journal/witness.js";
import { Unreachable } from "../../kernel/unreachable.js";
import type { MonitorState } from "../../monitor/state.js";
import { found, noted, type Found, type Noted } from "../../monitor/words.js";
import { fetchText, type Client } from "../client.js";
import { rangeHash } from "../log-walk.js";

/** What one kind of looking found. */
export type Looked = { readonly faults: Found[]; readonly notes: Noted[] };
type Seen = { readonly state: MonitorState; readonly policy: Policy; readonly accepted: AcceptedCheckpoint };

/** How long a witness may take, in ms. */
const WITNESS_MS_MAX = 10_000;

/** Asks every witness whose address the policy names what it saw of this log, and holds that against what the exchange shows here (T29, T30). */
export async function lookAtWitnesses(client: Client, seen: Seen): Promise<Looked> {
  const looked: Looked = { faults: [], notes: [] };
  const named = seen.policy.witnesses.filter(({ url }) => url !== null);
  if (named.length === 0) looked.notes.push(noted("witnesses-unnamed"));
  for (const witness of named) {
    const kept = seen.state.ahead[witness.name];
    const asked = await ask(seen.state.origin, witness);
    if ("why" in asked) looked.notes.push(noted("witness-silent", { who: witness.name, why: asked.why }));
    for (const note of new Set([...(kept === undefined ? [] : [kept]), ...("note" in asked ? [asked.note] : [])])) await compare(client, seen, { witness, note }, looked);
  }
  return looked;
}

async function ask(origin: string, { url }: PolicyWitness): Promise<{ readonly note: string } | { readonly why: string }> {
  try {
    const address = `${(url ?? "").replace(/\/$/, "")}/checkpoint/${originName(origin)}`;
    const note = await fetchText({ url: address, token: null, patienceMs: WITNESS_MS_MAX }, address);
    return note.ok ? { note: note.value } : { why: note.refusal.code };
  } catch (error) {
    if (error instanceof Unreachable || error instanceof TypeError) return { why: error.message };
    throw error;
  }
}

async function compare(client: Client, seen: Seen, { witness, note }: { readonly witness: PolicyWitness; readonly note: string }, { notes }: Pick<Looked, "notes">): Promise<void> {
  const theirs = signedBy(note, seen, witness);
  if (theirs === null) { notes.push(noted("witness-silent", { who: witness.name, why: "no note of this log" })); return; }
  if (theirs.size > seen.accepted.size) {
    seen.state.ahead[witness.name] = note;
    notes.push(noted("witness-ahead", { who: witness.name, size: theirs.size }));
    return;
  }
  seen.state.ahead = Object.fromEntries(Object.entries(seen.state.ahead).filter(([name]) => name !== witness.name));
  if (!(await isPartOf(client, theirs, seen.accepted))) {
    // Two trees of one log are proof for good.
    seen.state.faults.push(found("split-view", { who: witness.name, size: theirs.size }, [note, seen.state.note ?? ""]));
  }
}

/** A checkpoint of this log that this witness cosigned, or null. */
function signedBy(note: string, { state, policy }: Seen, witness: PolicyWitness): Checkpoint | null {
  try {
    const { text, seals } = openNote(note, keysOf(policy), verifyEd25519);
    const checkpoint = parseCheckpoint(text);
    const isSigned = [...policy.logs.map(({ vkey }) => vkey), witness.vkey].filter(({ text: key }) => seals.some(({ vkey }) => vkey.text === key)).length > 1;
    return isSigned && checkpoint.origin === state.origin ? checkpoint : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether one tree is the beginning of another, shown by the tiles the exchange serves: a proof that is made of wrong tiles proves nothing. */
export async function isPartOf(client: Client, smaller: Pick<Checkpoint, "size" | "root">, larger: Pick<Checkpoint, "size" | "root">): Promise<boolean> {
  if (smaller.size === 0) return true;
  const proof: Uint8Array[] = [];
  for (const range of consistencyRanges(smaller.size, larger.size)) {
    const hash = await rangeHash(client, range, larger.size);
    if (!hash.ok) return false;
    proof.push(hash.value);
  }
  return verifyConsistency(smaller.size, larger.size, proof, smaller.root, larger.root);
}
