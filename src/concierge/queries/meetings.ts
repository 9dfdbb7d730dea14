import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { AppraisedLine } from "../appraisal.js";

export type IntermediaryRow = Row<"intermediaries">;
export type MeetingRow = Row<"coordination_meetings">;
export type GuestRow = Row<"meeting_guests">;
export type DecisionRow = Row<"meeting_decisions">;
export type ToldOnceRow = Row<"told_once_papers">;
export type AppraisalRow = Row<"concierge_appraisals">;

/** Intermediaries in the order of their registration. */
export const intermediariesOf = (db: Db | Tx, exchangeId: string): Promise<IntermediaryRow[]> => db.selectFrom("intermediaries").selectAll().where("exchange_id", "=", exchangeId).orderBy("intermediary").execute();

export const countMeetings = async (tx: Tx, exchangeId: string): Promise<number> => Number((await tx.selectFrom("coordination_meetings").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).executeTakeFirstOrThrow()).count);

/** Meetings, the latest first; of one project where one is named. */
export const meetingsOf = (db: Db | Tx, exchangeId: string, project: string | null, limit: number): Promise<MeetingRow[]> =>
  db.selectFrom("coordination_meetings").selectAll().where("exchange_id", "=", exchangeId).$if(project !== null, (asked) => asked.where("project", "=", project ?? "")).orderBy("meets_at", "desc").orderBy("meeting", "desc").limit(limit).execute();

export async function meetingById(db: Db | Tx, exchangeId: string, meeting: string): Promise<MeetingRow | null> {
  return (await db.selectFrom("coordination_meetings").selectAll().where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).executeTakeFirst()) ?? null;
}

/** Who was invited to meetings. */
export const guestsOf = (db: Db | Tx, exchangeId: string, meetings: readonly string[]): Promise<GuestRow[]> =>
  meetings.length === 0 ? Promise.resolve([]) : db.selectFrom("meeting_guests").selectAll().where("exchange_id", "=", exchangeId).where("meeting", "in", [...meetings]).orderBy("meeting").orderBy("kind").orderBy("code").execute();

/** What meetings decided, in the order of each. */
export const decisionsOf = (db: Db | Tx, exchangeId: string, meetings: readonly string[]): Promise<DecisionRow[]> =>
  meetings.length === 0 ? Promise.resolve([]) : db.selectFrom("meeting_decisions").selectAll().select((each) => each.cast<string>("due_on", "text").as("due_on")).where("exchange_id", "=", exchangeId).where("meeting", "in", [...meetings]).orderBy("meeting").orderBy("serial").execute();

/** One-time notices: the units’, the latest first, or a meeting’s one. */
export const toldOnceOf = (db: Db | Tx, exchangeId: string, meeting: string | null): Promise<ToldOnceRow[]> =>
  db.selectFrom("told_once_papers").selectAll().where("exchange_id", "=", exchangeId).where("meeting", meeting === null ? "is" : "=", meeting).orderBy("made_at", "desc").orderBy("paper_id", "desc").execute();

export async function toldOnceById(db: Db | Tx, exchangeId: string, paper: string): Promise<ToldOnceRow | null> {
  return (await db.selectFrom("told_once_papers").selectAll().where("exchange_id", "=", exchangeId).where("paper_id", "=", paper).executeTakeFirst()) ?? null;
}

/** What stands in the files of a concierge’s service from an instant until another, with the rating that each request has. */
export const linesOf = (db: Db | Tx, exchangeId: string, concierge: string, from: Date, until: Date): Promise<AppraisedLine[]> =>
  db.selectFrom("service_log").leftJoin("concierge_requests", (join) => join.onRef("concierge_requests.exchange_id", "=", "service_log.exchange_id").onRef("concierge_requests.project", "=", "service_log.project").onRef("concierge_requests.serial", "=", "service_log.request"))
    .select(["service_log.project", "service_log.kind", "service_log.made_at", "concierge_requests.rating", (each) => each.cast<string | null>("service_log.due_on", "text").as("due_on")])
    .where("service_log.exchange_id", "=", exchangeId).where("service_log.concierge", "=", concierge).where("service_log.made_at", ">=", from).where("service_log.made_at", "<", until).orderBy("service_log.made_at").execute();

/** Appraisals, the latest first; of one concierge where one is named. */
export const appraisalsOf = (db: Db | Tx, exchangeId: string, concierge: string | null): Promise<AppraisalRow[]> =>
  db.selectFrom("concierge_appraisals").selectAll().select((each) => [each.cast<string>("from_on", "text").as("from_on"), each.cast<string>("until_on", "text").as("until_on")]).where("exchange_id", "=", exchangeId).$if(concierge !== null, (asked) => asked.where("concierge", "=", concierge ?? "")).orderBy("concierge_appraisals.until_on", "desc").orderBy("concierge").execute();
