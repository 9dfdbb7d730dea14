import type { Db, Tx } from "../../db/database.js";
import { fromUtf8 } from "../../kernel/bytes.js";
import type { Barrier, DocumentText } from "../check/document-text.js";
import type { CheckReport } from "../check/run.js";
import type { Round } from "../entry.js";
import type { CheckOccasion } from "../tables.js";

/** A check as it was kept. */
export type KeptCheck = { readonly serial: number; readonly occasion: CheckOccasion; readonly formVersion: number; readonly madeAt: Date; readonly report: CheckReport };

/** The newest check of a tender, of one occasion or of any; null while there is none. */
export async function newestCheck(db: Db | Tx, exchangeId: string, tenderId: string, occasion: CheckOccasion | null = null): Promise<KeptCheck | null> {
  const row = await db.selectFrom("tender_checks").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId)
    .$if(occasion !== null, (query) => query.where("occasion", "=", occasion ?? "asked")).orderBy("serial", "desc").limit(1).executeTakeFirst();
  return row === undefined ? null : { serial: row.serial, occasion: row.occasion, formVersion: row.form_version, madeAt: row.made_at, report: JSON.parse(fromUtf8(row.report)) as CheckReport };
}

/** Documents that are not in force yet, with what could be read of them. */
export async function textsOf(db: Db | Tx, exchangeId: string, drafts: readonly { readonly name: string; readonly mediaType: string; readonly sha256: string; readonly size: number }[]): Promise<DocumentText[]> {
  const rows = drafts.length === 0 ? [] : await db.selectFrom("document_texts").select(["sha256", "words", "barrier"]).where("exchange_id", "=", exchangeId).where("sha256", "in", drafts.map(({ sha256 }) => sha256)).execute();
  return drafts.map(({ name, mediaType, sha256, size }) => {
    const row = rows.find((each) => each.sha256 === sha256);
    return { name, mediaType, size, sha256, text: row?.words ?? null, barrier: (row?.barrier ?? null) as Barrier | null };
  });
}

/** The newest version of every document of a tender's round, with what could be read of it. */
export async function documentTextsOf(db: Db | Tx, exchangeId: string, tenderId: string, round: Round): Promise<DocumentText[]> {
  const rows = await db.selectFrom("documents").leftJoin("document_texts", (join) => join.onRef("document_texts.exchange_id", "=", "documents.exchange_id").onRef("document_texts.sha256", "=", "documents.sha256"))
    .select(["name", "version", "media_type", "documents.sha256", "size", "words", "barrier"]).where("documents.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("round", "=", round).orderBy("name").orderBy("version").execute();
  const newest = new Map(rows.map((row) => [row.name, row]));
  return [...newest.values()].map((row) => ({ name: row.name, mediaType: row.media_type, size: Number(row.size), sha256: row.sha256, text: row.words, barrier: row.barrier as Barrier | null }));
}
