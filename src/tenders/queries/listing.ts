import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../db/database.js";

/** Where a list goes on: below this instant, and at it below this id. */
export type Cursor = { readonly at: Date; readonly id: string };

/** A cursor as an address carries it. */
export const writeCursor = ({ at, id }: Cursor): string => `${String(at.getTime())}.${id}`;

/** Null where nobody wrote such a cursor. */
export function readCursor(text: string): Cursor | null {
  const [, at, id] = /^(\d{1,15})\.([A-Za-z0-9._-]{1,64})$/.exec(text) ?? [];
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
}

/** Results are counted exactly up to here. */
const COUNTED_MAX = 10_000;

/** How many there are; `more` where there are more than were counted. */
export type Counted = { readonly count: number; readonly more: boolean };

/** Counts rows up to a bound. @param all every one, for who asks for the exact number @param before what the rows are read from: a WITH of its own */
export async function countUpTo(db: Db, rows: RawBuilder<unknown>, { all = false, before = sql`` }: { readonly all?: boolean; readonly before?: RawBuilder<unknown> } = {}): Promise<Counted> {
  const { rows: [row] } = await sql<{ count: string }>`${before} select count(*) as count from (${rows} limit ${all ? null : COUNTED_MAX + 1}) as found`.execute(db);
  const count = Number(row?.count ?? 0);
  return all ? { count, more: false } : { count: Math.min(count, COUNTED_MAX), more: count > COUNTED_MAX };
}

/** One page of rows that were read with one too many, and the cursor of the next. */
export function pageOf<Line>(rows: readonly Line[], limit: number, cursorOf: (line: Line) => Cursor): { readonly rows: readonly Line[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null };
}
