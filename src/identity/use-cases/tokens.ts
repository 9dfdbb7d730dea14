import { inTransaction, type Db } from "../../db/database.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { officeByToken, officesOf, TOUCH_MS, tokensOf, type TokenHolder } from "../queries.js";
import { endToken, insertApiToken, lockPerson, touchToken } from "../store.js";
import { decideToken, TOKEN_PREFIX, TOKENS_MAX, type NewToken } from "../token.js";
import { newSecret, secretHash } from "./sessions.js";

const ID_BYTES = 8;
export type MadeToken = { readonly id: string; /** Shown once: only its hash is kept. */ readonly token: string; readonly endsAt: Instant };
type Ground = Pick<World, "db" | "exchange" | "random">;

/** Makes a token for one office of a person's own. `now` is real time, as for sessions. */
export const makeToken = ({ db, exchange, random }: Ground, personId: string, given: NewToken & { readonly office: string }, now: Instant): Promise<Result<MadeToken>> =>
  inTransaction(db, async (tx) => {
    await lockPerson(tx, exchange.id, personId);
    const office = (await officesOf(tx, exchange.id, personId)).find(({ id }) => id === given.office);
    if (office === undefined) return refuse("not-found", { what: given.office });
    const endsAt = decideToken(office, given, dayOf(now));
    if (!endsAt.ok) return endsAt;
    const usable = (await tokensOf(tx, exchange.id, personId)).filter(({ ends_at }) => now < ends_at.getTime());
    if (usable.length >= TOKENS_MAX) return refuse("tokens-too-many", { max: TOKENS_MAX });
    const [id, token] = [`t-${hex(random(ID_BYTES))}`, `${TOKEN_PREFIX}${newSecret(random)}`];
    await insertApiToken(tx, {
      exchange_id: exchange.id, token_id: id, token_sha256: secretHash(token), actor_id: office.id, person_id: personId, name: given.name, scopes: [...new Set(given.scopes)],
      made_at: new Date(now), ends_at: new Date(endsAt.value), used_at: null, ended_at: null,
    });
    return ok({ id, token, endsAt: endsAt.value });
  });

/** Whose a token is and what it may, as that office stands now; null where there is none, it is over or was revoked. Its use is noted. */
export async function holderOf(db: Db, exchangeId: string, token: string, now: Instant): Promise<TokenHolder | null> {
  const holder = await officeByToken(db, exchangeId, secretHash(token), now);
  if (holder !== null && (holder.usedAt === null || now - holder.usedAt > TOUCH_MS)) await touchToken(db, exchangeId, holder.tokenId, now);
  return holder;
}

/** Revokes one of a person's own tokens: with the next request it is nobody's. */
export const revokeToken = ({ db, exchange }: Pick<World, "db" | "exchange">, personId: string, tokenId: string, now: Instant): Promise<Result<true>> =>
  inTransaction(db, async (tx) => ((await endToken(tx, exchange.id, personId, tokenId, now)) ? ok(true) : refuse("not-found", { what: tokenId })));
