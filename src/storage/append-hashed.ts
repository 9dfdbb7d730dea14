import type { Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";

/** Writes go out in batches of about this many bytes: a system call for every network chunk halves the speed. */
const BATCH_BYTES = 1 << 20;
/** The disk is kept busy while bytes still arrive: otherwise all of the writing back happens after the last one, and the sender waits. */
const SYNC_EVERY_BYTES = 32 << 20;

/** How an append ended, and the file's size then: `cut` = the source broke off, and with what; `over` = it had more than was allowed. */
export type Appended = { readonly size: number; readonly end: "whole" | "over" | "disk-full" } | { readonly size: number; readonly end: "cut"; readonly why: unknown };
type Place = { readonly size: number; readonly sizeMax: number; readonly hash: Hash };

/**
 * Appends a stream to a file of `size` bytes and hashes it on the way, one batch being written while the next one is hashed. Memory: two batches.
 * What arrived before a cut is kept. After `disk-full` the hash may be ahead of the file and must not be used again.
 * @throws whatever the file system throws, but for a full disk.
 */
export async function appendHashed(file: FileHandle, source: AsyncIterable<Uint8Array>, { size, sizeMax, hash }: Place): Promise<Appended> {
  const writer = batchWriter(file, size);
  try {
    const end = await drain(source, sizeMax - size, (chunk) => {
      hash.update(chunk);
      return writer.add(chunk);
    });
    return { size: await writer.flush(), ...end };
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    await file.truncate(writer.written()).catch(() => undefined); // half a batch may have gone out
    return { size: writer.written(), end: "disk-full" };
  }
}

/** True for an error that says: no space, or no quota, left. */
export const isDiskFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT", "EFBIG"].includes(String((error as { code?: unknown } | null)?.code));

type End = { readonly end: "whole" | "over" } | { readonly end: "cut"; readonly why: unknown };

/** Failures of the source end as `cut`; failures of `take` are thrown. */
async function drain(source: AsyncIterable<Uint8Array>, bytesMax: number, take: (chunk: Uint8Array) => Promise<void>): Promise<End> {
  const chunks = source[Symbol.asyncIterator]();
  let left = bytesMax;
  try {
    for (;;) {
      const next = await chunks.next().catch((why: unknown) => ({ end: "cut", why }) as const);
      if ("end" in next) return next;
      if (next.done === true) return { end: "whole" };
      left -= next.value.length;
      if (left < 0) return { end: "over" };
      await take(next.value);
    }
  } finally {
    await chunks.return?.();
  }
}

function batchWriter(file: FileHandle, start: number): { add: (chunk: Uint8Array) => Promise<void>; flush: () => Promise<number>; written: () => number } {
  let written = start;
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let writing = Promise.resolve();
  let synced = start;
  let syncing: Promise<void> | null = null;
  const writeBack = (): void => {
    if (syncing !== null || written - synced < SYNC_EVERY_BYTES) return;
    synced = written;
    // Only a head start: whoever stores the file syncs it again and meets the error.
    syncing = file.datasync().catch(() => undefined).then(() => { syncing = null; });
  };
  const send = async (): Promise<void> => {
    await writing;
    const [buffers, bytes] = [batch, batchBytes];
    [batch, batchBytes] = [[], 0];
    if (bytes === 0) return;
    writing = writeWhole(file, buffers, written).then(() => { written += bytes; writeBack(); });
    writing.catch(() => undefined); // the next `send` meets the error; until then it must not look unhandled
  };
  return {
    add: async (chunk) => {
      batch.push(chunk);
      batchBytes += chunk.length;
      if (batchBytes >= BATCH_BYTES) await send();
    },
    flush: async () => {
      await send();
      await writing;
      await syncing; // the file may be closed after this
      return written;
    },
    written: () => written,
  };
}

/** A short write is not an error to the system: the rest is written again, and that then says why. */
async function writeWhole(file: FileHandle, buffers: readonly Uint8Array[], start: number): Promise<void> {
  const total = buffers.reduce((sum, each) => sum + each.length, 0);
  const { bytesWritten } = await file.writev(buffers, start);
  if (bytesWritten === total) return;
  const rest = Buffer.concat(buffers).subarray(bytesWritten);
  for (let at = 0; at < rest.length;) at += (await file.write(rest, at, rest.length - at, start + bytesWritten + at)).bytesWritten;
}
