import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import type { Leak } from "./leaks.js";

/** A file that was looked through. `read` says what it was read as; null where it could not be, and somebody has to look. `wordless` counts pages without words, as of a scan. */
export type LookedThrough = {
  readonly bidder: string; readonly st: string; readonly ordinal: number; readonly name: string; readonly sha256: string; readonly read: string | null; readonly wordless: number;
  readonly leaks: readonly Leak[]; /** Findings beyond those that are kept. */ readonly more: number;
};

/** What was looked through in the blind part of a lot, by bidder and file, and what was found: the same files and bidders give the same bytes. */
export type LeaksFile = { readonly v: "blind-leaks/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string; readonly files: readonly LookedThrough[] };

export const leaksBytes = (file: LeaksFile): Uint8Array<ArrayBuffer> => canonical(file);
/** A file of ours. */
export const readLeaks = (bytes: Uint8Array): LeaksFile => parseCanonical(bytes) as unknown as LeaksFile;
