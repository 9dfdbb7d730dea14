import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../db/database.js";

/**
 * What goes, and when: the one place that deletes what stands in other features' tables, so that the page of the rules, the job and
 * the closing of an account cannot say three things. Nothing that a law keeps has a line here, and the role that runs this may delete from no other table.
 */
type Ends = { readonly exchangeId: string; readonly before: Date };
const FORGET = {
  sessions: ({ exchangeId, before }) => sql`delete from sessions where exchange_id = ${exchangeId} and made_at < ${before}`,
  sign_ins: ({ exchangeId, before }) => sql`delete from sign_ins where exchange_id = ${exchangeId} and at < ${before}`,
  challenges: ({ exchangeId, before }) => sql`delete from challenges where exchange_id = ${exchangeId} and expires_at < ${before}`,
  idempotency: ({ exchangeId, before }) => sql`delete from idempotency where exchange_id = ${exchangeId} and made_at < ${before}`,
  rehearsal_texts: ({ exchangeId, before }) => sql`delete from rehearsal_texts where exchange_id = ${exchangeId} and received_at < ${before}`,
  deliveries: ({ exchangeId, before }) => sql`delete from deliveries where exchange_id = ${exchangeId} and made_at < ${before} and (sent_at is not null or due_at is null)`,
  drafts: ({ exchangeId, before }) => sql`delete from registrations where exchange_id = ${exchangeId} and state in ('draft', 'returned') and coalesce(decided_at, made_at) < ${before}`,
  refused: ({ exchangeId, before }) => sql`delete from registrations where exchange_id = ${exchangeId} and state = 'refused' and decided_at < ${before}`,
  invitations: ({ exchangeId, before }) => sql`delete from representative_invitations where exchange_id = ${exchangeId} and taken_by is null and expires_at < ${before}`,
} as const satisfies Record<string, (ends: Ends) => RawBuilder<unknown>>;

export type Forgotten = keyof typeof FORGET;

/** Deletes what ended before a moment. @returns how many rows */
export const forgetBefore = async (db: Db | Tx, what: Forgotten, ends: Ends): Promise<number> => Number((await FORGET[what](ends).execute(db)).numAffectedRows ?? 0);

/** Whether a person ever held an office: then what he did stands under his name. */
export async function everHeldOffice(tx: Tx, exchangeId: string, personId: string): Promise<boolean> {
  return (await tx.selectFrom("actors").select("actor_id").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).limit(1).executeTakeFirst()) !== undefined;
}

/** What stands where the name of somebody was who has gone and did nothing here. */
const NAME_GONE = "（已注销）";

/** Empties an account: nobody signs in to it any more, and what no law keeps is gone. @param acted whether the person ever held an office */
export async function emptyAccount(tx: Tx, exchangeId: string, personId: string, acted: boolean, at: Date): Promise<void> {
  const offices = sql`(select actor_id from actors where exchange_id = ${exchangeId} and person_id = ${personId})`;
  for (const statement of [
    sql`delete from sessions where exchange_id = ${exchangeId} and person_id = ${personId}`,
    sql`delete from sign_ins where exchange_id = ${exchangeId} and person_id = ${personId}`,
    sql`delete from passwords where exchange_id = ${exchangeId} and person_id = ${personId}`,
    sql`delete from identity_numbers where exchange_id = ${exchangeId} and person_id = ${personId}`,
    sql`delete from challenges where exchange_id = ${exchangeId} and person_id = ${personId}`,
    sql`delete from message_settings where exchange_id = ${exchangeId} and actor_id in ${offices}`,
    sql`delete from mail_stops where exchange_id = ${exchangeId} and actor_id in ${offices}`,
    sql`delete from registrations where exchange_id = ${exchangeId} and person_id = ${personId} and state in ('draft', 'returned', 'refused')`,
    acted ? sql`update passkeys set ended_at = coalesce(ended_at, ${at}), label = '' where exchange_id = ${exchangeId} and person_id = ${personId}` : sql`delete from passkeys where exchange_id = ${exchangeId} and person_id = ${personId}`,
    acted ? sql`update certificates set ended_at = coalesce(ended_at, ${at}) where exchange_id = ${exchangeId} and person_id = ${personId}` : sql`delete from certificates where exchange_id = ${exchangeId} and person_id = ${personId}`,
    acted ? sql`update people set state = 'left', email = null where exchange_id = ${exchangeId} and person_id = ${personId}` : sql`update people set state = 'left', email = null, name = ${NAME_GONE} where exchange_id = ${exchangeId} and person_id = ${personId}`,
  ]) await statement.execute(tx);
}
