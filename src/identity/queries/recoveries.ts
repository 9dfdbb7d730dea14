import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Instant } from "../../kernel/time.js";

export type RecoveryRow = Row<"recoveries">;
const UNDER_WAY = ["reported", "opened", "approved"] as const;
const all = (db: Db | Tx, exchangeId: string) => db.selectFrom("recoveries").selectAll().where("exchange_id", "=", exchangeId);

export const recoveryById = async (db: Db | Tx, exchangeId: string, id: string): Promise<RecoveryRow | null> => (await all(db, exchangeId).where("recovery_id", "=", id).executeTakeFirst()) ?? null;
export const recoveryByCode = async (db: Db | Tx, exchangeId: string, codeSha256: Uint8Array): Promise<RecoveryRow | null> => (await all(db, exchangeId).where("code_sha256", "=", codeSha256).executeTakeFirst()) ?? null;
/** The one of a person's that is neither taken up nor cancelled; null where there is none. */
export const recoveryUnderWay = async (db: Db | Tx, exchangeId: string, personId: string): Promise<RecoveryRow | null> =>
  (await all(db, exchangeId).where("person_id", "=", personId).where("state", "in", [...UNDER_WAY]).executeTakeFirst()) ?? null;

/** All that are under way, with the person's name, the oldest first. */
export const recoveriesUnderWay = (db: Db, exchangeId: string): Promise<(RecoveryRow & { readonly name: string })[]> =>
  db.selectFrom("recoveries").innerJoin("people", (join) => join.onRef("people.exchange_id", "=", "recoveries.exchange_id").onRef("people.person_id", "=", "recoveries.person_id"))
    .selectAll("recoveries").select("people.name").where("recoveries.exchange_id", "=", exchangeId).where("recoveries.state", "in", [...UNDER_WAY]).orderBy("recoveries.reported_at").orderBy("recoveries.opened_at").orderBy("recoveries.recovery_id").execute();

/** When somebody's access was last approved to be restored; null: never. */
export async function restoredAtOf(db: Db | Tx, exchangeId: string, personId: string): Promise<Instant | null> {
  const row = await db.selectFrom("recoveries").select(({ fn }) => fn.max("approved_at").as("at")).where("exchange_id", "=", exchangeId).where("person_id", "=", personId).executeTakeFirst();
  return row?.at == null ? null : (new Date(row.at).getTime() as Instant);
}

const NAMESAKES_MAX = 20;
/** People of exactly this name: whoever stands at the counter is one of them. */
export const peopleNamed = (db: Db, exchangeId: string, name: string): Promise<{ person_id: string; name: string }[]> =>
  db.selectFrom("people").select(["person_id", "name"]).where("exchange_id", "=", exchangeId).where("name", "=", name).where("state", "=", "active").orderBy("person_id").limit(NAMESAKES_MAX).execute();
