import { inTransaction, type Db, type Tx } from "../../db/database.js";
import type { NoticeRecord } from "../../notices/record.js";
import { codeOfHash } from "../../notices/verification-code.js";
import { indexRow } from "../index-row.js";
import { recordOf, unindexedNotices, type NoticeRow } from "../queries.js";
import { insertNoticeCode, upsertNoticeIndex } from "../store.js";

type Of = { readonly line: string; readonly area: string | null };

/** Makes a document findable, in the transaction that publishes it: by its code, and by its words where it is for everybody. */
export async function indexNotice(tx: Tx, row: NoticeRow, { line, area }: Of): Promise<void> {
  await insertNoticeCode(tx, { exchange_id: row.exchange_id, code: codeOfHash(row.json_sha256), notice_id: row.notice_id, version: row.version });
  if (row.audience !== null) return;
  await upsertNoticeIndex(tx, indexRow({ exchangeId: row.exchange_id, line, area, lot: row.lot, title: row.title, record: recordOf(row) as NoticeRecord, publishedAt: row.published_at }));
}

const BATCH = 200;

/** Makes findable what was published before there was an index, or before its rules changed and it was emptied. @returns how many */
export async function indexMissingNotices(db: Db, exchangeId: string): Promise<number> {
  for (let done = 0; ;) {
    const made = await inTransaction(db, async (tx) => {
      const missing = await unindexedNotices(tx, exchangeId, BATCH);
      for (const { line, area, ...row } of missing) await indexNotice(tx, row, { line, area });
      return missing.length;
    });
    done += made;
    if (made < BATCH) return done;
  }
}
