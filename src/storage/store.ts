import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import type { Announced, Upload } from "./upload.js";

/** One upload of one exchange. */
export type Key = { readonly exchangeId: string; readonly id: string };

const toUpload = (row: Row<"uploads">): Upload => ({
  id: row.upload_id, actorId: row.actor_id, name: row.name, size: Number(row.size), received: Number(row.received),
  expected: row.expected, sha256: row.sha256, state: row.state,
});

export async function insertUpload(tx: Tx, { exchangeId, id }: Key, actorId: string, announced: Announced, at: Instant): Promise<void> {
  const { name, size, expected } = announced;
  const now = new Date(at);
  await tx.insertInto("uploads").values({ exchange_id: exchangeId, upload_id: id, actor_id: actorId, name, size, expected, made_at: now, touched_at: now }).execute();
}

export async function countUnfinished(tx: Tx, exchangeId: string, actorId: string): Promise<number> {
  const { count } = await tx.selectFrom("uploads").select((query) => query.fn.countAll().as("count"))
    .where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("state", "in", ["open", "storing"]).executeTakeFirstOrThrow();
  return Number(count);
}

export async function findUpload(db: Db | Tx, { exchangeId, id }: Key, actorId: string): Promise<Upload | undefined> {
  const row = await db.selectFrom("uploads").selectAll().where("exchange_id", "=", exchangeId).where("upload_id", "=", id).where("actor_id", "=", actorId).executeTakeFirst();
  return row && toUpload(row);
}

type Change = { readonly state?: Upload["state"]; readonly received?: number; readonly sha256?: string };

export async function changeUpload(db: Db, { exchangeId, id }: Key, change: Change, at: Instant): Promise<void> {
  await db.updateTable("uploads").set({ ...change, touched_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("upload_id", "=", id).execute();
}

export async function deleteUpload(db: Db | Tx, { exchangeId, id }: Key): Promise<void> {
  await db.deleteFrom("uploads").where("exchange_id", "=", exchangeId).where("upload_id", "=", id).execute();
}

/** Locks the uploads nobody touched since `before`; those that a lodgement holds are passed over. */
export async function lockUntouched(tx: Tx, exchangeId: string, before: Instant, limit: number): Promise<Upload[]> {
  const rows = await tx.selectFrom("uploads").selectAll().where("exchange_id", "=", exchangeId).where("touched_at", "<", new Date(before))
    .orderBy("touched_at").limit(limit).forUpdate().skipLocked().execute();
  return rows.map(toUpload);
}

export async function isContentOfAnother(tx: Tx, { exchangeId, id }: Key, sha256: string): Promise<boolean> {
  const row = await tx.selectFrom("uploads").select("upload_id").where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).where("upload_id", "!=", id).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The size of a content this actor brought whole, held until the transaction ends; null if there is none. */
export async function holdContent(tx: Tx, exchangeId: string, actorId: string, sha256: string): Promise<number | null> {
  const row = await tx.selectFrom("uploads").select("size").where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId)
    .where("sha256", "=", sha256).where("state", "=", "finished").limit(1).forShare().executeTakeFirst();
  return row === undefined ? null : Number(row.size);
}
