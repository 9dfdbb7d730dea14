import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertDraw(tx: Tx, row: NewRow<"draws">): Promise<void> {
  await tx.insertInto("draws").values(row).execute();
}

export async function insertDrawFile(tx: Tx, row: NewRow<"draw_files">): Promise<void> {
  await tx.insertInto("draw_files").values(row).execute();
}

export async function insertContribution(tx: Tx, row: NewRow<"draw_contributions">): Promise<void> {
  await tx.insertInto("draw_contributions").values(row).execute();
}

export async function insertCode(tx: Tx, row: NewRow<"draw_codes">): Promise<void> {
  await tx.insertInto("draw_codes").values(row).execute();
}

export async function insertReplacementAsked(tx: Tx, row: NewRow<"draw_replacements">): Promise<void> {
  await tx.insertInto("draw_replacements").values(row).execute();
}

/** False where the seat, or the person, has signed in already. */
export async function insertArrival(tx: Tx, row: NewRow<"draw_arrivals">): Promise<boolean> {
  return (await tx.insertInto("draw_arrivals").values(row).onConflict((each) => each.doNothing()).returning("label").executeTakeFirst()) !== undefined;
}
