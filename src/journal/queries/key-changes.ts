import type { Db } from "../../db/database.js";
import { keyChangeIn, type KeyChange } from "../key-change.js";
import { keyChangeLeaves } from "../queries.js";

/** Every well-formed change of a key that was ordered, in its order; `index` is null while it waits for the sequencer. */
export async function keyChangesOf(db: Db, exchangeId: string): Promise<readonly { readonly index: number | null; readonly change: KeyChange }[]> {
  const waiting = await db.selectFrom("outbox").select("entry").where("exchange_id", "=", exchangeId).where("sealed", "=", false).orderBy("id").execute();
  const all = [...await keyChangeLeaves(db, exchangeId), ...waiting.map(({ entry }) => ({ index: null, entry: Uint8Array.from(entry) }))];
  return all.flatMap(({ index, entry }) => {
    const change = wellFormed(entry);
    return change === null ? [] : [{ index, change }];
  });
}

function wellFormed(entry: Uint8Array): KeyChange | null {
  try {
    return keyChangeIn(entry);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
