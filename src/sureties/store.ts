import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** Waits for whoever enters or agrees to an issuer now. */
export const holdIssuers = async (tx: Tx, exchangeId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`guarantee issuers ${exchangeId}`}, 0))`.execute(tx);
};

export async function insertIssuer(tx: Tx, row: NewRow<"guarantee_issuers">): Promise<void> {
  await tx.insertInto("guarantee_issuers").values(row).execute();
}

export async function insertIssuerApproval(tx: Tx, row: NewRow<"guarantee_issuer_approvals">): Promise<void> {
  await tx.insertInto("guarantee_issuer_approvals").values(row).execute();
}

/** False if the letter, or another of its issuer under its number, is there already. */
export async function insertLetter(tx: Tx, row: NewRow<"guarantee_letters">): Promise<boolean> {
  return (await tx.insertInto("guarantee_letters").values(row).onConflict((each) => each.doNothing()).returning("sha256").executeTakeFirst()) !== undefined;
}

/** False if a demand stands already. */
export async function insertDemand(tx: Tx, row: NewRow<"guarantee_demands">): Promise<boolean> {
  return (await tx.insertInto("guarantee_demands").values(row).onConflict((each) => each.doNothing()).returning("reference").executeTakeFirst()) !== undefined;
}
