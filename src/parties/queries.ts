import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";

export async function registrationById(db: Db | Tx, exchangeId: string, id: string): Promise<Row<"registrations"> | null> {
  return (await db.selectFrom("registrations").selectAll().where("exchange_id", "=", exchangeId).where("registration_id", "=", id).executeTakeFirst()) ?? null;
}

export async function registrationsOfPerson(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"registrations">[]> {
  return db.selectFrom("registrations").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).orderBy("made_at", "desc").execute();
}

/** Whether a registration of this person by letter is being looked at. */
export async function isLetterWaiting(db: Db | Tx, exchangeId: string, personId: string): Promise<boolean> {
  return (await db.selectFrom("registrations").select("registration_id").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("state", "=", "submitted").where("letter", "is not", null).executeTakeFirst()) !== undefined;
}

/** What waits for staff, the most urgent first. */
export async function registrationsWaiting(db: Db, exchangeId: string): Promise<Row<"registrations">[]> {
  return db.selectFrom("registrations").selectAll().where("exchange_id", "=", exchangeId).where("state", "=", "submitted").orderBy("due_at").orderBy("registration_id").execute();
}

export async function filesOf(db: Db | Tx, exchangeId: string, uscc: string): Promise<Row<"organisation_files">[]> {
  return db.selectFrom("organisation_files").selectAll().where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).orderBy("version", "desc").execute();
}

/** Invitations that can still be taken. */
export async function openInvitations(db: Db, exchangeId: string, uscc: string, at: Date): Promise<Row<"representative_invitations">[]> {
  return db.selectFrom("representative_invitations").selectAll().where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).where("taken_by", "is", null).where("expires_at", ">", at).orderBy("made_at").execute();
}

/** A version of an organisation's file by its hash; null where there is none of that number. */
export async function fileVersion(db: Db | Tx, exchangeId: string, uscc: string, version: number | null): Promise<{ readonly version: number; readonly sha256: string; readonly file: Uint8Array } | null> {
  if (version === null) return null;
  return (await db.selectFrom("organisation_files").select(["version", "sha256", "file"]).where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).where("version", "=", version).executeTakeFirst()) ?? null;
}
