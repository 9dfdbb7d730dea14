import type { Db, Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";
import type { LotKey, PartKey } from "../tenders/keys.js";

export async function insertCloseList(tx: Tx, row: NewRow<"close_lists">): Promise<void> {
  await tx.insertInto("close_lists").values(row).execute();
}

export async function insertAddition(tx: Tx, row: NewRow<"close_additions">): Promise<void> {
  await tx.insertInto("close_additions").values(row).execute();
}

export async function approveAddition(tx: Tx, { exchangeId, tenderId, lot, part }: PartKey, serial: number, by: string, at: Date): Promise<void> {
  await tx.updateTable("close_additions").set({ approved_by: by, approved_at: at }).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part)
    .where("serial", "=", serial).execute();
}

export async function insertHandOrder(tx: Tx, row: NewRow<"hand_orders">): Promise<void> {
  await tx.insertInto("hand_orders").values(row).execute();
}

export async function approveHandOrder(tx: Tx, { exchangeId, tenderId, lot }: LotKey, serial: number, by: string, at: Date): Promise<void> {
  await tx.updateTable("hand_orders").set({ approved_by: by, approved_at: at }).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("serial", "=", serial).execute();
}

export async function insertDispute(tx: Tx, row: NewRow<"disputes">): Promise<void> {
  await tx.insertInto("disputes").values(row).execute();
}

export type DecisionRow = Required<Pick<NewRow<"disputes">, "outcome" | "reason" | "decision" | "decided_by" | "decided_at" | "decision_outbox">>;

export async function writeDecision(tx: Tx, { exchangeId, tenderId, lot, part }: PartKey, serial: number, decision: DecisionRow): Promise<void> {
  await tx.updateTable("disputes").set(decision).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part).where("serial", "=", serial).execute();
}

export async function insertRelease(tx: Tx, row: NewRow<"releases">): Promise<void> {
  await tx.insertInto("releases").values(row).execute();
}

/** Keeps how a bid ended, with its files; what is there already stays: a bid is opened once. @returns whether this was the once */
export async function insertOpening(tx: Tx, row: NewRow<"openings">, files: readonly NewRow<"opened_files">[]): Promise<boolean> {
  const made = await tx.insertInto("openings").values(row).onConflict((each) => each.doNothing()).returning("statement_sha256").executeTakeFirst();
  if (made !== undefined && files.length > 0) await tx.insertInto("opened_files").values([...files]).execute();
  return made !== undefined;
}

/** False if this bidder's key was given before. */
export async function insertBidderKey(tx: Tx, row: NewRow<"bidder_keys">): Promise<boolean> {
  return (await tx.insertInto("bidder_keys").values(row).onConflict((each) => each.doNothing()).returning("statement_sha256").executeTakeFirst()) !== undefined;
}

export async function insertCause(tx: Tx, row: NewRow<"failure_causes">): Promise<boolean> {
  return (await tx.insertInto("failure_causes").values(row).onConflict((each) => each.doNothing()).returning("statement_sha256").executeTakeFirst()) !== undefined;
}

export async function insertConfirmation(tx: Tx, row: NewRow<"confirmations">): Promise<void> {
  await tx.insertInto("confirmations").values(row).execute();
}

export async function answerObjection(tx: Tx, { exchangeId, tenderId, lot, part }: PartKey, bidder: string, at: Date, answer: string): Promise<boolean> {
  const changed = await tx.updateTable("confirmations").set({ answer }).where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part)
    .where("bidder", "=", bidder).where("kind", "=", "object").where("at", "=", at).where("answer", "is", null).returning("bidder").executeTakeFirst();
  return changed !== undefined;
}

export async function insertReserve(tx: Tx, row: NewRow<"reserves">): Promise<void> {
  await tx.insertInto("reserves").values(row).execute();
}

export async function insertReserveEnd(tx: Tx, row: NewRow<"reserve_ends">): Promise<void> {
  await tx.insertInto("reserve_ends").values(row).execute();
}

/** The parts of a lot that still take bids although their deadline has come, held for the close. */
export async function lockParts(tx: Tx, exchangeId: string, tenderId: string, lot: string): Promise<Row<"parts">[]> {
  return tx.selectFrom("parts").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("ordinal").forUpdate().execute();
}

export type StatementRow = Row<"lodgements"> & { readonly idx: string | null };

/** Every lodgement of a part with its log index, by index; not yet sequenced ones last. */
export async function statementsOf(db: Db | Tx, { exchangeId, tenderId, lot, part }: PartKey): Promise<StatementRow[]> {
  return db.selectFrom("lodgements").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "lodgements.exchange_id").onRef("leaves.outbox_id", "=", "lodgements.outbox_id"))
    .selectAll("lodgements").select("leaves.idx").where("lodgements.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).where("part", "=", part)
    .orderBy("leaves.idx").execute();
}
