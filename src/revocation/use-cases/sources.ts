import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { CrlSource, Responder } from "../watch.js";

/** bytes; as much as the reader of lists takes. */
const LIST_BYTES_MAX = 8 * 1_024 * 1_024;
const ANSWER_BYTES_MAX = 65_536;
/** How long a list or an answer may take, in ms: somebody waits to sign in. */
const LIST_MS = 10_000;
const ANSWER_MS = 3_000;

/** A list behind an http:, https: or file: address. Lists are signed: they need no secret channel. */
export const crlSource = (url: string): CrlSource => ({ name: url, fetch: () => (url.startsWith("file:") ? fileAt(url) : bodyOf(url, { signal: AbortSignal.timeout(LIST_MS) }, LIST_BYTES_MAX)) });

/** An OCSP responder over HTTP (RFC 6960, appendix A). */
export const httpResponder = (url: string): Responder => ({
  name: url, ask: (request) => bodyOf(url, { method: "POST", body: Uint8Array.from(request), headers: { "content-type": "application/ocsp-request", accept: "application/ocsp-response" }, signal: AbortSignal.timeout(ANSWER_MS) }, ANSWER_BYTES_MAX),
});

async function bodyOf(url: string, init: RequestInit, max: number): Promise<Uint8Array> {
  const answer = await fetch(url, { ...init, redirect: "error" });
  if (!answer.ok) throw new RangeError(`it answered ${String(answer.status)}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > max) throw new RangeError(`more than ${String(max)} bytes`); // leaving the loop cancels the stream
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

async function fileAt(url: string): Promise<Uint8Array> {
  const file = await open(fileURLToPath(url));
  try {
    const { size } = await file.stat();
    if (size > LIST_BYTES_MAX) throw new RangeError(`more than ${String(LIST_BYTES_MAX)} bytes`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}
