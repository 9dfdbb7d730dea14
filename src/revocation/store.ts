import type { Db } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** Keeps a snapshot; the same bytes are kept once. */
export async function insertSnapshot(db: Db, row: NewRow<"revocation_snapshots">): Promise<void> {
  await db.insertInto("revocation_snapshots").values(row).onConflict((conflict) => conflict.doNothing()).execute();
}

export async function insertCheck(db: Db, row: NewRow<"certificate_checks">): Promise<void> {
  await db.insertInto("certificate_checks").values(row).execute();
}
