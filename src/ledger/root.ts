import { EMPTY_FRONTIER, extend, leafHash, rootOf, verifyInclusion } from "../journal/merkle.js";
import { fromHex, hex } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { sha256Hex } from "../signing/hash-node.js";

/** So many leaves a root has at least: below it nobody can tell whether an hour was busy. */
export const ROOT_LEAVES_MIN = 256;

/** The way from an entry's hash up to a root, as RFC 9162 §2.1.3 has it; hashes in lower-case hex. */
export type RootProof = { readonly index: number; readonly path: readonly string[] };

/**
 * What `money.root` logs of the entries since the root before: the RFC 6962 tree over their hashes and fillers, sorted, as many as the next power of two. Entries
 * are salted, so a filler looks like any of them: a proof tells neither how many were booked nor in which order (invariant 1). Whoever holds the root's salt can
 * tell them apart: that is for auditors. @param entries their hashes @returns root and, by hash, its proof
 */
export function rootTree(salt: string, entries: readonly string[]): { readonly root: string; readonly proofOf: (sha256: string) => RootProof | null } {
  const size = leavesFor(entries.length);
  const sorted = [...entries, ...Array.from({ length: size - entries.length }, (_, at) => fillerOf(salt, at))].sort();
  const leaves = sorted.map((each) => leafHash(fromHex(each)));
  const { frontier, nodes } = extend(EMPTY_FRONTIER, leaves);
  const [hashes, places] = [new Map(nodes.map(({ level, index, hash }) => [`${String(level)}/${String(index)}`, hash])), new Map(sorted.map((each, at) => [each, at]))];
  const hashAt = (level: number, index: number): string => hex((level === 0 ? leaves[index] : hashes.get(`${String(level)}/${String(index)}`)) ?? new Uint8Array());
  return {
    root: hex(rootOf(frontier)),
    proofOf: (sha256) => {
      const index = places.get(sha256);
      return index === undefined ? null : { index, path: Array.from({ length: Math.log2(size) }, (_, level) => hashAt(level, Math.floor(index / 2 ** level) ^ 1)) };
    },
  };
}

/** Whether an entry is among those of a root. */
export const isUnder = (root: string, sha256: string, { index, path }: RootProof): boolean => verifyInclusion(index, 2 ** path.length, leafHash(fromHex(sha256)), path.map(fromHex), fromHex(root));

function leavesFor(count: number): number {
  let size = ROOT_LEAVES_MIN;
  while (size < count) size *= 2;
  return size;
}

/** A leaf that stands for no entry. */
const fillerOf = (salt: string, at: number): string => sha256Hex(canonical({ v: "ledger-filler/1", salt, at }));
