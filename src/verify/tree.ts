import { foldHashes, leafHash, nodeHash, subtreesOf } from "../journal/merkle.js";
import { LEVELS_PER_TILE, parseBundle, TILE_WIDTH, tilePath, tilesOf, type Tile } from "../journal/tiles.js";
import { concat, sameBytes } from "../kernel/bytes.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";

/** A whole tree in memory, made again from its entries. */
export type Tree = {
  readonly size: number;
  /** Every complete subtree's hash: `levels[8][0]` is over the first 256 leaves. */
  readonly levels: readonly (readonly Uint8Array[])[];
};

/** The tree over these entries. */
export function treeOf(entries: readonly Uint8Array[]): Tree {
  const levels: Uint8Array[][] = [entries.map(leafHash)];
  for (let below = levels[0] ?? []; below.length > 1;) {
    const row = Array.from({ length: Math.floor(below.length / 2) }, (_, at) => nodeHash(below[2 * at] ?? new Uint8Array(), below[2 * at + 1] ?? new Uint8Array()));
    levels.push(row);
    below = row;
  }
  return { size: entries.length, levels };
}

/** The root the tree had when it held its first `size` leaves. @throws {RangeError} if it never held so many */
export function rootAt(tree: Tree, size: number): Uint8Array {
  if (size > tree.size) throw new RangeError(`no tree of ${String(size)} in one of ${String(tree.size)}`);
  return foldHashes(subtreesOf({ begin: 0, end: size }).map(({ level, index }) => tree.levels[level]?.[index] ?? new Uint8Array()));
}

/** The bytes of a tile of hashes. */
export function hashTileOf(tree: Tree, { level, number, width }: Tile & { readonly level: number }): Uint8Array {
  const row = tree.levels[level * LEVELS_PER_TILE] ?? [];
  return concat(...row.slice(number * TILE_WIDTH, number * TILE_WIDTH + width));
}

/** Every entry of the log in order, from its entry bundles; nothing where a bundle is missing or malformed. */
export function readEntries(bundle: Loaded, size: number, findings: Findings): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (const tile of tilesOf(size)) {
    if (tile.level !== "entries") continue;
    const path = `log/${tilePath(tile)}`;
    const held = entriesOf(bundle.bytes.get(path));
    if (held?.length !== tile.width) { findings.fault("tile-malformed", path); return undefined; }
    for (const entry of held) entries.push(entry);
  }
  return entries;
}

function entriesOf(bytes: Uint8Array | undefined): Uint8Array[] | undefined {
  if (bytes === undefined) return undefined;
  try {
    return parseBundle(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Every tile of hashes is the one these entries give. Where they differ, the signed root says which of the two is wrong.
 * @param rootHolds whether the entries give the root of the checkpoint
 */
export function checkTiles(bundle: Loaded, tree: Tree, rootHolds: boolean, findings: Findings): void {
  for (const tile of tilesOf(tree.size)) {
    if (tile.level === "entries") continue;
    const path = `log/${tilePath(tile)}`;
    const bytes = bundle.bytes.get(path);
    const expected = hashTileOf(tree, { ...tile, level: tile.level });
    if (bytes === undefined || sameBytes(bytes, expected)) continue;
    const place = expected.findIndex((byte, at) => byte !== bytes[at]);
    const entry = tile.number * TILE_WIDTH + Math.floor(Math.max(place, 0) / HASH_BYTES);
    if (tile.level === 0 && !rootHolds) findings.fault("entry-differs", `log/${tilePath({ ...tile, level: "entries" })}`, { idx: entry });
    else findings.fault("tile-differs", path, { entry });
  }
}

const HASH_BYTES = 32;
