import { base64, hex, utf8 } from "../../kernel/bytes.js";

const TUS = { "Tus-Resumable": "1.0.0" } as const;
/** One request carries so many bytes, so that progress is seen and a cut costs little. */
const PIECE_BYTES = 8_388_608;
const ATTEMPTS_MAX = 8;
const FIRST_PAUSE_MS = 500;

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

/**
 * Uploads a sealed content (tus 1.0) and goes on where a cut line or a restarted server stopped it.
 * @throws {RangeError} when the server refuses
 */
export async function upload(href: string, content: Blob, sha256: string, progress: (sentBytes: number) => void): Promise<void> {
  let sent = 0;
  let failures = 0;
  const address = await addressOf(href, content, sha256);
  while (sent < content.size || failures > 0) {
    try {
      if (failures > 0) sent = await offsetOf(address);
      if (sent < content.size) sent = await sendPiece(address, content, sent);
      failures = 0;
      progress(sent);
    } catch (error) {
      if (error instanceof RangeError || ++failures > ATTEMPTS_MAX) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** failures);
    }
  }
}

async function addressOf(href: string, content: Blob, sha256: string): Promise<string> {
  const metadata = `filename ${base64(utf8("content.age"))},sha256 ${base64(utf8(sha256))}`;
  const answer = await fetch(href, { method: "POST", headers: { ...TUS, "Upload-Length": String(content.size), "Upload-Metadata": metadata } });
  const address = answer.headers.get("Location");
  if (!answer.ok || address === null) throw new RangeError(await reasonOf(answer));
  return new URL(address, location.href).pathname;
}

async function offsetOf(address: string): Promise<number> {
  const answer = await fetch(address, { method: "HEAD", headers: TUS, cache: "no-store" });
  if (!answer.ok) throw new RangeError(`${address}: ${String(answer.status)}`);
  return Number(answer.headers.get("Upload-Offset"));
}

async function sendPiece(address: string, content: Blob, from: number): Promise<number> {
  const answer = await fetch(address, {
    method: "PATCH", body: content.slice(from, from + PIECE_BYTES),
    headers: { ...TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from) },
  });
  // A server that is restarting answers 5xx: that is waited for like a cut line.
  if (answer.status >= 500) throw new TypeError(String(answer.status));
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  return Number(answer.headers.get("Upload-Offset"));
}

/** The words of a problem document. */
export async function reasonOf(answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; code?: string };
  return `${problem.detail ?? String(answer.status)}${problem.code === undefined ? "" : `（${problem.code}）`}`;
}

/** A fresh salt for a blinded log leaf: 16 random bytes. */
export const newSalt = (): string => hex(crypto.getRandomValues(new Uint8Array(16)));
