import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertRun(tx: Tx, run: NewRow<"signal_runs">, prints: readonly NewRow<"kept_prints">[]): Promise<void> {
  await tx.insertInto("signal_runs").values(run).execute();
  if (prints.length > 0) await tx.insertInto("kept_prints").values([...prints]).execute();
}

export async function insertNote(tx: Tx, row: NewRow<"signal_notes">): Promise<void> {
  await tx.insertInto("signal_notes").values(row).execute();
}
