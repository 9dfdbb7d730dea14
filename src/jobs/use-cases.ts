import { inTransaction, type Db, type Tx } from "../db/database.js";
import type { Job, Work } from "./job.js";
import { claimJob, countJobs, insertJob } from "./store.js";

/** Does one kind of work inside the transaction that strikes the job off; what it does outside the database may happen again after a crash. */
export type Handler = (tx: Tx, job: Job) => Promise<void>;
export type Handlers = Readonly<Record<string, Handler>>;

/** Writes work down in the transaction that causes it: both are there or neither is. */
export const enqueue = (tx: Tx, exchangeId: string, work: Work): Promise<void> => insertJob(tx, exchangeId, work);

/** How much work is not done yet. */
export const jobsLeft = (db: Db, exchangeId: string): Promise<number> => countJobs(db, exchangeId);

/** Does a job of this exchange unless it is done already, however often the queue delivers it; one that strayed here from another is left to its own. @throws {RangeError} for a kind of work that nobody does: the job stays. */
export async function doJob({ db, exchangeId }: { readonly db: Db; readonly exchangeId: string }, handlers: Handlers, job: Job): Promise<void> {
  if (job.exchangeId !== exchangeId) return;
  const handler = handlers[job.name];
  if (handler === undefined) throw new RangeError(`no handler for job ${job.name}`);
  await inTransaction(db, async (tx) => {
    if (await claimJob(tx, job.exchangeId, job.id)) await handler(tx, job);
  });
}
