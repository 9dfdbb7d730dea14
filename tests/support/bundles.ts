import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { utf8 } from "../../src/kernel/bytes.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import type { BundleFiles } from "../../src/verify/bundle-file.js";
import { fileOf } from "../../src/verify/files.js";
import { MANIFEST, manifestOf } from "../../src/verify/manifest.js";

/** A bundle in memory, for tests to spoil. */
export type MemoryBundle = ReadonlyMap<string, Uint8Array>;

/** The honest bundle an independent program made. */
export const EXAMPLE = join(import.meta.dirname, "../vectors/bundle-example");

export const readExample = (): MemoryBundle => bundleIn(EXAMPLE);

/** A bundle as it lies in a folder. */
export function bundleIn(folder: string): MemoryBundle {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join("/"), new Uint8Array(readFileSync(path))]));
}

/** The bundle with some files changed (null: dropped) and the manifest made to fit. */
export function spoiled(bundle: MemoryBundle, changes: Readonly<Record<string, Uint8Array | null>>): MemoryBundle {
  const files = new Map(bundle);
  for (const [path, bytes] of Object.entries(changes)) {
    if (bytes === null) files.delete(path);
    else files.set(path, bytes);
  }
  const hashes = new Map([...files].map(([path, bytes]) => [path, sha256Hex(bytes)]));
  return MANIFEST in changes ? files : files.set(MANIFEST, utf8(manifestOf(hashes)));
}

export const filesOf = (bundle: MemoryBundle): BundleFiles => new Map([...bundle].map(([path, bytes]) => [path, fileOf(bytes)]));
