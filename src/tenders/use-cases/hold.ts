import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import type { LotKey, PartKey } from "../keys.js";
import { movesOf, tenderById, type Tender } from "../queries.js";
import { lockTender, updatePart, updateTender, writeMove, type PartPatch } from "../store.js";

/** Takes a tender for this transaction, and loads it: whoever moves its lots or writes its parts does so under this lock. */
export async function holdTender(tx: Tx, exchangeId: string, tenderId: string): Promise<Tender | null> {
  await lockTender(tx, exchangeId, tenderId);
  return tenderById(tx, exchangeId, tenderId);
}

/** Writes how far a part has come. The tender is held. */
export const writePart = (tx: Tx, key: PartKey, patch: PartPatch): Promise<void> => updatePart(tx, key, patch);

/** Keeps when the clock owes the tender its next step; null while it waits for people. */
export const noteDue = (tx: Tx, exchangeId: string, tenderId: string, due: Instant | null): Promise<void> =>
  updateTender(tx, exchangeId, tenderId, { next_due_at: due === null ? null : new Date(due) });

/** Keeps when somebody is to be reminded of a deadline of it; null while there is none ahead. */
export const noteReminder = (tx: Tx, exchangeId: string, tenderId: string, next: Instant | null): Promise<void> =>
  updateTender(tx, exchangeId, tenderId, { remind_at: next === null ? null : new Date(next) });

/** Gives a tender back to its preparer: after a prequalification the tender documents and the invitation are made. The tender is held. */
export const backToPreparer = (tx: Tx, exchangeId: string, tenderId: string): Promise<void> =>
  updateTender(tx, exchangeId, tenderId, { submitted_by: null, submitted_at: null, published_by: null, publish_at: null, approved_by: null, approved_at: null });

const OUTAGE = "outage";

/** Notes that a lot could not close at its deadline. @returns false if that is noted already of this deadline */
export async function noteOutage(tx: Tx, { exchangeId, tenderId, lot }: LotKey, deadline: Instant, at: Instant): Promise<boolean> {
  if ((await movesOf(tx, exchangeId, tenderId)).some((move) => move.lot === lot && move.name === OUTAGE && move.made_at.getTime() >= deadline)) return false;
  await writeMove(tx, { exchangeId, tenderId, lot }, { name: OUTAGE, from: "bidding", to: "bidding", before: null, by: "clock", at });
  return true;
}
