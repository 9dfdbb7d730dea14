import type { Tx } from "../../db/database.js";
import type { NewRow, Row } from "../../db/schema.js";

export async function putIdentityNumber(tx: Tx, row: NewRow<"identity_numbers">): Promise<void> {
  const { sealed, lookup, given_at } = row;
  await tx.insertInto("identity_numbers").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "person_id"]).doUpdateSet({ sealed, lookup, given_at })).execute();
}

export async function deleteIdentityNumber(tx: Tx, exchangeId: string, personId: string): Promise<void> {
  await tx.deleteFrom("identity_numbers").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).execute();
}

/** Numbers, held, that may stand under an older key: some of them, from a person on. */
export async function holdNumbersAfter(tx: Tx, exchangeId: string, after: string, limit: number): Promise<Row<"identity_numbers">[]> {
  return tx.selectFrom("identity_numbers").selectAll().where("exchange_id", "=", exchangeId).where("person_id", ">", after).orderBy("person_id").limit(limit).forUpdate().execute();
}

/** The same for telephone numbers. */
export async function holdPhonesAfter(tx: Tx, exchangeId: string, after: string, limit: number): Promise<{ readonly actor_id: string; readonly phone: Uint8Array }[]> {
  const rows = await tx.selectFrom("message_settings").select(["actor_id", "phone"]).where("exchange_id", "=", exchangeId).where("phone", "is not", null).where("actor_id", ">", after).orderBy("actor_id").limit(limit).forUpdate().execute();
  return rows.map(({ actor_id, phone }) => ({ actor_id, phone: phone ?? new Uint8Array() }));
}

export async function changePhone(tx: Tx, exchangeId: string, actorId: string, phone: Uint8Array): Promise<void> {
  await tx.updateTable("message_settings").set({ phone }).where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).execute();
}

/** The same for the secrets of one-time codes. */
export async function holdSecretsAfter(tx: Tx, exchangeId: string, after: string, limit: number): Promise<Pick<Row<"passwords">, "person_id" | "secret">[]> {
  return tx.selectFrom("passwords").select(["person_id", "secret"]).where("exchange_id", "=", exchangeId).where("person_id", ">", after).orderBy("person_id").limit(limit).forUpdate().execute();
}

export async function changeSecret(tx: Tx, exchangeId: string, personId: string, secret: Uint8Array): Promise<void> {
  await tx.updateTable("passwords").set({ secret }).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).execute();
}

export async function insertDisclosure(tx: Tx, row: NewRow<"disclosures">): Promise<void> {
  await tx.insertInto("disclosures").values(row).execute();
}

export function holdExpertsAfter(tx: Tx, exchangeId: string, after: string, limit: number): Promise<Pick<Row<"experts">, "expert_id" | "sealed">[]> {
  return tx.selectFrom("experts").select(["expert_id", "sealed"]).where("exchange_id", "=", exchangeId).where("expert_id", ">", after).orderBy("expert_id").limit(limit).forUpdate().execute();
}

export async function changeExpertSeal(tx: Tx, exchangeId: string, expertId: string, change: Pick<Row<"experts">, "sealed" | "lookup">): Promise<void> {
  await tx.updateTable("experts").set(change).where("exchange_id", "=", exchangeId).where("expert_id", "=", expertId).execute();
}

/** @returns false where one is open already */
export async function insertRequest(tx: Tx, row: NewRow<"privacy_requests">): Promise<boolean> {
  return (await tx.insertInto("privacy_requests").values(row).onConflict((conflict) => conflict.doNothing()).returning("request_id").executeTakeFirst()) !== undefined;
}

export async function holdRequest(tx: Tx, exchangeId: string, requestId: string): Promise<Row<"privacy_requests"> | null> {
  return (await tx.selectFrom("privacy_requests").selectAll().where("exchange_id", "=", exchangeId).where("request_id", "=", requestId).forUpdate().executeTakeFirst()) ?? null;
}

export async function decideRow(tx: Tx, exchangeId: string, requestId: string, change: Pick<Row<"privacy_requests">, "state" | "answer" | "decided_by" | "decided_at">): Promise<void> {
  await tx.updateTable("privacy_requests").set(change).where("exchange_id", "=", exchangeId).where("request_id", "=", requestId).execute();
}

export async function renamePerson(tx: Tx, exchangeId: string, personId: string, name: string): Promise<void> {
  await tx.updateTable("people").set({ name }).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).execute();
}
