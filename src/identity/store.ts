import { sql } from "kysely";
import type { Db, Tx } from "../db/database.js";
import { textList } from "../db/lists.js";
import type { NewRow, Row } from "../db/schema.js";
import type { Instant } from "../kernel/time.js";
import { searchVector } from "../notices/search-words.js";
import type { Rank } from "./actor.js";

export async function insertPerson(tx: Tx, row: NewRow<"people">): Promise<void> {
  await tx.insertInto("people").values(row).execute();
}

/** Two changes to one person's proofs or offices wait for each other. */
export async function lockPerson(tx: Tx, exchangeId: string, personId: string): Promise<void> {
  await tx.selectFrom("people").select("person_id").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).forUpdate().executeTakeFirst();
}

/** What an organisation is found by: its name, in pairs of neighbours. */
const wordsOf = (name: string) => sql<string>`${searchVector([name], {})}::tsvector`;

/** Makes so many organisations findable that were known before there were words. @returns how many */
export async function indexOrganisations(tx: Tx, exchangeId: string, count: number): Promise<number> {
  const missing = await tx.selectFrom("organisations").select(["uscc", "name"]).where("exchange_id", "=", exchangeId).where("words", "is", null).limit(count).forUpdate().execute();
  for (const { uscc, name } of missing) await tx.updateTable("organisations").set({ words: wordsOf(name) }).where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).execute();
  return missing.length;
}

/** Makes an organisation known, once; a name that is already there stays. @returns whether it is new */
export async function keepOrganisation(tx: Tx, row: NewRow<"organisations">): Promise<boolean> {
  const made = await tx.insertInto("organisations").values({ ...row, words: wordsOf(row.name) }).onConflict((conflict) => conflict.columns(["exchange_id", "uscc"]).doNothing()).returning("uscc").executeTakeFirst();
  return made !== undefined;
}

type OrganisationChange = Partial<Pick<Row<"organisations">, "name" | "state" | "version" | "parent_uscc">>;

export async function changeOrganisation(tx: Tx, exchangeId: string, uscc: string, change: OrganisationChange): Promise<void> {
  await tx.updateTable("organisations").set({ ...change, ...(change.name === undefined ? {} : { words: wordsOf(change.name) }) }).where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).execute();
}

/** Two changes to one organisation wait for each other. */
export async function lockOrganisation(tx: Tx, exchangeId: string, uscc: string): Promise<void> {
  await tx.selectFrom("organisations").select("uscc").where("exchange_id", "=", exchangeId).where("uscc", "=", uscc).forUpdate().executeTakeFirst();
}

/** `version` is the newest of its own file, 0 where it gave none; `left`: its account is closed; a branch of the operator's firm is the operator's. */
export type FirmHeld = { readonly uscc: string; readonly name: string; readonly operatorFirm: boolean; readonly version: number; readonly left: boolean; /** Of a branch: the organisation it belongs to. */ readonly parent: string | null };

/** Organisations by their codes, as far as they are registered; none of them leaves before the transaction ends (leaving takes its row `for update`). */
export async function firmsHeld(tx: Tx, exchangeId: string, usccs: readonly string[]): Promise<FirmHeld[]> {
  const { rows } = await sql<FirmHeld>`/* firms-held */ select firms.uscc, firms.name, firms.operator_firm or coalesce(parents.operator_firm, false) as "operatorFirm", firms.version, firms.state = 'left' as "left", firms.parent_uscc as parent
    from organisations as firms left join organisations as parents on parents.exchange_id = firms.exchange_id and parents.uscc = firms.parent_uscc
    where firms.exchange_id = ${exchangeId} and firms.uscc = any(${textList(usccs)}::text[]) for key share of firms`.execute(tx);
  return rows;
}

