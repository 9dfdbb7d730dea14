import type { Db } from "../../db/database.js";
import type { NoticeRow } from "../queries.js";

export type NoticeFilter = { readonly limit: number; readonly cursor: string | null; readonly type: string | null; readonly text: string | null };

/** Public notices by time, newest first; `next` is the cursor of the following page, null at the end. A cursor nobody issued starts at the top. */
export async function listNotices(db: Db, exchangeId: string, filter: NoticeFilter): Promise<{ readonly rows: NoticeRow[]; readonly next: string | null }> {
  const after = readCursor(filter.cursor);
  const rows = await db.selectFrom("notices").selectAll().where("exchange_id", "=", exchangeId).where("audience", "is", null)
    .$if(filter.type !== null, (query) => query.where("type", "=", filter.type ?? ""))
    .$if(filter.text !== null && filter.text.trim() !== "", (query) => query.where("title", "ilike", `%${(filter.text ?? "").trim().replaceAll(/[\\%_]/g, "\\$&")}%`))
    .$if(after !== null, (query) => query.where((row) => row(row.refTuple("published_at", "notice_id"), "<", row.tuple(after?.at ?? new Date(0), after?.id ?? ""))))
    .orderBy("published_at", "desc").orderBy("notice_id", "desc").limit(filter.limit + 1).execute();
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > filter.limit && last !== undefined ? `${String(last.published_at.getTime())}.${last.notice_id}` : null };
}

function readCursor(cursor: string | null): { at: Date; id: string } | null {
  const [, at, id] = /^(\d{1,15})\.([A-Za-z0-9._-]{1,64})$/.exec(cursor ?? "") ?? [];
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
}
