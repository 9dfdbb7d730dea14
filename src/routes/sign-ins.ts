import { deviceOf } from "../identity/device.js";
import { sessionsOf } from "../identity/queries.js";
import { signInsOf } from "../identity/queries/sign-ins.js";
import { endOtherSessions, endOwnSession, sessionName } from "../identity/use-cases/sessions.js";
import { ok } from "../kernel/result.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { realNow } from "./limits.js";
import { personIn } from "./people.js";

/** So many of a person's sign-ins are shown. */
export const SIGN_INS_SHOWN = 50;

/** Where a person is signed in, where he was, and how he ends it. */
export function signInRecordRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/sessions", summary: "One’s own sessions", action: "person" }, async (asked) =>
    ok({ body: (await sessionsOf(db, exchange.id, personIn(asked).id, realNow())).map(({ how, address, agent, made_at, seen_at, session_sha256 }) =>
      ({ id: sessionName(session_sha256), how, address, agent, device: deviceOf(agent), since: made_at.toISOString(), seen: seen_at.toISOString(), current: Buffer.from(session_sha256).equals(Buffer.from(personIn(asked).session ?? [])) })) }));
  endpoint(api, world, { method: "delete", path: "/api/v1/sessions/others", summary: "End all other sessions of one’s own", action: "person" }, async (asked) => ok({ body: { ended: await endOtherSessions(db, exchange.id, personIn(asked)) } }));
  endpoint(api, world, { method: "delete", path: "/api/v1/sessions/:session{[0-9a-f]{16}}", summary: "End one session of one’s own", action: "person" }, async (asked) => {
    const ended = await endOwnSession(db, exchange.id, personIn(asked), asked.param("session"));
    return ended.ok ? ok({ body: { ended: 1 } }) : ended;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/sign-ins", summary: "One’s own sign-ins of the last six months, the newest first", action: "person" }, async (asked) =>
    ok({ body: { signIns: (await signInsOf(db, exchange.id, personIn(asked).id, SIGN_INS_SHOWN)).map(({ at, how, address, device, is_new }) => ({ at: at.toISOString(), how, address, device, isNew: is_new })) } }));
}
