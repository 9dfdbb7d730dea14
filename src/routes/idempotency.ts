import type { Db } from "../db/database.js";
import { sameBytes } from "../kernel/bytes.js";
import type { Refusal } from "../kernel/refusal.js";

/** A key whose first request died without an answer may be used again after this long, in ms. */
const ABANDONED_MS = 60_000;
const KEY = /^[\x21-\x7e]{1,128}$/;

type Begun = { readonly kind: "first" } | { readonly kind: "again"; readonly status: number; readonly answer: string } | { readonly kind: "refused"; readonly refusal: Refusal };

const refused = (code: "key-reused" | "in-progress", facts: Refusal["facts"]): Begun => ({ kind: "refused", refusal: { code, facts } });

/** Takes an idempotency key for this request, or says what it was used for before. */
export async function beginOnce(db: Db, exchangeId: string, actorId: string, key: string, fingerprint: Uint8Array): Promise<Begun> {
  if (!KEY.test(key)) return { kind: "refused", refusal: { code: "wrong-form", facts: { where: "Idempotency-Key", why: "1–128 visible ASCII characters", whyEn: "1–128 visible ASCII characters" } } };
  const values = { exchange_id: exchangeId, actor_id: actorId, key, fingerprint, status: null, answer: null, made_at: new Date() };
  const made = await db.insertInto("idempotency").values(values).onConflict((row) => row.doNothing()).returning("key").executeTakeFirst();
  if (made !== undefined) return { kind: "first" };
  const was = await where(db, exchangeId, actorId, key).executeTakeFirst();
  if (was === undefined) return refused("in-progress", {});
  if (!sameBytes(was.fingerprint, fingerprint)) return refused("key-reused", { key });
  if (was.status !== null) return { kind: "again", status: was.status, answer: was.answer ?? "" };
  if (Date.now() - was.made_at.getTime() < ABANDONED_MS) return refused("in-progress", {});
  const taken = await db.updateTable("idempotency").set({ made_at: values.made_at })
    .where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key).where("status", "is", null).where("made_at", "=", was.made_at)
    .returning("key").executeTakeFirst();
  return taken === undefined ? refused("in-progress", {}) : { kind: "first" };
}

const where = (db: Db, exchangeId: string, actorId: string, key: string) =>
  db.selectFrom("idempotency").select(["fingerprint", "status", "answer", "made_at"]).where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key);

/** Keeps the answer, which every later request with this key gets again. */
export async function endOnce(db: Db, exchangeId: string, actorId: string, key: string, status: number, answer: string): Promise<void> {
  await db.updateTable("idempotency").set({ status, answer }).where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key).execute();
}

/** Gives a key back whose request failed by our own fault. */
export async function giveUpOnce(db: Db, exchangeId: string, actorId: string, key: string): Promise<void> {
  await db.deleteFrom("idempotency").where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key).where("status", "is", null).execute();
}
