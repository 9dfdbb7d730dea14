import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** False where the case was answered before. */
export const insertAnswer = async (tx: Tx, row: NewRow<"case_answers">): Promise<boolean> =>
  (await tx.insertInto("case_answers").values(row).onConflict((each) => each.doNothing()).returning("code").executeTakeFirst()) !== undefined;

/** False where the sum of that year was handed over before. */
export const insertOpening = async (tx: Tx, row: NewRow<"figure_openings">): Promise<boolean> =>
  (await tx.insertInto("figure_openings").values(row).onConflict((each) => each.doNothing()).returning("measure").executeTakeFirst()) !== undefined;

/** The next target of a figure in a year: the last one holds. @returns its serial */
export async function insertTarget(tx: Tx, row: Omit<NewRow<"figure_targets">, "serial">): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`figure-target ${row.exchange_id} ${String(row.year)} ${row.figure}`}, 0))`.execute(tx);
  const before = await tx.selectFrom("figure_targets").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", row.exchange_id).where("year", "=", row.year).where("figure", "=", row.figure).executeTakeFirstOrThrow();
  const serial = Number(before.count) + 1;
  await tx.insertInto("figure_targets").values({ ...row, serial }).execute();
  return serial;
}

/** Answers to cases that have none yet, in one statement. */
export async function insertAnswers(tx: Tx, exchangeId: string, rows: readonly { readonly code: string; readonly unit: string; readonly grade: number; readonly made_at: Date }[]): Promise<void> {
  await sql`insert into case_answers (exchange_id, code, unit, grade, words, made_at) select ${exchangeId}, code, unit, grade, null, made_at from json_to_recordset(${JSON.stringify(rows)}::json) as g(code text, unit text, grade smallint, made_at timestamptz)`.execute(tx);
}