/** Ends every office of an organisation, those of its people at principals and those of agencies at it. */
export async function endOfficesOf(tx: Tx, exchangeId: string, uscc: string, at: Instant): Promise<void> {
  await tx.updateTable("actors").set({ ended_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("ended_at", "is", null)
    .where((where) => where.or([where("org_uscc", "=", uscc), where("agency_uscc", "=", uscc)])).execute();
}

export async function insertActor(tx: Tx, row: NewRow<"actors">): Promise<void> {
  await tx.insertInto("actors").values(row).execute();
}

export async function endActor(tx: Tx, exchangeId: string, actorId: string, at: Instant): Promise<void> {
  await tx.updateTable("actors").set({ ended_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("ended_at", "is", null).execute();
  await tx.updateTable("sessions").set({ actor_id: null }).where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).execute();
}

export async function insertMandate(tx: Tx, row: NewRow<"mandates">): Promise<boolean> {
  return (await tx.insertInto("mandates").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "mandate_id"]).doNothing()).returning("mandate_id").executeTakeFirst()) !== undefined;
}

/** A mandate, held until the transaction ends. */
export async function holdMandate(tx: Tx, exchangeId: string, mandateId: string): Promise<Row<"mandates"> | null> {
  return (await tx.selectFrom("mandates").selectAll().where("exchange_id", "=", exchangeId).where("mandate_id", "=", mandateId).forUpdate().executeTakeFirst()) ?? null;
}

type MandateChange = Partial<Pick<Row<"mandates">, "accepted_by" | "accepted_at" | "agency_signature" | "ended_by" | "ended_at" | "ended_side" | "reason">>;

export async function changeMandate(tx: Tx, { exchange_id, mandate_id }: Pick<Row<"mandates">, "exchange_id" | "mandate_id">, change: MandateChange): Promise<void> {
  await tx.updateTable("mandates").set(change).where("exchange_id", "=", exchange_id).where("mandate_id", "=", mandate_id).execute();
}

/** Who of an agency has no office yet at a principal whose mandate it holds; nobody who acts for that principal otherwise: one person is one officer there. */
export async function officesToOpen(tx: Tx, exchangeId: string, agency: string): Promise<{ readonly personId: string; readonly tenderer: string; readonly rank: Rank }[]> {
  const { rows } = await sql<{ personId: string; tenderer: string; rank: Rank }>`select distinct own.person_id as "personId", mandates.tenderer_uscc as tenderer, own.rank
    from mandates join actors as own on own.exchange_id = mandates.exchange_id and own.org_uscc = mandates.agency_uscc and own.role = 'agency' and own.agency_uscc is null and own.ended_at is null
    where mandates.exchange_id = ${exchangeId} and mandates.agency_uscc = ${agency} and mandates.accepted_at is not null and mandates.ended_at is null
      and not exists (select from actors as there where there.exchange_id = own.exchange_id and there.person_id = own.person_id and there.role = 'tenderer' and there.org_uscc = mandates.tenderer_uscc and there.ended_at is null)
    order by 2, 1`.execute(tx);
  return rows;
}

export async function insertToken(tx: Tx, row: NewRow<"tokens">): Promise<void> {
  await tx.insertInto("tokens").values(row).execute();
}

export async function insertApiToken(tx: Tx, row: NewRow<"api_tokens">): Promise<void> {
  await tx.insertInto("api_tokens").values(row).execute();
}

