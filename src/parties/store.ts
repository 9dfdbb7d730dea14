import type { Tx } from "../db/database.js";
import type { NewRow, Row } from "../db/schema.js";
import type { Role } from "../identity/actor.js";

export async function insertRegistration(tx: Tx, row: NewRow<"registrations">): Promise<void> {
  await tx.insertInto("registrations").values(row).execute();
}

/** A registration, held until the transaction ends. */
export async function holdRegistration(tx: Tx, exchangeId: string, id: string): Promise<Row<"registrations"> | null> {
  return (await tx.selectFrom("registrations").selectAll().where("exchange_id", "=", exchangeId).where("registration_id", "=", id).forUpdate().executeTakeFirst()) ?? null;
}

/** The registration of a firm that a person has in hand, held. */
export async function holdOpenRegistration(tx: Tx, exchangeId: string, personId: string, uscc: string): Promise<Row<"registrations"> | null> {
  return (await tx.selectFrom("registrations").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("uscc", "=", uscc)
    .where("state", "in", ["draft", "returned", "submitted"]).forUpdate().executeTakeFirst()) ?? null;
}

type Change = Partial<Pick<Row<"registrations">, "file" | "letter" | "state" | "version" | "submitted_at" | "due_at" | "decided_by" | "decided_at" | "reason">>;

export async function changeRegistration(tx: Tx, { exchange_id, registration_id }: Pick<Row<"registrations">, "exchange_id" | "registration_id">, change: Change): Promise<void> {
  await tx.updateTable("registrations").set(change).where("exchange_id", "=", exchange_id).where("registration_id", "=", registration_id).execute();
}

export async function insertFile(tx: Tx, row: NewRow<"organisation_files">): Promise<void> {
  await tx.insertInto("organisation_files").values(row).execute();
}

export async function insertChange(tx: Tx, row: NewRow<"organisation_changes">): Promise<void> {
  await tx.insertInto("organisation_changes").values(row).execute();
}

export async function insertMerger(tx: Tx, row: NewRow<"mergers">): Promise<void> {
  await tx.insertInto("mergers").values(row).execute();
}

export async function insertInvitation(tx: Tx, row: NewRow<"representative_invitations">): Promise<void> {
  await tx.insertInto("representative_invitations").values(row).execute();
}

/** Ends the codes of a ceremony for this office that nobody took. @returns whether somebody took one */
export async function endEarlierInvitation(tx: Tx, exchangeId: string, { uscc, role, name }: { readonly uscc: string; readonly role: Role; readonly name: string }): Promise<boolean> {
  const earlier = await tx.selectFrom("representative_invitations").select(["code_sha256", "taken_by"]).where("exchange_id", "=", exchangeId)
    .where("uscc", "=", uscc).where("role", "=", role).where("name", "=", name).where("made_by", "=", "ceremony").execute();
  for (const { code_sha256, taken_by } of earlier) {
    if (taken_by === null) await tx.updateTable("representative_invitations").set({ taken_by: "nobody" }).where("exchange_id", "=", exchangeId).where("code_sha256", "=", code_sha256).execute();
  }
  return earlier.some(({ taken_by }) => taken_by !== null && taken_by !== "nobody");
}

/** Takes an invitation, once; null where there is none, or it was taken, or is over. */
export async function takeInvitation(tx: Tx, exchangeId: string, codeSha256: Uint8Array, by: string, at: Date): Promise<Row<"representative_invitations"> | null> {
  return (await tx.updateTable("representative_invitations").set({ taken_by: by }).where("exchange_id", "=", exchangeId).where("code_sha256", "=", codeSha256)
    .where("taken_by", "is", null).where("expires_at", ">", at).returningAll().executeTakeFirst()) ?? null;
}
