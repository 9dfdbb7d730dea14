import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";

/** Keeps the reference of a firm's deposit for a lot; where it has one already, that one stays. */
export async function insertNumber(tx: Tx, row: NewRow<"deposit_numbers">): Promise<void> {
  await tx.insertInto("deposit_numbers").values(row).onConflict((each) => each.columns(["exchange_id", "tender_id", "lot", "bidder"]).doNothing()).execute();
}

/** Waits for whoever states an account of this firm now. */
export const holdAccounts = async (tx: Tx, exchangeId: string, uscc: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`basic account ${exchangeId} ${uscc}`}, 0))`.execute(tx);
};

export async function insertAccount(tx: Tx, row: NewRow<"basic_accounts">): Promise<void> {
  await tx.insertInto("basic_accounts").values(row).execute();
}

/** Waits for whoever states a rate of this account now. */
export const holdRates = async (tx: Tx, exchangeId: string, account: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`deposit rate ${exchangeId} ${account}`}, 0))`.execute(tx);
};

export async function insertRate(tx: Tx, row: NewRow<"deposit_rates">): Promise<void> {
  await tx.insertInto("deposit_rates").values(row).execute();
}

export async function insertForfeiture(tx: Tx, row: NewRow<"forfeitures">): Promise<void> {
  await tx.insertInto("forfeitures").values(row).execute();
}
