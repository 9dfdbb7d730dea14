import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { appendAllToLog } from "./outbox.js";
import { indexFrom } from "./tables.js";

/** A served file as the log has it: its newest entry, whose index is null until the sequencer has moved it. */
export type LoggedAsset = { readonly path: string; readonly sha256: string; readonly index: number | null };
type Found = { path: string; sha256: string; idx: string | null };

/** The newest entry of every path. */
export async function newestAssets(db: Db | Tx, exchangeId: string): Promise<LoggedAsset[]> {
  const { rows } = await sql<Found>`
    select distinct on (path) path, sha256, leaves.idx from served_assets left join leaves using (exchange_id, outbox_id)
    where exchange_id = ${exchangeId} order by path, outbox_id desc`.execute(db);
  return rows.map(({ path, sha256, idx }) => ({ path, sha256, index: idx === null ? null : indexFrom(idx) }));
}

/** The newest entry that names this hash, whether or not it is still served, with the moment of the first tree that holds it. */
export async function loggedAsset(db: Db, exchangeId: string, sha256: string): Promise<(LoggedAsset & { readonly at: Date }) | null> {
  const { rows: [found] } = await sql<Found & { at: Date }>`
    select served_assets.path, served_assets.sha256, leaves.idx, coalesce((select made_at from tree_heads where exchange_id = outbox.exchange_id and size > leaves.idx order by size limit 1), outbox.made_at) as at
    from served_assets join outbox on outbox.exchange_id = served_assets.exchange_id and outbox.id = served_assets.outbox_id left join leaves on leaves.exchange_id = served_assets.exchange_id and leaves.outbox_id = outbox.id
    where served_assets.exchange_id = ${exchangeId} and served_assets.sha256 = ${sha256} order by served_assets.outbox_id desc limit 1`.execute(db);
  return found === undefined ? null : { path: found.path, sha256, index: found.idx === null ? null : indexFrom(found.idx), at: found.at };
}

/** Logs each file whose newest entry says another hash, in the transaction that remembers it. */
export async function logAssets(tx: Tx, exchangeId: string, served: readonly { readonly path: string; readonly sha256: string }[]): Promise<void> {
  // Two programs that start together would else log the same change twice.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`served-assets/${exchangeId}`}, 0))`.execute(tx);
  const known = new Map((await newestAssets(tx, exchangeId)).map(({ path, sha256 }) => [path, sha256]));
  const fresh = served.filter(({ path, sha256 }) => known.get(path) !== sha256);
  if (fresh.length === 0) return;
  const ids = await appendAllToLog(tx, exchangeId, fresh.map(({ path, sha256 }) => ({ v: "dl/1", type: "asset", path, sha256 })));
  await tx.insertInto("served_assets").values(fresh.map(({ path, sha256 }, at) => ({ exchange_id: exchangeId, outbox_id: ids[at] ?? "", path, sha256 }))).execute();
}
