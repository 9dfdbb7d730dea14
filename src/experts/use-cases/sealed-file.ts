import { indexesOf, NONCE_BYTES, sealed, unsealed, type KeyRing, type Place } from "../../privacy/key-ring.js";
import type { NewExpert } from "../roster.js";

/** Where what an expert says of himself is sealed. */
export const expertPlace = (exchange: string, expertId: string): Place => ({ exchange, table: "experts", column: "sealed", row: expertId });

type Ring = { readonly exchange: string; readonly ring: KeyRing };

export const sealExpert = ({ exchange, ring }: Ring, expertId: string, said: NewExpert, random: (count: number) => Uint8Array): Uint8Array => sealed(ring, expertPlace(exchange, expertId), JSON.stringify(said), random(NONCE_BYTES));

/** What he said, as it was sealed; null where no key opens it any more. */
export function openExpert({ exchange, ring }: Ring, { expert_id, sealed: bytes }: { readonly expert_id: string; readonly sealed: Uint8Array }): NewExpert | null {
  const text = unsealed(ring, expertPlace(exchange, expert_id), bytes);
  return text === null ? null : (JSON.parse(text) as NewExpert);
}

/** Keyed hashes by which nobody stands in the pool twice, the newest key's first. */
export const lookupsOf = ({ exchange, ring }: Ring, idNumber: string): readonly [Uint8Array, ...Uint8Array[]] => indexesOf(ring, exchange, "id-number", idNumber);
