import type { Db, Tx } from "../db/database.js";
import type { Channel } from "./tables.js";
import type { NewRow, Row } from "../db/schema.js";

/** What was told once is not told again: its row stays as it is. @returns the ids of those that are new */
export async function insertMessages(tx: Tx, rows: readonly NewRow<"messages">[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const made = await tx.insertInto("messages").values([...rows]).onConflict((conflict) => conflict.columns(["exchange_id", "once"]).doNothing()).returning("message_id").execute();
  return made.map(({ message_id }) => message_id);
}

export async function insertReads(db: Db | Tx, rows: readonly NewRow<"message_reads">[]): Promise<void> {
  if (rows.length > 0) await db.insertInto("message_reads").values([...rows]).onConflict((conflict) => conflict.doNothing()).execute();
}

export async function insertDeliveries(tx: Tx, rows: readonly NewRow<"deliveries">[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto("deliveries").values([...rows]).onConflict((conflict) => conflict.columns(["exchange_id", "message_id", "actor_id", "channel"]).doNothing()).execute();
}

/** One delivery whose time has come, held until the transaction ends: another worker takes another one. */
export async function takeDue(tx: Tx, exchangeId: string, channels: readonly Channel[], now: Date): Promise<Row<"deliveries"> | null> {
  return (await tx.selectFrom("deliveries").selectAll().where("exchange_id", "=", exchangeId).where("due_at", "<=", now).where("channel", "in", [...channels]).orderBy("due_at").orderBy("delivery_id").limit(1).forUpdate().skipLocked().executeTakeFirst()) ?? null;
}

export async function updateDelivery(tx: Tx, exchangeId: string, deliveryId: string, patch: Pick<Row<"deliveries">, "due_at" | "attempts" | "sent_at" | "failure">): Promise<void> {
  await tx.updateTable("deliveries").set(patch).where("exchange_id", "=", exchangeId).where("delivery_id", "=", deliveryId).execute();
}

/** The word that stops mail of one kind to one office; made with the first mail that needs it. */
export async function stopToken(tx: Tx, row: NewRow<"mail_stops">): Promise<string> {
  await tx.insertInto("mail_stops").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "actor_id", "kind"]).doNothing()).execute();
  return (await tx.selectFrom("mail_stops").select("token").where("exchange_id", "=", row.exchange_id).where("actor_id", "=", row.actor_id).where("kind", "=", row.kind).executeTakeFirstOrThrow()).token;
}

export async function lockSettings(tx: Tx, exchangeId: string, actorId: string): Promise<Row<"message_settings"> | null> {
  return (await tx.selectFrom("message_settings").selectAll().where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).forUpdate().executeTakeFirst()) ?? null;
}

export async function putSettings(tx: Tx, row: NewRow<"message_settings"> & { readonly version: number }): Promise<void> {
  const { language, email, mail_off, phone = null, phone_by, phone_on, version } = row;
  await tx.insertInto("message_settings").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "actor_id"]).doUpdateSet({ language, email, mail_off, phone, ...(phone_by === undefined ? {} : { phone_by }), ...(phone_on === undefined ? {} : { phone_on }), version })).execute();
}

/** What a rehearsal's receiver was sent; the same request twice is one. */
export async function insertText(db: Db, row: NewRow<"rehearsal_texts">): Promise<void> {
  await db.insertInto("rehearsal_texts").values(row).onConflict((conflict) => conflict.doNothing()).execute();
}
