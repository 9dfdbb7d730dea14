import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { textList } from "../db/lists.js";
import type { Row } from "../db/schema.js";
import type { LotKey } from "../tenders/keys.js";
import type { Against } from "./signals-file.js";

export const runsOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"signal_runs">[]> =>
  db.selectFrom("signal_runs").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();

/** The newest run of a lot; null before there is one. */
export const newestRun = async (db: Db | Tx, key: LotKey): Promise<Row<"signal_runs"> | null> => (await runsOf(db, key)).at(-1) ?? null;

export const notesOf = (db: Db | Tx, { exchangeId, tenderId, lot }: LotKey): Promise<Row<"signal_notes">[]> =>
  db.selectFrom("signal_notes").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "=", tenderId).where("lot", "=", lot).orderBy("serial").execute();

/** The newest run of every lot, newest first. */
export const newestRuns = (db: Db, exchangeId: string, limit: number): Promise<Row<"signal_runs">[]> =>
  db.selectFrom("signal_runs").selectAll().where("exchange_id", "=", exchangeId)
    .where((where) => where.not(where.exists(where.selectFrom("signal_runs as later").select("later.serial").whereRef("later.exchange_id", "=", "signal_runs.exchange_id").whereRef("later.tender_id", "=", "signal_runs.tender_id").whereRef("later.lot", "=", "signal_runs.lot").whereRef("later.serial", ">", "signal_runs.serial"))))
    .orderBy("made_at", "desc").limit(limit).execute();

/** What was written down last about some bidders of each lot. */
export const allNotes = (db: Db, exchangeId: string): Promise<Pick<Row<"signal_notes">, "tender_id" | "lot" | "disposal">[]> =>
  db.selectFrom("signal_notes").select(["tender_id", "lot", "disposal"]).where("exchange_id", "=", exchangeId).orderBy("serial").execute();

/** The last runs of other tenders' lots up to an instant, newest first: what a lot is held against. */
export async function runsBefore(db: Db | Tx, { exchangeId, tenderId }: LotKey, asOf: Date, limit: number): Promise<Against[]> {
  const { rows } = await sql<Against>`select tender, lot, serial from (select distinct on (tender_id, lot) tender_id as tender, lot, serial, made_at from signal_runs
    where exchange_id = ${exchangeId} and tender_id <> ${tenderId} and as_of <= ${asOf} order by tender_id, lot, serial desc) as newest order by made_at desc, tender, lot limit ${limit}`.execute(db);
  return rows;
}

/** What is kept of the bids of some runs. */
export async function keptOf(db: Db | Tx, exchangeId: string, against: readonly Against[]): Promise<Row<"kept_prints">[]> {
  if (against.length === 0) return [];
  const rows = await db.selectFrom("kept_prints").selectAll().where("exchange_id", "=", exchangeId).where("tender_id", "in", [...new Set(against.map(({ tender }) => tender))]).orderBy("tender_id").orderBy("lot").orderBy("bidder").execute();
  return rows.filter(({ tender_id, lot, serial }) => against.some((each) => each.tender === tender_id && each.lot === lot && each.serial === serial));
}

/** From where each bidder lodged what stands in a lot: the acts at the instants its statements were stamped. */
export async function lodgedFrom(db: Db | Tx, exchangeId: string, statements: readonly string[]): Promise<{ readonly bidder: string; readonly address: string; readonly at: Date }[]> {
  return db.selectFrom("lodgements").innerJoin("audit", (join) => join.onRef("audit.exchange_id", "=", "lodgements.exchange_id").onRef("audit.actor_id", "=", "lodgements.actor_id").onRef("audit.at", "=", "lodgements.received_at"))
    .select(["lodgements.bidder", "audit.address", "audit.at"]).distinct().where("lodgements.exchange_id", "=", exchangeId).where("audit.action", "=", "bid.lodge").where("lodgements.statement_sha256", "in", [...statements])
    .orderBy("lodgements.bidder").orderBy("audit.at").orderBy("audit.address").execute();
}

/** From which addresses every other organisation lodged bids in a time. */
export async function othersLodgedFrom(db: Db | Tx, exchangeId: string, { apart, from, until }: { readonly apart: readonly string[]; readonly from: Date; readonly until: Date }): Promise<{ readonly organisation: string; readonly address: string }[]> {
  return db.selectFrom("audit").innerJoin("actors", (join) => join.onRef("actors.exchange_id", "=", "audit.exchange_id").onRef("actors.actor_id", "=", "audit.actor_id"))
    .select(["actors.org_uscc as organisation", "audit.address"]).distinct().where("audit.exchange_id", "=", exchangeId).where("audit.action", "=", "bid.lodge").where("audit.outcome", "=", "201").where("audit.at", ">=", from).where("audit.at", "<=", until)
    .where("actors.org_uscc", "is not", null).where("actors.org_uscc", "not in", [...apart]).$narrowType<{ organisation: string }>().execute();
}

/** Who acts, or acted, for bidders by an instant. */
export const representatives = (db: Db | Tx, exchangeId: string, usccs: readonly string[], asOf: Date): Promise<{ uscc: string | null; person_id: string; name: string }[]> =>
  db.selectFrom("actors").innerJoin("people", (join) => join.onRef("people.exchange_id", "=", "actors.exchange_id").onRef("people.person_id", "=", "actors.person_id"))
    .select(["actors.org_uscc as uscc", "actors.person_id", "people.name"]).distinct().where("actors.exchange_id", "=", exchangeId).where("actors.role", "=", "bidder").where("actors.org_uscc", "in", [...usccs]).where("actors.made_at", "<=", asOf)
    .orderBy("actors.org_uscc").orderBy("actors.person_id").execute();

/** Of the other organisations that bid: how many there are, and how many share a person with another of them. */
export async function othersSharingPeople(db: Db | Tx, exchangeId: string, apart: readonly string[], asOf: Date): Promise<{ readonly have: number; readonly of: number }> {
  const { rows } = await sql<{ have: string; all: string }>`with offices as (select distinct person_id, org_uscc from actors where exchange_id = ${exchangeId} and role = 'bidder' and org_uscc is not null and made_at <= ${asOf} and org_uscc <> all(${textList(apart)}::text[]))
    select (select count(distinct one.org_uscc) from offices as one join offices as other on other.person_id = one.person_id and other.org_uscc <> one.org_uscc) as have, (select count(distinct org_uscc) from offices) as all`.execute(db);
  return { have: Number(rows[0]?.have ?? 0), of: Number(rows[0]?.all ?? 0) };
}

/** What every other organisation says of itself, by its newest file at an instant. */
export async function othersRegistered(db: Db | Tx, exchangeId: string, apart: readonly string[], asOf: Date): Promise<{ readonly head: string; readonly phone: string; readonly seat: string }[]> {
  const { rows } = await sql<{ head: string; phone: string; seat: string }>`select said->>'legalRepresentative' as head, said->>'phone' as phone, said->>'address' as seat from (select distinct on (uscc) convert_from(file, 'UTF8')::jsonb as said from organisation_files
    where exchange_id = ${exchangeId} and uscc <> all(${textList(apart)}::text[]) and made_at <= ${asOf} order by uscc, version desc) as newest`.execute(db);
  return rows;
}
