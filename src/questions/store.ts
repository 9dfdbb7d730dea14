import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

export async function insertQuestionKey(tx: Tx, row: NewRow<"question_keys">): Promise<void> {
  await tx.insertInto("question_keys").values(row).execute();
}

export async function insertTickets(tx: Tx, row: NewRow<"question_tickets">): Promise<void> {
  await tx.insertInto("question_tickets").values(row).execute();
}

export async function insertIntoBox(tx: Tx, row: NewRow<"question_box">): Promise<void> {
  await tx.insertInto("question_box").values(row).execute();
}

/** Takes questions out of the box. The tender is held. */
export async function moveOutOfBox(tx: Tx, exchangeId: string, tenderId: string, rows: readonly NewRow<"questions">[]): Promise<void> {
  await tx.insertInto("questions").values([...rows]).execute();
  await tx.deleteFrom("question_box").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("sha256", "in", rows.map(({ sha256 }) => sha256)).execute();
}

/** An answer in hand; a later one takes the place of an earlier. */
export async function keepAnswers(tx: Tx, rows: readonly NewRow<"question_answers">[]): Promise<void> {
  await tx.insertInto("question_answers").values([...rows]).onConflict((conflict) => conflict.columns(["exchange_id", "tender_id", "sha256"]).doUpdateSet((row) => ({
    answer: row.ref("excluded.answer"), drafted_by: row.ref("excluded.drafted_by"), drafted_at: row.ref("excluded.drafted_at"),
  }))).execute();
}

export async function insertAnswered(tx: Tx, rows: readonly NewRow<"answered_questions">[]): Promise<void> {
  await tx.insertInto("answered_questions").values([...rows]).execute();
}
