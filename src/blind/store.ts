import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** Codes are given once: a second entry for a lot is a fault. */
export async function insertBlindCodes(tx: Tx, row: NewRow<"blind_codes">): Promise<void> {
  await tx.insertInto("blind_codes").values(row).execute();
}

export async function insertBlindLeaks(tx: Tx, row: NewRow<"blind_leaks">): Promise<void> {
  await tx.insertInto("blind_leaks").values(row).execute();
}
