import { z } from "@hono/zod-openapi";
import { ok } from "../kernel/result.js";
import { rfc3339 } from "../kernel/time.js";
import { advance } from "../rehearsal/advance.js";
import type { MovableClock } from "../rehearsal/clock.js";
import { TimeBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";

/** Rehearsal only: the clock that can be moved forward (contracts.md §2). In live mode these routes do not exist. */
export function rehearsalRoutes(api: Api, world: World, clock: MovableClock): void {
  const path = "/api/v1/rehearsal/clock";
  const view = () => ({ now: rfc3339(clock.now()), held: clock.isHeld() });
  endpoint(api, world, { method: "get", path, summary: "Where the rehearsal clock stands", action: "anyone" }, () => Promise.resolve(ok({ body: view() })));
  endpoint(api, world, { method: "post", path, summary: "Move the rehearsal clock forward", action: "clock.advance", body: z.strictObject({ advanceTo: TimeBody.optional(), hold: z.boolean().optional() }) }, async ({ body }) => {
    const moved = await advance(world, clock, body.advanceTo ?? clock.now(), body.hold ?? false);
    return moved.ok ? ok({ body: moved.value }) : moved;
  });
}
