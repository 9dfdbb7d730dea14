import { sql } from "kysely";
import type { Instant } from "../kernel/time.js";
import { sequencerName, type Db } from "./database.js";

const POSTGRES_MIN = 15;

/** Writes the mode into a database that has none. @throws {RangeError} if it was made in the other mode: a rehearsal must never pass for the real thing. */
export async function stampMode(db: Db, mode: "rehearsal" | "live", now: Instant): Promise<void> {
  const stamp = () => db.selectFrom("installation").select("mode").executeTakeFirst();
  // Asked first: the database refuses a stamp that its rows contradict, and would say so instead of the mode.
  if ((await stamp()) === undefined) await db.insertInto("installation").values({ one: true, mode, made_at: new Date(now) }).onConflict((conflict) => conflict.doNothing()).execute();
  const stamped = (await stamp())?.mode ?? mode;
  if (stamped !== mode) throw new RangeError(`DAYLIGHT_MODE is ${mode}, but this database was made in ${stamped} mode and stays in it`);
}

/** The exchanges of this installation, asked by the owner: whoever acts for one of them sees that one alone. */
export const exchangesIn = async (db: Db): Promise<string[]> => (await db.selectFrom("exchanges").select("exchange_id").orderBy("exchange_id").execute()).map((row) => row.exchange_id);

/** Whether some process serves an exchange, asked by the owner: its sequencer is always connected. */
export async function isServed(db: Db, exchangeId: string): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity where datname = current_database() and application_name = ${sequencerName(exchangeId)}`.execute(db);
  return rows.length > 0;
}

/** @throws {RangeError} if the server is older than what our SQL needs. */
export async function checkServer(db: Db): Promise<void> {
  const { rows: [row] } = await sql<{ server_version_num: string }>`show server_version_num`.execute(db);
  const major = Math.floor(Number(row?.server_version_num) / 10_000);
  if (major < POSTGRES_MIN) throw new RangeError(`DATABASE_URL leads to PostgreSQL ${String(major)}; Daylight needs ${String(POSTGRES_MIN)} or newer`);
}
