import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";

type Key = { readonly exchange_id: string; readonly complaint_no: string };

/** Waits for whoever gets the next number of a complaint now. */
export const holdNumbers = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`complaints ${exchangeId}`}, 0))`.execute(tx);
};

/** The last number given in a year; null where none was. @param prefix such as C2026 */
export async function lastNumber(tx: Tx, exchangeId: string, prefix: string): Promise<string | null> {
  return (await tx.selectFrom("complaints").select("complaint_no").where("exchange_id", "=", exchangeId).where("complaint_no", "like", `${prefix}%`).orderBy("complaint_no", "desc").limit(1).executeTakeFirst())?.complaint_no ?? null;
}

export async function insertComplaint(tx: Tx, row: NewRow<"complaints">): Promise<void> {
  await tx.insertInto("complaints").values(row).execute();
}

export async function insertIdentity(tx: Tx, row: NewRow<"complaint_identities">): Promise<void> {
  await tx.insertInto("complaint_identities").values(row).execute();
}

/** A complaint, held until the transaction ends: whoever acts on it waits. Null where there is none. */
export async function holdComplaint(tx: Tx, exchangeId: string, complaint: string): Promise<Row<"complaints"> | null> {
  return (await tx.selectFrom("complaints").selectAll().where("exchange_id", "=", exchangeId).where("complaint_no", "=", complaint).forUpdate().executeTakeFirst()) ?? null;
}

export type ComplaintChange = Partial<Pick<NewRow<"complaints">, "kind" | "state" | "desk" | "version" | "points" | "about_actor" | "about_uscc" | "received_at" | "accepted_at" | "refused_at" | "copied_at" | "stated_at" | "decided_at" | "served_at" | "over_at" | "is_complex" | "pauses" | "proposal" | "outcome" | "decision" | "remind_at">>;
export async function changeComplaint(tx: Tx, { exchange_id, complaint_no }: Key, change: ComplaintChange): Promise<void> {
  await tx.updateTable("complaints").set(change).where("exchange_id", "=", exchange_id).where("complaint_no", "=", complaint_no).execute();
}

export async function insertStep(tx: Tx, row: Omit<NewRow<"complaint_steps">, "serial">): Promise<void> {
  await tx.insertInto("complaint_steps").values({ ...row, serial: sql<number>`(select coalesce(max(serial), 0) + 1 from complaint_steps where exchange_id = ${row.exchange_id} and complaint_no = ${row.complaint_no})` }).execute();
}

export async function insertDisclosure(tx: Tx, row: Omit<NewRow<"complaint_disclosures">, "serial">): Promise<void> {
  await tx.insertInto("complaint_disclosures").values({ ...row, serial: sql<number>`(select coalesce(max(serial), 0) + 1 from complaint_disclosures where exchange_id = ${row.exchange_id} and complaint_no = ${row.complaint_no})` }).execute();
}

/** Takes an officer in as a handler; whoever left comes back by a new declaration. */
export async function putHandler(tx: Tx, row: NewRow<"complaint_handlers">): Promise<void> {
  await tx.insertInto("complaint_handlers").values(row).onConflict((each) => each.columns(["exchange_id", "complaint_no", "actor_id"]).doUpdateSet({ worked_until: row.worked_until, joined_at: row.joined_at, left_at: null, left_why: null })).execute();
}

export async function endHandler(tx: Tx, { exchange_id, complaint_no }: Key, actorId: string, left: { readonly at: Date; readonly why: string }): Promise<void> {
  await tx.updateTable("complaint_handlers").set({ left_at: left.at, left_why: left.why }).where("exchange_id", "=", exchange_id).where("complaint_no", "=", complaint_no).where("actor_id", "=", actorId).execute();
}

export async function insertPaper(tx: Tx, row: NewRow<"complaint_papers">): Promise<void> {
  await tx.insertInto("complaint_papers").values(row).execute();
}

export async function insertBadRecord(tx: Tx, row: NewRow<"bad_records">): Promise<void> {
  await tx.insertInto("bad_records").values(row).execute();
}
