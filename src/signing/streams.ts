import { concat } from "../kernel/bytes.js";

/** Bytes that arrive piece by piece, read once. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** One block of a stream cut to equal blocks; only the last may be shorter. */
export type Block = { readonly bytes: Uint8Array; readonly last: boolean };

/**
 * Cuts a stream to blocks of `size` bytes. An empty stream gives one empty last block. A block may be a view of the piece it
 * came in: use it before asking for the next one.
 */
export async function* blocksOf(source: Chunks, size: number): AsyncGenerator<Block> {
  let waiting: Uint8Array[] = [];
  let held = 0;
  for await (const piece of source) {
    let rest = piece;
    // A block goes out only once something follows it, so that the last one is known as such.
    while (held + rest.length > size) {
      const taken = rest.subarray(0, size - held);
      rest = rest.subarray(taken.length);
      yield { bytes: held === 0 ? taken : concat(...waiting, taken), last: false };
      waiting = [];
      held = 0;
    }
    if (rest.length > 0) waiting.push(rest);
    held += rest.length;
  }
  yield { bytes: waiting.length === 1 ? (waiting[0] ?? new Uint8Array()) : concat(...waiting), last: true };
}

/** The same stream, each piece shown to `see` as it passes. */
export async function* tapped(source: Chunks, see: (piece: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    see(piece);
    yield piece;
  }
}

/** Everything of a short stream. @throws {RangeError} over `max` bytes. */
export async function collect(source: Chunks, max: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > max) throw new RangeError(`more than ${String(max)} bytes`);
    pieces.push(piece);
  }
  return concat(...pieces);
}

/** A web stream read as chunks, for browsers whose streams are not iterable. The stream is cancelled where reading ends early. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!ended) await reader.cancel();
    reader.releaseLock();
  }
}

/** Chunks as a web stream that pulls them only as fast as they are taken. */
export function readableOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** Bytes at hand as the stream of one piece. */
// eslint-disable-next-line @typescript-eslint/require-await -- what is at hand has nothing to wait for
export async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
