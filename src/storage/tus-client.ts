import { base64, utf8 } from "../kernel/bytes.js";
import type { Refusal } from "../kernel/refusal.js";
import { ok, type Result } from "../kernel/result.js";
import { Unreachable } from "../kernel/unreachable.js";

const TUS = { "tus-resumable": "1.0.0" } as const;
/** One request carries so many bytes, so that progress is seen and a cut costs no more than this. */
const PIECE_BYTES = 8 * 1_048_576;
/** With the pauses between them these take half a minute: an exchange that restarts is waited for. */
const ATTEMPTS_MAX = 7;
const FIRST_PAUSE_MS = 250;
/** The store is full: to ask again at once would not help. */
const STORE_FULL = 507;

/** One request of the protocol. A body is sent as it is: bytes of a program, a slice of a file in a page. */
export type TusRequest<Piece> = { readonly method: "POST" | "PATCH" | "HEAD"; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body?: Piece };
export type TusAnswer = { readonly ok: boolean; readonly status: number; readonly headers: { readonly get: (name: string) => string | null } };

/** How requests leave this machine. `send` throws `Unreachable` where there is no answer; `refused` reads a problem document. */
export type TusWay<Piece, Answer extends TusAnswer> = {
  readonly url: string;
  readonly send: (request: TusRequest<Piece>) => Promise<Answer>;
  readonly refused: (answer: Answer) => Promise<{ readonly ok: false; readonly refusal: Refusal }>;
};

/** A file to upload. `address` is where an earlier try began; `keep` remembers it for the next try, null when it is of no more use. */
export type TusFile<Piece> = {
  readonly size: number; readonly sha256: string; readonly address: string | null;
  readonly keep: (address: string | null) => Promise<void>;
  readonly piece: (from: number, length: number) => Promise<Piece>;
};

/**
 * Uploads a sealed content (tus 1.0) for the command line and for the page: goes on where a cut line, a restarted exchange, a
 * killed program or a closed page stopped it. The exchange compares the hash before it calls the upload finished.
 * @throws {Unreachable} when the exchange stays away
 */
export async function uploadByTus<Piece, Answer extends TusAnswer>(way: TusWay<Piece, Answer>, file: TusFile<Piece>, progress: (sent: number, size: number) => void = () => undefined): Promise<Result<null>> {
  const known = file.address === null ? null : await patiently(() => offsetOf(way, file.address ?? ""));
  const begun = known === null || file.address === null ? await patiently(() => begin(way, file)) : ok({ address: file.address, offset: known });
  if (!begun.ok) return begun;
  const { address, offset } = begun.value;
  if (known === null) await file.keep(address);
  const sent = await sendAll(way, file, { address, from: offset }, progress);
  if (!sent.ok) await file.keep(null);
  return sent;
}

async function begin<Piece, Answer extends TusAnswer>(way: TusWay<Piece, Answer>, { size, sha256 }: TusFile<Piece>): Promise<Result<{ address: string; offset: number }>> {
  const metadata = `filename ${base64(utf8("content.age"))},sha256 ${base64(utf8(sha256))}`;
  const answer = await answered(way, { method: "POST", path: "/api/v1/uploads", headers: { ...TUS, "upload-length": String(size), "upload-metadata": metadata } });
  if (!answer.ok) return way.refused(answer);
  const address = answer.headers.get("location");
  if (address === null) throw new Unreachable("an upload without its address");
  return ok({ address: new URL(address, way.url).pathname, offset: 0 });
}

type From = { readonly address: string; readonly from: number };

async function sendAll<Piece, Answer extends TusAnswer>(way: TusWay<Piece, Answer>, file: TusFile<Piece>, { address, from }: From, progress: (sent: number, size: number) => void): Promise<Result<null>> {
  let sent = from;
  let isCut = false;
  while (sent < file.size) {
    const step = await patiently(async () => {
      // A cut may have come before or after the exchange kept the piece: it says which.
      const at = isCut ? ((await offsetOf(way, address)) ?? 0) : sent;
      isCut = true;
      if (at >= file.size) return ok(at);
      const piece = await file.piece(at, Math.min(PIECE_BYTES, file.size - at));
      const answer = await answered(way, { method: "PATCH", path: address, headers: { ...TUS, "content-type": "application/offset+octet-stream", "upload-offset": String(at) }, body: piece });
      return answer.ok ? ok(Number(answer.headers.get("upload-offset"))) : way.refused(answer);
    });
    if (!step.ok) return step;
    sent = step.value;
    isCut = false;
    progress(sent, file.size);
  }
  return ok(null);
}

/** How much of an upload the exchange has; null where it knows none there. */
async function offsetOf<Piece, Answer extends TusAnswer>(way: TusWay<Piece, Answer>, address: string): Promise<number | null> {
  const answer = await answered(way, { method: "HEAD", path: address, headers: TUS });
  return answer.ok ? Number(answer.headers.get("upload-offset")) : null;
}

/** An exchange that is restarting answers 5xx: that is waited for like a cut line. */
async function answered<Piece, Answer extends TusAnswer>(way: TusWay<Piece, Answer>, request: TusRequest<Piece>): Promise<Answer> {
  const answer = await way.send(request);
  if (answer.status >= 500 && answer.status !== STORE_FULL) throw new Unreachable(`${request.path}: ${String(answer.status)}`);
  return answer;
}

/** Tries again after a pause that doubles, as long as the exchange is away. */
async function patiently<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unreachable) || failures > ATTEMPTS_MAX) throw error;
      await new Promise((done) => setTimeout(done, FIRST_PAUSE_MS * 2 ** failures));
    }
  }
}
