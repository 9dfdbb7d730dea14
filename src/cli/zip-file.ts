import { open, type FileHandle } from "node:fs/promises";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { BundleFile, BundleFiles } from "../verify/files.js";

const END_BYTES = 22;
const END_MARK = 0x06054b50;
const ENTRY_BYTES = 46;
const ENTRY_MARK = 0x02014b50;
const LOCAL_BYTES = 30;
const LOCAL_MARK = 0x04034b50;
const STORED = 0;
const ENCRYPTED = 1;
const UNIX = 3;
const FILE_KIND = 0o170_000;
const REGULAR = 0o100_000;
const DIRECTORY_BYTES_MAX = 64 * 1_048_576;
const CHUNK_BYTES = 1_048_576;
const NAME_BYTES_MAX = 1_024;
/** What a bundle's names may be: no absolute path, no dots alone, nothing a file system could misread. */
const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

type Entry = { readonly name: string; readonly size: number; readonly offset: number };
type Placed = { readonly name: string; readonly size: number; readonly start: number };

/** A bundle's zip, open: its files are read from where they lie, nothing is unpacked. */
export type ZipFile = { readonly files: BundleFiles; readonly close: () => Promise<void> };

/**
 * Opens a zip as contracts.md §5 makes them: files stored as they are, so that none can be larger than the zip itself; no name
 * twice, none that leads out of a folder, no links, no two files on the same bytes. @throws what the file system throws
 */
export async function openZip(file: string): Promise<Result<ZipFile>> {
  const handle = await open(file, "r");
  const files = await filesIn(handle, file).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  if (files.ok) return ok({ files: files.value, close: () => handle.close() });
  await handle.close();
  return files;
}

async function filesIn(handle: FileHandle, file: string): Promise<Result<BundleFiles>> {
  const read = await directoryOf(handle);
  if (read === null) return refuse("file-unreadable", { path: file, why: "zip" });
  const files = new Map<string, BundleFile>();
  let free = 0;
  for (const entry of read.entries.toSorted((left, right) => left.offset - right.offset)) {
    if (!NAME.test(entry.name) || files.has(entry.name)) return refuse("file-name-forbidden", { name: entry.name.slice(0, 200) });
    const placed = await placeOf(handle, entry);
    if (placed === null || entry.offset < free || placed.start + placed.size > read.at) return refuse("file-unreadable", { path: file, why: entry.name });
    free = placed.start + placed.size;
    files.set(entry.name, { size: placed.size, read: () => chunksOf(handle, placed) });
  }
  // In the directory's own order, as they were written.
  return ok(new Map(read.entries.flatMap(({ name }) => { const found = files.get(name); return found === undefined ? [] : [[name, found] as const]; })));
}

async function* chunksOf(handle: FileHandle, { start, size }: Placed): AsyncIterable<Uint8Array> {
  for (let done = 0; done < size;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - done)), 0, undefined, start + done);
    if (bytesRead === 0) throw new RangeError("the zip became shorter while it was read");
    yield buffer.subarray(0, bytesRead);
    done += bytesRead;
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  return new DataView(bytes.buffer, 0, bytesRead);
}

/** The central directory and where it begins; null where the file is no such zip: with a comment, on several disks, packed. */
async function directoryOf(handle: FileHandle): Promise<{ readonly entries: readonly Entry[]; readonly at: number } | null> {
  const { size } = await handle.stat();
  const end = await bytesAt(handle, Math.max(0, size - END_BYTES), END_BYTES);
  if (end.byteLength !== END_BYTES || end.getUint32(0, true) !== END_MARK) return null;
  const [count, length, at] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  if (length > DIRECTORY_BYTES_MAX || at + length + END_BYTES !== size) return null;
  const directory = await bytesAt(handle, at, length);
  const entries: Entry[] = [];
  let place = 0;
  while (entries.length < count) {
    const entry = entryAt(directory, place);
    if (entry === null) return null;
    entries.push(entry);
    place += ENTRY_BYTES + directory.getUint16(place + 28, true) + directory.getUint16(place + 30, true) + directory.getUint16(place + 32, true);
  }
  return place === length ? { entries, at } : null;
}

/** One line of the directory; null unless it is a plain file, stored as it is. */
function entryAt(directory: DataView, place: number): Entry | null {
  if (place + ENTRY_BYTES > directory.byteLength || directory.getUint32(place, true) !== ENTRY_MARK) return null;
  const [flags, method] = [directory.getUint16(place + 8, true), directory.getUint16(place + 10, true)];
  const [packed, size] = [directory.getUint32(place + 20, true), directory.getUint32(place + 24, true)];
  const nameBytes = directory.getUint16(place + 28, true);
  if ((flags & ENCRYPTED) !== 0 || method !== STORED || packed !== size || !isPlain(directory, place)) return null;
  if (nameBytes > NAME_BYTES_MAX || place + ENTRY_BYTES + nameBytes > directory.byteLength) return null;
  return { name: Buffer.from(directory.buffer, place + ENTRY_BYTES, nameBytes).toString("utf8"), size, offset: directory.getUint32(place + 42, true) };
}

/** No link, no device: where the zip was made on Unix the mode says so. */
function isPlain(directory: DataView, place: number): boolean {
  const kind = (directory.getUint32(place + 38, true) >>> 16) & FILE_KIND;
  return directory.getUint8(place + 5) !== UNIX || kind === 0 || kind === REGULAR;
}

/** Where a file's bytes lie; null where its own header does not name it as the directory does. */
async function placeOf(handle: FileHandle, { name, size, offset }: Entry): Promise<Placed | null> {
  const local = await bytesAt(handle, offset, LOCAL_BYTES + NAME_BYTES_MAX);
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_MARK) return null;
  const nameBytes = local.getUint16(26, true);
  if (LOCAL_BYTES + nameBytes > local.byteLength || Buffer.from(local.buffer, LOCAL_BYTES, nameBytes).toString("utf8") !== name) return null;
  return { name, size, start: offset + LOCAL_BYTES + nameBytes + local.getUint16(28, true) };
}
