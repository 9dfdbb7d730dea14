import type { Db, Tx } from "../db/database.js";
import type { Row } from "../db/schema.js";
import { HOUR_MS, MINUTE_MS, type Instant } from "../kernel/time.js";
import type { Actor, Role } from "./actor.js";
import { touchSession } from "./store.js";

/** A session ends 30 minutes after its last use and 10 hours after sign-in, in real time (ASVS V7.3). */
const IDLE_MS_MAX = 30 * MINUTE_MS;
const ABSOLUTE_MS_MAX = 10 * HOUR_MS;
/** The last use is written at most this often. */
const TOUCH_MS = MINUTE_MS;

/** The actor of a bearer token's hash; null if there is none. */
export async function actorByToken(db: Db, exchangeId: string, tokenSha256: Uint8Array): Promise<Actor | null> {
  const row = await db.selectFrom("tokens").innerJoin("actors", (join) => join.onRef("actors.exchange_id", "=", "tokens.exchange_id").onRef("actors.actor_id", "=", "tokens.actor_id"))
    .selectAll("actors").where("tokens.exchange_id", "=", exchangeId).where("token_sha256", "=", tokenSha256).executeTakeFirst();
  return row === undefined ? null : actorOfRow(row);
}

/** The actor of a session that has not ended; null otherwise. `now` is real time: sessions do not follow the rehearsal clock. */
export async function actorBySession(db: Db, exchangeId: string, sessionSha256: Uint8Array, now: Instant): Promise<Actor | null> {
  const row = await db.selectFrom("sessions").innerJoin("actors", (join) => join.onRef("actors.exchange_id", "=", "sessions.exchange_id").onRef("actors.actor_id", "=", "sessions.actor_id"))
    .selectAll("actors").select(["sessions.made_at as signed_in_at", "sessions.seen_at"])
    .where("sessions.exchange_id", "=", exchangeId).where("session_sha256", "=", sessionSha256).executeTakeFirst();
  if (row === undefined) return null;
  if (now - row.seen_at.getTime() > IDLE_MS_MAX || now - row.signed_in_at.getTime() > ABSOLUTE_MS_MAX) return null;
  if (now - row.seen_at.getTime() > TOUCH_MS) await touchSession(db, exchangeId, sessionSha256, now);
  return actorOfRow(row);
}

export async function actorById(db: Db | Tx, exchangeId: string, actorId: string): Promise<Actor | null> {
  const row = await db.selectFrom("actors").selectAll().where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).executeTakeFirst();
  return row === undefined ? null : actorOfRow(row);
}

export async function allActors(db: Db, exchangeId: string): Promise<Actor[]> {
  const rows = await db.selectFrom("actors").selectAll().where("exchange_id", "=", exchangeId).orderBy("actor_id").execute();
  return rows.map(actorOfRow);
}

/** The firm behind a credit code, as registered; null if no actor acts for it. */
export async function organisationName(db: Db | Tx, exchangeId: string, uscc: string): Promise<string | null> {
  const row = await db.selectFrom("actors").select("org_name").where("exchange_id", "=", exchangeId).where("org_uscc", "=", uscc).limit(1).executeTakeFirst();
  return row?.org_name ?? null;
}

function actorOfRow(row: Row<"actors">): Actor {
  const organisation = row.org_name === null || row.org_uscc === null ? null : { name: row.org_name, uscc: row.org_uscc };
  return { id: row.actor_id, role: row.role as Role, name: row.name, organisation, opener: row.opener, operatorFirm: row.operator_firm };
}

/** The certificate an actor registered, DER; null if there is none. */
export async function certificateOf(db: Db | Tx, exchangeId: string, actorId: string): Promise<Uint8Array | null> {
  return (await db.selectFrom("actors").select("certificate").where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).executeTakeFirst())?.certificate ?? null;
}