export async function touchToken(db: Db, exchangeId: string, tokenId: string, at: Instant): Promise<void> {
  await db.updateTable("api_tokens").set({ used_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("token_id", "=", tokenId).execute();
}

/** @returns false where this person has no such token, or it was ended before */
export async function endToken(tx: Tx, exchangeId: string, personId: string, tokenId: string, at: Instant): Promise<boolean> {
  const ended = await tx.updateTable("api_tokens").set({ ended_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("token_id", "=", tokenId).where("ended_at", "is", null).returning("token_id").executeTakeFirst();
  return ended !== undefined;
}

/** Ends every token of a person. @returns how many */
export async function endTokensOf(tx: Tx, exchangeId: string, personId: string, at: Instant): Promise<number> {
  return (await tx.updateTable("api_tokens").set({ ended_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("ended_at", "is", null).returning("token_id").execute()).length;
}

/** False where the key is another's, or was this person's before and has ended. */
export async function insertCertificate(tx: Tx, row: NewRow<"certificates">): Promise<boolean> {
  const made = await tx.insertInto("certificates").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "sha256"]).doNothing()).returning("sha256").executeTakeFirst();
  return made !== undefined;
}

export async function endCertificate(tx: Tx, exchangeId: string, sha256: string, at: Instant): Promise<void> {
  await tx.updateTable("certificates").set({ ended_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).execute();
}

/** Ends every proof of a person. */
export async function endProofsOf(tx: Tx, exchangeId: string, personId: string, at: Instant): Promise<void> {
  for (const table of ["passkeys", "certificates"] as const) await tx.updateTable(table).set({ ended_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("ended_at", "is", null).execute();
  await deletePassword(tx, exchangeId, personId);
}

/** @returns false where the account's number is another's */
export async function insertPassword(tx: Tx, row: NewRow<"passwords">): Promise<boolean> {
  return (await tx.insertInto("passwords").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "account"]).doNothing()).returning("account").executeTakeFirst()) !== undefined;
}

export async function changePassword(tx: Tx, exchangeId: string, personId: string, change: Partial<Row<"passwords">>): Promise<void> {
  await tx.updateTable("passwords").set(change).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).execute();
}

/** Spends the code of a step and of all before it. @returns false where that was spent: of two requests with one code one wins */
export async function spendStep(db: Db | Tx, exchangeId: string, personId: string, step: number): Promise<boolean> {
  return (await db.updateTable("passwords").set({ step: String(step) }).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("step", "<", String(step)).returning("person_id").executeTakeFirst()) !== undefined;
}

/** @returns false where the person had none */
export async function deletePassword(tx: Tx, exchangeId: string, personId: string): Promise<boolean> {
  return (await tx.deleteFrom("passwords").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).returning("person_id").executeTakeFirst()) !== undefined;
}

export async function insertRecovery(tx: Tx, row: NewRow<"recoveries">): Promise<void> {
  await tx.insertInto("recoveries").values(row).execute();
}

export async function changeRecovery(tx: Tx, exchangeId: string, id: string, change: Partial<Row<"recoveries">>): Promise<void> {
  await tx.updateTable("recoveries").set(change).where("exchange_id", "=", exchangeId).where("recovery_id", "=", id).execute();
}

export async function insertPasskey(tx: Tx, row: NewRow<"passkeys">): Promise<boolean> {
  const made = await tx.insertInto("passkeys").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "credential_id"]).doNothing()).returning("credential_id").executeTakeFirst();
  return made !== undefined;
}

/** Notes a use; a counter that does not grow is refused by the condition, so that of two answers with one counter one wins. */
export async function usePasskey(tx: Tx, { exchange_id, credential_id, counter }: Pick<Row<"passkeys">, "exchange_id" | "credential_id" | "counter">, next: number, at: Instant): Promise<boolean> {
  const used = await tx.updateTable("passkeys").set({ counter: String(next), used_at: new Date(at) }).where("exchange_id", "=", exchange_id).where("credential_id", "=", credential_id)
    .where("counter", "=", counter).where("ended_at", "is", null).returning("credential_id").executeTakeFirst();
  return used !== undefined;
}

