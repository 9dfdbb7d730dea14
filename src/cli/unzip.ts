import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ok, refuse, type Result } from "../kernel/result.js";

const END_BYTES = 22;
const END_MARK = 0x06054b50;
const ENTRY_BYTES = 46;
const ENTRY_MARK = 0x02014b50;
const LOCAL_BYTES = 30;
const LOCAL_MARK = 0x04034b50;
const STORED = 0;
const DIRECTORY_BYTES_MAX = 64 * 1_048_576;
/** What a bundle's names may be: no absolute path, no dots alone, nothing a file system could misread. */
const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

type Entry = { readonly name: string; readonly size: number; readonly offset: number };

/** Takes a bundle's zip apart: stored files only, each below `to`, none over one that is there. @returns how many */
export async function unzipInto(file: string, to: string): Promise<Result<number>> {
  const handle = await open(file, "r");
  try {
    const entries = await entriesOf(handle);
    if (entries === null) return refuse("file-unreadable", { path: file, why: "zip" });
    const wrong = entries.find(({ name }, at) => !NAME.test(name) || entries.findIndex((each) => each.name === name) !== at);
    if (wrong !== undefined) return refuse("file-name-forbidden", { name: wrong.name.slice(0, 200) });
    for (const entry of entries) {
      const start = await startOf(handle, entry);
      if (start === null) return refuse("file-unreadable", { path: file, why: entry.name });
      const target = path.join(to, entry.name);
      await mkdir(path.dirname(target), { recursive: true });
      const content = entry.size === 0 ? Readable.from([]) : createReadStream(file, { start, end: start + entry.size - 1 });
      await pipeline(content, createWriteStream(target, { flags: "wx" }));
    }
    return ok(entries.length);
  } finally {
    await handle.close();
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  return new DataView(bytes.buffer, 0, bytesRead);
}

/** The central directory; null where the file is no such zip. */
async function entriesOf(handle: FileHandle): Promise<Entry[] | null> {
  const { size } = await handle.stat();
  const end = await bytesAt(handle, Math.max(0, size - END_BYTES), END_BYTES);
  if (end.byteLength !== END_BYTES || end.getUint32(0, true) !== END_MARK) return null;
  const [count, length, at] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  if (length > DIRECTORY_BYTES_MAX || at + length > size) return null;
  const directory = await bytesAt(handle, at, length);
  const entries: Entry[] = [];
  for (let place = 0; entries.length < count;) {
    if (place + ENTRY_BYTES > directory.byteLength || directory.getUint32(place, true) !== ENTRY_MARK || directory.getUint16(place + 10, true) !== STORED) return null;
    const nameLength = directory.getUint16(place + 28, true);
    const name = Buffer.from(directory.buffer, place + ENTRY_BYTES, nameLength).toString("utf8");
    entries.push({ name, size: directory.getUint32(place + 24, true), offset: directory.getUint32(place + 42, true) });
    place += ENTRY_BYTES + nameLength + directory.getUint16(place + 30, true) + directory.getUint16(place + 32, true);
  }
  return entries;
}

async function startOf(handle: FileHandle, { offset }: Entry): Promise<number | null> {
  const local = await bytesAt(handle, offset, LOCAL_BYTES);
  if (local.byteLength !== LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_MARK) return null;
  return offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
}
