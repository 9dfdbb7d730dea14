import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";

/** Waits for whoever enters a concierge, a project or another thing with a number now: numbers follow one another. */
export const holdNumbers = async (tx: Tx, exchangeId: string, of: "concierges" | "projects" | "intermediaries" | "meetings" | "papers"): Promise<void> => {
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

/** False where an intermediary of this credit code is registered. */
export async function insertIntermediary(tx: Tx, row: NewRow<"intermediaries">): Promise<boolean> {
  return (await tx.insertInto("intermediaries").values(row).onConflict((each) => each.doNothing()).returning("intermediary").executeTakeFirst()) !== undefined;
}

/** Whether an intermediary may be invited from now on. */
export async function setIntermediary(tx: Tx, exchangeId: string, intermediary: string, isActive: boolean): Promise<boolean> {
  return (await tx.updateTable("intermediaries").set({ is_active: isActive }).where("exchange_id", "=", exchangeId).where("intermediary", "=", intermediary).returning("intermediary").executeTakeFirst()) !== undefined;
}

export async function insertMeeting(tx: Tx, row: NewRow<"coordination_meetings">, guests: readonly Pick<NewRow<"meeting_guests">, "kind" | "code">[]): Promise<void> {
  await tx.insertInto("coordination_meetings").values(row).execute();
  await tx.insertInto("meeting_guests").values(guests.map((each) => ({ exchange_id: row.exchange_id, meeting: row.meeting, ...each }))).execute();
}

/** A meeting, held until the transaction ends. */
export async function holdMeeting(tx: Tx, exchangeId: string, meeting: string): Promise<Row<"coordination_meetings"> | null> {
  return (await tx.selectFrom("coordination_meetings").selectAll().where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).forUpdate().executeTakeFirst()) ?? null;
}

/** Writes the minutes of a meeting that is held: who came, and what was decided. */
export async function recordMeeting(tx: Tx, exchangeId: string, meeting: string, { minutes, came, decisions, by, at }: { readonly minutes: string; readonly came: readonly Pick<Row<"meeting_guests">, "kind" | "code">[]; readonly decisions: readonly NewRow<"meeting_decisions">[]; readonly by: string; readonly at: Date }): Promise<void> {
  await tx.updateTable("coordination_meetings").set({ minutes, held_by: by, held_at: at }).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).execute();
  await tx.updateTable("meeting_guests").set({ came: false }).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).execute();
  for (const { kind, code } of came) await tx.updateTable("meeting_guests").set({ came: true }).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).where("kind", "=", kind).where("code", "=", code).execute();
  if (decisions.length > 0) await tx.insertInto("meeting_decisions").values([...decisions]).execute();
}

/** Writes how a decision was carried out. */
export async function finishDecision(tx: Tx, exchangeId: string, { meeting, serial }: Pick<Row<"meeting_decisions">, "meeting" | "serial">, done: { readonly done_text: string; readonly done_by: string; readonly done_at: Date }): Promise<void> {
  await tx.updateTable("meeting_decisions").set(done).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).where("serial", "=", serial).execute();
}

export async function insertToldOnce(tx: Tx, row: NewRow<"told_once_papers">): Promise<void> {
  await tx.insertInto("told_once_papers").values(row).execute();
}

export async function insertAppraisal(tx: Tx, row: NewRow<"concierge_appraisals">): Promise<void> {
  await tx.insertInto("concierge_appraisals").values(row).execute();
}
