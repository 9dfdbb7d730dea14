import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileOf, type BundleFile, type BundleFiles } from "../verify/files.js";

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
