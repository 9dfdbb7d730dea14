import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ok, type Result } from "../kernel/result.js";
import { withZip } from "./zip-file.js";

/** Takes a bundle's zip apart: stored files only, each below `to`, none over one that is there. @returns how many */
export const unzipInto = (file: string, to: string): Promise<Result<number>> => withZip(file, async (files) => {
  for (const [name, content] of files) {
    const target = path.join(to, name);
    await mkdir(path.dirname(target), { recursive: true });
    await pipeline(Readable.from(content.read()), createWriteStream(target, { flags: "wx" }));
  }
  return ok(files.size);
});
