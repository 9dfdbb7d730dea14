import { constants, createWriteStream } from "node:fs";
import { lstat, mkdir, open, readdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { BundleFile, BundleFiles } from "../verify/bundle-file.js";
import { fileOf } from "../verify/files.js";

/** A folder as the checks see a bundle. Links and devices are shown as empty files: none belongs in a bundle. @throws what the file system throws */
export async function bundleFolder(folder: string): Promise<BundleFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, BundleFile>();
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join("/");
    files.set(name, entry.isFile() ? { size: (await lstat(path)).size, read: () => chunksOf(path) } : fileOf(new Uint8Array()));
  }
  return files;
}

async function* chunksOf(path: string): AsyncIterable<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) yield chunk as Uint8Array;
  } finally {
    await file.close();
  }
}

/** Writes a bundle into a new folder. @throws what the file system throws: a folder that is there already is left alone */
export async function writeBundleFolder(folder: string, files: BundleFiles): Promise<void> {
  await mkdir(folder);
  for (const [path, file] of files) {
    const target = join(folder, ...path.split("/"));
    await mkdir(dirname(target), { recursive: true });
    await pipeline(Readable.from(file.read()), createWriteStream(target, { flags: "wx" }));
  }
}
