import type { KeyObject } from "node:crypto";
import type { Mode } from "./config.js";
import { noteSigner } from "./journal/ed25519-node.js";
import { sha256Hex } from "./signing/hash-node.js";

/** The exchange a rehearsal makes where none is named. */
export const FIRST_EXCHANGE = "chenguang";

/** An exchange's name everywhere: `<host>/<mode>/<first 8 hex of sha256(log public key)>` (contracts.md §2). */
export function originOf(host: string, mode: Mode, logKey: KeyObject): string {
  const { publicKey } = noteSigner("x", 1, logKey).vkey;
  return `${host}/${mode}/${sha256Hex(publicKey).slice(0, 8)}`;
}
