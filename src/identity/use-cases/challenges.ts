import type { Db, Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { plusMs, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { CHALLENGE_MS, challengeOf, loginBytes } from "../login.js";
import { insertChallenge, takeChallenge } from "../store.js";
import type { ChallengePurpose } from "../tables.js";

const NONCE_BYTES = 32;
const NOBODY = new Uint8Array();

export type Challenging = { readonly purpose: ChallengePurpose; /** Whose answer it must be; null: whoever can. */ readonly personId: string | null; readonly origin: string };
/** The session that was asked, where the answer must come by the same one. */
type OfSession = { readonly session?: Uint8Array | null };
export type Challenge = { readonly login: Uint8Array; readonly challenge: Uint8Array; readonly expiresAt: Instant };

/** Asks somebody to prove who he is. `now` is real time. */
export async function askChallenge(world: Pick<World, "db" | "exchange" | "random">, { purpose, personId, origin }: Challenging, now: Instant): Promise<Challenge> {
  const login = loginBytes({ exchange: world.exchange.origin, origin, nonce: newNonce(world), now });
  return keepChallenge(world, login, { purpose, personId }, now);
}

/** 64 hex digits nobody can guess. */
export const newNonce = ({ random }: Pick<World, "random">): string => hex(random(NONCE_BYTES));

/** Keeps the hash of a text that somebody is asked to sign. */
export async function keepChallenge({ db, exchange }: Pick<World, "db" | "exchange">, login: Uint8Array, { purpose, personId, session = null }: Pick<Challenging, "purpose" | "personId"> & OfSession, now: Instant): Promise<Challenge> {
  const [challenge, expiresAt] = [challengeOf(login), plusMs(now, CHALLENGE_MS)];
  await insertChallenge(db, { exchange_id: exchange.id, sha256: challenge, purpose, person_id: personId, session_sha256: session, expires_at: new Date(expiresAt) });
  return { login, challenge, expiresAt };
}

/** Takes the one answer a challenge gets: asked for this, of this person, not over. An answer that then proves wrong has used it up all the same. */
export async function takeAnswer(db: Db | Tx, exchangeId: string, challenge: Uint8Array, wanted: Pick<Challenging, "purpose" | "personId"> & OfSession, now: Instant): Promise<Result<true>> {
  const asked = await takeChallenge(db, exchangeId, challenge);
  const fits = asked !== null && asked.purpose === wanted.purpose && asked.person_id === wanted.personId && hex(asked.session_sha256 ?? NOBODY) === hex(wanted.session ?? NOBODY) && now < asked.expires_at.getTime();
  return fits ? ok(true) : refuse("challenge-over");
}
