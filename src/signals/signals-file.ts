import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { SIGNALS_VERSION } from "./kinds.js";
import type { Signal } from "./signal.js";

/** A file that was looked at; `read` says what it was read as, null where it could not be. */
export type LookedAt = { readonly part: string; readonly name: string; readonly sha256: string; readonly read: string | null; /** Pages without words, as of a scan. */ readonly wordless: number };
export type ComparedBidder = { readonly uscc: string; readonly name: string; readonly statements: readonly string[]; readonly files: readonly LookedAt[] };
/** A lot's run that this one was held against. */
export type Against = { readonly tender: string; readonly lot: string; readonly serial: number };

/** What a run compared: with the version and the instant it gives the signals again. */
export type Compared = {
  readonly bidders: readonly ComparedBidder[]; readonly documents: readonly LookedAt[]; readonly against: readonly Against[];
};
/** The file of a run. `texts` is false where the words could not be compared within bounds: then nothing is said of them. */
export type SignalsFile = { readonly v: typeof SIGNALS_VERSION; readonly exchange: string; readonly tender: string; readonly lot: string; readonly asOf: string; readonly compared: Compared; readonly texts: boolean; readonly signals: readonly Signal[] };

export const signalsBytes = (file: SignalsFile): Uint8Array => canonical(file);
/** A file of ours. */
export const readSignals = (bytes: Uint8Array): SignalsFile => parseCanonical(bytes) as unknown as SignalsFile;
