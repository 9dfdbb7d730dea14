import { createHash } from "node:crypto";
import { inTransaction } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import { startReleasing } from "../../opening/use-cases/hall.js";
import { lotFacts } from "../../tenders/facts.js";
import { makeMove, SYSTEM } from "../../tenders/move.js";
import { tenderById } from "../../tenders/queries.js";
import { lockTender, updatePart } from "../../tenders/store.js";
import type { World } from "../../world.js";
import { membersOf, sheetsOf } from "../queries.js";
import type { Sheet } from "../sheet.js";
import { writeEvaluation } from "../store.js";
import { unsignedMembers } from "./panel.js";

/**
 * When every technical sheet is signed, the scores are fixed in technical.json, `lot.proceed` is logged with their hash, and
 * only then may the openers release the next part (trust.md §1.5, 2a). @returns whether a part was set free
 */
export const proceedToPrice = (world: World, tenderId: string, lot: string): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    await lockTender(tx, world.exchange.id, tenderId);
    const tender = await tenderById(tx, world.exchange.id, tenderId);
    const row = tender?.lots.find((each) => each.lot === lot);
    const next = tender?.parts.find((part) => part.lot === lot && part.after !== null && part.state === "closed" && part.proceed_outbox === null);
    const before = tender?.parts.find((part) => part.lot === lot && part.part === next?.after);
    if (tender === null || row?.stage !== "evaluating" || next === undefined || before?.finished_at == null) return false;
    const key = { exchangeId: world.exchange.id, tenderId, lot };
    const missing = await unsignedMembers(tx, key, await membersOf(tx, key));
    const at = world.clock();
    const facts = lotFacts(tender, lot, at, null, { evaluation: { technicalSheetsMissing: missing, sheetsMissing: missing, unsigned: missing, validBids: 0, competitionLacking: null, candidates: 0 } });
    const moved = await makeMove(tx, world, tender, row, "openPrice", SYSTEM, facts);
    if (!moved.ok) return false;
    const sheets = (await sheetsOf(tx, key)).map(({ sheet }) => JSON.parse(Buffer.from(sheet).toString("utf8")) as Sheet);
    const technical = canonical({ v: "technical/1", exchange: world.exchange.origin, tender: tenderId, lot, part: before.part, sheets: sheets.map(({ expert, scores }) => ({ expert, scores })) } as unknown as Json);
    await writeEvaluation(tx, key, { technical });
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "lot.proceed", tender: tenderId, lot, part: next.part, scores: hex(createHash("sha256").update(technical).digest()) });
    await updatePart(tx, { ...key, part: next.part }, { proceed_outbox: outboxId });
    await startReleasing(tx, world, tender, next, at);
    return true;
  });
