import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Job, Work } from "./job.js";

export async function insertJob(tx: Tx, exchangeId: string, { name, data }: Work): Promise<void> {
  await tx.insertInto("job_outbox").values({ exchange_id: exchangeId, name, data: JSON.stringify(data) }).execute();
}

/** Marks up to `limit` jobs as sent and returns them: new ones, and those sent so long ago that the queue may have lost them. Several relays share the work. */
export async function takeUnsent(db: Db, exchangeId: string, resendAfterMs: number, limit: number): Promise<Job[]> {
  const due = db.selectFrom("job_outbox").select(["exchange_id", "job_id"]).where("exchange_id", "=", exchangeId)
    .where((row) => row.or([row("sent_at", "is", null), row("sent_at", "<", sql<Date>`now() - make_interval(secs => ${resendAfterMs / 1_000})`)]))
    .orderBy("sent_at", (order) => order.asc().nullsFirst()).orderBy("job_id").limit(limit).forUpdate().skipLocked();
  const rows = await db.with("due", () => due).updateTable("job_outbox").from("due").set({ sent_at: sql`now()` })
    .whereRef("job_outbox.exchange_id", "=", "due.exchange_id").whereRef("job_outbox.job_id", "=", "due.job_id")
    .returning(["job_outbox.exchange_id", "job_outbox.job_id", "job_outbox.name", "job_outbox.data"]).execute();
  return rows.map((row) => ({ exchangeId: row.exchange_id, id: row.job_id, name: row.name, data: row.data }));
}

export async function markUnsent(db: Db, exchangeId: string, jobs: readonly Job[]): Promise<void> {
  await db.updateTable("job_outbox").set({ sent_at: null }).where("exchange_id", "=", exchangeId).where("job_id", "in", jobs.map(({ id }) => id)).execute();
}

/** Deletes the job in the transaction that does it; false if it is done already. A second worker on the same job waits here. */
export async function claimJob(tx: Tx, exchangeId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("job_outbox").where("exchange_id", "=", exchangeId).where("job_id", "=", id).executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function countJobs(db: Db, exchangeId: string): Promise<number> {
  const { count } = await db.selectFrom("job_outbox").select((row) => row.fn.countAll().as("count")).where("exchange_id", "=", exchangeId).executeTakeFirstOrThrow();
  return Number(count);
}
