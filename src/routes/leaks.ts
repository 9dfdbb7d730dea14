import type { Context } from "hono";
import { recordAct } from "../audit/use-cases/record.js";
import { readLeaks } from "../blind/leaks-file.js";
import { newestLeaks } from "../blind/queries.js";
import { lookForLeaks } from "../blind/use-cases/look-for-leaks.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { actedBy, endpoint, type Api, type Vars } from "./endpoint.js";
import { created } from "./tenders.js";

const LEAKS = "/api/v1/tenders/:tender/lots/:lot/leaks";

/** That a supervisor read the signs of identity of a lot is an act of his. */
export const keepLeakReading = (world: World, c: Context<Vars>, outcome: string): Promise<void> =>
  recordAct(world.db, world.exchange.id, { at: c.get("receivedAt"), ...actedBy(c), action: "leak.read", object: c.req.path, outcome });

/** Signs of identity in the files of a blind evaluation, for the supervisor: evidence, no verdict. That it was read is kept. */
export function leakRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: LEAKS, summary: "Signs of identity in the files of a blind lot: file, page, what was found, why, how sure (the supervisor)", action: "leak.read" }, async ({ c, param }) => {
    const row = await newestLeaks(world.db, { exchangeId: world.exchange.id, tenderId: param("tender"), lot: param("lot") });
    await keepLeakReading(world, c, row === null ? "not-found" : "200");
    if (row === null) return refuse("not-found", { what: c.req.path });
    return ok({ body: { serial: row.serial, sha256: row.sha256, madeAt: rfc3339(row.made_at.getTime() as Instant), look: readLeaks(row.file) } });
  });
  endpoint(api, world, { method: "post", path: LEAKS, summary: "Look for signs of identity now; nothing new is kept where nothing changed (the supervisor)", action: "leak.find" }, async ({ actor, param }) => {
    const look = await lookForLeaks(world, actor, { tenderId: param("tender"), lot: param("lot") });
    return look.ok ? created(look.value) : look;
  });
}
