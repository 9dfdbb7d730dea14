import { sql } from "kysely";
import type { Db } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";

/** A leaf as people read it, with the moment of the first tree that holds it. */
export type TimedLeaf = { readonly index: number; readonly entry: Uint8Array; readonly hash: Uint8Array; readonly at: Instant };
type Found = { idx: string; entry: Uint8Array; hash: Uint8Array; at: Date | null };

const timed = ({ idx, entry, hash, at }: Found): TimedLeaf => ({ index: Number(idx), entry, hash, at: (at?.getTime() ?? 0) as Instant });

/** At most `limit` leaves below `before`, newest first. */
export async function leavesBefore(db: Db, exchangeId: string, before: number, limit: number): Promise<TimedLeaf[]> {
  const { rows } = await sql<Found>`
    select leaves.idx, leaves.entry, leaves.hash, (select made_at from tree_heads where exchange_id = leaves.exchange_id and size > leaves.idx order by size limit 1) as at
    from leaves where exchange_id = ${exchangeId} and idx < ${before} order by idx desc limit ${limit}`.execute(db);
  return rows.map(timed);
}

/** The leaves from one index on that name a tender, in order. An opening lies within few leaves: the tender is looked for in their bytes. */
export async function leavesOfTender(db: Db, exchangeId: string, tender: string, { from, limit }: { readonly from: number; readonly limit: number }): Promise<TimedLeaf[]> {
  const { rows } = await sql<Found>`
    select leaves.idx, leaves.entry, leaves.hash, (select made_at from tree_heads where exchange_id = leaves.exchange_id and size > leaves.idx order by size limit 1) as at
    from leaves where exchange_id = ${exchangeId} and idx >= ${from} and position(${Buffer.from(`"tender":"${tender}"`)} in entry) > 0 order by idx limit ${limit}`.execute(db);
  return rows.map(timed);
}

/** When a leaf came under a signed tree; null while there is none. */
export async function timeOfLeaf(db: Db, exchangeId: string, index: number): Promise<Instant | null> {
  const row = await db.selectFrom("tree_heads").select("made_at").where("exchange_id", "=", exchangeId).where("size", ">", String(index)).orderBy("size").limit(1).executeTakeFirst();
  return row === undefined ? null : (row.made_at.getTime() as Instant);
}

/** Each witness's newest cosignature. */
export async function newestCosignatures(db: Db, exchangeId: string): Promise<{ readonly witness: string; readonly at: Instant; readonly size: number }[]> {
  const { rows } = await sql<{ witness: string; at: Date; size: string }>`
    select distinct on (witness) witness, at, size from cosignatures where exchange_id = ${exchangeId} order by witness, size desc, at desc`.execute(db);
  return rows.map(({ witness, at, size }) => ({ witness, at: at.getTime() as Instant, size: Number(size) }));
}
