import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { bytesList } from "../db/lists.js";
import type { Instant } from "../kernel/time.js";
import type { CoverPlan } from "./cover.js";
import { foldHashes, subtreesOf, type Node, type Range, type Subtree } from "./merkle.js";
import type { Window } from "./policy.js";
import { indexFrom } from "./tables.js";

/** A tree the log has signed. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array; readonly note: string };
/** A row of the outbox on its way into the log. */
export type Waiting = { readonly id: string; readonly sealed: boolean; readonly entry: Uint8Array };
/** Where such a row goes. */
export type Placed = { readonly id: string; readonly index: number; readonly hash: Uint8Array };
export type StoredCosignature = { readonly witness: string; readonly at: Instant; readonly line: string };

/** Any constant: the first half of the advisory lock's key, the second is the exchange. */
const LOCK = 0x106;

/** Waits until no other sequencer of this exchange is in a transaction, and keeps them out until this one ends. */
export async function lockLog(tx: Tx, exchangeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK}, hashtext(${exchangeId}))`.execute(tx);
}

/** The newest tree the log has signed; null before the first. */
export async function newestHead(db: Db, exchangeId: string): Promise<TreeHead | null> {
  const row = await db.selectFrom("tree_heads").select(["size", "root", "note"]).where("exchange_id", "=", exchangeId).orderBy("size", "desc").limit(1).executeTakeFirst();
  return row === undefined ? null : { size: indexFrom(row.size), root: plain(row.root), note: row.note };
}

/** Whether anything waits in the outbox. */
export async function anyWaiting(db: Db, exchangeId: string): Promise<boolean> {
  return (await db.selectFrom("outbox").select("id").where("exchange_id", "=", exchangeId).limit(1).executeTakeFirst()) !== undefined;
}

/** The oldest rows of one kind in the outbox. */
export async function oldestWaiting(tx: Tx, exchangeId: string, sealed: boolean, limit: number): Promise<Waiting[]> {
  const rows = await tx.selectFrom("outbox").select(["id", "sealed", "entry"]).where("exchange_id", "=", exchangeId).where("sealed", "=", sealed).orderBy("id").limit(limit).execute();
  return rows.map((row) => ({ id: row.id, sealed: row.sealed, entry: row.entry }));
}

/** Ids of the sealed rows that wait, oldest first. */
export async function sealedWaiting(tx: Tx, exchangeId: string, limit: number): Promise<string[]> {
  const rows = await tx.selectFrom("outbox").select("id").where("exchange_id", "=", exchangeId).where("sealed", "=", true).orderBy("id").limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Puts covers into the outbox, so that in every table they look like what they cover. */
export async function insertCovers(tx: Tx, exchangeId: string, entries: readonly Uint8Array[]): Promise<Waiting[]> {
  if (entries.length === 0) return [];
  const rows = await tx.insertInto("outbox").values(entries.map((entry) => ({ exchange_id: exchangeId, entry, sealed: true }))).returning(["id", "sealed", "entry"]).execute();
  return rows.map((row) => ({ id: row.id, sealed: row.sealed, entry: row.entry }));
}

/** Moves outbox rows to their places in the log; the entry's bytes never leave the database for it. @throws {RangeError} if a row is gone. */
export async function moveToLeaves(tx: Tx, exchangeId: string, placed: readonly Placed[]): Promise<void> {
  const moved = await sql`/* move-to-leaves */
    with moved as (delete from outbox where exchange_id = ${exchangeId} and id = any(${placed.map(({ id }) => id)}::bigint[]) returning id, entry)
    insert into leaves (exchange_id, idx, outbox_id, entry, hash)
    select ${exchangeId}, place.idx, moved.id, moved.entry, place.hash
    from moved join unnest(${placed.map(({ id }) => id)}::bigint[], ${placed.map(({ index }) => index)}::bigint[], ${bytesList(placed.map(({ hash }) => hash))}::bytea[]) as place(id, idx, hash) on place.id = moved.id`.execute(tx);
  if (moved.numAffectedRows !== BigInt(placed.length)) throw new RangeError(`${String(placed.length)} outbox rows to move, ${String(moved.numAffectedRows)} moved`);
}

/** Inserts completed subtrees. */
export async function insertNodes(tx: Tx, exchangeId: string, nodes: readonly Node[]): Promise<void> {
  if (nodes.length === 0) return;
  await sql`/* insert-nodes */ insert into nodes (exchange_id, level, idx, hash)
    select ${exchangeId}, * from unnest(${nodes.map(({ level }) => level)}::smallint[], ${nodes.map(({ index }) => index)}::bigint[], ${bytesList(nodes.map(({ hash }) => hash))}::bytea[])`.execute(tx);
}

/** Inserts a tree the log signs. */
export async function insertHead(tx: Tx, exchangeId: string, head: TreeHead, madeAt: Instant): Promise<void> {
  await tx.insertInto("tree_heads").values({ exchange_id: exchangeId, size: String(head.size), root: head.root, note: head.note, made_at: new Date(madeAt) }).execute();
}

/** The hash of each range of leaves, all read in one query. @throws {RangeError} if a subtree is not in the log. */
export async function hashesOfRanges(db: Db, exchangeId: string, ranges: readonly Range[]): Promise<Uint8Array[]> {
  const covers = ranges.map(subtreesOf);
  const found = await hashesOfSubtrees(db, exchangeId, covers.flat());
  return covers.map((cover) => foldHashes(cover.map((subtree) => hashIn(found, subtree))));
}

/** The hashes of the subtrees that cover a whole tree, left to right. */
export async function frontierHashes(db: Db, exchangeId: string, size: number): Promise<Uint8Array[]> {
  const cover = subtreesOf({ begin: 0, end: size });
  const found = await hashesOfSubtrees(db, exchangeId, cover);
  return cover.map((subtree) => hashIn(found, subtree));
}

const nameOf = ({ level, index }: Subtree): string => `${String(level)}/${String(index)}`;

function hashIn(found: ReadonlyMap<string, Uint8Array>, subtree: Subtree): Uint8Array {
  const hash = found.get(nameOf(subtree));
  if (hash === undefined) throw new RangeError(`no subtree ${nameOf(subtree)} in the log`);
  return hash;
}

async function hashesOfSubtrees(db: Db, exchangeId: string, subtrees: readonly Subtree[]): Promise<Map<string, Uint8Array>> {
  if (subtrees.length === 0) return new Map();
  const rows = await sql<{ level: number; idx: string; hash: Uint8Array }>`
    with wanted as (select * from unnest(${subtrees.map(({ level }) => level)}::smallint[], ${subtrees.map(({ index }) => index)}::bigint[]) as t(level, idx))
    select wanted.level, wanted.idx, nodes.hash from wanted join nodes on nodes.exchange_id = ${exchangeId} and nodes.level = wanted.level and nodes.idx = wanted.idx
    union all select wanted.level, wanted.idx, leaves.hash from wanted join leaves on leaves.exchange_id = ${exchangeId} and wanted.level = 0 and leaves.idx = wanted.idx`.execute(db);
  return new Map(rows.rows.map(({ level, idx, hash }) => [nameOf({ level, index: indexFrom(idx) }), plain(hash)]));
}

/** Keeps a cosignature; the same one twice is one. */
export async function insertCosignature(db: Db, exchangeId: string, size: number, each: StoredCosignature): Promise<void> {
  await db.insertInto("cosignatures").values({ exchange_id: exchangeId, size: String(size), witness: each.witness, at: new Date(each.at), line: each.line }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Every cosignature of a size, in the order of the witnesses' clocks. */
export async function cosignaturesOf(db: Db, exchangeId: string, size: number): Promise<StoredCosignature[]> {
  const rows = await db.selectFrom("cosignatures").select(["witness", "at", "line"]).where("exchange_id", "=", exchangeId).where("size", "=", String(size)).orderBy("at").orderBy("witness").execute();
  return rows.map(({ witness, at, line }) => ({ witness, at: at.getTime() as Instant, line }));
}

/** Publishes the note of a size, unless that size or a larger one is published: the first bytes stay. Tells whether it did. */
export async function insertCheckpoint(db: Db, exchangeId: string, size: number, note: string, madeAt: Instant): Promise<boolean> {
  const inserted = await sql`insert into checkpoints (exchange_id, size, note, made_at)
    select ${exchangeId}, ${size}, ${note}, ${new Date(madeAt)} where not exists (select from checkpoints where exchange_id = ${exchangeId} and size >= ${size}) on conflict do nothing`.execute(db);
  return inserted.numAffectedRows === 1n;
}

/** Keeps the note of a size whose quorum was met inside a window: the first bytes stay. */
export async function insertTimedCheckpoint(db: Db, exchangeId: string, { from, to }: Window, checkpoint: { readonly size: number; readonly note: string }, madeAt: Instant): Promise<void> {
  await db.insertInto("timed_checkpoints").values({ exchange_id: exchangeId, from_at: new Date(from), to_at: new Date(to), size: String(checkpoint.size), note: checkpoint.note, made_at: new Date(madeAt) }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** The plan of the running minute, if one was ever made. */
export async function readCoverPlan(tx: Tx, exchangeId: string): Promise<CoverPlan | null> {
  const row = await tx.selectFrom("cover_plans").select(["minute", "rate", "slots"]).where("exchange_id", "=", exchangeId).executeTakeFirst();
  return row === undefined ? null : { minute: row.minute.getTime() as Instant, rate: row.rate, slots: row.slots.map((slot) => slot.getTime() as Instant) };
}

/** Replaces the plan, so that a sequencer that starts anew writes no cover twice. */
export async function writeCoverPlan(tx: Tx, exchangeId: string, plan: CoverPlan): Promise<void> {
  const row = { minute: new Date(plan.minute), rate: plan.rate, slots: plan.slots.map((slot) => new Date(slot)) };
  await tx.insertInto("cover_plans").values({ exchange_id: exchangeId, ...row }).onConflict((conflict) => conflict.column("exchange_id").doUpdateSet(row)).execute();
}

/** Buffers of the driver share pooled memory; a plain copy does not. */
const plain = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes);
