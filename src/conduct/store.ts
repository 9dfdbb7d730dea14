import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { PlainDate } from "../kernel/time.js";

/** Waits for whoever records something about how people work. */
export const holdConduct = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`conduct ${exchangeId}`}, 0))`.execute(tx);
};

/** False where the person has a seat in these days. */
export async function insertSeat(tx: Tx, row: NewRow<"window_seats">): Promise<boolean> {
  return (await tx.insertInto("window_seats").values(row).onConflict((each) => each.doNothing()).returning("number").executeTakeFirst()) !== undefined;
}

export async function endSeat(tx: Tx, exchangeId: string, { actor, from }: { readonly actor: string; readonly from: PlainDate }, until: PlainDate): Promise<void> {
  await tx.updateTable("window_seats").set({ until_on: until }).where("exchange_id", "=", exchangeId).where("actor_id", "=", actor).where("from_on", "=", from).execute();
}

export async function insertPatrol(tx: Tx, row: NewRow<"patrols">, attendance: readonly NewRow<"patrol_attendance">[]): Promise<void> {
  await tx.insertInto("patrols").values(row).execute();
  if (attendance.length > 0) await tx.insertInto("patrol_attendance").values(attendance).execute();
}

export async function insertFinding(tx: Tx, row: NewRow<"conduct_findings">): Promise<void> {
  await tx.insertInto("conduct_findings").values(row).execute();
}

export async function insertStep(tx: Tx, row: NewRow<"finding_steps">): Promise<void> {
  await tx.insertInto("finding_steps").values(row).execute();
}

export async function insertGift(tx: Tx, row: NewRow<"refused_gifts">): Promise<void> {
  await tx.insertInto("refused_gifts").values(row).execute();
}

export async function insertInterest(tx: Tx, row: NewRow<"declared_interests">): Promise<void> {
  await tx.insertInto("declared_interests").values(row).execute();
}

export async function insertFormula(tx: Tx, row: NewRow<"appraisal_formulas">): Promise<void> {
  await tx.insertInto("appraisal_formulas").values(row).execute();
}

export async function insertActivity(tx: Tx, row: NewRow<"activities">, people: readonly string[]): Promise<void> {
  await tx.insertInto("activities").values(row).execute();
  if (people.length > 0) await tx.insertInto("activity_people").values(people.map((actor_id) => ({ exchange_id: row.exchange_id, activity: row.activity, actor_id }))).execute();
}
