import type { Thread } from "./thread.js";

/** Threads without work are ended: most of a tender's days need none. */
const IDLE_MS = 60_000;

/** Some threads of one program, each with one job at a time. */
export type Pool = { readonly use: <Value>(work: (thread: Thread) => Promise<Value>) => Promise<Value>; readonly end: () => Promise<void> };

/** One job a thread; who finds none free waits in line. */
export function openPool(size: number, make: () => Thread): Pool {
  const all = Array.from({ length: size }, make);
  const free = [...all];
  const waiting: ((thread: Thread) => void)[] = [];
  const end = async (): Promise<void> => { await Promise.all(all.map((thread) => thread.end())); };
  let idle: NodeJS.Timeout | undefined;
  const giveBack = (thread: Thread): void => {
    const next = waiting.shift();
    if (next !== undefined) { next(thread); return; }
    free.push(thread);
    if (free.length === size) idle = setTimeout(() => { void end(); }, IDLE_MS).unref();
  };
  const use: Pool["use"] = async (work) => {
    clearTimeout(idle);
    const thread = free.pop() ?? (await new Promise<Thread>((take) => { waiting.push(take); }));
    return work(thread).finally(() => { giveBack(thread); });
  };
  return { use, end };
}
