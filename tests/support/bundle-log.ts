import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { noteSigner } from "../../src/journal/ed25519-node.js";
import { foldHashes, inclusionRanges, leafHash, subtreesOf } from "../../src/journal/merkle.js";
import { checkpointText, cosign, signNote, withLines, type NoteSigner } from "../../src/journal/note.js";
import { makeTlogProof } from "../../src/journal/proof.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import type { Instant } from "../../src/kernel/time.js";
import { rootAt, treeOf } from "../../src/verify/tree.js";

export const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A log whose maker holds every key: it signs what it likes. */
export type Log = { readonly entries: Uint8Array[]; readonly origin: string; readonly key: KeyObject; readonly signer: NoteSigner; readonly witness: NoteSigner; readonly policy: string; /** A key it changed to, and the smallest tree that key signs. */ later: { readonly signer: NoteSigner; readonly from: number } | null };

export function newLog(mode: "rehearsal" | "live"): Log {
  const key = generateKeyPairSync("ed25519");
  const raw = key.publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const origin = `chenguang.example/${mode}/${hash(raw).slice(0, 8)}`;
  const signer = noteSigner(origin, 1, key.privateKey);
  const witness = noteSigner("rehearsal-witness.example", 4, generateKeyPairSync("ed25519").privateKey);
  return { entries: [], origin, key: key.privateKey, signer, witness, later: null, policy: `log ${signer.vkey.text}\nwitness w1 ${witness.vkey.text}\nquorum w1\n` };
}

export const put = (log: Log, type: string, body: object): number => log.entries.push(canonical({ v: "dl/1", type, ...body })) - 1;
export const hashAt = (log: Log, idx: number): string => hash(log.entries[idx] ?? new Uint8Array());

export function note(log: Log, size: number, when: Instant): string {
  const text = checkpointText(log.origin, size, rootAt(treeOf(log.entries), size));
  return withLines(signNote(text, log.later !== null && size >= log.later.from ? log.later.signer : log.signer), [cosign(text, log.witness, when)]);
}

export function receipt(log: Log, idx: number, salt: string, when: Instant): string {
  const size = log.entries.length;
  const hashes = inclusionRanges(idx, size).map((range) => foldHashes(subtreesOf(range).map(({ level, index }) => treeOf(log.entries).levels[level]?.[index] ?? leafHash(new Uint8Array()))));
  return makeTlogProof({ index: idx, hashes, checkpoint: note(log, size, when), extra: Buffer.from(salt, "hex") });
}
