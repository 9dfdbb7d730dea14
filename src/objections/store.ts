import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertObjection(tx: Tx, row: NewRow<"objections">): Promise<void> {
  await tx.insertInto("objections").values(row).execute();
}

export async function insertReply(tx: Tx, row: NewRow<"objection_replies">): Promise<void> {
  await tx.insertInto("objection_replies").values(row).execute();
}

export async function insertOrder(tx: Tx, row: NewRow<"lot_orders">): Promise<void> {
  await tx.insertInto("lot_orders").values(row).execute();
}
