import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseCheckpoint, textOfNote, type Checkpoint } from "../../journal/note.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { Unreachable } from "../../kernel/unreachable.js";
import { verifyBundle, type Report } from "../../verify/bundle.js";
import type { BundleFiles } from "../../verify/bundle-file.js";
import { causeOf, refusalOf, send, type Client } from "../client.js";
import { withZip } from "../zip-file.js";

export type CheckedBundle = { readonly report: Report; /** The newest checkpoint in it; null where it holds none that can be read. */ readonly checkpoint: Checkpoint | null };
type Of = { readonly kind: "tender" | "sale"; readonly id: string };

/** Public editions hold what was opened, and no sealed content: one that is larger than this is refused. */
const BUNDLE_BYTES_MAX = 4 * 1024 ** 3;
const BUNDLE_MS_MAX = 30 * 60_000;

/** Fetches the public bundle of a tender or sale, and verifies it where it lies; nothing of it is kept. */
export async function checkedBundle(client: Client, { kind, id }: Of, { policy, ca }: { readonly policy: string; readonly ca: string | undefined }): Promise<Result<CheckedBundle>> {
  const folder = await mkdtemp(path.join(tmpdir(), "daylight-monitor-"));
  try {
    const zip = path.join(folder, "bundle.zip");
    const fetched = await fetchZip(client, `/api/v1/${kind}s/${encodeURIComponent(id)}/bundle${kind === "tender" ? "?edition=public" : ""}`, zip);
    if (!fetched.ok) return fetched;
    return await withZip(zip, async (files) => ok({ report: await verifyBundle(files, { policy, ...(ca === undefined ? {} : { ca }) }), checkpoint: await checkpointIn(files) }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchZip(client: Client, address: string, to: string): Promise<Result<null>> {
  const answer = await send({ ...client, patienceMs: BUNDLE_MS_MAX }, { path: address });
  if (!answer.ok) return refusalOf(answer);
  if (answer.body === null) return refuse("file-unreadable", { path: address, why: "0" });
  try {
    await pipeline(Readable.fromWeb(answer.body), bounded, createWriteStream(to));
    return ok(null);
  } catch (error) {
    throw new Unreachable(`${address}: ${causeOf(error)}`, { cause: error });
  }
}

async function* bounded(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > BUNDLE_BYTES_MAX) throw new RangeError(`more than ${String(BUNDLE_BYTES_MAX)} bytes`);
    yield chunk;
  }
}

async function checkpointIn(files: BundleFiles): Promise<Checkpoint | null> {
  const chunks: Uint8Array[] = [];
  const file = files.get("log/checkpoint");
  if (file === undefined || file.size > 1_048_576) return null;
  for await (const chunk of file.read()) chunks.push(chunk);
  try {
    return parseCheckpoint(textOfNote(Buffer.concat(chunks).toString("utf8")));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
