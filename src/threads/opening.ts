import { availableParallelism } from "node:os";
import { openInto, type OpenedContent } from "../opening/use-cases/open-into.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import type { BidStatement } from "../signing/statement.js";
import { unseal } from "../signing/unseal.js";
import type { Blobs } from "../storage/blobs.js";
import { openThread, type Thread } from "./thread.js";

/** Where the store is: what `openBlobs` is given. */
export type StorePlace = { readonly url: string; readonly folder: string };
export type OpeningJob = { readonly statement: BidStatement; readonly identity: string };

/** A content up to this is opened where it is asked for, in milliseconds; a larger one goes to the threads, and the server answers others meanwhile. */
const IN_PLACE_BYTES_MAX = 8 * 1_048_576;
/** An opening works on two threads; each takes its own few megabytes, so more at once only where there are cores for them. */
const AT_ONCE_MAX = 4;
/** Threads without work are ended: openings come on one day of a tender's many. */
const IDLE_MS = 60_000;

/** Opens stored contents into the store. `identity` is the committed key. */
export type Openings = { readonly open: (statement: BidStatement, identity: string) => Promise<OpenedContent>; readonly end: () => Promise<void> };

/**
 * Openings of one process: small contents in place, large ones on threads, so many at once as there are cores, the others in their turn.
 * @param inPlaceBytesMax inclusive; what is larger goes to the threads
 */
export function openOpenings(blobs: Blobs, place: StorePlace, inPlaceBytesMax = IN_PLACE_BYTES_MAX): Openings {
  const threads = pool(Math.min(AT_ONCE_MAX, Math.max(1, Math.floor(availableParallelism() / 2))), () => openThread(new URL("./opening-thread.ts", import.meta.url), place));
  const open = async (statement: BidStatement, identity: string): Promise<OpenedContent> => {
    if (statement.content.size <= inPlaceBytesMax) return openInto(blobs, statement, unseal(nodePrimitives, identity, await blobs.scan(statement.content.sha256)));
    return threads.use(async (thread) => {
      const line = thread.call<never, OpenedContent>({ statement, identity } satisfies OpeningJob);
      return line.next().finally(line.hangUp);
    });
  };
  return { open, end: threads.end };
}

type Pool = { readonly use: <Value>(work: (thread: Thread) => Promise<Value>) => Promise<Value>; readonly end: () => Promise<void> };

/** One job a thread; who finds none free waits in line. */
function pool(size: number, make: () => Thread): Pool {
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
