import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import type { ComplaintPaperType } from "../notices/complaint-papers.js";
import { KINDS, type Desk, type Kind } from "./kinds.js";

export type ComplaintRow = Row<"complaints">;
export type StepRow = Row<"complaint_steps">;
export type PaperRow = Row<"complaint_papers">;

export async function complaintByNumber(db: Db | Tx, exchangeId: string, complaint: string): Promise<ComplaintRow | null> {
  return (await db.selectFrom("complaints").selectAll().where("exchange_id", "=", exchangeId).where("complaint_no", "=", complaint).executeTakeFirst()) ?? null;
}

/** The complaint of a code. @param sha256 of the code */
export async function complaintByCode(db: Db | Tx, exchangeId: string, sha256: string): Promise<ComplaintRow | null> {
  return (await db.selectFrom("complaints").selectAll().where("exchange_id", "=", exchangeId).where("code_sha256", "=", sha256).executeTakeFirst()) ?? null;
}

/** What a desk has, the oldest first; what is over, when it ended last. @param but an officer it may be about: he is not shown it */
export async function complaintsAt(db: Db | Tx, exchangeId: string, desk: Desk, but: { readonly id: string; readonly name: string }, limit: number): Promise<ComplaintRow[]> {
  return db.selectFrom("complaints").selectAll().where("exchange_id", "=", exchangeId).where("desk", "=", desk)
    .where((row) => row.or([row("about_actor", "is", null), row("about_actor", "<>", but.id)])).where((row) => row.or([row("person", "is", null), row("person", "<>", but.name)]))
    .orderBy(sql`state in ('CLOSED', 'WITHDRAWN')`).orderBy("filed_at").orderBy("complaint_no").limit(limit).execute();
}

export async function stepsOf(db: Db | Tx, exchangeId: string, complaint: string): Promise<StepRow[]> {
  return db.selectFrom("complaint_steps").selectAll().where("exchange_id", "=", exchangeId).where("complaint_no", "=", complaint).orderBy("serial").execute();
}

/** A handler in hand. */
export type Handler = { readonly actorId: string; readonly workedUntil: PlainDate | null; readonly joinedAt: Date };

/** Who handles a complaint at present, by when he joined. */
export async function handlersOf(db: Db | Tx, exchangeId: string, complaint: string): Promise<Handler[]> {
  const rows = await db.selectFrom("complaint_handlers").select(["actor_id", "joined_at", (each) => each.cast<string | null>("worked_until", "text").as("worked_until")])
    .where("exchange_id", "=", exchangeId).where("complaint_no", "=", complaint).where("left_at", "is", null).orderBy("joined_at").orderBy("actor_id").execute();
  return rows.map(({ actor_id, worked_until, joined_at }) => ({ actorId: actor_id, workedUntil: worked_until as PlainDate | null, joinedAt: joined_at }));
}

export async function identityOf(db: Db | Tx, exchangeId: string, complaint: string): Promise<Row<"complaint_identities"> | null> {
  return (await db.selectFrom("complaint_identities").selectAll().where("exchange_id", "=", exchangeId).where("complaint_no", "=", complaint).executeTakeFirst()) ?? null;
}

/** Complaints of whoever has one of these indexes, decided or not, the oldest first. */
export async function complaintsOfLookup(db: Db | Tx, exchangeId: string, indexes: readonly Uint8Array[]): Promise<ComplaintRow[]> {
  return db.selectFrom("complaints").innerJoin("complaint_identities as identity", (join) => join.onRef("identity.exchange_id", "=", "complaints.exchange_id").onRef("identity.complaint_no", "=", "complaints.complaint_no"))
    .selectAll("complaints").where("complaints.exchange_id", "=", exchangeId).where("identity.lookup", "in", [...indexes]).orderBy("complaints.filed_at").orderBy("complaints.complaint_no").execute();
}

export async function paperOf(db: Db | Tx, exchangeId: string, complaint: string, kind: ComplaintPaperType): Promise<PaperRow | null> {
  return (await db.selectFrom("complaint_papers").selectAll().where("exchange_id", "=", exchangeId).where("complaint_no", "=", complaint).where("kind", "=", kind).executeTakeFirst()) ?? null;
}

const PUBLISHED = (Object.keys(KINDS) as Kind[]).filter((kind) => KINDS[kind].published);

/** Decisions everybody reads: served, of kinds whose decisions are published, the newest first. */
export async function publishedDecisions(db: Db | Tx, exchangeId: string, { suggestions, limit }: { readonly suggestions: boolean; readonly limit: number }): Promise<ComplaintRow[]> {
  return db.selectFrom("complaints").selectAll().where("exchange_id", "=", exchangeId).where("served_at", "is not", null).where("decision", "is not", null).where("kind", "in", PUBLISHED.filter((kind) => (kind === "suggestion") === suggestions))
    .orderBy("served_at", "desc").orderBy("complaint_no", "desc").limit(limit).execute();
}

/** Whose bad records stand, the newest first. */
export async function badRecords(db: Db | Tx, exchangeId: string): Promise<Row<"bad_records">[]> {
  return db.selectFrom("bad_records").selectAll().where("exchange_id", "=", exchangeId).orderBy("made_at", "desc").orderBy("complaint_no").execute();
}

/** Complaints whose handlers are to be told of a clock by now. */
export async function complaintsToRemind(db: Db | Tx, exchangeId: string, now: Date): Promise<string[]> {
  return (await db.selectFrom("complaints").select("complaint_no").where("exchange_id", "=", exchangeId).where("remind_at", "<=", now).orderBy("remind_at").execute()).map(({ complaint_no }) => complaint_no);
}

/** When handlers are told of a clock next, after a moment; null where none is due. */
export async function nextComplaintDue(db: Db, exchangeId: string, after: Date): Promise<Instant | null> {
  const row = await db.selectFrom("complaints").select("remind_at").where("exchange_id", "=", exchangeId).where("remind_at", ">", after).orderBy("remind_at").limit(1).executeTakeFirst();
  return row?.remind_at == null ? null : (row.remind_at.getTime() as Instant);
}

/** Whether a handler was shown who complains since a moment: his page shows it so long. */
export async function wasShownIdentity(db: Db, exchangeId: string, { complaint, actorId, since }: { readonly complaint: string; readonly actorId: string; readonly since: Date }): Promise<boolean> {
  return (await db.selectFrom("complaint_disclosures").select("serial").where("exchange_id", "=", exchangeId).where("complaint_no", "=", complaint).where("shown_to", "=", actorId).where("shown_at", ">=", since).limit(1).executeTakeFirst()) !== undefined;
}

/** What a respondent was sent: complaints about tenders of an organisation, once their copy is out. */
export async function copiesFor(db: Db | Tx, exchangeId: string, uscc: string): Promise<ComplaintRow[]> {
  return db.selectFrom("complaints").selectAll().where("exchange_id", "=", exchangeId).where("about_uscc", "=", uscc).where("copied_at", "is not", null).orderBy("copied_at", "desc").execute();
}

/** Complaints that were decided in a time and upheld, in part too: about which unit, about whose office. */
export const upheldBetween = async (db: Db | Tx, exchangeId: string, { after, before }: { readonly after: Date; readonly before: Date }): Promise<{ readonly unit: string | null; readonly about: string | null }[]> =>
  (await db.selectFrom("complaints").select(["unit_code", "about_actor"]).where("exchange_id", "=", exchangeId).where("decided_at", ">=", after).where("decided_at", "<", before).where("outcome", "in", ["upheld", "partly"]).execute()).map(({ unit_code, about_actor }) => ({ unit: unit_code, about: about_actor }));
