import { z } from "@hono/zod-openapi";
import { unitsOf, windowsOf } from "../centre/queries.js";
import { UNIT_OFFICES, UnitBody, WindowBody, type UnitOffice } from "../centre/unit.js";
import { appointOfficer, closeWindow, endUnit, enterUnit, openWindow } from "../centre/use-cases/units.js";
import { Line } from "../judging/inputs.js";
import { ok } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { rfc3339 } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { centreBoardRoutes } from "./centre-board.js";
import { centreRoutes } from "./centre.js";
import { conductRoutes } from "./conduct.js";
import { endpoint, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const UNITS = "/api/v1/units";
const WINDOWS = "/api/v1/windows";
const Ending = z.strictObject({ until: DayBody });

/** The one centre with its units and windows, open to all; an administrator keeps them and appoints who acts for a unit. */
export function unitRoutes(api: Api, world: World): void {
  centreRoutes(api, world);
  centreBoardRoutes(api, world);
  conductRoutes(api, world);
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: UNITS, summary: "Units in two levels and the windows of the service centre, ended ones too", action: "anyone" }, async () => ok({ body: { units: await unitsOf(db, exchange.id), windows: await windowsOf(db, exchange.id) } }));
  endpoint(api, world, { method: "post", path: UNITS, summary: "Enter a unit", action: "unit.keep", body: UnitBody }, async ({ actor, body, receivedAt }) => {
    const entered = await enterUnit(world, actor, body, receivedAt);
    return entered.ok ? created(entered.value) : entered;
  });
  endpoint(api, world, { method: "post", path: `${UNITS}/:unit/end`, summary: "End a unit with a day", action: "unit.keep", body: Ending }, async ({ body, param }) => {
    const ended = await endUnit(world, param("unit"), body.until);
    return ended.ok ? ok({ body: ended.value }) : ended;
  });
  endpoint(api, world, { method: "post", path: `${UNITS}/:unit/officers`, summary: "Appoint somebody to an office in a unit: the code by which he takes it up", action: "unit.appoint", body: z.strictObject({ office: z.enum(keysOf<UnitOffice>(UNIT_OFFICES)), name: Line(60) }), shownOnce: true }, async ({ actor, body, param, receivedAt }) => {
    const appointed = await appointOfficer(world, actor, param("unit"), body, receivedAt);
    return appointed.ok ? created({ unit: appointed.value.unit.code, code: appointed.value.invited.code, expiresAt: rfc3339(appointed.value.invited.expiresAt) }) : appointed;
  });
  endpoint(api, world, { method: "post", path: WINDOWS, summary: "Open a window", action: "unit.keep", body: WindowBody }, async ({ actor, body, receivedAt }) => {
    const opened = await openWindow(world, actor, body, receivedAt);
    return opened.ok ? created(opened.value) : opened;
  });
  endpoint(api, world, { method: "post", path: `${WINDOWS}/:number{[1-9][0-9]{0,3}}/end`, summary: "Close a window with a day", action: "unit.keep", body: Ending }, async ({ body, param }) => {
    const closed = await closeWindow(world, Number(param("number")), body.until);
    return closed.ok ? ok({ body: closed.value }) : closed;
  });
}
