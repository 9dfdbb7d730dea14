import { inTransaction } from "../db/database.js";
import type { Instant } from "../kernel/time.js";
import { lineOf } from "../lines/lines.js";
import { audience } from "../messages/audiences.js";
import { remindersOf } from "../messages/reminders.js";
import { TOLD_BY_DUE, type Who } from "../messages/told.js";
import { tell, whom } from "../messages/use-cases/tell.js";
import { isGated, tenderRound } from "../tenders/entry.js";
import type { Tender } from "../tenders/queries.js";
import { holdTender, noteReminder } from "../tenders/use-cases/hold.js";
import type { World } from "../world.js";
import { duesOf } from "./dues.js";

/** Where only admitted firms bid, every bidder is one of them: nobody is told twice. */
const isToldAsAdmitted = (tender: Tender, to: readonly Who[]): boolean => to.includes("admitted") && isGated(tender.form) && tenderRound(tender) === "bid";

/** Reminds of every deadline of a tender whose time for it has come, each once, and notes when to look again. */
export const remind = (world: World, tenderId: string, now: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    if (tender === null) return;
    const due = remindersOf(lineOf(tender.row.line).reminders, await duesOf(tx, world, tender, now), now);
    for (const each of due.now) {
      const { kind, to } = TOLD_BY_DUE[each.due];
      const lot = each.lot ?? tender.lots[0]?.lot ?? "";
      await tell(tx, world, { kind, to: [...whom(tender, lot, to.filter((who) => who !== "bidders" || !isToldAsAdmitted(tender, to))), ...(each.firm === undefined ? [] : [audience.firm(each.firm)])], tender: tenderId, lot: each.lot, facts: { at: each.at }, once: `${tenderId} ${each.once}` }, now);
    }
    await noteReminder(tx, world.exchange.id, tenderId, due.next);
  });
