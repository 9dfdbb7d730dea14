import type { World } from "../../world.js";
import { proofOf, type LodgementRow } from "../queries.js";
import { insertProof } from "../store.js";

/**
 * The final receipt (.tlog-proof) of a lodgement, made once when the witnesses' quorum first covers its leaf and kept as
 * issued; null until then (trust.md §2.4).
 */
export async function finalReceipt(world: World, row: LodgementRow): Promise<string | null> {
  const kept = await proofOf(world.db, world.exchange.id, row.statement_sha256);
  if (kept !== null) return kept;
  const index = await world.journal.indexOf(row.outbox_id);
  const proof = index === null ? null : await world.journal.finalReceipt(index, row.salt);
  if (proof === null) return null;
  await insertProof(world.db, { exchange_id: world.exchange.id, statement_sha256: row.statement_sha256, proof });
  return (await proofOf(world.db, world.exchange.id, row.statement_sha256)) ?? proof;
}
