import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { ADMITTED_AUDIENCE, DESK_AUDIENCE } from "../entry.js";
import type { Reading } from "../letter.js";
import { noticesOf, type NoticeRow } from "../queries.js";
import { admissionsOf, admissionsOfFirm } from "./admissions.js";

/** A letter to one firm, with its sending and its first reading. */
export type LetterLine = {
  readonly notice: string; readonly version: number; readonly tender: string; readonly lot: string | null; readonly type: string; readonly title: string; readonly firm: string; readonly sentAt: Date; readonly outboxId: string;
  readonly read: { readonly at: Date; readonly how: Reading; readonly salt: Uint8Array; readonly file: Uint8Array; readonly outboxId: string } | null;
};

type ReadKey = { readonly exchangeId: string; readonly noticeId: string; readonly version: number; readonly firm: string };

export const isLetterRead = async (db: Db | Tx, { exchangeId, noticeId, version, firm }: ReadKey): Promise<boolean> =>
  (await db.selectFrom("letter_reads").select("firm").where("exchange_id", "=", exchangeId).where("notice_id", "=", noticeId).where("version", "=", version).where("firm", "=", firm).executeTakeFirst()) !== undefined;

/** Every letter of a tender to every firm it went to, oldest first. */
export async function lettersOf(db: Db | Tx, exchangeId: string, tenderId: string): Promise<LetterLine[]> {
  const letters = (await noticesOf(db, exchangeId, tenderId)).filter(isLetter);
  const admitted = [...new Set((await admissionsOf(db, exchangeId, tenderId)).map(({ firm }) => firm))];
  const reads = letters.length === 0 ? [] : await db.selectFrom("letter_reads").selectAll().where("exchange_id", "=", exchangeId).where("notice_id", "in", letters.map(({ notice_id }) => notice_id)).execute();
  return letters.flatMap((row) => (row.audience === ADMITTED_AUDIENCE ? admitted : [row.audience ?? ""]).map((firm) => lineOf(row, firm, reads)));
}

/** The letters a firm got in all its tenders, newest first. */
export async function lettersTo(db: Db, exchangeId: string, firm: string, limit: number): Promise<LetterLine[]> {
  const admitted = [...new Set((await admissionsOfFirm(db, exchangeId, firm)).map(({ tender_id }) => tender_id))];
  const rows = await db.selectFrom("notices").selectAll().where("exchange_id", "=", exchangeId)
    .where((row) => row.or([row("audience", "=", firm), ...admitted.length === 0 ? [] : [row.and([row("audience", "=", ADMITTED_AUDIENCE), row("tender_id", "in", admitted)])]])).orderBy("published_at", "desc").orderBy("notice_id", "desc").limit(limit).execute();
  const reads = await db.selectFrom("letter_reads").selectAll().where("exchange_id", "=", exchangeId).where("firm", "=", firm).execute();
  return rows.map((row) => lineOf(row, firm, reads));
}

const isLetter = ({ audience }: NoticeRow): boolean => audience !== null && audience !== DESK_AUDIENCE;

function lineOf(row: NoticeRow, firm: string, reads: readonly Row<"letter_reads">[]): LetterLine {
  const read = reads.find((each) => each.notice_id === row.notice_id && each.version === row.version && each.firm === firm);
  return {
    notice: row.notice_id, version: row.version, tender: row.tender_id ?? "", lot: row.lot, type: row.type, title: row.title, firm, sentAt: row.published_at, outboxId: row.outbox_id,
    read: read === undefined ? null : { at: read.read_at, how: read.how, salt: read.salt, file: read.file, outboxId: read.outbox_id },
  };
}
