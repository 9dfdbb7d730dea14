import { createHmac } from "node:crypto";
import type { Db } from "../db/database.js";
import { sameBytes } from "../kernel/bytes.js";
import type { Refusal } from "../kernel/refusal.js";
import { NONCE_BYTES, sealed, unsealed, type Place } from "../privacy/key-ring.js";
import type { World } from "../world.js";

/** A key whose first request died without an answer may be used again after this long, in ms. */
const ABANDONED_MS = 60_000;
const KEY = /^[\x21-\x7e]{1,128}$/;

type Begun = { readonly kind: "first" } | { readonly kind: "again"; readonly status: number; readonly answer: string } | { readonly kind: "refused"; readonly refusal: Refusal };

const refused = (code: "key-reused" | "in-progress", facts: Refusal["facts"]): Begun => ({ kind: "refused", refusal: { code, facts } });

type Ground = Pick<World, "db" | "exchange" | "personalKeys" | "random">;
/** An answer may show a person his own number: it is kept sealed. */
const placeOf = (exchange: string, actorId: string, key: string): Place => ({ exchange, table: "idempotency", column: "answer", row: JSON.stringify([actorId, key]) });

/** What a request was, by a hash that nobody without our key can try bodies against: a body may hold an identity number, and there are few of those. */
export function fingerprintOf({ personalKeys }: Pick<World, "personalKeys">, method: string, path: string, text: string): Uint8Array {
  const key = personalKeys.at(-1) ?? personalKeys[0]; // the oldest, so that a new key changes no fingerprint
  return createHmac("sha256", key.other("fingerprint")).update(`${method} ${path}\n`).update(text).digest();
}

/** Takes an idempotency key for this request, or says what it was used for before. */
export async function beginOnce({ db, exchange: { id: exchangeId }, personalKeys }: Ground, actorId: string, key: string, fingerprint: Uint8Array): Promise<Begun> {
  if (!KEY.test(key)) return { kind: "refused", refusal: { code: "wrong-form", facts: { where: "Idempotency-Key", why: "1–128 visible ASCII characters", whyEn: "1–128 visible ASCII characters" } } };
  const values = { exchange_id: exchangeId, actor_id: actorId, key, fingerprint, status: null, answer: null, made_at: new Date() };
  const made = await db.insertInto("idempotency").values(values).onConflict((row) => row.doNothing()).returning("key").executeTakeFirst();
  if (made !== undefined) return { kind: "first" };
  const was = await where(db, exchangeId, actorId, key).executeTakeFirst();
  if (was === undefined) return refused("in-progress", {});
  if (!sameBytes(was.fingerprint, fingerprint)) return refused("key-reused", { key });
  if (was.status !== null) return { kind: "again", status: was.status, answer: was.answer === null ? "" : (unsealed(personalKeys, placeOf(exchangeId, actorId, key), was.answer) ?? "") };
  if (Date.now() - was.made_at.getTime() < ABANDONED_MS) return refused("in-progress", {});
  const taken = await db.updateTable("idempotency").set({ made_at: values.made_at })
    .where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key).where("status", "is", null).where("made_at", "=", was.made_at)
    .returning("key").executeTakeFirst();
  return taken === undefined ? refused("in-progress", {}) : { kind: "first" };
}

const where = (db: Db, exchangeId: string, actorId: string, key: string) =>
  db.selectFrom("idempotency").select(["fingerprint", "status", "answer", "made_at"]).where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key);

/** Keeps the answer, which every later request with this key gets again. */
export async function endOnce({ db, exchange: { id: exchangeId }, personalKeys, random }: Ground, actorId: string, key: string, status: number, text: string): Promise<void> {
  const answer = sealed(personalKeys, placeOf(exchangeId, actorId, key), text, random(NONCE_BYTES));
  await db.updateTable("idempotency").set({ status, answer }).where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key).execute();
}

/** Gives a key back whose request failed by our own fault. */
export async function giveUpOnce({ db, exchange: { id: exchangeId } }: Ground, actorId: string, key: string): Promise<void> {
  await db.deleteFrom("idempotency").where("exchange_id", "=", exchangeId).where("actor_id", "=", actorId).where("key", "=", key).where("status", "is", null).execute();
}
