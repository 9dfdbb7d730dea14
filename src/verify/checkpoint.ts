import { verifyEd25519 } from "../journal/ed25519-node.js";
import { acceptCheckpoint, type AcceptedCheckpoint, type Policy, type Window } from "../journal/policy.js";
import { base64, sameBytes } from "../kernel/bytes.js";
import type { Findings } from "./findings.js";
import { rootAt, type Tree } from "./tree.js";

/** Whose signatures count, and the log they stand for. */
export type Authority = { readonly policy: Policy; readonly origin: string };

/** A checkpoint of this log, signed by it, cosigned by the quorum (in its window), its lines as the bundle keeps them. */
export function readCheckpoint(note: string, path: string, authority: Authority, findings: Findings, window?: Window): AcceptedCheckpoint | undefined {
  try {
    const accepted = acceptCheckpoint(note, authority.policy, verifyEd25519, window);
    if (accepted.origin !== authority.origin || accepted.extensions.length > 0) findings.fault("checkpoint-of-another-log", path, { origin: accepted.origin });
    if (!linesInOrder(note, accepted, authority.policy)) findings.fault("checkpoint-lines", path);
    if (window !== undefined && accepted.seals.some(({ at }) => at !== null && (at < window.from || at > window.to))) findings.fault("checkpoint-time", path);
    return accepted;
  } catch (error) {
    findings.fault("checkpoint-wrong", path, { why: error instanceof Error ? error.message : "" });
    return undefined;
  }
}

/** The log's line first, then each witness at most once in the policy's order, and no line of anybody else. */
function linesInOrder(note: string, { text, seals }: AcceptedCheckpoint, { witnesses }: Policy): boolean {
  const order = seals.slice(1).map(({ vkey }) => witnesses.findIndex((witness) => witness.vkey.text === vkey.text));
  const rising = order.every((place, at) => place > (order[at - 1] ?? -1));
  return rising && seals[0]?.vkey.algorithm === 1 && note === `${text}\n${seals.map(({ line }) => `${line}\n`).join("")}`;
}

/** Whether a checkpoint speaks of the very tree in the bundle: the root its entries had at that size. */
export function checkRoot(checkpoint: AcceptedCheckpoint, path: string, tree: Tree, findings: Findings): boolean {
  if (checkpoint.size > tree.size) { findings.fault("checkpoint-too-new", path, { size: checkpoint.size }); return false; }
  const holds = sameBytes(rootAt(tree, checkpoint.size), checkpoint.root);
  if (!holds) findings.fault("root-differs", path, { size: checkpoint.size, root: base64(checkpoint.root) });
  return holds;
}
