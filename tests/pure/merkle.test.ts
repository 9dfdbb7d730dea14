import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  consistencyRanges, EMPTY_FRONTIER, emptyRoot, extend, foldHashes, inclusionRanges, leafHash, nodeHash, rootOf, subtreesOf,
  verifyConsistency, verifyInclusion, type Range,
} from "../../src/journal/merkle.js";
import { fromBase64, hex, utf8 } from "../../src/kernel/bytes.js";

type Vector = {
  desc: string; wantErr: boolean; proof: string[] | null; root: string; leafHash: string; leafIdx: number; treeSize: number;
  size1: number; size2: number; root1: string; root2: string;
};

const folder = path.resolve(import.meta.dirname, "../vectors/merkle");
const vectors = (kind: string): [string, Vector][] => readdirSync(path.join(folder, kind), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json")).map((file) => [file, JSON.parse(readFileSync(path.join(folder, kind, file), "utf8")) as Vector]);
const bytes = (text: string | null): Uint8Array => new Uint8Array(Buffer.from(text ?? "", "base64"));

describe("the published proofs of transparency-dev/merkle", () => {
  test("all of them are here", () => {
    expect(vectors("inclusion").length + vectors("consistency").length).toBe(196);
  });

  test.each(vectors("inclusion"))("inclusion %s", (_, vector) => {
    const good = verifyInclusion(vector.leafIdx, vector.treeSize, bytes(vector.leafHash), (vector.proof ?? []).map(bytes), bytes(vector.root));
    expect(good).toBe(!vector.wantErr);
  });

  test.each(vectors("consistency"))("consistency %s", (_, vector) => {
    const good = verifyConsistency(vector.size1, vector.size2, (vector.proof ?? []).map(bytes), bytes(vector.root1), bytes(vector.root2));
    // Two trees of no leaves agree trivially there; we refuse to prove anything about the empty tree, and a root is 32 bytes here.
    expect(good).toBe(!vector.wantErr && vector.size1 > 0 && bytes(vector.root1).length === 32);
  });
});

/** The tree straight from RFC 6962 §2.1: slow, and the definition. */
function byDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return emptyRoot();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(byDefinition(leaves.slice(0, split)), byDefinition(leaves.slice(split)));
}

const leaves = Array.from({ length: 130 }, (_, index) => leafHash(utf8(`entry ${String(index)}`)));
const hashOf = (range: Range): Uint8Array => foldHashes(subtreesOf(range).map(({ level, index }) => byDefinition(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))));
const size = fc.integer({ min: 1, max: leaves.length });

describe("a tree of our own", () => {
  test("the empty tree has the root RFC 6962 gives it", () => {
    expect(hex(rootOf(EMPTY_FRONTIER))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  test("the first leaf of the published tree hashes to what it says", () => {
    expect(leafHash(new Uint8Array())).toEqual(fromBase64("bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="));
  });

  test("appending in batches of any size gives the root the definition gives", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), (batches) => {
      let frontier = EMPTY_FRONTIER;
      for (const batch of batches) frontier = extend(frontier, leaves.slice(frontier.size, frontier.size + batch)).frontier;
      expect(rootOf(frontier)).toEqual(byDefinition(leaves.slice(0, frontier.size)));
    }));
  });

  test("appending names every completed subtree once, with its hash", () => {
    const { nodes } = extend(EMPTY_FRONTIER, leaves);
    expect(nodes).toHaveLength(65 + 32 + 16 + 8 + 4 + 2 + 1);
    for (const { level, index, hash } of nodes) expect(hash).toEqual(byDefinition(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)));
  });

  test("every leaf of every tree is proved, and no other leaf by the same proof", () => {
    fc.assert(fc.property(size, fc.nat(), (count, any) => {
      const index = any % count;
      const proof = inclusionRanges(index, count).map(hashOf);
      const root = byDefinition(leaves.slice(0, count));
      const leaf = leaves[index] ?? new Uint8Array();
      expect(verifyInclusion(index, count, leaf, proof, root)).toBe(true);
      expect(verifyInclusion((index + 1) % count, count, leaf, proof, root)).toBe(count === 1);
      expect(verifyInclusion(index, count, leafHash(utf8("another")), proof, root)).toBe(false);
    }));
  });

  test("every tree is proved to continue every smaller one, and no other", () => {
    fc.assert(fc.property(size, size, (one, other) => {
      const [first, second] = [Math.min(one, other), Math.max(one, other)];
      const proof = consistencyRanges(first, second).map(hashOf);
      const roots = [byDefinition(leaves.slice(0, first)), byDefinition(leaves.slice(0, second))] as const;
      expect(verifyConsistency(first, second, proof, ...roots)).toBe(true);
      expect(verifyConsistency(first, second, proof, leafHash(utf8("forged")), roots[1])).toBe(false);
      expect(verifyConsistency(first, second, [...proof, emptyRoot()], ...roots)).toBe(false);
    }));
  });

  test("a leaf beyond the tree and a tree that shrinks have no proof", () => {
    expect(() => inclusionRanges(8, 8)).toThrow(RangeError);
    expect(() => consistencyRanges(9, 8)).toThrow(RangeError);
    expect(inclusionRanges(7, 8)).toHaveLength(3);
    expect(consistencyRanges(8, 8)).toEqual([]);
  });
});
