import { utf8, sameBytes } from "../kernel/bytes.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { Findings } from "./findings.js";
import { byBytes, type Loaded } from "./files.js";
import { readBytes } from "./read.js";

export const MANIFEST = "MANIFEST.sha256";

/** What `sha256sum -c` reads: one line a file, sorted by bytes, the manifest itself left out. */
export function manifestOf(hashes: ReadonlyMap<string, string>): string {
  return linesOf(hashes, (path) => path !== MANIFEST);
}

/** What an `archive` entry fixes: SHA-256 of the manifest lines of every file not under log/. */
export function archiveHashOf(hashes: ReadonlyMap<string, string>): string {
  return sha256Hex(linesOf(hashes, (path) => path !== MANIFEST && !path.startsWith("log/")));
}

function linesOf(hashes: ReadonlyMap<string, string>, wanted: (path: string) => boolean): string {
  return [...hashes].filter(([path]) => wanted(path)).sort(([left], [right]) => byBytes(left, right)).map(([path, hash]) => `${hash}  ${path}\n`).join("");
}

const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** The manifest is exactly the one of these files; each difference is named by the file it is about. */
export function checkManifest(bundle: Loaded, findings: Findings): void {
  const bytes = readBytes(bundle, MANIFEST, findings);
  if (bytes === undefined) return;
  const before = findings.faults.length;
  const listed = listedIn(bytes);
  for (const [path, hash] of bundle.hashes) if (path !== MANIFEST) compare(path, hash, listed.get(path), findings);
  for (const path of listed.keys()) findings.demand(bundle.hashes.has(path), "manifest-names-absent", path);
  const exact = sameBytes(bytes, utf8(manifestOf(bundle.hashes)));
  findings.demand(exact || findings.faults.length > before, "manifest-form", MANIFEST);
}

/** The hashes a manifest lists, by path. */
export function listedIn(bytes: Uint8Array): ReadonlyMap<string, string> {
  const lines = Buffer.from(bytes).toString("utf8").split("\n").map((line) => LINE.exec(line));
  return new Map(lines.flatMap((line) => (line?.[1] !== undefined && line[2] !== undefined ? [[line[2], line[1]] as const] : [])));
}

function compare(path: string, hash: string, listed: string | undefined, findings: Findings): void {
  findings.demand(listed !== undefined, "manifest-lacks", path);
  findings.demand(listed === undefined || listed === hash, "manifest-hash", path);
}
