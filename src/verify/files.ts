import { createHash } from "node:crypto";
import { streamOf } from "../signing/streams.js";
import type { BundleFile, BundleFiles } from "./bundle-file.js";

/** A bundle read once: the hash of every file, and the bytes of all but the sealed contents, which may be gigabytes. */
export type Loaded = {
  readonly files: BundleFiles;
  /** Lower-case hex SHA-256 by path. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Whole bytes by path; nothing for contents and for files over the limit. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
};

/** A tile of 256 entries of 65,535 bytes is 16 MiB; no file that is read whole is larger than this. */
export const wholeBytesMax = 64 * 1024 * 1024;

const CONTENT = /^bids\/[0-9a-f]{64}\/content\.age$/;

/** The file whose bytes are already at hand. */
export const fileOf = (bytes: Uint8Array): BundleFile => ({ size: bytes.length, read: () => streamOf(bytes) });

/** Reads and hashes every file, one after the other. */
export async function load(files: BundleFiles): Promise<Loaded> {
  const hashes = new Map<string, string>();
  const bytes = new Map<string, Uint8Array>();
  for (const [path, file] of files) {
    const hash = createHash("sha256");
    const kept: Uint8Array[] = [];
    const keep = file.size <= wholeBytesMax && !CONTENT.test(path);
    for await (const chunk of file.read()) {
      hash.update(chunk);
      if (keep) kept.push(chunk);
    }
    hashes.set(path, hash.digest("hex"));
    if (keep) bytes.set(path, kept.length === 1 && kept[0] !== undefined ? kept[0] : Buffer.concat(kept));
  }
  return { files, hashes, bytes };
}

/** Orders paths as `LC_ALL=C sort` does, by their bytes. */
export const byBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));
