import type { Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { PROOFS_MIN } from "../person.js";
import { certificatesOf, officesOf, passkeysOf } from "../queries.js";
import { lockPerson } from "../store.js";

/** How many passkeys and certificates a person can prove himself by. */
export async function proofsOf(tx: Tx, exchangeId: string, personId: string): Promise<number> {
  return (await passkeysOf(tx, exchangeId, personId)).length + (await certificatesOf(tx, exchangeId, personId)).length;
}

/** Who holds an office keeps two proofs, anybody one: else a lost device would lock him out. */
export async function mayEndProof(tx: Tx, exchangeId: string, personId: string): Promise<Result<true>> {
  await lockPerson(tx, exchangeId, personId);
  const least = (await officesOf(tx, exchangeId, personId)).length === 0 ? 1 : PROOFS_MIN;
  const now = await proofsOf(tx, exchangeId, personId);
  return now > least ? ok(true) : refuse("proofs-too-few", { count: now - 1, min: least });
}
