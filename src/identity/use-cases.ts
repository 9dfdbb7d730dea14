import { createHash } from "node:crypto";
import type { Db, Tx } from "../db/database.js";
import { base64 } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import type { Actor } from "./actor.js";
import { deleteSession, insertActor, insertAudit, insertSession, insertToken } from "./store.js";

const SECRET_BYTES = 32;

/** Tokens and session ids are stored as their hash alone: a stolen database signs nobody in. */
export const secretHash = (secret: string): Uint8Array => createHash("sha256").update(secret).digest();

/** A fresh secret of 256 bits, URL-safe. */
export const newSecret = (random: (count: number) => Uint8Array): string => base64(random(SECRET_BYTES)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Signs an actor in and returns the session's secret for the cookie. `now` is real time. */
export async function signIn(db: Db, exchangeId: string, actor: Actor, now: Instant, random: (count: number) => Uint8Array): Promise<string> {
  const secret = newSecret(random);
  const at = new Date(now);
  await insertSession(db, { exchange_id: exchangeId, session_sha256: secretHash(secret), actor_id: actor.id, made_at: at, seen_at: at });
  return secret;
}

/** Ends a session at once, everywhere. */
export const signOut = (db: Db, exchangeId: string, secret: string): Promise<void> => deleteSession(db, exchangeId, secretHash(secret));

export type AuditLine = { readonly at: Instant; readonly actorId: string | null; readonly address: string; readonly action: string; readonly object: string; readonly outcome: string };

/** Keeps time, network address and person of an act (20号令 49). */
export const recordAct = (db: Db, exchangeId: string, line: AuditLine): Promise<void> =>
  insertAudit(db, { exchange_id: exchangeId, at: new Date(line.at), actor_id: line.actorId, address: line.address, action: line.action, object: line.object, outcome: line.outcome });

type NewActor = Pick<Actor, "id" | "role" | "name" | "organisation"> & { readonly opener?: string; readonly operatorFirm?: boolean };

/** Makes an actor with one token. Registration by people themselves comes with identity; a rehearsal makes its town so. */
export async function registerActor(tx: Tx, exchangeId: string, actor: NewActor, certificate: Uint8Array | null, tokenSha256: Uint8Array, madeAt: Date): Promise<void> {
  await insertActor(tx, {
    exchange_id: exchangeId, actor_id: actor.id, role: actor.role, name: actor.name, org_name: actor.organisation?.name ?? null, org_uscc: actor.organisation?.uscc ?? null,
    opener: actor.opener ?? null, operator_firm: actor.operatorFirm ?? false, certificate, made_at: madeAt,
  });
  await insertToken(tx, { exchange_id: exchangeId, token_sha256: tokenSha256, actor_id: actor.id, made_at: madeAt });
}
