import { inTransaction, type Db, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import type { Instant } from "../../kernel/time.js";
import { lawSets } from "../../procedure/law.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lawOf, lotFacts } from "../../tenders/facts.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { oweNextStep } from "../../tenders/use-cases/issue.js";
import { makeMove, SYSTEM } from "../../tenders/use-cases/move.js";
import type { World } from "../../world.js";
import { orderedIn, ordersOf, type OrderRow } from "../queries.js";
import { suspensionEnds } from "../windows.js";
import { closedFacts } from "./closed-facts.js";
import { moveWindows } from "./order.js";

type Standing = { readonly order: OrderRow; readonly endsAt: Instant };

/** The supervisor's suspension under which a lot stands and when the law ends it; null where none does, or the line's law sets no end. */
async function standing(db: Db | Tx, { exchange }: Pick<World, "exchange">, tender: Tender, lot: LotRow, now: Instant): Promise<Standing | null> {
  const lawful = lawOf(tender, now);
  if (lot.stage !== "suspended" || !lawSets(lawful, "suspensionDays")) return null;
  const orders = await ordersOf(db, { exchangeId: exchange.id, tenderId: tender.id, lot: lot.lot });
  const order = orders.at(-1);
  const endsAt = order?.kind === "suspend" ? suspensionEnds(lawful, orders.map(orderedIn), order.complaint_no) : null;
  return order === undefined || endsAt === null ? null : { order, endsAt };
}

/** When the next suspension of a tender ends by law; null where none does any more. */
export async function nextSuspensionEnd(tx: Tx, world: World, tender: Tender): Promise<Instant | null> {
  const now = world.clock();
  const ends: Instant[] = [];
  for (const lot of tender.lots) {
    const found = await standing(tx, world, tender, lot, now);
    if (found !== null && found.endsAt > now) ends.push(found.endsAt);
  }
  return ends.length === 0 ? null : (Math.min(...ends) as Instant);
}

/**
 * Lets a lot go on once its suspension has lasted as long as the law allows, whoever forgot to. A lot whose deadline passed meanwhile waits for an
 * amendment that sets a new one. Law: 政府采购法 57; 94号令 28 (GP-55). @returns whether it went on
 */
export const endSuspension = (world: World, tenderId: string, code: string): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const lot = tender?.lots.find((each) => each.lot === code);
    if (tender === null || lot === undefined) return false;
    const at = world.clock();
    const found = await standing(tx, world, tender, lot, at);
    if (found === null || at < found.endsAt) return false;
    const moved = await makeMove(tx, world, { tender, lot }, "suspensionOver", SYSTEM, lotFacts(tender, code, at, null, await closedFacts(tx, world, tender, code)));
    if (!moved.ok) return false;
    await moveWindows(tx, world, tender, { tenderId, lot: code }, at);
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "lot.suspension.over", tender: tenderId, lot: code, order: sha256Hex(found.order.file) });
    await oweNextStep(tx, world, tenderId);
    return true;
  });
