import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";
import type { LotKey } from "../tenders/keys.js";

export async function insertMembers(tx: Tx, rows: readonly NewRow<"panel_members">[]): Promise<void> {
  await tx.insertInto("panel_members").values([...rows]).execute();
}

export async function insertReview(tx: Tx, row: NewRow<"prequal_reviews">): Promise<void> {
  await tx.insertInto("prequal_reviews").values(row).execute();
}

/** Keeps a member's signature under a review; a second one changes nothing. */
export async function insertReviewSignature(tx: Tx, row: NewRow<"prequal_signatures">): Promise<void> {
  await tx.insertInto("prequal_signatures").values(row).onConflict((each) => each.doNothing()).execute();
}

/** False if the member's sheet for the part is signed already. */
export async function insertSheet(tx: Tx, row: NewRow<"sheets">): Promise<boolean> {
  return (await tx.insertInto("sheets").values(row).onConflict((each) => each.doNothing()).returning("label").executeTakeFirst()) !== undefined;
}

/** Keeps what was decided of sheets or seats; two at once take the same serial, and one of them fails. */
export async function insertChange(tx: Tx, row: NewRow<"panel_changes">): Promise<void> {
  await tx.insertInto("panel_changes").values(row).execute();
}

/** Keeps what a bidder is asked; two at once take the same serial, and one of them fails. */
export async function insertQuestion(tx: Tx, row: NewRow<"bid_questions">): Promise<void> {
  await tx.insertInto("bid_questions").values(row).execute();
}

/** Keeps the answer to a question, of which there is one. */
export async function insertAnswer(tx: Tx, row: NewRow<"bid_answers">): Promise<void> {
  await tx.insertInto("bid_answers").values(row).execute();
}

/** Keeps scores as typed; what was typed of the same before is written over. */
export async function writeDrafts(tx: Tx, rows: readonly NewRow<"sheet_drafts">[]): Promise<void> {
  await tx.insertInto("sheet_drafts").values([...rows])
    .onConflict((row) => row.columns(["exchange_id", "tender_id", "lot", "label", "bidder", "criterion"]).doUpdateSet((each) => ({ score: each.ref("excluded.score"), reason: each.ref("excluded.reason"), saved_at: each.ref("excluded.saved_at") }))).execute();
}

/** Once a sheet is signed, or its member has left, nothing typed is kept. */
export async function deleteDrafts(tx: Tx, { exchangeId, tenderId, lot }: LotKey, label: string): Promise<void> {
  await tx.deleteFrom("sheet_drafts").where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("label", "=", label).execute();
}

/** Keeps what a member says of the report; the next serial of the same member counts instead. */
export async function insertOpinion(tx: Tx, row: NewRow<"report_opinions">): Promise<void> {
  await tx.insertInto("report_opinions").values(row).execute();
}

export async function insertRejection(tx: Tx, row: NewRow<"rejections">): Promise<boolean> {
  return (await tx.insertInto("rejections").values(row).onConflict((each) => each.doNothing()).returning("bidder").executeTakeFirst()) !== undefined;
}

/** A winner falls away once: a second entry for the same bidder is a fault. */
export async function insertWinnerFailure(tx: Tx, row: NewRow<"winner_failures">): Promise<void> {
  await tx.insertInto("winner_failures").values(row).execute();
}

/** A finding or a change of way is made once for a lot: a second entry is a fault. */
export async function insertWayAct(tx: Tx, row: NewRow<"way_acts">): Promise<void> {
  await tx.insertInto("way_acts").values(row).execute();
}

/** The lot is held: its serial is the next. */
export async function insertAcceptance(tx: Tx, row: NewRow<"acceptances">): Promise<void> {
  await tx.insertInto("acceptances").values(row).execute();
}

type Patch = Partial<Omit<Row<"evaluations">, "exchange_id" | "tender_id" | "lot">>;

/** Writes what is known of a lot's evaluation so far. */
export async function writeEvaluation(tx: Tx, { exchangeId, tenderId, lot }: LotKey, patch: Patch): Promise<void> {
  await tx.insertInto("evaluations").values({ exchange_id: exchangeId, tender_id: tenderId, lot, ...patch })
    .onConflict((row) => row.columns(["exchange_id", "tender_id", "lot"]).doUpdateSet(patch)).execute();
}

/** False where the lot's experts were appointed before. */
export async function insertAppointment(tx: Tx, row: NewRow<"panel_appointments">): Promise<boolean> {
  return (await tx.insertInto("panel_appointments").values(row).onConflict((each) => each.doNothing()).returning("lot").executeTakeFirst()) !== undefined;
}
