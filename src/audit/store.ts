import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertAudit(db: Db | Tx, row: NewRow<"audit">): Promise<void> {
  await db.insertInto("audit").values(row).execute();
}

/** The first transaction that may still be under way: everything before it has ended, for good or not. */
export async function firstUnended(tx: Tx): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(tx);
  return rows[0]?.xmin ?? "0";
}

/** Keeps what was found of a root; the newest look counts. */
export async function keepCheck(db: Db | Tx, row: NewRow<"audit_checks">): Promise<void> {
  const { checked_at, fault, idx, newest_at } = row;
  await db.insertInto("audit_checks").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "serial"]).doUpdateSet({ checked_at, fault, idx, newest_at })).execute();
}

/** @returns false where somebody else fixed this hour meanwhile */
export async function insertRoot(tx: Tx, row: NewRow<"audit_roots">): Promise<boolean> {
  const made = await tx.insertInto("audit_roots").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "serial"]).doNothing()).returning("serial").executeTakeFirst();
  return made !== undefined;
}
