import type { Result } from "../kernel/result.js";

/** A content in the store: lower-case hex SHA-256 and bytes. */
export type Stored = { readonly sha256: string; readonly size: number };
/** What a content must be to be taken. `sizeMax` in bytes, inclusive. */
export type Expected = { readonly sha256?: string; readonly sizeMax?: number };
/** Bytes `from` (inclusive) to `to` (exclusive). */
export type Range = { readonly from: number; readonly to?: number };

/** A content written beside the store, hashed and on its way to the disk: it is not in the store before it is kept. */
export type Received = Stored & {
  /** Puts it into the store; refused with `disk-full`. */
  readonly keep: () => Promise<Result<Stored>>;
  /** Forgets it, unless it was kept. */
  readonly drop: () => Promise<void>;
};
export type Head = { readonly size: number; readonly bytes: Uint8Array };

/** Contents by their SHA-256: what is once there never changes, and the same content is kept once. */
export type Blobs = {
  /** Stores a stream; refused with `too-large`, `empty-content`, `content-differs` or `disk-full`, and then nothing is kept. @throws what the stream throws; nothing is kept then either. */
  readonly put: (stream: AsyncIterable<Uint8Array>, expected?: Expected) => Promise<Result<Stored>>;
  /** As `put`, but whether it is kept is decided afterwards: the caller keeps or drops it. */
  readonly receive: (stream: AsyncIterable<Uint8Array>, expected?: Expected) => Promise<Result<Received>>;
  /** Takes over a complete local file whose hash is known; the file is gone afterwards. Refused with `disk-full`, and then the file is still there. */
  readonly adopt: (file: string, content: Stored) => Promise<Result<Stored>>;
  /** @throws {RangeError} if the content is not there. */
  readonly open: (sha256: string, range?: Range) => Promise<AsyncIterable<Uint8Array>>;
  /** As `open`, for a reader that has done with a piece when it asks for the next but one, for the store may then write over it. @throws {RangeError} if the content is not there. */
  readonly scan: (sha256: string) => Promise<AsyncIterable<Uint8Array>>;
  /** Its size and its first bytes, at most `count`, in one look; null if it is not there. */
  readonly head: (sha256: string, count: number) => Promise<Head | null>;
  /** The size in bytes, or null if it is not there. */
  readonly has: (sha256: string) => Promise<number | null>;
  /** Forgets a content; one that is not there is forgotten already. */
  readonly remove: (sha256: string) => Promise<void>;
};

const SHA256 = /^[0-9a-f]{64}$/;

/** `aa/bb/aabb…`: no folder grows past 256 entries before there are 16 million contents. @throws {RangeError} on anything but a hash. */
export function pathOf(sha256: string): string {
  if (!SHA256.test(sha256)) throw new RangeError("not a SHA-256 in lower-case hex");
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
