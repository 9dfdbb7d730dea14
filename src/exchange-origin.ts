import type { Mode } from "./config.js";
import { logSigner, type LogKey } from "./journal/ed25519-node.js";
import { sha256Hex } from "./signing/hash-node.js";

/** The exchange a rehearsal makes where none is named. */
export const FIRST_EXCHANGE = "chenguang";

/** An exchange's name everywhere: `<host>/<mode>/<first 8 hex of sha256(log public key)>` (contracts.md §2). */
export function originOf(host: string, mode: Mode, logKey: LogKey): string {
  const { publicKey } = logSigner("x", logKey).vkey;
  return `${host}/${mode}/${sha256Hex(publicKey).slice(0, 8)}`;
}
