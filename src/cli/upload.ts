import { open } from "node:fs/promises";
import { base64, utf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { refusalOf, send, Unreachable, type Client } from "./client.js";

const TUS = { "tus-resumable": "1.0.0" } as const;
/** One request carries so many bytes: a cut costs no more than this. */
const PIECE_BYTES = 8 * 1_048_576;
const ATTEMPTS_MAX = 6;
const FIRST_PAUSE_MS = 250;

/** A file to upload. `address` is where an earlier try began, kept by the caller through `begun`. */
export type UploadFile = { readonly path: string; readonly size: number; readonly sha256: string; readonly address: string | null; readonly begun: (address: string) => Promise<void> };

/**
 * Uploads a file (tus 1.0), going on where a cut line, a restarted exchange or a killed `daylight lodge` stopped it. The
 * exchange compares the hash before it calls the upload finished.
 * @throws {Unreachable} when the exchange stays away
 */
export async function uploadFile(client: Client, file: UploadFile, progress: (sent: number, size: number) => void = () => undefined): Promise<Result<null>> {
  const known = file.address === null ? null : await offsetOf(client, file.address);
  let address = known === null ? null : file.address;
  if (address === null) {
    const begun = await begin(client, file);
    if (!begun.ok) return begun;
    address = begun.value;
    await file.begun(address);
  }
  const handle = await open(file.path, "r");
  try {
    return await sendAll(client, { address, size: file.size, from: known ?? 0, read: async (at, bytes) => { await handle.read(bytes, 0, bytes.length, at); } }, progress);
  } finally {
    await handle.close();
  }
}

type Sending = { readonly address: string; readonly size: number; readonly from: number; readonly read: (at: number, bytes: Uint8Array) => Promise<void> };

async function sendAll(client: Client, { address, size, from, read }: Sending, progress: (sent: number, size: number) => void): Promise<Result<null>> {
  let sent = from;
  let failures = 0;
  while (sent < size) {
    try {
      if (failures > 0) sent = (await offsetOf(client, address)) ?? 0;
      const bytes = new Uint8Array(Math.min(PIECE_BYTES, size - sent));
      await read(sent, bytes);
      const answer = await send(client, { method: "PATCH", path: address, headers: { ...TUS, "content-type": "application/offset+octet-stream", "upload-offset": String(sent) }, body: bytes });
      if (answer.status >= 500 && answer.status !== 507) throw new Unreachable(`${address}: ${String(answer.status)}`);
      if (!answer.ok) return await refusalOf(answer);
      sent = Number(answer.headers.get("upload-offset"));
      failures = 0;
      progress(sent, size);
    } catch (error) {
      failures += 1;
      if (!(error instanceof Unreachable) || failures > ATTEMPTS_MAX) throw error;
      await new Promise((done) => setTimeout(done, FIRST_PAUSE_MS * 2 ** failures));
    }
  }
  return ok(null);
}

async function begin(client: Client, { size, sha256 }: UploadFile): Promise<Result<string>> {
  const metadata = `filename ${base64(utf8("content.age"))},sha256 ${base64(utf8(sha256))}`;
  const answer = await send(client, { method: "POST", path: "/api/v1/uploads", headers: { ...TUS, "upload-length": String(size), "upload-metadata": metadata } });
  if (!answer.ok) return refusalOf(answer);
  const address = answer.headers.get("location");
  return address === null ? refuse("answered-otherwise", { code: String(answer.status), words: "no Location" }) : ok(new URL(address, client.url).pathname);
}

/** How much of an upload the exchange has; null where it knows none there. */
async function offsetOf(client: Client, address: string): Promise<number | null> {
  const answer = await send(client, { method: "HEAD", path: address, headers: TUS });
  return answer.ok ? Number(answer.headers.get("upload-offset")) : null;
}
