import { fromUtf8 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";

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
const NAME_BYTES_MAX = 1_024;
/** What names may be: no absolute path, no dots alone, nothing a file system could misread. */
const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/** The bytes of a zip, wherever they lie; fewer come only at its end. */
export type ZipSource = { readonly size: number; readonly at: (from: number, length: number) => Promise<Uint8Array> };
/** Where a file's bytes lie in the zip. */
export type ZipPlace = { readonly start: number; readonly size: number };
type Entry = { readonly name: string; readonly size: number; readonly offset: number };

/**
 * The files of a zip as we make them (contracts.md §5): stored as they are, so that none can be larger than the zip itself; no name
 * twice, none that leads out of a folder, no links, no two files on the same bytes. In the order of its directory.
 * @param called the zip's own name, for the refusal
 */
export async function readZip(source: ZipSource, called: string): Promise<Result<ReadonlyMap<string, ZipPlace>>> {
  const read = await directoryOf(source);
  if (read === null) return refuse("file-unreadable", { path: called, why: "zip" });
  const places = new Map<string, ZipPlace>();
  let free = 0;
  for (const entry of read.entries.toSorted((left, right) => left.offset - right.offset)) {
    if (!NAME.test(entry.name) || places.has(entry.name)) return refuse("file-name-forbidden", { name: entry.name.slice(0, 200) });
    const start = await startOf(source, entry);
    if (start === null || entry.offset < free || start + entry.size > read.at) return refuse("file-unreadable", { path: called, why: entry.name });
    free = start + entry.size;
    places.set(entry.name, { start, size: entry.size });
  }
  return ok(new Map(read.entries.flatMap(({ name }) => { const found = places.get(name); return found === undefined ? [] : [[name, found] as const]; })));
}

async function viewAt(source: ZipSource, from: number, length: number): Promise<DataView> {
  const bytes = await source.at(from, Math.max(0, Math.min(length, source.size - from)));
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The central directory and where it begins; null where the file is no such zip: with a comment, on several disks, packed. */
async function directoryOf(source: ZipSource): Promise<{ readonly entries: readonly Entry[]; readonly at: number } | null> {
  const end = await viewAt(source, Math.max(0, source.size - END_BYTES), END_BYTES);
  if (end.byteLength !== END_BYTES || end.getUint32(0, true) !== END_MARK) return null;
  const [count, length, at] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  if (length > DIRECTORY_BYTES_MAX || at + length + END_BYTES !== source.size) return null;
  const directory = await viewAt(source, at, length);
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
  return { name: nameAt(directory, place + ENTRY_BYTES, nameBytes), size, offset: directory.getUint32(place + 42, true) };
}

/** A name that is no UTF-8 is none we take. */
function nameAt(view: DataView, at: number, length: number): string {
  try {
    return fromUtf8(new Uint8Array(view.buffer, view.byteOffset + at, length));
  } catch {
    return "\0";
  }
}

/** No link, no device: where the zip was made on Unix the mode says so. */
function isPlain(directory: DataView, place: number): boolean {
  const kind = (directory.getUint32(place + 38, true) >>> 16) & FILE_KIND;
  return directory.getUint8(place + 5) !== UNIX || kind === 0 || kind === REGULAR;
}

/** Where a file's bytes begin; null where its own header does not name it as the directory does. */
async function startOf(source: ZipSource, { name, offset }: Entry): Promise<number | null> {
  const local = await viewAt(source, offset, LOCAL_BYTES + NAME_BYTES_MAX);
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_MARK) return null;
  const nameBytes = local.getUint16(26, true);
  if (LOCAL_BYTES + nameBytes > local.byteLength || nameAt(local, LOCAL_BYTES, nameBytes) !== name) return null;
  return offset + LOCAL_BYTES + nameBytes + local.getUint16(28, true);
}
