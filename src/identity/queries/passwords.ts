import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Role } from "../actor.js";

/** The password of an account that is open; null for a number nobody has, and for an account that is closed. */
export async function passwordByAccount(db: Db | Tx, exchangeId: string, account: string): Promise<Row<"passwords"> | null> {
  return (await db.selectFrom("passwords").innerJoin("people", (join) => join.onRef("people.exchange_id", "=", "passwords.exchange_id").onRef("people.person_id", "=", "passwords.person_id"))
    .selectAll("passwords").where("passwords.exchange_id", "=", exchangeId).where("account", "=", account).where("people.state", "=", "active").executeTakeFirst()) ?? null;
}

export async function passwordOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Row<"passwords"> | null> {
  return (await db.selectFrom("passwords").selectAll().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).executeTakeFirst()) ?? null;
}

/** The roles of all offices somebody holds, also of those that cannot be acted in now. */
export async function rolesHeldBy(db: Db | Tx, exchangeId: string, personId: string): Promise<Role[]> {
  return (await db.selectFrom("actors").select("role").distinct().where("exchange_id", "=", exchangeId).where("person_id", "=", personId).where("ended_at", "is", null).execute()).map(({ role }) => role as Role);
}
