import { Zip, ZipPassThrough } from "fflate";
import type { BundleFiles } from "../verify/files.js";

/** The earliest time a zip can say, local: 1980-01-01. */
const EPOCH = new Date(1980, 0, 1);

/** A bundle as a zip: names in the order given, method stored, time 1980-01-01, so that the same bundle is the same bytes. */
export async function* zipOf(files: BundleFiles): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  for (const [path, file] of files) {
    const entry = new ZipPassThrough(path);
    entry.mtime = EPOCH;
    zip.add(entry);
    for await (const chunk of file.read()) {
      entry.push(chunk);
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
