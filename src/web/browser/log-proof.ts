import { base64, concat, fromUtf8 } from "../../kernel/bytes.js";
import { acceptOnWeb } from "./checkpoint.js";

const TILE = 256;

const sha256 = async (...parts: Uint8Array[]): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
const leafHash = (entry: Uint8Array): Promise<Uint8Array> => sha256(Uint8Array.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Promise<Uint8Array> => sha256(Uint8Array.of(1), left, right);

/** C2SP tlog-tiles: x001/x234/067, with .p/<width> on the right edge. */
function tilePath(level: number | "entries", tile: number, width: number): string {
  let path = String(tile % 1_000).padStart(3, "0");
  for (let rest = Math.floor(tile / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) path = `x${String(rest % 1_000).padStart(3, "0")}/${path}`;
  return `/log/tile/${String(level)}/${path}${width === TILE ? "" : `.p/${String(width)}`}`;
}

async function bytesOf(href: string): Promise<Uint8Array> {
  const answer = await fetch(href);
  if (!answer.ok) throw new RangeError(`${href}: ${String(answer.status)}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** A log as its tiles show it: hashes of complete subtrees, by level and number. */
function tiledTree(size: number, read: (href: string) => Promise<Uint8Array>): (level: number, index: number) => Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const stored = (level: number, index: number): Promise<Uint8Array> => {
    const tile = Math.floor(index / TILE);
    const width = Math.min(TILE, Math.floor(size / TILE ** level) - tile * TILE);
    const path = tilePath(level, tile, width);
    const bytes = tiles.get(path) ?? read(path);
    tiles.set(path, bytes);
    return bytes.then((all) => all.slice((index % TILE) * 32, (index % TILE) * 32 + 32));
  };
  return async function hash(level: number, index: number): Promise<Uint8Array> {
    if (level % 8 === 0) return stored(level / 8, index);
    return nodeHash(await hash(level - 1, index * 2), await hash(level - 1, index * 2 + 1));
  };
}

/** Root of the leaves [from, to), where the leaf `index` is hashed from `entry` and everything else comes from tiles (RFC 6962). */
async function rootOf(from: number, to: number, known: { index: number; leaf: Uint8Array }, hash: (level: number, index: number) => Promise<Uint8Array>): Promise<Uint8Array> {
  const count = to - from;
  const outside = known.index < from || known.index >= to;
  if (outside && Number.isInteger(Math.log2(count)) && from % count === 0) return hash(Math.log2(count), from / count);
  if (count === 1) return known.leaf;
  const split = from + 2 ** (Math.ceil(Math.log2(count)) - 1);
  return nodeHash(await rootOf(from, split, known, hash), await rootOf(split, to, known, hash));
}

function entryOf(bundle: Uint8Array, place: number): Uint8Array {
  let at = 0;
  for (let skip = 0; ; skip++) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0);
    if (skip === place) return bundle.slice(at + 2, at + 2 + length);
    at += 2 + length;
  }
}

/** Whether some value of an entry is this text; its type and the names of its fields are not asked. */
const names = (value: unknown, text: string): boolean => value === text || (typeof value === "object" && value !== null && Object.values(value).some((each) => names(each, text)));

/** What covers an entry: whose log, how large it was, and which witnesses had seen it so. */
export type Covered = { readonly origin: string; readonly size: number; readonly witnesses: readonly string[] };

/**
 * Looks whether the published log covers an entry at `index` that names `fileSha256`. The checkpoint must bear the log’s signature and its witnesses’ quorum; entry, tiles and
 * root are fetched and hashed here. Null where any of it fails. @param read the bytes at an address of the log
 */
export async function provedInLog(index: number, fileSha256: string, read: (href: string) => Promise<Uint8Array> = bytesOf): Promise<Covered | null> {
  try {
    const [note, policy] = [fromUtf8(await read("/log/checkpoint")), fromUtf8(await read("/log/witnesses"))];
    const { origin, size, root, seals } = await acceptOnWeb(note, policy);
    if (index >= size) return null;
    const tile = Math.floor(index / TILE);
    const entry = entryOf(await read(tilePath("entries", tile, Math.min(TILE, size - tile * TILE))), index % TILE);
    const computed = await rootOf(0, size, { index, leaf: await leafHash(entry) }, tiledTree(size, read));
    const isThere = base64(computed) === base64(root) && names(JSON.parse(fromUtf8(entry)), fileSha256);
    return isThere ? { origin, size, witnesses: seals.filter(({ at }) => at !== null).map(({ vkey }) => vkey.name) } : null;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return null;
    throw error;
  }
}
