import type { Db, Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";

export async function insertActor(tx: Tx, row: NewRow<"actors">): Promise<void> {
  await tx.insertInto("actors").values(row).execute();
}

export async function insertToken(tx: Tx, row: NewRow<"tokens">): Promise<void> {
  await tx.insertInto("tokens").values(row).execute();
}

export async function insertSession(db: Db | Tx, row: NewRow<"sessions">): Promise<void> {
  await db.insertInto("sessions").values(row).execute();
}

export async function touchSession(db: Db, exchangeId: string, hash: Uint8Array, at: Instant): Promise<void> {
  await db.updateTable("sessions").set({ seen_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("session_sha256", "=", hash).execute();
}

export async function deleteSession(db: Db, exchangeId: string, hash: Uint8Array): Promise<void> {
  await db.deleteFrom("sessions").where("exchange_id", "=", exchangeId).where("session_sha256", "=", hash).execute();
}

export async function insertAudit(db: Db | Tx, row: NewRow<"audit">): Promise<void> {
  await db.insertInto("audit").values(row).execute();
}
