import { createHash, randomUUID } from "node:crypto";
import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat, unlink, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { ok, refuse, type Result } from "../kernel/result.js";
import { DAY_MS } from "../kernel/time.js";
import { appendHashed, isDiskFull } from "./append-hashed.js";
import { pathOf, type Blobs, type Expected, type Head, type Received, type Stored } from "./blobs.js";

const READ_BYTES = 1 << 20;

/** Contents in a folder: written beside, synced, and renamed to their hash, so that a name always holds the whole content. */
export async function openFileBlobs(folder: string): Promise<Blobs> {
  const incoming = path.join(folder, "incoming");
  await openSpool(incoming);
  const at = (sha256: string): string => path.join(folder, pathOf(sha256));
  const adopt = (file: string, content: Stored): Promise<Result<Stored>> => moveIn(file, at(content.sha256), content);
  return {
    ...spooling(incoming, adopt),
    adopt,
    scan: async (sha256) => {
      if ((await sizeOf(at(sha256))) === null) throw noContent(sha256);
      return scanFile(at(sha256));
    },
    open: async (sha256, range) => {
      if ((await sizeOf(at(sha256))) === null) throw noContent(sha256);
      return readFrom(at(sha256), range);
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what throws must reject, as it does in a bucket
    head: async (sha256, count) => readHead(at(sha256), count),
    has: (sha256) => sizeOf(at(sha256)),
    remove: (sha256) => rm(at(sha256), { force: true }),
  };
}

/** Makes a folder for contents on their way and clears what killed processes left; younger files may be another process's work. */
export async function openSpool(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const written = await stat(file).then(({ mtimeMs }) => mtimeMs, () => Date.now()); // gone meanwhile: nothing to clear
    if (Date.now() - written > DAY_MS) await rm(file, { force: true });
  }
}

/** Streams into a folder first: what arrived is hashed and checked there before `adopt` takes it over. */
export function spooling(folder: string, adopt: Blobs["adopt"]): Pick<Blobs, "put" | "receive"> {
  const receive: Blobs["receive"] = (stream, expected = {}) => spool(path.join(folder, randomUUID()), stream, expected, adopt);
  return {
    receive,
    put: async (stream, expected) => {
      const received = await receive(stream, expected);
      return received.ok ? received.value.keep().finally(received.value.drop) : received;
    },
  };
}

/** Streams to `file`; refused or broken off, `file` is gone at once. */
async function spool(file: string, stream: AsyncIterable<Uint8Array>, expected: Expected, adopt: Blobs["adopt"]): Promise<Result<Received>> {
  const handle = await open(file, "wx", 0o600);
  const undo = async (): Promise<void> => {
    await handle.close();
    await rm(file, { force: true });
  };
  const content = await written(handle, stream, expected).catch(async (error: unknown) => { await undo(); throw error; });
  if (content.ok) return ok({ ...content.value, ...waiting(file, handle, () => adopt(file, content.value)) });
  await undo();
  return content;
}

async function written(handle: FileHandle, stream: AsyncIterable<Uint8Array>, { sha256: wanted, sizeMax = Number.MAX_SAFE_INTEGER }: Expected): Promise<Result<Stored>> {
  const hash = createHash("sha256");
  const appended = await appendHashed(handle, stream, { size: 0, sizeMax, hash });
  if (appended.end === "cut") throw appended.why;
  if (appended.end === "disk-full") return refuse("disk-full");
  if (appended.end === "over") return refuse("too-large", { size: `> ${String(sizeMax)}`, max: sizeMax });
  if (appended.size === 0) return refuse("empty-content");
  const sha256 = hash.digest("hex");
  return wanted === undefined || wanted === sha256 ? ok({ sha256, size: appended.size }) : refuse("content-differs", { got: sha256, wanted });
}

/** A whole file until it is kept or dropped. It is written back meanwhile: only a head start, for keeping syncs again and meets the error. */
function waiting(file: string, handle: FileHandle, adopt: Received["keep"]): Pick<Received, "keep" | "drop"> {
  const closed = handle.datasync().catch(() => undefined).then(() => handle.close());
  closed.catch(() => undefined); // whoever keeps or drops it meets the error
  return {
    keep: async () => { await closed; return adopt(); },
    drop: async () => { await closed; await rm(file, { force: true }); },
  };
}

async function moveIn(file: string, target: string, content: Stored): Promise<Result<Stored>> {
  if ((await sizeOf(target)) === content.size) {
    await rm(file, { force: true });
    return ok(content);
  }
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await sync(file);
    await moveAcross(file, target);
    await sync(path.dirname(target)); // the name itself must survive a power cut
    return ok(content);
  } catch (error) {
    if (isDiskFull(error)) return refuse("disk-full");
    throw error;
  }
}

/** Renames; where the store lies on another file system, copies beside the target first. */
async function moveAcross(file: string, target: string): Promise<void> {
  try {
    await rename(file, target);
  } catch (error) {
    if ((error as { code?: string }).code !== "EXDEV") throw error;
    const beside = `${target}.${randomUUID()}`;
    await copyFile(file, beside).then(() => sync(beside)).then(() => rename(beside, target)).finally(() => rm(beside, { force: true }));
    await unlink(file);
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, "r");
  await handle.sync().finally(() => handle.close());
}

/** The size of a file, null if there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  return await stat(file).then(({ size }) => size, (error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  });
}

const noContent = (file: string): RangeError => new RangeError(`no content ${path.basename(file)}`);

/**
 * Reads at once, on this thread: the few bytes of a content just stored lie in memory, and handing four calls to another thread
 * costs ten times what they take. A crowd of bidders in the last minute pays that each.
 */
function readHead(file: string, count: number): Head | null {
  const descriptor = openIfThere(file);
  if (descriptor === null) return null;
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.allocUnsafe(Math.min(size, count));
    const read = readSync(descriptor, bytes, 0, bytes.length, 0);
    return { size, bytes: bytes.subarray(0, read) };
  } finally {
    closeSync(descriptor);
  }
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, "r");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
}

/** `to` is exclusive here and inclusive in Node. */
export const readFrom = (file: string, { from = 0, to = Number.POSITIVE_INFINITY }: { from?: number; to?: number } = {}): AsyncIterable<Uint8Array> =>
  createReadStream(file, { start: from, end: to - 1, highWaterMark: READ_BYTES });

/** Buffers that a scan reads into by turns: one in its reader's hands, the rest of one before it, one being filled. */
const SCAN_BUFFERS = 3;

/** Reads a file in whole pieces of 1 MiB into the same few buffers, one ahead: fresh memory for every piece costs more than the reading. */
async function* scanFile(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file, "r");
  const buffers = Array.from({ length: SCAN_BUFFERS }, () => Buffer.allocUnsafeSlow(READ_BYTES));
  const fill = async (turn: number): Promise<Uint8Array> => {
    const buffer = buffers[turn % SCAN_BUFFERS] ?? Buffer.alloc(0);
    let filled = 0;
    for (let read = -1; read !== 0 && filled < buffer.length; filled += read) read = (await handle.read(buffer, filled, buffer.length - filled, turn * READ_BYTES + filled)).bytesRead;
    return buffer.subarray(0, filled);
  };
  let next = fill(0);
  try {
    for (let turn = 1; ; turn += 1) {
      const piece = await next;
      if (piece.length === 0) return;
      next = fill(turn);
      yield piece;
    }
  } finally {
    await next.catch(() => undefined); // the buffer is being written until then
    await handle.close();
  }
}
