import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { PlainDate } from "../kernel/time.js";
import type { NewMeeting, Outcome } from "./meeting.js";
import { LASTING } from "./organisation.js";

/** False where a unit has this code, or stands by this credit code. */
export async function insertUnit(tx: Tx, row: NewRow<"units">): Promise<boolean> {
  return (await tx.insertInto("units").values(row).onConflict((each) => each.doNothing()).returning("code").executeTakeFirst()) !== undefined;
}

/** False where a window of this number stands in these days. */
export async function insertWindow(tx: Tx, row: NewRow<"windows">): Promise<boolean> {
  return (await tx.insertInto("windows").values(row).onConflict((each) => each.doNothing()).returning("number").executeTakeFirst()) !== undefined;
}

/** Waits for whoever enters or ends a unit or window now: what one looks at stays as it is until the transaction ends. */
export const holdCentre = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`centre ${exchangeId}`}, 0))`.execute(tx);
};

export async function endUnitRow(tx: Tx, exchangeId: string, code: string, until: PlainDate): Promise<void> {
  await tx.updateTable("units").set({ until_on: until }).where("exchange_id", "=", exchangeId).where("code", "=", code).execute();
}

export async function endWindowRow(tx: Tx, exchangeId: string, { number, from }: { readonly number: number; readonly from: PlainDate }, until: PlainDate): Promise<void> {
  await tx.updateTable("windows").set({ until_on: until }).where("exchange_id", "=", exchangeId).where("number", "=", number).where("from_on", "=", from).execute();
}

/** False where another stands in its place in these days, or by its code. */
export async function insertSubCentre(tx: Tx, row: NewRow<"sub_centres">): Promise<boolean> {
  return (await tx.insertInto("sub_centres").values(row).onConflict((each) => each.doNothing()).returning("code").executeTakeFirst()) !== undefined;
}

/** False where a hall has this code. */
export async function insertHall(tx: Tx, row: NewRow<"service_halls">): Promise<boolean> {
  return (await tx.insertInto("service_halls").values(row).onConflict((each) => each.doNothing()).returning("code").executeTakeFirst()) !== undefined;
}

/** False where somebody holds a post of one in these days. */
export async function insertPost(tx: Tx, row: NewRow<"posts">): Promise<boolean> {
  return (await tx.insertInto("posts").values(row).onConflict((each) => each.doNothing()).returning("post_id").executeTakeFirst()) !== undefined;
}

export async function endLasting(tx: Tx, exchangeId: string, table: keyof typeof LASTING, id: string, until: PlainDate): Promise<void> {
  await sql`update ${sql.table(table)} set until_on = ${until} where exchange_id = ${exchangeId} and ${sql.ref(LASTING[table])} = ${id}`.execute(tx);
}

export async function insertRegulation(tx: Tx, row: NewRow<"regulations">): Promise<void> {
  await tx.insertInto("regulations").values(row).execute();
}

/** False where the hall has taken this version up already. */
export async function insertTakenUp(tx: Tx, row: NewRow<"policy_halls">): Promise<boolean> {
  return (await tx.insertInto("policy_halls").values(row).onConflict((each) => each.doNothing()).returning("hall").executeTakeFirst()) !== undefined;
}

/** A meeting with its members and what it decides on. */
export async function insertMeeting(tx: Tx, row: NewRow<"meetings">, members: readonly { readonly actor: string; readonly name: string }[], items: NewMeeting["items"]): Promise<void> {
  const { exchange_id, meeting } = row;
  await tx.insertInto("meetings").values(row).execute();
  await tx.insertInto("meeting_members").values(members.map(({ actor, name }) => ({ exchange_id, meeting, actor_id: actor, name }))).execute();
  await tx.insertInto("meeting_items").values(items.map(({ weight, title, proposal, owner, dueOn }, at) => ({ exchange_id, meeting, item: at + 1, weight, title, proposal, owner, due_on: dueOn }))).execute();
}

export async function noteSignIn(tx: Tx, exchangeId: string, meeting: string, actor: string, at: Date): Promise<void> {
  await tx.updateTable("meeting_members").set({ signed_in_at: at }).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).where("actor_id", "=", actor).execute();
}

export async function insertVote(tx: Tx, row: NewRow<"meeting_votes">): Promise<void> {
  await tx.insertInto("meeting_votes").values(row).execute();
}

type Item = { readonly meeting: string; readonly item: number };
export async function noteOutcome(tx: Tx, exchangeId: string, { meeting, item }: Item, outcome: Outcome): Promise<void> {
  await tx.updateTable("meeting_items").set({ outcome }).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).where("item", "=", item).execute();
}

export async function noteDone(tx: Tx, exchangeId: string, { meeting, item, words }: Item & { readonly words: string }, at: Date): Promise<void> {
  await tx.updateTable("meeting_items").set({ done_at: at, done_text: words }).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).where("item", "=", item).execute();
}

export async function endMeeting(tx: Tx, exchangeId: string, meeting: string, state: "closed" | "cancelled", at: Date): Promise<void> {
  await tx.updateTable("meetings").set({ state, ended_at: at }).where("exchange_id", "=", exchangeId).where("meeting", "=", meeting).execute();
}

export async function insertMinutes(tx: Tx, row: NewRow<"meeting_minutes">): Promise<void> {
  await tx.insertInto("meeting_minutes").values(row).execute();
}

/** A campaign, issued to sub-centres at once. */
export async function insertCampaign(tx: Tx, row: NewRow<"campaigns">, parts: readonly string[]): Promise<void> {
  await tx.insertInto("campaigns").values(row).execute();
  await tx.insertInto("campaign_parts").values(parts.map((sub_centre) => ({ exchange_id: row.exchange_id, campaign: row.campaign, sub_centre }))).execute();
}

export async function insertCampaignMove(tx: Tx, row: NewRow<"campaign_moves">): Promise<void> {
  await tx.insertInto("campaign_moves").values(row).execute();
}
