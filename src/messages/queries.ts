import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { textList } from "../db/lists.js";
import type { Row } from "../db/schema.js";
import type { Json } from "../kernel/canonical-json.js";
import type { Belonging } from "./audiences.js";

/** A message as one office sees it. */
export type MessageLine = {
  readonly id: string; readonly kind: string; readonly audience: string; readonly tender: string | null; readonly lot: string | null; readonly facts: Readonly<Record<string, Json>>; readonly toldAt: Date; readonly readAt: Date | null;
};
/** Whose inbox: the office, and the audiences it belongs to. */
export type Inbox = { readonly exchangeId: string; readonly actorId: string; readonly belongings: readonly Belonging[]; /** Codes of projects and tenders to which what the tenderer is told is held; null: all of it. */ readonly codes: readonly string[] | null };

const within = (codes: readonly string[] | null) => (codes === null ? sql`true` : sql`(messages.audience not like 'tenderer:%' or messages.tender_id = any(${textList(codes)}::text[]) or left(messages.tender_id, 17) = any(${textList(codes)}::text[]))`);

const mine = ({ exchangeId, actorId, belongings, codes }: Inbox) => sql`
  from unnest(${textList(belongings.map((each) => each.audience))}::text[], ${textList(belongings.map(({ since }) => since?.toISOString() ?? "-infinity"))}::text[]::timestamptz[]) as belongs(audience, since)
    join messages on messages.exchange_id = ${exchangeId} and messages.audience = belongs.audience and messages.told_at >= belongs.since and messages.not_to is distinct from ${actorId} and ${within(codes)}
    left join message_reads on message_reads.exchange_id = messages.exchange_id and message_reads.actor_id = ${actorId} and message_reads.message_id = messages.message_id`;

/** Messages of an inbox, newest first, from after a place on. */
export async function inboxLines(db: Db | Tx, inbox: Inbox, { after, limit, unread = false, id = null }: { readonly after: { readonly at: Date; readonly id: string } | null; readonly limit: number; readonly unread?: boolean; readonly id?: string | null }): Promise<MessageLine[]> {
  const { rows } = await sql<MessageLine>`/* inbox */ select messages.message_id as id, messages.kind, messages.audience, messages.tender_id as tender, messages.lot, messages.facts, messages.told_at as "toldAt", message_reads.read_at as "readAt"
    ${mine(inbox)}
    where (messages.told_at, messages.message_id) < (${after?.at ?? "infinity"}::timestamptz, ${after?.id ?? ""}) and (message_reads.read_at is null or not ${unread}::boolean) and (messages.message_id = ${id} or ${id}::text is null)
    order by messages.told_at desc, messages.message_id desc limit ${limit}`.execute(db);
  return rows;
}

/** How many messages are unread, counted up to `max`. */
export async function countUnread(db: Db | Tx, inbox: Inbox, max: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`/* inbox-unread */ select count(*)::integer as count from (select 1 ${mine(inbox)} where message_reads.read_at is null limit ${max}) as unread`.execute(db);
  return rows[0]?.count ?? 0;
}

export const messageById = async (db: Db | Tx, exchangeId: string, messageId: string): Promise<Row<"messages"> | null> =>
  (await db.selectFrom("messages").selectAll().where("exchange_id", "=", exchangeId).where("message_id", "=", messageId).executeTakeFirst()) ?? null;

export type SettingsRow = Row<"message_settings">;

/** What some offices have set; one that set nothing has no row. */
export const settingsOf = (db: Db | Tx, exchangeId: string, actorIds: readonly string[]): Promise<SettingsRow[]> =>
  actorIds.length === 0 ? Promise.resolve([]) : db.selectFrom("message_settings").selectAll().where("exchange_id", "=", exchangeId).where("actor_id", "in", [...actorIds]).execute();

/** What a word for unsubscribing stops; null where it is none. */
export const stopOf = async (db: Db | Tx, exchangeId: string, token: string): Promise<Row<"mail_stops"> | null> =>
  (await db.selectFrom("mail_stops").selectAll().where("exchange_id", "=", exchangeId).where("token", "=", token).executeTakeFirst()) ?? null;

/** What a rehearsal's receiver was sent, newest first. */
export const textsKept = (db: Db, exchangeId: string, limit: number): Promise<Row<"rehearsal_texts">[]> =>
  db.selectFrom("rehearsal_texts").selectAll().where("exchange_id", "=", exchangeId).orderBy("received_at", "desc").orderBy("text_id").limit(limit).execute();
