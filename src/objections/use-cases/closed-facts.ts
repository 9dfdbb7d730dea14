import type { Tx } from "../../db/database.js";
import type { LotFacts } from "../../procedure/facts.js";
import { biddersOf } from "../../opening/use-cases/hall.js";
import type { Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";

/** What a lot that goes on is asked: how many bid where it is closed; nothing where its deadline must still be ahead. */
export async function closedFacts(tx: Tx, world: World, tender: Tender, lot: string): Promise<Pick<LotFacts, "bidders">> {
  const parts = tender.parts.filter((part) => part.lot === lot);
  return parts.some(({ close_outbox }) => close_outbox !== null) ? { bidders: (await biddersOf(tx, world, parts)).length } : {};
}
