import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import type { Outcome, Vote, Weight } from "../meeting.js";

export type MeetingRow = Row<"meetings">;
export type Member = { readonly actor: string; readonly name: string; readonly signedInAt: Instant | null };
export type MeetingItem = {
  readonly item: number; readonly weight: Weight; readonly title: string; readonly proposal: string; readonly owner: string; readonly dueOn: PlainDate; readonly outcome: Outcome | null; readonly done: { readonly at: Instant; readonly words: string } | null;
  readonly votes: readonly { readonly actor: string; readonly vote: Vote }[];
};
/** A meeting with its members and what it decides on. */
export type Meeting = { readonly row: MeetingRow; readonly members: readonly Member[]; readonly items: readonly MeetingItem[] };

const instant = (date: Date | null): Instant | null => (date === null ? null : (date.getTime() as Instant));

/** Every meeting, the newest first. */
export const meetingsOf = (db: Db | Tx, exchangeId: string, limit: number): Promise<MeetingRow[]> => db.selectFrom("meetings").selectAll().where("exchange_id", "=", exchangeId).orderBy("starts_at", "desc").orderBy("meeting", "desc").limit(limit).execute();

/** A meeting by its number; null where there is none. */
export async function meetingById(db: Db | Tx, exchangeId: string, meeting: string): Promise<Meeting | null> {
  const row = await db.selectFrom("meetings").selectAll().where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).executeTakeFirst();
  if (row === undefined) return null;
  const members = await db.selectFrom("meeting_members").selectAll().where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).orderBy("actor_id").execute();
  const items = await db.selectFrom("meeting_items").selectAll().select((each) => each.cast<string>("due_on", "text").as("due_on")).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).orderBy("item").execute();
  const votes = await db.selectFrom("meeting_votes").selectAll().where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).orderBy("made_at").execute();
  return {
    row, members: members.map(({ actor_id: actor, name, signed_in_at }) => ({ actor, name, signedInAt: instant(signed_in_at) })),
    items: items.map(({ item, weight, title, proposal, owner, due_on, outcome, done_at, done_text }) => ({ item, weight, title, proposal, owner, dueOn: due_on as PlainDate, outcome, done: done_at === null ? null : { at: instant(done_at) ?? (0 as Instant), words: done_text ?? "" }, votes: votes.filter((each) => each.item === item).map(({ actor_id: actor, vote }) => ({ actor, vote })) })),
  };
}

/** How many meetings or campaigns a year has. */
export const countOfYear = async (db: Db | Tx, exchangeId: string, table: "meetings" | "campaigns", prefix: string): Promise<number> =>
  Number((table === "meetings"
    ? await db.selectFrom("meetings").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).where("meeting", "like", `${prefix}%`).executeTakeFirstOrThrow()
    : await db.selectFrom("campaigns").select((each) => each.fn.countAll<string>().as("count")).where("exchange_id", "=", exchangeId).where("campaign", "like", `${prefix}%`).executeTakeFirstOrThrow()).count);

/** The sealed minutes of a meeting; null while there are none. */
export async function minutesOf(db: Db | Tx, exchangeId: string, meeting: string): Promise<{ readonly paper_id: string; readonly json: Uint8Array; readonly json_sha256: string; readonly pdf_sha256: string } | null> {
  const row = await db.selectFrom("meeting_minutes").select(["json", "json_sha256", "pdf_sha256"]).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).executeTakeFirst();
  return row === undefined ? null : { paper_id: `minutes-${meeting}`, ...row };
}
