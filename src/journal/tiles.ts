import { concat } from "../kernel/bytes.js";

/** A tile holds 256 hashes of one level, or 256 entries; the last one of a tree may hold fewer. */
export const TILE_WIDTH = 256;
/** Levels of the tree between two levels of tiles: a tile of level L holds subtrees of 2^(8L) leaves. */
export const LEVELS_PER_TILE = 8;
/** What a two-byte length can say. */
export const ENTRY_BYTES_MAX = 65_535;
const HASH_BYTES = 32;

/** Which tile: a level of hashes or the entries, its number from the left, how many it holds. */
export type Tile = { readonly level: number | "entries"; readonly number: number; readonly width: number };

/** The path of a tile below the log's address, as C2SP tlog-tiles writes it: `tile/0/x001/234.p/56`. */
export function tilePath({ level, number, width }: Tile): string {
  let digits = String(number % 1_000).padStart(3, "0");
  for (let rest = Math.floor(number / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) digits = `x${String(rest % 1_000).padStart(3, "0")}/${digits}`;
  return `tile/${String(level)}/${digits}${width < TILE_WIDTH ? `.p/${String(width)}` : ""}`;
}

/** Reads such a path. @throws {RangeError} on any other spelling. */
export function parseTilePath(path: string): Tile {
  const parts = /^tile\/(entries|[0-6])\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (parts === null) throw new RangeError("not the path of a tile");
  const [, level = "", digits = "", width = String(TILE_WIDTH)] = parts;
  const tile: Tile = { level: level === "entries" ? level : Number(level), number: Number(digits.replaceAll(/[x/]/g, "")), width: Number(width) };
  if (tile.width < 1 || !Number.isSafeInteger(tile.number) || tilePath(tile) !== path) throw new RangeError("not the path of a tile");
  return tile;
}

/** Every tile of a tree of `size` leaves, and no other: entries first, then each level. */
export function tilesOf(size: number): Tile[] {
  const tiles = rowOf("entries", size);
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) tiles.push(...rowOf(level, count));
  return tiles;
}

/** The tiles of one row that holds `count` things. */
function rowOf(level: Tile["level"], count: number): Tile[] {
  return Array.from({ length: Math.ceil(count / TILE_WIDTH) }, (_, number) => ({ level, number, width: Math.min(TILE_WIDTH, count - number * TILE_WIDTH) }));
}

/** An entry bundle: each entry behind its length in two bytes. @throws {RangeError} if an entry is empty or longer than 65,535 bytes. */
export function makeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => {
    if (entry.length < 1 || entry.length > ENTRY_BYTES_MAX) throw new RangeError(`an entry of ${String(entry.length)} bytes`);
    return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
  }));
}

/** The entries of a bundle. @throws {RangeError} if it is cut short or holds more than 256. */
export function parseBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const entry = bytes.slice(at + 2, at + 2 + length);
    if (length === 0 || entry.length !== length || entries.length === TILE_WIDTH) throw new RangeError("not an entry bundle");
    entries.push(entry);
    at += 2 + length;
  }
  return entries;
}

/** The hashes of a tile. @throws {RangeError} unless it is 1 to 256 hashes of 32 bytes. */
export function parseHashTile(bytes: Uint8Array): Uint8Array[] {
  const width = bytes.length / HASH_BYTES;
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) throw new RangeError("not a tile of hashes");
  return Array.from({ length: width }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}
