import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertHandOver(tx: Tx, row: NewRow<"hand_overs">): Promise<void> {
  await tx.insertInto("hand_overs").values(row).execute();
}

export async function insertSaleArchive(tx: Tx, row: NewRow<"sale_archives">): Promise<void> {
  await tx.insertInto("sale_archives").values(row).execute();
}

export async function insertArchive(tx: Tx, row: NewRow<"archives">): Promise<void> {
  await tx.insertInto("archives").values(row).execute();
}
