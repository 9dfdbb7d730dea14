import { z } from "@hono/zod-openapi";
import { ok } from "../kernel/result.js";
import { approveReserve, openReserve, prepareReserve, reserveToApprove } from "../sales/use-cases/reserve.js";
import { DayBody, text } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { Base64, created } from "./tenders.js";

const LOT = "/api/v1/sales/:sale/lots/:lot";
const FILE_BYTES_MAX = 4_096;
const Decision = z.strictObject({ commitment: z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits"), decidedOn: DayBody, participants: z.array(text(60)).min(2).max(30), record: text(200) });
const placeOf = (param: (name: string) => string) => ({ saleId: param("sale"), lot: param("lot") });

/** The reserve of a lot: a recorded decision whose hash two officers fix before the end, and whose amount its keeper opens after it. */
export function saleReserveRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${LOT}/reserves`, summary: "Enter the collective decision on a reserve, by the hash of what its keeper keeps", action: "sale.reserve", body: Decision }, async ({ actor, body, param, receivedAt }) => {
    const made = await prepareReserve(world, actor, placeOf(param), body, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: `${LOT}/reserves/:serial{[0-9]{1,2}}/approval`, summary: "Fix the reserve: its hash goes into the log (a second officer)", action: "sale.reserve", object: (param, actor) => reserveToApprove(world, actor, placeOf(param), Number(param("serial"))) }, async ({ actor, param, receivedAt }) => {
    const made = await approveReserve(world, actor, placeOf(param), Number(param("serial")), receivedAt);
    if (!made.ok) return made;
    world.floor.nudge(made.value.auction);
    return created({ commitment: made.value.commitment });
  });
  endpoint(api, world, { method: "post", path: `${LOT}/reserve-opening`, summary: "Open the reserve after the last offer: the file as its keeper kept it", action: "sale.reserve", body: z.strictObject({ file: Base64(FILE_BYTES_MAX) }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await openReserve(world, actor, placeOf(param), body.file, receivedAt);
    return made.ok ? ok({ body: made.value }) : made;
  });
}
