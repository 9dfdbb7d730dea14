import { createHash } from "node:crypto";
import type { Db, Tx } from "../../db/database.js";
import { base64, hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { mayUsePassword } from "../password.js";
import type { SignedIn } from "../person.js";
import { officesOf, type Office } from "../queries.js";
import { deleteSession, deleteSessionNamed, deleteSessionsOf, insertSession, leaveOffices, SESSION_NAME, setOffice } from "../store.js";
import type { SignInWay } from "../tables.js";

const SECRET_BYTES = 32;
/** How much of what a browser calls itself is kept, in characters. */
const AGENT_MAX = 256;

/** Tokens and session ids are stored as their hash alone: a stolen database signs nobody in. */
export const secretHash = (secret: string): Uint8Array => createHash("sha256").update(secret).digest();

/** A fresh secret of 256 bits, URL-safe. */
export const newSecret = (random: (count: number) => Uint8Array): string => base64(random(SECRET_BYTES)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Where a sign-in comes from. `old` is the hash of the session the browser brought along: it ends (ASVS V7.2.4). */
export type SigningIn = { readonly personId: string; readonly how: SignInWay; readonly actorId: string | null; readonly address: string; readonly agent: string; readonly old: Uint8Array | null };

/** Begins a session and returns its secret for the cookie. Where the person has one office alone it is taken up at once. `now` is real time. */
export async function beginSession(db: Db | Tx, exchangeId: string, given: SigningIn, now: Instant, random: (count: number) => Uint8Array): Promise<string> {
  const secret = newSecret(random);
  const at = new Date(now);
  const offices = given.actorId === null ? await officesOf(db, exchangeId, given.personId) : [];
  const [only, ...more] = offices;
  if (given.old !== null) await deleteSession(db, exchangeId, given.old);
  await insertSession(db, {
    exchange_id: exchangeId, session_sha256: secretHash(secret), person_id: given.personId, actor_id: given.actorId ?? (more.length === 0 ? (only?.id ?? null) : null), how: given.how,
    address: given.address, agent: given.agent.slice(0, AGENT_MAX), made_at: at, seen_at: at,
  });
  return secret;
}

/** Ends a session at once, everywhere. */
export const signOut = (db: Db, exchangeId: string, secretSha256: Uint8Array): Promise<void> => deleteSession(db, exchangeId, secretSha256);

/** What a session is called where its owner ends it. */
export const sessionName = (sessionSha256: Uint8Array): string => hex(sessionSha256).slice(0, SESSION_NAME);

/** Ends one of a person's sessions at once, everywhere. */
export const endOwnSession = async (db: Db, exchangeId: string, person: SignedIn, name: string): Promise<Result<true>> => ((await deleteSessionNamed(db, exchangeId, person.id, name)) ? ok(true) : refuse("not-found", { what: name }));

/** Ends all sessions of a person but the one in hand. @returns how many ended */
export const endOtherSessions = (db: Db, exchangeId: string, person: SignedIn): Promise<number> => deleteSessionsOf(db, exchangeId, person.id, person.session);

/** Takes up one of the person's own offices for the rest of the session. */
export async function takeUpOffice(db: Db, exchangeId: string, person: SignedIn, actorId: string): Promise<Result<Office>> {
  const office = (await officesOf(db, exchangeId, person.id)).find(({ id }) => id === actorId);
  if (office === undefined || person.session === null) return refuse("not-found", { what: actorId });
  if (person.how === "password" && !mayUsePassword([office.role])) return refuse("password-office");
  await setOffice(db, exchangeId, person.session, office.id);
  return ok(office);
}

/** Takes up the office of somebody who has one alone: nothing is there to choose. */
export async function takeUpOnly(db: Db, exchangeId: string, person: SignedIn): Promise<void> {
  const [only, ...more] = await officesOf(db, exchangeId, person.id);
  if (only !== undefined && more.length === 0 && person.session !== null) await setOffice(db, exchangeId, person.session, only.id);
}

/** Takes the office from every session that stands in one of an organisation's: from the next request on nobody acts for it. */
export const endSessionsOf = (tx: Tx, exchangeId: string, uscc: string): Promise<void> => leaveOffices(tx, exchangeId, uscc);
