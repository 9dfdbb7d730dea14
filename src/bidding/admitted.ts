import { canonical, type Json } from "../kernel/canonical-json.js";
import { hex } from "../kernel/bytes.js";
import { sha256Hex } from "../signing/hash-node.js";

/** The sealed part of an application for prequalification; no part of a bid has this name (contracts.md §5). */
export const APPLICATION = "prequalification";

/** A lot whose bidders were chosen before: who may bid is committed to before the first bid. */
export type AdmittedPlace = { readonly exchange: string; readonly tender: string; readonly lot: string };
export type Basis = "invited" | "passed";

/** Places of a list are filled up to a multiple of this, so that its length does not tell how many were admitted. */
const LIST_STEP = 32;

/** What hides one firm in the list: the hash of its code with 32 random bytes (trust.md §1.10). */
export const commitmentOf = ({ exchange, tender, lot }: AdmittedPlace, firm: string, salt: Uint8Array): string => sha256Hex(canonical({ v: "admitted-firm/1", exchange, tender, lot, firm, salt: hex(salt) }));

/** How many places of a list for so many firms hold random bytes instead of a firm. */
export const coversOf = (firms: number): number => Math.ceil(Math.max(firms, 1) / LIST_STEP) * LIST_STEP - firms;

/** The file whose hash is logged as `lot.admitted`: commitments and covers, sorted, nobody can tell which is which. */
export const admittedFile = ({ exchange, tender, lot }: AdmittedPlace, basis: Basis, places: readonly string[]): Uint8Array<ArrayBuffer> =>
  canonical({ v: "admitted/1", exchange, tender, lot, basis, c: [...places].sort() } satisfies Json);
