import { inTransaction } from "../../db/database.js";
import { appendAllToLog } from "../../journal/outbox.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { Instant } from "../../kernel/time.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import { dueQuestions } from "../queries.js";
import { moveOutOfBox } from "../store.js";
import { questionEntry } from "./ask.js";

/** Empties the box of what is due: into the log and before the buyer at one moment, in the order of the hashes. */
export async function collectQuestions(world: World, tenderId: string, at: Instant): Promise<boolean> {
  const { id } = world.exchange;
  if ((await dueQuestions(world.db, id, tenderId, new Date(at))).length === 0) return false;
  return inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, id, tenderId);
    const due = (await dueQuestions(tx, id, tenderId, new Date(at))).toSorted((left, right) => (left.sha256 < right.sha256 ? -1 : 1));
    if (due.length === 0) return false;
    const outboxIds = await appendAllToLog(tx, id, due.map(({ sha256 }) => questionEntry(tenderId, sha256)));
    await moveOutOfBox(tx, id, tenderId, due.map(({ due_at, body, ...row }, place) => ({ ...row, body: JSON.stringify(body), collected_at: due_at, outbox_id: outboxIds[place] ?? "" })));
    if (tender !== null) await tell(tx, world, { kind: "questions-wait", to: [audience.tenderer(tender.project.tenderer_uscc)], tender: tenderId, lot: null }, at);
    return true;
  });
}
