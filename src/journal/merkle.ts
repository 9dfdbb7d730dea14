import { sha256 } from "@noble/hashes/sha2.js";
import { concat, sameBytes } from "../kernel/bytes.js";

/** The complete subtree of 2^level leaves that starts at leaf index · 2^level. Level 0 is a leaf. */
export type Subtree = { readonly level: number; readonly index: number };
/** A subtree with its hash. */
export type Node = Subtree & { readonly hash: Uint8Array };
/** Leaves from `begin` up to, not including, `end`. */
export type Range = { readonly begin: number; readonly end: number };

const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 6962 §2.1: SHA-256(0x00 ‖ entry). */
export const leafHash = (entry: Uint8Array): Uint8Array => sha256(concat(LEAF, entry));

/** RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concat(NODE, left, right));

/** The root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());

/** The fewest complete subtrees that cover a range, left to right. Every proof is made of these alone. */
export function subtreesOf({ begin, end }: Range): Subtree[] {
  const cover: Subtree[] = [];
  let at = begin;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      level += 1;
      width *= 2;
    }
    cover.push({ level, index: at / width });
    at += width;
  }
  return cover;
}

/** The hash of a range from the hashes of its subtrees, left to right; of no subtrees, the empty root. */
export function foldHashes(hashes: readonly Uint8Array[]): Uint8Array {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot();
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The ranges whose hashes are the inclusion proof of leaf `index` in the tree of `size`, in proof order. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isIndex(index) || index >= size) throw new RangeError(`no leaf ${String(index)} in a tree of ${String(size)}`);
  const path: Range[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const split = begin + splitOf(end - begin);
    path.push(index < split ? { begin: split, end } : { begin, end: split });
    if (index < split) end = split;
    else begin = split;
  }
  return path.reverse();
}

/** The ranges whose hashes prove that the tree of `second` continues the tree of `first`, in proof order. */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!isIndex(first) || first > second) throw new RangeError(`a tree of ${String(second)} does not continue one of ${String(first)}`);
  if (first === 0 || first === second) return [];
  const path: Range[] = [];
  let begin = 0;
  let end = second;
  while (end !== first) {
    const split = begin + splitOf(end - begin);
    path.push(first <= split ? { begin: split, end } : { begin, end: split });
    if (first <= split) end = split;
    else begin = split;
  }
  if (begin > 0) path.push({ begin, end });
  return path.reverse();
}

/** RFC 9162 §2.1.3.2. Wrong lengths are simply not a proof. */
export function verifyInclusion(index: number, size: number, leaf: Uint8Array, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  const steps = sidesOf(index, size - 1).map((side, step) => ({ side, sibling: proof[step] ?? root }));
  return steps.length === proof.length && sameBytes(climb(leaf, steps), root);
}

/** RFC 9162 §2.1.4.2, with the smaller tree at least one leaf: nothing can be proved about the empty one. */
export function verifyConsistency(first: number, second: number, proof: readonly Uint8Array[], firstRoot: Uint8Array, secondRoot: Uint8Array): boolean {
  const known = isIndex(first) && isIndex(second) && first >= 1 && first <= second;
  if (!known || ![firstRoot, secondRoot, ...proof].every(isHash)) return false;
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  return proof.length > 0 && continues(first, second, proof, firstRoot, secondRoot);
}

/** The climb of both roots at once; the smaller tree's takes only what stands on its left. */
function continues(first: number, second: number, proof: readonly Uint8Array[], firstRoot: Uint8Array, secondRoot: Uint8Array): boolean {
  let [at, last] = [first - 1, second - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // A smaller tree that is one complete subtree starts the climb itself, and its hash is not repeated in the proof.
  const [seed = firstRoot, ...rest] = at === 0 ? [firstRoot, ...proof] : proof;
  const steps = sidesOf(at, last).map((side, step) => ({ side, sibling: rest[step] ?? seed }));
  if (steps.length !== rest.length) return false;
  return sameBytes(climb(seed, steps.filter(({ side }) => side === "left")), firstRoot) && sameBytes(climb(seed, steps), secondRoot);
}

/** A tree known by its size and the hashes of the subtrees that cover it, left to right: all that is needed to append. */
export type Frontier = { readonly size: number; readonly hashes: readonly Uint8Array[] };

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** Appends leaf hashes: the frontier afterwards, and every subtree of level 1 and up that became complete. */
export function extend(frontier: Frontier, leaves: readonly Uint8Array[]): { readonly frontier: Frontier; readonly nodes: readonly Node[] } {
  const hashes = [...frontier.hashes];
  const nodes: Node[] = [];
  let size = frontier.size;
  for (const leaf of leaves) {
    let hash = leaf;
    let index = size;
    for (let level = 1; index % 2 === 1; level += 1) {
      const left = hashes.pop();
      if (left === undefined) throw new RangeError("the frontier does not fit its size");
      hash = nodeHash(left, hash);
      index = half(index);
      nodes.push({ level, index, hash });
    }
    hashes.push(hash);
    size += 1;
  }
  return { frontier: { size, hashes }, nodes };
}

/** The root of the tree a frontier stands for. */
export const rootOf = (frontier: Frontier): Uint8Array => foldHashes(frontier.hashes);

const half = (value: number): number => Math.floor(value / 2);
const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;

/** The largest power of two below `width`. */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}

/** On which side the siblings stand on the way up from node `at` of a row whose last node is `last`; a node without a sibling rises alone. */
function sidesOf(at: number, last: number): ("left" | "right")[] {
  const sides: ("left" | "right")[] = [];
  for (let [node, edge] = [at, last]; edge > 0; [node, edge] = [half(node), half(edge)]) {
    if (node % 2 === 1) sides.push("left");
    else if (node < edge) sides.push("right");
  }
  return sides;
}

/** The hash at the top of such a way. */
const climb = (from: Uint8Array, steps: readonly { readonly side: "left" | "right"; readonly sibling: Uint8Array }[]): Uint8Array =>
  steps.reduce((hash, { side, sibling }) => side === "left" ? nodeHash(sibling, hash) : nodeHash(hash, sibling), from);
