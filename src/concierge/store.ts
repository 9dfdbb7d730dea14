import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";

/** Waits for whoever enters a concierge or a project now: their numbers follow one another. */
export const holdNumbers = async (tx: Tx, exchangeId: string, of: "concierges" | "projects"): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`concierge ${of} ${exchangeId}`}, 0))`.execute(tx);
};

/** False where this office stands in the pool. */
export async function insertConcierge(tx: Tx, row: NewRow<"concierges">): Promise<boolean> {
  return (await tx.insertInto("concierges").values(row).onConflict((each) => each.doNothing()).returning("concierge").executeTakeFirst()) !== undefined;
}

/** An entry of the pool, held until the transaction ends; null where there is none. */
export async function holdConcierge(tx: Tx, exchangeId: string, concierge: string): Promise<Row<"concierges"> | null> {
  return (await tx.selectFrom("concierges").selectAll().where("exchange_id", "=", exchangeId).where("concierge", "=", concierge).forUpdate().executeTakeFirst()) ?? null;
}

type EntryChange = Partial<Pick<Row<"concierges">, "name" | "post" | "phone" | "areas" | "presence" | "version" | "photo_sha256" | "photo_type" | "photo_size">>;
export async function changeConciergeRow(tx: Tx, exchangeId: string, concierge: string, change: EntryChange): Promise<void> {
  await tx.updateTable("concierges").set(change).where("exchange_id", "=", exchangeId).where("concierge", "=", concierge).execute();
}

export async function insertProject(tx: Tx, row: NewRow<"investment_projects">): Promise<void> {
  await tx.insertInto("investment_projects").values(row).execute();
}

/** A project, held until the transaction ends: what is done in it follows one another. */
export async function holdProject(tx: Tx, exchangeId: string, project: string): Promise<Row<"investment_projects"> | null> {
  return (await tx.selectFrom("investment_projects").selectAll().where("exchange_id", "=", exchangeId).where("project", "=", project).forUpdate().executeTakeFirst()) ?? null;
}

export async function changeProject(tx: Tx, exchangeId: string, project: string, change: Partial<Pick<Row<"investment_projects">, "stage" | "concierge">>): Promise<void> {
  await tx.updateTable("investment_projects").set(change).where("exchange_id", "=", exchangeId).where("project", "=", project).execute();
}

export async function insertRequest(tx: Tx, row: NewRow<"concierge_requests">): Promise<void> {
  await tx.insertInto("concierge_requests").values(row).execute();
}

type RequestChange = Pick<Row<"concierge_requests">, "state" | "level" | "due_on" | "since_on" | "rating">;
export async function changeRequest(tx: Tx, exchangeId: string, { project, serial }: Pick<Row<"concierge_requests">, "project" | "serial">, change: RequestChange): Promise<void> {
  await tx.updateTable("concierge_requests").set(change).where("exchange_id", "=", exchangeId).where("project", "=", project).where("serial", "=", serial).execute();
}

/** Adds a line to the file of a project that is held. */
export async function insertLog(tx: Tx, row: Omit<NewRow<"service_log">, "number">): Promise<void> {
  await tx.insertInto("service_log").values({ ...row, number: sql<number>`(select coalesce(max(number), 0) + 1 from service_log where exchange_id = ${row.exchange_id} and project = ${row.project})` }).execute();
}
