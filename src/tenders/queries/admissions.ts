import { sql } from "kysely";
import type { Db, Tx } from "../../db/database.js";
import { textList } from "../../db/lists.js";
import type { Row } from "../../db/schema.js";
import type { LotKey } from "../keys.js";

export type AdmissionRow = Row<"admissions">;

/** The firms named for the lots of a tender, by code. Who they are is secret until the bids are opened (招标投标法 22). */
export const admissionsOf = (db: Db | Tx, exchangeId: string, tenderId: string): Promise<AdmissionRow[]> =>
  db.selectFrom("admissions").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).orderBy("lot").orderBy("firm").execute();

/** The tenders a firm was named for, newest first. */
export const admissionsOfFirm = (db: Db | Tx, exchangeId: string, firm: string): Promise<AdmissionRow[]> =>
  db.selectFrom("admissions").selectAll().where("exchange_id", "=", exchangeId).where("firm", "=", firm).orderBy("named_at", "desc").execute();

/** The committed list of a lot, with its place in the log; null before the invitations are out, and where everybody may bid. */
export async function admissionListOf(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<(Row<"admission_lists"> & { readonly idx: string | null }) | null> {
  return (await db.selectFrom("admission_lists").leftJoin("leaves", (join) => join.onRef("leaves.exchange_id", "=", "admission_lists.exchange_id").onRef("leaves.outbox_id", "=", "admission_lists.outbox_id"))
    .selectAll("admission_lists").select("leaves.idx").where("admission_lists.exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).executeTakeFirst()) ?? null;
}

/** Lots of some tenders that take bids of admitted firms alone, each with those of the given firms that are admitted. */
export async function gatesOf(db: Db | Tx, exchangeId: string, tenderIds: readonly string[], firms: readonly string[]): Promise<{ tender_id: string; lot: string; firm: string | null }[]> {
  const found = await sql<{ tender_id: string; lot: string; firm: string | null }>`/* lodging-gates */ select lists.tender_id, lists.lot, admissions.firm
    from admission_lists as lists left join admissions on admissions.exchange_id = lists.exchange_id and admissions.tender_id = lists.tender_id and admissions.lot = lists.lot and admissions.firm = any(${textList(firms)}::text[])
    where lists.exchange_id = ${exchangeId} and lists.tender_id = any(${textList(tenderIds)}::text[])`.execute(db);
  return found.rows;
}

/** Whether a firm may read the tender documents and bid: on a lot whose invitations are out only if it is on its list. */
export async function isAdmitted(db: Db | Tx, { exchangeId, tenderId, lot }: LotKey, firm: string): Promise<boolean> {
  const gates = (await gatesOf(db, exchangeId, [tenderId], [firm])).filter((each) => each.lot === lot);
  return gates.length === 0 || gates.some((each) => each.firm !== null);
}
