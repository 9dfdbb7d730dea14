import { z } from "@hono/zod-openapi";
import { AppointmentBody } from "../judging/appointment.js";
import { Bidder, Line } from "../judging/inputs.js";
import { LEAVING_GROUNDS, RECHECK_GROUNDS, type LeavingGround, type RecheckGround } from "../judging/panel-changes.js";
import { appointDirectly } from "../judging/use-cases/appoint.js";
import { saveDraft } from "../judging/use-cases/draft.js";
import { keepScore, reopenSheet } from "../judging/use-cases/recheck.js";
import { fillSeats, leaveSeat, seatCommittee } from "../judging/use-cases/seats.js";
import { ok } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { LOT, placeOf, settling } from "./judging.js";

/** As many as the largest committee the law knows, and more. */
const SEATS_MAX = 51;
const Members = z.strictObject({ members: z.array(z.strictObject({ actor: z.string().max(64), kind: z.enum(["expert", "representative"]), chair: z.boolean() })).min(1).max(SEATS_MAX) });
const Label = z.string().regex(/^[0-9a-f]{32,64}$/);
const CriterionId = z.string().max(64);
const ItemBody = z.strictObject({ bidder: Bidder, criterion: CriterionId });

const DRAFT_BYTES_MAX = 1_048_576;
/** 200 bids by 60 criteria. */
const DRAFT_ITEMS_MAX = 12_000;
const DraftBody = z.strictObject({ scores: z.array(z.strictObject({ bidder: Bidder, criterion: CriterionId, score: z.string().max(16), reason: z.string().max(1_000) })).max(DRAFT_ITEMS_MAX) });

/** Who sits on a committee, and what happens to its sheets between the first signature and the report. */
export function committeeRoutes(api: Api, world: World): void {
  const settled = settling(world);
  endpoint(api, world, { method: "post", path: `${LOT}/appointment`, summary: "Record that the experts are appointed without a draw, on a ground of the law (条例 47, 87号令 48)", action: "panel.seat", body: AppointmentBody },
    async ({ actor, body, param, receivedAt }) => settled(param, await appointDirectly(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/committee`, summary: "Enter the committee by name (评标委员会)", action: "panel.seat", body: Members },
    async ({ actor, body, param, receivedAt }) => settled(param, await seatCommittee(world, actor, placeOf(param), body.members, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/committee/departures`, summary: "Record that a member does not go on: nothing it signed counts (条例 48, 87号令 49)", action: "panel.change",
    body: z.strictObject({ member: z.string().max(64), ground: z.enum(keysOf<LeavingGround>(LEAVING_GROUNDS)), reason: Line(600) }) },
  async ({ actor, body, param, receivedAt }) => settled(param, await leaveSeat(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/committee/substitutes`, summary: "Give vacant seats to others, who judge anew", action: "panel.change", body: Members },
    async ({ actor, body, param, receivedAt }) => settled(param, await fillSeats(world, actor, placeOf(param), body.members, receivedAt)));
  endpoint(api, world, { method: "put", path: `${LOT}/panel/draft`, summary: "Keep scores as they are typed, before the sheet is signed", action: "panel.score", bodyMax: DRAFT_BYTES_MAX, body: DraftBody },
    async ({ actor, body, param, receivedAt }) => {
      const saved = await saveDraft(world, actor, placeOf(param), body.scores, receivedAt);
      return saved.ok ? ok({ body: saved.value }) : saved;
    });
  endpoint(api, world, { method: "post", path: `${LOT}/sheets/rechecks`, summary: "Have a member give scores of its signed sheet again (the chair; 87号令 64)", action: "panel.recheck",
    body: z.strictObject({ expert: Label, ground: z.enum(keysOf<RecheckGround>(RECHECK_GROUNDS)), items: z.array(ItemBody).min(1).max(60), reason: Line(600) }) },
  async ({ actor, body, param, receivedAt }) => settled(param, await reopenSheet(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${LOT}/sheets/kept-scores`, summary: "Say why a score that stands out stays (the chair; 87号令 64)", action: "panel.recheck",
    body: z.strictObject({ expert: Label, item: ItemBody, reason: Line(600) }) },
  async ({ actor, body, param, receivedAt }) => settled(param, await keepScore(world, actor, placeOf(param), body, receivedAt)));
}
