import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";

let drafts = 0;

/** Writes a file that is then whole and on disk, or not there at all; one that is there stays as it is. @returns whether this call made it */
export async function keepFile(file: string, content: string | Uint8Array, mode = 0o600): Promise<boolean> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${String(process.pid)}-${String((drafts += 1))}.new`;
  const handle = await open(draft, "w", mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The bytes of a file; null where there is none. */
export const fileOrNull = (file: string): Promise<Uint8Array | null> => readFile(file).catch((error: unknown) => {
  if ((error as { code?: string }).code === "ENOENT") return null;
  throw error;
});
