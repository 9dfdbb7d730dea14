import type { Db, Tx } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { plusMs, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { CHALLENGE_MS, challengeOf, loginBytes } from "../login.js";
import { insertChallenge, takeChallenge } from "../store.js";
import type { ChallengePurpose } from "../tables.js";

const NONCE_BYTES = 32;

export type Challenging = { readonly purpose: ChallengePurpose; /** Whose answer it must be; null: whoever can. */ readonly personId: string | null; readonly origin: string };
export type Challenge = { readonly login: Uint8Array; readonly challenge: Uint8Array; readonly expiresAt: Instant };

/** Asks somebody to prove who he is. `now` is real time. */
export async function askChallenge(world: Pick<World, "db" | "exchange" | "random">, { purpose, personId, origin }: Challenging, now: Instant): Promise<Challenge> {
  const login = loginBytes({ exchange: world.exchange.origin, origin, nonce: hex(world.random(NONCE_BYTES)), now });
  const [challenge, expiresAt] = [challengeOf(login), plusMs(now, CHALLENGE_MS)];
  await insertChallenge(world.db, { exchange_id: world.exchange.id, sha256: challenge, purpose, person_id: personId, expires_at: new Date(expiresAt) });
  return { login, challenge, expiresAt };
}

/** Takes the one answer a challenge gets: asked for this, of this person, not over. An answer that then proves wrong has used it up all the same. */
export async function takeAnswer(db: Db | Tx, exchangeId: string, challenge: Uint8Array, wanted: Pick<Challenging, "purpose" | "personId">, now: Instant): Promise<Result<true>> {
  const asked = await takeChallenge(db, exchangeId, challenge);
  const fits = asked !== null && asked.purpose === wanted.purpose && asked.person_id === wanted.personId && now < asked.expires_at.getTime();
  return fits ? ok(true) : refuse("challenge-over");
}
