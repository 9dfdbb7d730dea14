import { sql } from "kysely";
import type { Tx } from "../db/database.js";
import type { NewRow } from "../db/schema.js";
import type { PlainDate } from "../kernel/time.js";
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
