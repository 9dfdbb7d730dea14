import type { Db } from "../db/database.js";
import type { Job } from "./job.js";
import { markUnsent, takeUnsent } from "./store.js";

const POLL_MS = 250;
const BATCH = 500;
/** A job not done so long after it was sent is sent again: the queue may have forgotten it. */
const RESEND_AFTER_MS = 30_000;

export type Relay = { readonly wake: () => void; readonly stop: () => Promise<void> };
type Options = { readonly send: (jobs: readonly Job[]) => Promise<void>; readonly onError: (error: unknown) => void; readonly resendAfterMs?: number };

/**
 * Hands an exchange's outbox rows to its queue until `stop`; what fails is tried again at the next turn. `wake` starts a turn at once.
 * It looks instead of listening: NOTIFY inside a transaction makes commits wait for one another.
 */
export function startRelay(db: Db, exchangeId: string, { send, onError, resendAfterMs = RESEND_AFTER_MS }: Options): Relay {
  const ended = new AbortController();
  const isOver = (): boolean => ended.signal.aborted;
  let wake = (): void => undefined;
  const pause = (): Promise<void> => new Promise((done) => {
    const timer = setTimeout(done, POLL_MS);
    wake = () => { clearTimeout(timer); done(); };
  });
  const running = (async () => {
    while (!isOver()) {
      const sent = await turn({ db, exchangeId }, send, resendAfterMs).catch((error: unknown) => { onError(error); return 0; });
      if (sent < BATCH && !isOver()) await pause();
    }
  })();
  return { wake: () => { wake(); }, stop: async () => { ended.abort(); wake(); await running; } };
}

async function turn({ db, exchangeId }: { readonly db: Db; readonly exchangeId: string }, send: Options["send"], resendAfterMs: number): Promise<number> {
  const jobs = await takeUnsent(db, exchangeId, resendAfterMs, BATCH);
  if (jobs.length === 0) return 0;
  try {
    await send(jobs);
  } catch (error) {
    await markUnsent(db, exchangeId, jobs);
    throw error;
  }
  return jobs.length;
}
