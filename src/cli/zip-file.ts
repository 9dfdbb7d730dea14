import { open, type FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { BundleFile, BundleFiles } from "../verify/bundle-file.js";
import { BadZip, directoryOf, startOf, windowOn, type Entry } from "./zip-directory.js";

/** Fresh memory for each: larger pieces cost more to come by than they save. */
const CHUNK_BYTES = 131_072;
/** What a bundle's names may be: no absolute path, no dots alone, nothing a file system could misread. */
const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/**
 * Works on the files of a zip as contracts.md §5 makes them, read from where they lie: stored as they are, so that none can be larger than the zip itself; no
 * name twice, none that leads out of a folder, no links, every byte of the zip in one file or one record. zip64 where it is needed.
 * @throws what the file system and `work` throw
 */
export async function withZip<Value>(file: string, work: (files: BundleFiles) => Promise<Result<Value>>): Promise<Result<Value>> {
  const handle = await open(file, "r");
  try {
    const files = await filesIn(handle);
    return files.ok ? await work(files.value) : files;
  } catch (error) {
    if (error instanceof BadZip) return refuse("file-unreadable", { path: file, why: error.message });
    throw error;
  } finally {
    await handle.close();
  }
}

async function filesIn(handle: FileHandle): Promise<Result<BundleFiles>> {
  const bytesAt = windowOn(handle);
  const { entries, at } = await directoryOf(bytesAt, (await handle.stat()).size);
  const named = checkNames(entries);
  if (!named.ok) return named;
  const inOrder = entries.toSorted((left, right) => left.offset - right.offset);
  if ((inOrder[0]?.offset ?? at) !== 0) throw new BadZip("zip: bytes that belong to no file");
  const files = new Map<string, BundleFile>();
  for (const [place, entry] of inOrder.entries()) {
    const start = await startOf(bytesAt, entry, inOrder[place + 1]?.offset ?? at);
    files.set(entry.name, { size: entry.size, read: () => chunksOf(handle, entry, start) });
  }
  // In the directory's own order, as they were written.
  return ok(new Map(entries.flatMap(({ name }) => { const found = files.get(name); return found === undefined ? [] : [[name, found] as const]; })));
}

/** No name twice, and none that is another one's folder. */
function checkNames(entries: readonly Entry[]): Result<null> {
  const names = new Set<string>();
  const folders = new Set<string>();
  for (const { name } of entries) {
    if (!NAME.test(name) || names.has(name)) return forbidden(name);
    names.add(name);
    for (let end = name.lastIndexOf("/"); end > 0; end = name.lastIndexOf("/", end - 1)) folders.add(name.slice(0, end));
  }
  const both = [...folders].find((folder) => names.has(folder));
  return both === undefined ? ok(null) : forbidden(both);
}

const forbidden = (name: string): Result<never> => refuse("file-name-forbidden", { name: name.slice(0, 200) });

async function* chunksOf(handle: FileHandle, { name, size, crc }: Entry, start: number): AsyncIterable<Uint8Array> {
  let seen = 0;
  for (let done = 0; done < size;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - done)), 0, undefined, start + done);
    if (bytesRead === 0) throw new BadZip(`${name}: cut off`);
    const chunk = buffer.subarray(0, bytesRead);
    seen = crc32(chunk, seen);
    yield chunk;
    done += bytesRead;
  }
  if (seen !== crc) throw new BadZip(`${name}: CRC-32`);
}
