import { sql } from "kysely";
import type { Db } from "../db/database.js";
import { concat } from "../kernel/bytes.js";
import type { Window } from "./policy.js";
import type { TreeHead } from "./store.js";
import { indexFrom } from "./tables.js";
import { LEVELS_PER_TILE, makeBundle, TILE_WIDTH, type Tile } from "./tiles.js";

/** A leaf as readers see it. */
export type Leaf = { readonly index: number; readonly entry: Uint8Array };

/** How many leaves are committed. */
export async function sizeOf(db: Db, exchangeId: string): Promise<number> {
  const row = await db.selectFrom("tree_heads").select("size").where("exchange_id", "=", exchangeId).orderBy("size", "desc").limit(1).executeTakeFirst();
  return row === undefined ? 0 : indexFrom(row.size);
}

/** The index of the leaf that an outbox row became; null while it waits. */
export async function indexOfOutbox(db: Db, exchangeId: string, outboxId: string): Promise<number | null> {
  const row = await db.selectFrom("leaves").select("idx").where("exchange_id", "=", exchangeId).where("outbox_id", "=", outboxId).executeTakeFirst();
  return row === undefined ? null : indexFrom(row.idx);
}

/** The index of the first leaf from `from` on with this hash; null where there is none. */
export async function indexOfHash(db: Db, exchangeId: string, hash: Uint8Array, from: number): Promise<number | null> {
  const row = await db.selectFrom("leaves").select("idx").where("exchange_id", "=", exchangeId).where("idx", ">=", String(from)).where("hash", "=", hash).orderBy("idx").limit(1).executeTakeFirst();
  return row === undefined ? null : indexFrom(row.idx);
}

/** Leaves from `from` up to, not including, `to`, in order. */
export async function leavesBetween(db: Db, exchangeId: string, from: number, to: number): Promise<Leaf[]> {
  const rows = await db.selectFrom("leaves").select(["idx", "entry"]).where("exchange_id", "=", exchangeId).where("idx", ">=", String(from)).where("idx", "<", String(to)).orderBy("idx").execute();
  return rows.map(({ idx, entry }) => ({ index: indexFrom(idx), entry: Uint8Array.from(entry) }));
}

/** The bytes of a tile, or null where the log does not hold all of it. */
export async function tileBytes(db: Db, exchangeId: string, tile: Tile): Promise<Uint8Array | null> {
  const from = tile.number * TILE_WIDTH;
  const to = from + tile.width;
  if (!Number.isSafeInteger(to)) return null;
  if (tile.level === "entries") {
    const leaves = await leavesBetween(db, exchangeId, from, to);
    return leaves.length === tile.width ? makeBundle(leaves.map(({ entry }) => entry)) : null;
  }
  const hashes = tile.level === 0
    ? await db.selectFrom("leaves").select("hash").where("exchange_id", "=", exchangeId).where("idx", ">=", String(from)).where("idx", "<", String(to)).orderBy("idx").execute()
    : await db.selectFrom("nodes").select("hash").where("exchange_id", "=", exchangeId).where("level", "=", tile.level * LEVELS_PER_TILE).where("idx", ">=", String(from)).where("idx", "<", String(to)).orderBy("idx").execute();
  return hashes.length === tile.width ? concat(...hashes.map(({ hash }) => hash)) : null;
}

/** The newest note with the quorum's cosignatures, and its size. */
export async function newestCheckpoint(db: Db, exchangeId: string): Promise<{ size: number; note: string } | null> {
  const row = await db.selectFrom("checkpoints").select(["size", "note"]).where("exchange_id", "=", exchangeId).orderBy("size", "desc").limit(1).executeTakeFirst();
  return row === undefined ? null : { size: indexFrom(row.size), note: row.note };
}

/** The leaves that claim a change of a key, in order. The condition is the index's own: `"type":"key.change"`, as canonical JSON writes it. */
export async function keyChangeLeaves(db: Db, exchangeId: string): Promise<Leaf[]> {
  const { rows } = await sql<{ idx: string; entry: Uint8Array }>`
    select idx, entry from leaves where exchange_id = ${exchangeId} and position('\\x2274797065223a226b65792e6368616e676522'::bytea in entry) > 0 order by idx`.execute(db);
  return rows.map((row) => ({ index: indexFrom(row.idx), entry: Uint8Array.from(row.entry) }));
}

/** The signed tree of a size. @throws {RangeError} if the log never had that size at the end of a batch */
export async function headOf(db: Db, exchangeId: string, size: number): Promise<TreeHead> {
  const row = await db.selectFrom("tree_heads").select(["root", "note"]).where("exchange_id", "=", exchangeId).where("size", "=", String(size)).executeTakeFirst();
  if (row === undefined) throw new RangeError(`no signed tree of ${String(size)} leaves`);
  return { size, root: Uint8Array.from(row.root), note: row.note };
}

/** The first such note of at least `minSize` leaves: what receipts and bundles carry. */
export async function firstCheckpoint(db: Db, exchangeId: string, minSize: number): Promise<{ size: number; note: string } | null> {
  const row = await db.selectFrom("checkpoints").select(["size", "note"]).where("exchange_id", "=", exchangeId).where("size", ">=", String(minSize)).orderBy("size").limit(1).executeTakeFirst();
  return row === undefined ? null : { size: indexFrom(row.size), note: row.note };
}

/** The note of the smallest size, of at least `minSize` leaves, whose quorum was met inside a window. */
export async function timedCheckpoint(db: Db, exchangeId: string, minSize: number, { from, to }: Window): Promise<string | null> {
  const row = await db.selectFrom("timed_checkpoints").select("note").where("exchange_id", "=", exchangeId).where("from_at", "=", new Date(from)).where("to_at", "=", new Date(to)).where("size", ">=", String(minSize)).orderBy("size").limit(1).executeTakeFirst();
  return row?.note ?? null;
}

/** The signed trees of at least `minSize` leaves that some witness saw at `from` or later, smallest first. */
export async function headsSeenSince(db: Db, exchangeId: string, minSize: number, from: Date): Promise<TreeHead[]> {
  const seen = db.selectFrom("cosignatures").select("size").where("exchange_id", "=", exchangeId).where("at", ">=", from);
  const rows = await db.selectFrom("tree_heads").select(["size", "root", "note"]).where("exchange_id", "=", exchangeId).where("size", ">=", String(minSize)).where("size", "in", seen).orderBy("size").execute();
  return rows.map((row) => ({ size: indexFrom(row.size), root: Uint8Array.from(row.root), note: row.note }));
}
