import { sql } from "kysely";
import type { Db } from "../db/database.js";
import type { Instant } from "../kernel/time.js";

/** Whose use of what, and how much of it. */
export type Key = { readonly exchangeId: string; readonly action: string; readonly whose: string };

/**
 * Adds to a window that runs, or begins one, in one statement: of many at once as many get through as fit.
 * @returns false, with nothing added, where it does not fit
 */
export async function addUse(db: Db, { exchangeId, action, whose }: Key, cost: number, max: number, now: Instant, endsAt: Instant): Promise<boolean> {
  const at = new Date(now);
  const { rows } = await sql`
    insert into limits (exchange_id, action, whose, used, ends_at) values (${exchangeId}, ${action}, ${whose}, ${cost}, ${new Date(endsAt)})
    on conflict (exchange_id, action, whose) do update
      set used = case when limits.ends_at <= ${at} then excluded.used else limits.used + excluded.used end,
          ends_at = case when limits.ends_at <= ${at} then excluded.ends_at else limits.ends_at end
      where limits.ends_at <= ${at} or limits.used + excluded.used <= ${max}
    returning 1`.execute(db);
  return rows.length === 1;
}

export async function takeBack(db: Db, { exchangeId, action, whose }: Key, cost: number): Promise<void> {
  await sql`update limits set used = greatest(0, used - ${cost}) where exchange_id = ${exchangeId} and action = ${action} and whose = ${whose}`.execute(db);
}

/** The end of the window; null where there is none. */
export async function endOfWindow(db: Db, { exchangeId, action, whose }: Key): Promise<Instant | null> {
  const row = await db.selectFrom("limits").select("ends_at").where("exchange_id", "=", exchangeId).where("action", "=", action).where("whose", "=", whose).executeTakeFirst();
  return row === undefined ? null : (row.ends_at.getTime() as Instant);
}

export async function deleteOver(db: Db, exchangeId: string, now: Instant): Promise<void> {
  await db.deleteFrom("limits").where("exchange_id", "=", exchangeId).where("ends_at", "<=", new Date(now)).execute();
}
