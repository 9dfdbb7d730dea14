import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ok, type Result } from "../kernel/result.js";
import { openZip } from "./zip-file.js";

/** Takes a bundle's zip apart: stored files only, each below `to`, none over one that is there. @returns how many */
export async function unzipInto(file: string, to: string): Promise<Result<number>> {
  const zip = await openZip(file);
  if (!zip.ok) return zip;
  try {
    for (const [name, content] of zip.value.files) {
      const target = path.join(to, name);
      await mkdir(path.dirname(target), { recursive: true });
      await pipeline(Readable.from(content.read()), createWriteStream(target, { flags: "wx" }));
    }
    return ok(zip.value.files.size);
  } finally {
    await zip.value.close();
  }
}
