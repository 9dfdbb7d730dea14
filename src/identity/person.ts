import type { SignInWay } from "./tables.js";

/** Somebody who has proved who he is, whatever office he acts in. `session` is the hash of the session's secret; null where a token speaks for him. */
export type SignedIn = { readonly id: string; readonly name: string; readonly how: SignInWay | "token"; readonly session: Uint8Array | null };

/** A person acts only with two proofs at hand: who loses one must not be locked out, nor need the office to let him in (trust.md §6). */
export const PROOFS_MIN = 2;
