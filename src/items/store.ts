import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { PlainDate } from "../kernel/time.js";
import type { ItemState } from "./words.js";

/** Waits for whoever acts on this item now. */
export const holdItem = async (tx: Tx, exchangeId: string, code: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`item ${exchangeId} ${code}`}, 0))`.execute(tx);
};

export async function insertItems(tx: Tx, rows: readonly NewRow<"items">[]): Promise<void> {
  await tx.insertInto("items").values([...rows]).execute();
}

/** Drops an item that no version was ever taken in of. */
export async function dropItem(tx: Tx, exchangeId: string, code: string): Promise<void> {
  await tx.deleteFrom("items").where("exchange_id", "=", exchangeId).where("code", "=", code).execute();
}

export async function changeItem(tx: Tx, exchangeId: string, code: string, change: { readonly state: ItemState; readonly unit_code?: string; readonly last_on?: PlainDate }): Promise<void> {
  await tx.updateTable("items").set(change).where("exchange_id", "=", exchangeId).where("code", "=", code).execute();
}

/** Keeps a draft in the place of the one before; who confirmed that one did not confirm this. */
export async function keepDraft(tx: Tx, { exchange_id, code, body, sha256, drafted_by, drafted_at }: Pick<NewRow<"item_drafts">, "exchange_id" | "code" | "body" | "sha256" | "drafted_by" | "drafted_at">): Promise<void> {
  const own = { body: JSON.stringify(body), sha256, drafted_by, drafted_at, returned: null, confirmed_by: null, confirmed_at: null, signed: null };
  await tx.insertInto("item_drafts").values({ exchange_id, code, ...own }).onConflict((each) => each.columns(["exchange_id", "code"]).doUpdateSet(own)).execute();
}

export async function changeDraft(tx: Tx, exchangeId: string, code: string, change: Partial<Pick<NewRow<"item_drafts">, "returned" | "confirmed_by" | "confirmed_at" | "signed">>): Promise<void> {
  await tx.updateTable("item_drafts").set(change).where("exchange_id", "=", exchangeId).where("code", "=", code).execute();
}

export async function dropDraft(tx: Tx, exchangeId: string, code: string): Promise<void> {
  await tx.deleteFrom("item_drafts").where("exchange_id", "=", exchangeId).where("code", "=", code).execute();
}

export async function insertVersions(tx: Tx, rows: readonly NewRow<"item_versions">[]): Promise<void> {
  await tx.insertInto("item_versions").values([...rows]).execute();
}

export async function insertFile(tx: Tx, row: NewRow<"item_files">): Promise<void> {
  await tx.insertInto("item_files").values(row).onConflict((each) => each.doNothing()).execute();
}

export async function insertPaper(tx: Tx, row: NewRow<"item_papers">): Promise<void> {
  await tx.insertInto("item_papers").values(row).execute();
}

export async function insertExit(tx: Tx, row: NewRow<"item_exits">): Promise<void> {
  await tx.insertInto("item_exits").values(row).execute();
}

export async function insertExitStep(tx: Tx, row: NewRow<"item_exit_steps">): Promise<void> {
  await tx.insertInto("item_exit_steps").values(row).execute();
}

export async function closeExit(tx: Tx, exchangeId: string, { code, serial }: { readonly code: string; readonly serial: number }, outcome: NonNullable<NewRow<"item_exits">["outcome"]>, at: Date): Promise<void> {
  await tx.updateTable("item_exits").set({ outcome, closed_at: at }).where("exchange_id", "=", exchangeId).where("code", "=", code).where("serial", "=", serial).execute();
}

export async function insertHandOver(tx: Tx, row: NewRow<"unit_hand_overs">): Promise<void> {
  await tx.insertInto("unit_hand_overs").values(row).execute();
}
