import type { Tx } from "../../db/database.js";
import { dayOf, plusDays, startOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { scheduleNow } from "../deal.js";
import type { Sale } from "../queries.js";
import { dealOfLot } from "../queries/deals.js";
import { tellParties } from "./told.js";

/**
 * Tells both parties of each date of a price that passed without it, each date once, and says when to look again: the day after the next date that has
 * not come. Null where nothing of the last deal of a lot is owed.
 */
export async function watchPrice(tx: Tx, world: World, sale: Sale, lot: string, at: Instant): Promise<Instant | null> {
  const deal = await dealOfLot(tx, world.exchange.id, sale, lot);
  if (deal?.contract == null || deal.refused !== null || deal.paid >= deal.price) return null;
  const dates = scheduleNow(deal, dayOf(at));
  for (const { until, overdue } of dates) if (overdue) await tellParties(tx, world, { sale, lot, firm: deal.firm }, { kind: "sale-price-overdue", once: `${String(sale.rounds.length)} ${until}` }, at);
  const next = dates.find(({ until }) => dayOf(at) <= until);
  return next === undefined ? null : startOf(plusDays(next.until, 1));
}
