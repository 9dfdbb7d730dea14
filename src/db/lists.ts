/**
 * Lists in PostgreSQL's binary form, for statements that write or look up many rows at once: `unnest($1::bytea[])`. The driver sends
 * a Buffer as it is, so that no byte is written in hex, quoted or escaped here and read back there.
 */

/** Object identifiers of the elements' types (pg_type). */
const OID = { bytea: 17, text: 25 } as const;
/** Dimensions, whether there are nulls, the elements' type, how many, the first index: four bytes each (array_recv). */
const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

export const textList = (values: readonly (string | null)[]): Buffer => listOf(OID.text, values.map((value) => (value === null ? null : Buffer.from(value))));

export const bytesList = (values: readonly (Uint8Array | null)[]): Buffer => listOf(OID.bytea, values);

function listOf(oid: number, values: readonly (Uint8Array | null)[]): Buffer {
  const list = Buffer.allocUnsafe(values.reduce((size, value) => size + 4 + (value?.length ?? 0), HEADER_BYTES));
  const header = [1, values.includes(null) ? 1 : 0, oid, values.length, 1];
  let at = header.reduce((place, word) => list.writeInt32BE(word, place), 0);
  for (const value of values) {
    at = list.writeInt32BE(value?.length ?? NULL_LENGTH, at);
    if (value === null) continue;
    list.set(value, at);
    at += value.length;
  }
  return list;
}
