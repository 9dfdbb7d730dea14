import { leafHash } from "../journal/merkle.js";
import { sameBytes } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { sha256Hex } from "../signing/hash-node.js";
import { sealedEntry } from "./bids.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { readShape } from "./read.js";
import { letterReadShape, type BundleIndex } from "./shapes.js";

/** Where it lies in a bundle that a firm read a letter. */
export const readPath = (idx: number): string => `reads/${String(idx)}.json`;

/** When letters were first read: each is what its blinded leaf hides, and is about a notice of this bundle. Once for each letter and firm. */
export function checkReads(bundle: Loaded, { index, log }: { readonly index: BundleIndex; readonly log: BundleLog }, findings: Findings): void {
  const seen = new Set<string>();
  for (const idx of index.reads ?? []) {
    const path = readPath(idx);
    const file = readShape(bundle, path, letterReadShape, findings);
    if (file === undefined) continue;
    const { salt, ...body } = file;
    const leaf = log.tree.levels[0]?.[idx] ?? new Uint8Array();
    findings.demand(sameBytes(leaf, leafHash(sealedEntry(salt, sha256Hex(canonical(body))))), "not-what-was-logged", path, { idx });
    const isOurs = file.exchange === index.exchange && file.tender === index.tender && index.notices.some(({ id, version }) => id === file.notice && version === file.version);
    const key = `${file.notice} ${String(file.version)} ${file.firm}`;
    findings.demand(isOurs && bundle.hashes.get(`notices/${file.notice}/v${String(file.version)}/notice.json`) === file.sha256 && !seen.has(key), "read-differs", path, { idx });
    seen.add(key);
  }
}