export async function endPasskey(tx: Tx, exchangeId: string, credentialId: Uint8Array, at: Instant): Promise<void> {
  await tx.updateTable("passkeys").set({ ended_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("credential_id", "=", credentialId).execute();
}

export async function insertChallenge(db: Db | Tx, row: NewRow<"challenges">): Promise<void> {
  await db.insertInto("challenges").values(row).execute();
  await db.deleteFrom("challenges").where("exchange_id", "=", row.exchange_id).where("expires_at", "<", sql<Date>`${row.expires_at}::timestamptz - interval '1 hour'`).execute();
}

/** Takes a challenge away; null where nobody was asked this, or it was answered before. */
export async function takeChallenge(db: Db | Tx, exchangeId: string, sha256: Uint8Array): Promise<Row<"challenges"> | null> {
  return (await db.deleteFrom("challenges").where("exchange_id", "=", exchangeId).where("sha256", "=", sha256).returningAll().executeTakeFirst()) ?? null;
}

/** A session is named by so many digits of its hash: enough to tell a person’s own apart, and of no use to whoever reads them. */
export const SESSION_NAME = 16;

export async function insertSession(db: Db | Tx, row: NewRow<"sessions">): Promise<void> {
  await db.insertInto("sessions").values(row).execute();
}

export async function touchSession(db: Db, exchangeId: string, hash: Uint8Array, at: Instant): Promise<void> {
  await db.updateTable("sessions").set({ seen_at: new Date(at) }).where("exchange_id", "=", exchangeId).where("session_sha256", "=", hash).execute();
}

export async function setOffice(db: Db | Tx, exchangeId: string, hash: Uint8Array, actorId: string | null): Promise<void> {
  await db.updateTable("sessions").set({ actor_id: actorId }).where("exchange_id", "=", exchangeId).where("session_sha256", "=", hash).execute();
}

/** Sessions stand in none of an organisation's offices any more. */
export async function leaveOffices(tx: Tx, exchangeId: string, uscc: string): Promise<void> {
  await tx.updateTable("sessions").set({ actor_id: null }).where("exchange_id", "=", exchangeId)
    .where("actor_id", "in", (actors) => actors.selectFrom("actors").select("actor_id").where("exchange_id", "=", exchangeId).where("org_uscc", "=", uscc)).execute();
}

export async function deleteSession(db: Db | Tx, exchangeId: string, hash: Uint8Array): Promise<void> {
  await db.deleteFrom("sessions").where("exchange_id", "=", exchangeId).where("session_sha256", "=", hash).execute();
}

/** Ends every session of a person but one. @returns how many */
export async function deleteSessionsOf(db: Db | Tx, exchangeId: string, personId: string, but: Uint8Array | null): Promise<number> {
  const all = db.deleteFrom("sessions").where("exchange_id", "=", exchangeId).where("person_id", "=", personId);
  return (await (but === null ? all : all.where("session_sha256", "!=", but)).returning("person_id").execute()).length;
}

export async function insertSignIn(tx: Tx, row: NewRow<"sign_ins">): Promise<void> {
  await tx.insertInto("sign_ins").values(row).execute();
}

/** Ends one session of a person, by how its name begins. @returns false where he has none so named */
export async function deleteSessionNamed(db: Db, exchangeId: string, personId: string, name: string): Promise<boolean> {
  const ended = await db.deleteFrom("sessions").where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where(sql<string>`left(encode(session_sha256, 'hex'), ${SESSION_NAME})`, "=", name).returning("person_id").executeTakeFirst();
  return ended !== undefined;
}

/** @returns false where this text was signed and used before */
export async function insertSignedAct(tx: Tx, row: NewRow<"signed_acts">): Promise<boolean> {
  const made = await tx.insertInto("signed_acts").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "text_sha256"]).doNothing()).returning("sha256").executeTakeFirst();
  return made !== undefined;
}

/** @returns false where this signature approved something before */
export async function insertApproval(tx: Tx, row: NewRow<"approvals">): Promise<boolean> {
  const made = await tx.insertInto("approvals").values(row).onConflict((conflict) => conflict.columns(["exchange_id", "signed_act"]).doNothing()).returning("signed_act").executeTakeFirst();
  return made !== undefined;
}
