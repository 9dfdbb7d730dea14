import type { Db, Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import type { CallAnswer, Called } from "../calls.js";
import { drawColumns, type DrawKey } from "./draws.js";

/** A label with its calls and its last answer. */
export type CalledRow = Called & { readonly reason: string | null; readonly answers: number; readonly answeredAt: Instant | null };

/** Every label that was called in a draw. */
export async function callsOf(db: Db | Tx, key: DrawKey): Promise<CalledRow[]> {
  const own = drawColumns(key);
  const calls = await db.selectFrom("draw_calls").select(["label", "made_at"]).where((where) => where.and(own)).orderBy("place").execute();
  const answers = await db.selectFrom("draw_answers").select(["label", "answer", "reason", "answered_at"]).where((where) => where.and(own)).orderBy("place").execute();
  return [...Map.groupBy(calls, ({ label }) => label)].map(([label, made]) => {
    const given = answers.filter((each) => each.label === label);
    const last = given.at(-1);
    return { label, calls: made.map(({ made_at }) => made_at.getTime() as Instant), answer: last?.answer ?? null, reason: last?.reason ?? null, answers: given.length, answeredAt: last === undefined ? null : (last.answered_at.getTime() as Instant) };
  });
}

/** How it stands with one label; one never called has no calls. */
export const calledOf = async (db: Db | Tx, key: DrawKey, label: string): Promise<CalledRow> =>
  (await callsOf(db, key)).find((each) => each.label === label) ?? { label, calls: [], answer: null, reason: null, answers: 0, answeredAt: null };

/** Whose seat the word of a call is about; null where no call had it. @param ticket its hash */
export async function calledBy(db: Db | Tx, exchangeId: string, ticket: string): Promise<{ readonly tenderId: string; readonly lot: string; readonly number: number; readonly label: string } | null> {
  const row = await db.selectFrom("draw_calls").select(["tender_id", "lot", "number", "label"]).where("exchange_id", "=", exchangeId).where("ticket", "=", ticket).limit(1).executeTakeFirst();
  return row === undefined ? null : { tenderId: row.tender_id, lot: row.lot, number: row.number, label: row.label };
}

/** How many hold their seats by their own word. */
export const confirmedOf = (called: readonly { readonly label: string; readonly answer: CallAnswer | null }[], seated: readonly string[]): number => seated.filter((label) => called.some((each) => each.label === label && each.answer === "accept")).length;
