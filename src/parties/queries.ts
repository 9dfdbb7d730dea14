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

/** That one organisation takes in another, as it said; null where it did not. */
export async function mergerOf(db: Db | Tx, exchangeId: string, absorbed: string, into: string): Promise<Row<"mergers"> | null> {
  return (await db.selectFrom("mergers").selectAll().where("exchange_id", "=", exchangeId).where("absorbed_uscc", "=", absorbed).where("into_uscc", "=", into).executeTakeFirst()) ?? null;
}

/** Mergers an organisation is a side of, each with both names and whether the absorbed one has left for it. */
export async function mergersOf(db: Db, exchangeId: string, uscc: string): Promise<(Row<"mergers"> & { readonly absorbed: string; readonly into: string; readonly done: boolean })[]> {
  return db.selectFrom("mergers").selectAll("mergers")
    .innerJoin("organisations as gone", (join) => join.onRef("gone.exchange_id", "=", "mergers.exchange_id").onRef("gone.uscc", "=", "mergers.absorbed_uscc"))
    .innerJoin("organisations as stays", (join) => join.onRef("stays.exchange_id", "=", "mergers.exchange_id").onRef("stays.uscc", "=", "mergers.into_uscc"))
    .select(["gone.name as absorbed", "stays.name as into"])
    .select((select) => select.exists(select.selectFrom("organisation_changes").select("uscc").whereRef("organisation_changes.exchange_id", "=", "mergers.exchange_id").whereRef("organisation_changes.uscc", "=", "mergers.absorbed_uscc")
      .whereRef("organisation_changes.successor_uscc", "=", "mergers.into_uscc")).$castTo<boolean>().as("done"))
    .where("mergers.exchange_id", "=", exchangeId).where((where) => where.or([where("absorbed_uscc", "=", uscc), where("into_uscc", "=", uscc)])).orderBy("mergers.made_at").execute();
}
