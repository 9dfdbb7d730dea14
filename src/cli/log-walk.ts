import { extend, foldHashes, leafHash, nodeHash, rootOf, subtreesOf, type Frontier, type Range, type Subtree } from "../journal/merkle.js";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { acceptCheckpoint, type AcceptedCheckpoint, type Policy } from "../journal/policy.js";
import { LEVELS_PER_TILE, parseBundle, parseHashTile, TILE_WIDTH, tilePath, type Tile } from "../journal/tiles.js";
import { sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Walk } from "../opening/check-close.js";
import { answered, fetchBytes, fetchText, type Client } from "./client.js";

/** A walk whose entries gave the root of its checkpoint. */
export type CheckedWalk = Walk & { readonly checkpoint: AcceptedCheckpoint };

/**
 * Fetches the log from the tile that holds leaf `from` to its newest checkpoint, and hashes it: what comes back is what the
 * witnesses cosigned. What stands before is taken as the few subtree hashes that cover it; a wrong one would give another root.
 */
export async function walkLog(client: Client, policy: Policy, from: number): Promise<Result<CheckedWalk>> {
  const note = await fetchText(client, "/log/checkpoint");
  if (!note.ok) return note;
  const accepted = accept(note.value, policy);
  if (!accepted.ok) return accepted;
  const { size, root } = accepted.value;
  const begin = Math.floor(Math.min(from, size) / TILE_WIDTH) * TILE_WIDTH;
  const fetched = await fetchTree(client, begin, size);
  if (!fetched.ok) return fetched;
  const { before, entries } = fetched.value;
  const after = extend(before, entries.map(leafHash)).frontier;
  if (after.size !== size || !sameBytes(rootOf(after), root)) return refuse("log-walk", { why: `${String(begin)}–${String(size)}` });
  return ok({ before, entries, newest: note.value, checkpoint: accepted.value });
}

async function fetchTree(client: Client, begin: number, size: number): Promise<Result<{ before: Frontier; entries: Uint8Array[] }>> {
  try {
    const before = await frontierAt(client, begin, size);
    if (!before.ok) return before;
    const entries: Uint8Array[] = [];
    for await (const tile of entriesOf(client, begin, size)) entries.push(...tile.entries);
    return ok({ before: before.value, entries });
  } catch (error) {
    if (error instanceof RangeError) return refuse("log-walk", { why: error.message });
    throw error;
  }
}

function accept(note: string, policy: Policy): Result<AcceptedCheckpoint> {
  try {
    return ok(acceptCheckpoint(note, policy, verifyEd25519));
  } catch (error) {
    if (error instanceof RangeError) return refuse("log-checkpoint", { which: "newest", why: error.message });
    throw error;
  }
}

async function frontierAt(client: Client, begin: number, size: number): Promise<Result<Frontier>> {
  const hashes: Uint8Array[] = [];
  for (const subtree of subtreesOf({ begin: 0, end: begin })) {
    const hash = await subtreeHash(client, subtree, size);
    if (!hash.ok) return hash;
    hashes.push(hash.value);
  }
  return ok({ size: begin, hashes });
}

/** A subtree's hash from the hash tile it lies in: folded from the row of the tile's own level. */
async function subtreeHash(client: Client, { level, index }: Subtree, size: number): Promise<Result<Uint8Array>> {
  const tileLevel = Math.floor(level / LEVELS_PER_TILE);
  const span = 2 ** (level % LEVELS_PER_TILE);
  const first = index * span;
  const tile = await fetchBytes(client, `/log/${tilePath(tileAt(tileLevel, Math.floor(first / TILE_WIDTH), Math.floor(size / TILE_WIDTH ** tileLevel)))}`);
  if (!tile.ok) return tile;
  let row = parseHashTile(tile.value).slice(first % TILE_WIDTH, (first % TILE_WIDTH) + span);
  if (row.length !== span) return refuse("log-walk", { why: `tile ${String(tileLevel)}` });
  while (row.length > 1) row = row.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(left, row[at + 1] ?? left)] : []));
  const [hash] = row;
  return hash === undefined ? refuse("log-walk", { why: `tile ${String(tileLevel)}` }) : ok(hash);
}

const tileAt = (level: Tile["level"], number: number, count: number): Tile => ({ level, number, width: Math.min(TILE_WIDTH, count - number * TILE_WIDTH) });

/** The hash of a range of leaves, from the tiles of a tree of `size`. */
export async function rangeHash(client: Client, range: Range, size: number): Promise<Result<Uint8Array>> {
  const hashes: Uint8Array[] = [];
  for (const subtree of subtreesOf(range)) {
    const hash = await subtreeHash(client, subtree, size);
    if (!hash.ok) return hash;
    hashes.push(hash.value);
  }
  return ok(foldHashes(hashes));
}

/** The entries from an index on up to a size, a tile at a time, so that a log of any length is read in little memory. @throws {RangeError} on a tile that is not there or is none */
export async function* entriesOf(client: Client, begin: number, size: number): AsyncGenerator<{ readonly first: number; readonly entries: readonly Uint8Array[] }> {
  for (let number = Math.floor(begin / TILE_WIDTH); Math.max(begin, number * TILE_WIDTH) < size; number += 1) {
    const tile = tileAt("entries", number, size);
    const bundle = await fetchBytes(client, `/log/${tilePath(tile)}`);
    if (!bundle.ok && bundle.refusal.code === "not-found") throw new RangeError(`${tilePath(tile)}: not there`);
    const entries = parseBundle(answered(bundle));
    if (entries.length !== tile.width) throw new RangeError(`${tilePath(tile)}: ${String(entries.length)} entries`);
    const first = Math.max(begin, number * TILE_WIDTH);
    yield { first, entries: entries.slice(first - number * TILE_WIDTH) };
  }
}
