import { APPLICATION } from "../../bidding/admitted.js";
import type { Db, Tx } from "../../db/database.js";
import type { EscrowOpeners } from "../../signing/escrow.js";
import { parseTerms } from "../../signing/terms.js";
import { termsOf, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";

/** The openers of a lot and their keys, as its newest logged terms name them: those of the first part of a bid that openers open. Null where the bidders alone open. */
export async function escrowOpenersOf(db: Db | Tx, { exchange }: World, tender: Pick<Tender, "id" | "allParts">, lot: string): Promise<EscrowOpeners | null> {
  const rows = await termsOf(db, exchange.id, tender.id, lot);
  const parts = tender.allParts.filter((each) => each.lot === lot).map(({ part }) => part);
  for (const part of [...parts.filter((each) => each !== APPLICATION), ...parts.filter((each) => each === APPLICATION)]) {
    const row = rows.findLast((each) => each.part === part);
    const terms = row === undefined ? null : parseTerms(row.entry);
    if (row === undefined || terms?.ok !== true || terms.value.threshold < 2) continue;
    const { threshold, openers } = terms.value;
    return { exchange: exchange.origin, part, terms: row.sha256, threshold, openers: openers.map(({ opener, recipient }) => ({ opener, recipient })) };
  }
  return null;
}
