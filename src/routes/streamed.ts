import { Readable } from "node:stream";
import type { Context } from "hono";

/** The bytes of a request's body as they come; none where it has no body. */
export const streamIn = (c: Pick<Context, "req">): AsyncIterable<Uint8Array> => (c.req.raw.body === null ? Readable.from([]) : (Readable.fromWeb(c.req.raw.body as never) as AsyncIterable<Uint8Array>));
