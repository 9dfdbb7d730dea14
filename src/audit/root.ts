import { canonical, parseCanonical } from "../kernel/canonical-json.js";
import { hex } from "../kernel/bytes.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { EMPTY_FRONTIER, extend, leafHash, rootOf, type Frontier } from "../journal/merkle.js";

/** One kept act: who did what to what, when, from where, and how it ended (20号令 49, ET-12). `xact` orders transactions. */
export type AuditRow = { readonly id: string; readonly xact: string; readonly at: Instant; readonly actor: string | null; readonly person: string | null; readonly address: string; readonly action: string; readonly object: string; readonly outcome: string; /** The token it was done by; null where the person himself did it. */ readonly token: string | null; /** Hash of the signed-act/1 it was done by; null where it took no signature. */ readonly signed: string | null };

/** The bytes of a row that its leaf is made of; without a token or a signature it has no such key. */
export const rowBytes = ({ id, xact, at, actor, person, address, action, object, outcome, token, signed }: AuditRow): Uint8Array =>
  canonical({ id, xact, at: rfc3339(at), actor, person, address, action, object, outcome, ...(token === null ? {} : { token }), ...(signed === null ? {} : { signed }) });

/**
 * What an hour's acts are fixed by: the Merkle root (RFC 6962) over its rows in the order of `xact`, then `id`. The log holds the hash of
 * this file alone, with a salt in it: how many acts an hour had would tell how many bid.
 */
export type AuditRoot = {
  readonly v: "audit-root/1"; readonly exchange: string; readonly serial: number;
  /** The hash of the root before; null for the first. */
  readonly prev: string | null;
  /** Rows of transactions from `from` up to and without `until`. */
  readonly from: string; readonly until: string;
  readonly count: number; readonly root: string; readonly at: string; readonly salt: string;
};

export const rootBytes = (root: AuditRoot): Uint8Array => canonical(root);
export const readRoot = (bytes: Uint8Array): AuditRoot => parseCanonical(bytes) as unknown as AuditRoot;

/** Takes rows in, in their order; a root over millions is made in pieces. */
export const withRows = (frontier: Frontier, rows: readonly AuditRow[]): Frontier => extend(frontier, rows.map((row) => leafHash(rowBytes(row)))).frontier;
export const NO_ROWS = EMPTY_FRONTIER;
export const rootHex = (frontier: Frontier): string => hex(rootOf(frontier));

/** What is wrong with a root and its rows: the log does not have this file, the chain is broken, rows are missing or too many, a row differs. */
export type AuditFault = "not-logged" | "chain" | "count" | "rows";

export type RootToCheck = { readonly root: AuditRoot; readonly sha256: string; readonly logged: string | null; readonly before: string | null; readonly found: Frontier };

/** Holds a root against the log and the rows that are there now; null where everything fits. */
export function faultOf({ root, sha256, logged, before, found }: RootToCheck): AuditFault | null {
  if (logged !== sha256) return "not-logged";
  if (root.prev !== before) return "chain";
  if (found.size !== root.count) return "count";
  return rootHex(found) === root.root ? null : "rows";
}
