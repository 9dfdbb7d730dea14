import { inTransaction } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { startReleasing } from "../../opening/use-cases/hall.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lotFacts } from "../../tenders/facts.js";
import { makeMove, SYSTEM } from "../../tenders/use-cases/move.js";
import type { LotRow, PartRow, Tender } from "../../tenders/queries.js";
import { holdTender, writePart } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { membersOf } from "../queries.js";
import { writeEvaluation } from "../store.js";
import { validBids } from "../totals.js";
import { judgedOf } from "./bids.js";
import { unsignedMembers } from "./panel.js";
import { settledNow } from "./recheck.js";

/**
 * When every technical sheet is signed and nothing found in them is left to settle, the scores are fixed in technical.json, `lot.proceed` is logged with their hash, and
 * only then may the openers release the next part (trust.md §1.5, 2a). @returns whether a part was set free
 */
export const proceedToPrice = (world: World, tenderId: string, lot: string): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const waiting = tender === null ? null : waitingPart(tender, lot);
    if (tender === null || waiting === null) return false;
    const { row, next, before } = waiting;
    const key = { exchangeId: world.exchange.id, tenderId, lot };
    const judged = await judgedOf(tx, world, { tender, lot: row, parts: tender.parts.filter((part) => part.lot === lot), key });
    if (validBids(judged.bids).length === 0) return false; // nothing left to price: the committee rejects all
    const missing = await unsignedMembers(tx, key, await membersOf(tx, key));
    if (missing === 0 && !(await settledNow(tx, { tender, lot: row, parts: [], key }, judged)).ok) return false;
    const at = world.clock();
    const facts = lotFacts(tender, lot, at, null, { evaluation: { technicalSheetsMissing: missing, sheetsMissing: missing, unsigned: missing, validBids: 0, competitionLacking: null, candidates: 0 } });
    const moved = await makeMove(tx, world, { tender, lot: row }, "openPrice", SYSTEM, facts);
    if (!moved.ok) return false;
    const technical = canonical({ v: "technical/1", exchange: world.exchange.origin, tender: tenderId, lot, part: before.part, sheets: judged.sheets.map(({ expert, scores }) => ({ expert, scores })) });
    await writeEvaluation(tx, key, { technical });
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "lot.proceed", tender: tenderId, lot, part: next.part, scores: sha256Hex(technical) });
    await writePart(tx, { ...key, part: next.part }, { proceed_outbox: outboxId });
    await startReleasing(tx, world, tender, next, at);
    return true;
  });

/** The part that waits for the scores of the part before it, which must be finished; null where none does. */
function waitingPart(tender: Tender, lot: string): { readonly row: LotRow; readonly next: PartRow; readonly before: PartRow } | null {
  const row = tender.lots.find((each) => each.lot === lot);
  const next = tender.parts.find((part) => part.lot === lot && part.after !== null && part.state === "closed" && part.proceed_outbox === null);
  const before = tender.parts.find((part) => part.lot === lot && part.part === next?.after);
  return row?.stage !== "evaluating" || next === undefined || before?.finished_at == null ? null : { row, next, before };
}
