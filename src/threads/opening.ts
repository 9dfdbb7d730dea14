import { availableParallelism } from "node:os";
import { openInto, type OpenedContent } from "../opening/use-cases/open-into.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import type { BidStatement } from "../signing/statement.js";
import { unseal } from "../signing/unseal.js";
import type { Blobs } from "../storage/blobs.js";
import { openPool } from "./pool.js";
import { openThread } from "./thread.js";

/** Where the store is: what `openBlobs` is given. */
export type StorePlace = { readonly url: string; readonly folder: string };
export type OpeningJob = { readonly statement: BidStatement; readonly identity: string };

/** A content up to this is opened where it is asked for, in milliseconds; a larger one goes to the threads, and the server answers others meanwhile. */
const IN_PLACE_BYTES_MAX = 8 * 1_048_576;
/** An opening works on two threads; each takes its own few megabytes, so more at once only where there are cores for them. */
const AT_ONCE_MAX = 4;

/** Opens stored contents into the store. `identity` is the committed key. */
export type Openings = { readonly open: (statement: BidStatement, identity: string) => Promise<OpenedContent>; readonly end: () => Promise<void> };

/**
 * Openings of one process: small contents in place, large ones on threads, so many at once as there are cores, the others in their turn.
 * @param inPlaceBytesMax inclusive; what is larger goes to the threads
 */
export function openOpenings(blobs: Blobs, place: StorePlace, inPlaceBytesMax = IN_PLACE_BYTES_MAX): Openings {
  const threads = openPool(Math.min(AT_ONCE_MAX, Math.max(1, Math.floor(availableParallelism() / 2))), () => openThread(new URL("./opening-thread.ts", import.meta.url), place));
  const open = async (statement: BidStatement, identity: string): Promise<OpenedContent> => {
    if (statement.content.size <= inPlaceBytesMax) return openInto(blobs, statement, unseal(nodePrimitives, identity, await blobs.scan(statement.content.sha256)));
    return threads.use(async (thread) => {
      const line = thread.call<never, OpenedContent>({ statement, identity } satisfies OpeningJob);
      return line.next().finally(line.hangUp);
    });
  };
  return { open, end: threads.end };
}
