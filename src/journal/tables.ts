import type { Generated } from "kysely";

/** int8 columns come as text and go as text: `indexFrom` reads them. */
type Int8 = string;

/** Tables of the transparency log: migrations/0002_log.sql says what each holds. */
export type LogTables = {
  outbox: { exchange_id: string; id: Generated<Int8>; entry: Uint8Array; sealed: boolean; made_at: Generated<Date> };
  leaves: { exchange_id: string; idx: Int8; outbox_id: Int8; entry: Uint8Array; hash: Uint8Array };
  nodes: { exchange_id: string; level: number; idx: Int8; hash: Uint8Array };
  tree_heads: { exchange_id: string; size: Int8; root: Uint8Array; note: string; made_at: Date };
  cosignatures: { exchange_id: string; size: Int8; witness: string; at: Date; line: string };
  checkpoints: { exchange_id: string; size: Int8; note: string; made_at: Date };
  timed_checkpoints: { exchange_id: string; from_at: Date; to_at: Date; size: Int8; note: string; made_at: Date };
  served_assets: { exchange_id: string; outbox_id: Int8; path: string; sha256: string };
  cover_plans: { exchange_id: string; minute: Date; rate: number; slots: Date[] };
};

/** An index or size as the protocol counts it. @throws {RangeError} beyond 2^53. */
export function indexFrom(int8: string): number {
  const index = Number(BigInt(int8));
  if (!Number.isSafeInteger(index)) throw new RangeError(`not an index: ${int8}`);
  return index;
}
