/** The exchange clock as the browser knows it: an offset with the error of its measurement. */
export type SyncedClock = { now(): number; errorMs(): number; held(): boolean; sync(): Promise<void> };

const PROBES = 5;
const local = (): number => performance.timeOrigin + performance.now();

/** Asks GET /api/v1/time ({now: RFC 3339 with milliseconds, held}) five times and keeps the answer with the shortest way. */
export function syncedClock(href: string): SyncedClock {
  let offset = 0;
  let error = Infinity;
  let stopped: number | null = null;
  async function probe(): Promise<{ offset: number; error: number; now: number; held: boolean }> {
    const sent = local();
    const answer = (await (await fetch(href, { cache: "no-store" })).json()) as { now: string; held?: boolean };
    const received = local();
    const now = Date.parse(answer.now);
    return { offset: now - (sent + received) / 2, error: (received - sent) / 2, now, held: answer.held === true };
  }
  async function sync(): Promise<void> {
    const probes = [];
    for (let turn = 0; turn < PROBES; turn++) probes.push(await probe());
    const best = probes.reduce((left, right) => (right.error < left.error ? right : left));
    ({ offset, error } = best);
    stopped = best.held ? best.now : null;
  }
  return { now: () => stopped ?? local() + offset, errorMs: () => Math.max(1, Math.round(error)), held: () => stopped !== null, sync };
}
