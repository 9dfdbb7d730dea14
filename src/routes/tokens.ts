import { z } from "@hono/zod-openapi";
import { tokensOf } from "../identity/queries.js";
import { makeToken, revokeToken } from "../identity/use-cases/tokens.js";
import { ok } from "../kernel/result.js";
import { rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { realNow } from "./limits.js";
import { personIn } from "./people.js";

const NewTokenBody = z.strictObject({ office: z.string().max(64), name: z.string().trim().min(1).max(60), scopes: z.array(z.string().max(64)).min(1).max(100), until: z.iso.date().transform((text) => text as PlainDate) });
const timeOf = (at: Date | null): string | null => (at === null ? null : rfc3339(at.getTime() as Instant));

/** Tokens that programs act by, for one office and some of its acts. */
export function tokenRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/tokens", summary: "One’s own tokens for programs, never the tokens themselves", action: "person" }, async (asked) =>
    ok({ body: { tokens: (await tokensOf(db, exchange.id, personIn(asked).id)).map(({ token_id: id, actor_id: office, name, scopes, made_at, ends_at, used_at }) => ({ id, office, name, scopes, since: timeOf(made_at), until: timeOf(ends_at), used: timeOf(used_at) })) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/tokens", summary: "Make a token for a program; it is shown in this answer alone", action: "person", signed: true, body: NewTokenBody, shownOnce: true }, async (asked) => {
    const made = await makeToken(world, personIn(asked).id, asked.body, realNow());
    return made.ok ? ok({ status: 201, body: { id: made.value.id, token: made.value.token, until: rfc3339(made.value.endsAt) } }) : made;
  });
  endpoint(api, world, { method: "delete", path: "/api/v1/tokens/:token{t-[0-9a-f]{16}}", summary: "Revoke a token of one’s own, at once", action: "person" }, async (asked) => {
    const gone = await revokeToken(world, personIn(asked).id, asked.param("token"), realNow());
    return gone.ok ? ok({ body: { revoked: true } }) : gone;
  });
}
