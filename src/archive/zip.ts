import { concat } from "../kernel/bytes.js";
import type { BundleFiles } from "../verify/bundle-file.js";
import { descriptorRecord, endRecords, lineRecord, localRecord, type Placed } from "./zip-records.js";

/** CRC-32 of bytes, going on from that of what came before them. */
export type Crc32 = (bytes: Uint8Array, before: number) => number;

/** Directory lines go out in pieces of about so many bytes. */
const PIECE_BYTES = 1 << 16;

/**
 * A bundle as a zip: names in the order given, method stored, time 1980-01-01, so that the same bundle is the same bytes; zip64 records only where a file, the
 * whole or the number of files needs them. It streams: what is kept of a file is one line of the directory.
 * @throws {RangeError} if a file is not as long as it said
 */
export async function* zipOf(files: BundleFiles, crc32: Crc32): AsyncGenerator<Uint8Array> {
  const placed: Placed[] = [];
  let at = 0;
  const out = (bytes: Uint8Array): Uint8Array => {
    at += bytes.length;
    return bytes;
  };
  for (const [name, file] of files) {
    const offset = at;
    yield out(localRecord(name, file.size));
    const start = at;
    let crc = 0;
    for await (const chunk of file.read()) {
      crc = crc32(chunk, crc);
      yield out(chunk);
    }
    if (at - start !== file.size) throw new RangeError(`${name} is not as long as it said`);
    yield out(descriptorRecord(file.size, crc));
    placed.push({ name, size: file.size, crc, offset });
  }
  const directoryAt = at;
  for (const bytes of directoryOf(placed)) yield out(bytes);
  yield endRecords(placed.length, directoryAt, at - directoryAt);
}

function* directoryOf(placed: readonly Placed[]): Generator<Uint8Array> {
  let lines: Uint8Array[] = [];
  let bytes = 0;
  for (const each of placed) {
    const line = lineRecord(each);
    lines.push(line);
    bytes += line.length;
    if (bytes < PIECE_BYTES) continue;
    yield concat(...lines);
    [lines, bytes] = [[], 0];
  }
  if (bytes > 0) yield concat(...lines);
}
