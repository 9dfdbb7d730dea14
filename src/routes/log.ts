import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Journal } from "../journal/sequencer.js";
import { parseTilePath, type Tile } from "../journal/tiles.js";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import type { Refusal } from "../kernel/refusal.js";
import { refuse } from "../kernel/result.js";
import { wrongForm } from "../tenders/wrong-form.js";

/** Answers with a problem document. */
type Refused = (c: Context, refusal: Refusal) => Response;

const PLAIN = "text/plain; charset=utf-8";
/** A tile never changes once it is there, not even a partial one: a wider one has another path. */
const FOR_EVER = "public, max-age=31536000, immutable";
const BRIEFLY = "public, max-age=1";
const PAGE_MAX = 1_000;
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;
const EVENTS_PER_READ = 500;

const Change = z.object({
  id: z.number().int().openapi({ description: "Index in the log" }), type: z.string(),
  entry: z.record(z.string(), z.unknown()).openapi({ description: "The leaf as it stands in the log" }),
}).openapi("Change");
const Changes = z.object({
  changes: z.array(Change), after: z.number().int().openapi({ description: "The cursor for the next request; the same as asked when nothing is new" }), size: z.number().int(),
}).openapi("Changes");
const cursor = z.object({ after: z.coerce.number().int().min(-1).default(-1), limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100) });
const text = (description: string) => ({ description, content: { "text/plain": { schema: z.string() } } });

const checkpoint = createRoute({ method: "get", path: "/log/checkpoint", responses: { 200: text("the newest checkpoint with the witnesses' quorum (C2SP tlog-checkpoint)") } });
const vkeys = createRoute({ method: "get", path: "/log/vkeys", responses: { 200: text("verifier keys: the log's, then each witness's, one a line") } });
const witnesses = createRoute({ method: "get", path: "/log/witnesses", responses: { 200: text("the witness policy (C2SP tlog-policy)") } });
const changes = createRoute({ method: "get", path: "/api/v1/changes", request: { query: cursor }, responses: { 200: { description: "leaves above the cursor, without a gap", content: { "application/json": { schema: Changes } } } } });

/** The log for everybody: C2SP tlog-tiles below `/log`, and the same leaves as a change feed. */
export function logRoutes(journal: Journal, refused: Refused): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: (result, c) => {
    if (!result.success) return refused(c, wrongForm(result.error).refusal);
    return undefined;
  } });
  const missing = (c: Context): Response => refused(c, refuse("not-found", { what: new URL(c.req.url).pathname }).refusal);
  // Registered beside their handlers: these answer plain text, or a problem document that the typed answers do not know.
  for (const described of [checkpoint, vkeys, witnesses]) app.openAPIRegistry.registerPath(described);
  app.get(checkpoint.path, async (c) => {
    const note = await journal.checkpoint();
    return note === null ? missing(c) : c.body(note, 200, { "content-type": PLAIN, "cache-control": BRIEFLY });
  });
  app.get(vkeys.path, (c) => c.body(journal.vkeys, 200, { "content-type": PLAIN, "cache-control": BRIEFLY }));
  app.get(witnesses.path, (c) => c.body(journal.policy, 200, { "content-type": PLAIN, "cache-control": BRIEFLY }));
  app.get("/log/tile/*", async (c) => {
    const tile = tileAt(new URL(c.req.url).pathname.slice("/log/".length));
    const bytes = tile === null ? null : await journal.tile(tile);
    return bytes === null ? missing(c) : c.body(Uint8Array.from(bytes), 200, { "content-type": "application/octet-stream", "cache-control": FOR_EVER });
  });
  app.openapi(changes, async (c) => {
    const { after, limit } = c.req.valid("query");
    const [leaves, size] = [await journal.leavesAfter(after, limit), await journal.size()];
    return c.json({ changes: leaves.map(({ index, entry }) => changeOf(index, entry)), after: leaves.at(-1)?.index ?? after, size }, 200, { "cache-control": "no-cache" });
  });
  return app;
}

function tileAt(path: string): Tile | null {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type Change = z.infer<typeof Change>;

function changeOf(id: number, bytes: Uint8Array): Change {
  const entry = parseCanonical(bytes) as Readonly<Record<string, Json>>;
  const { type } = entry;
  return { id, type: typeof type === "string" ? type : "", entry };
}

/** What of a leaf a reader of events is told; null where it does not concern him. */
export type Told = (change: Change) => Promise<{ readonly event: string; readonly data: string } | null>;

/**
 * Leaves as server-sent events: the id is the log index, so a reader that comes back with `Last-Event-ID` (or `?after=`) misses
 * nothing and hears nothing twice. Without either it hears what comes from now on.
 */
export async function logEvents(c: Context, journal: Journal, told: Told): Promise<Response> {
  const asked = Number(c.req.header("last-event-id") ?? c.req.query("after") ?? Number.NaN);
  let after = Number.isSafeInteger(asked) && asked >= -1 ? asked : (await journal.size()) - 1;
  const response = streamSSE(c, async (stream) => {
    let wake = (): void => undefined;
    const leave = journal.subscribe(() => { wake(); });
    stream.onAbort(() => { leave(); wake(); });
    await stream.write(`retry: ${String(RETRY_MS)}\n\n`);
    while (!stream.aborted) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      wake = () => { resolve(undefined); }; // set before reading: a leaf that comes meanwhile is not slept over
      const leaves = await journal.leavesAfter(after, EVENTS_PER_READ);
      for (const { index, entry } of leaves) {
        const event = await told(changeOf(index, entry));
        if (event !== null) await stream.writeSSE({ id: String(index), ...event });
        after = index;
      }
      if (leaves.length > 0) continue;
      const timer = setTimeout(() => { void stream.write(":\n\n"); resolve(undefined); }, HEARTBEAT_MS);
      await promise;
      clearTimeout(timer);
    }
    leave();
  });
  response.headers.set("x-accel-buffering", "no");
  return response;
}
