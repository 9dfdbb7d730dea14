import { unitsOf } from "../centre/queries.js";
import { MandateBody, ReasonBody, SittingBody } from "../approvals/forms.js";
import { mandatesOf, sittingsOf } from "../approvals/queries.js";
import { unitsSeen } from "../approvals/use-cases/held.js";
import { announceSittings, giveMandate, revokeMandate, unitOf } from "../approvals/use-cases/mandates.js";
import { moneyJson } from "../kernel/money.js";
import { ok } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const MANDATES = "/api/v1/approval-mandates";

/** What units let their chief representatives do, and when their deputy heads sit. */
export function approvalMandateRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: MANDATES, summary: "Mandates of chief representatives of one’s units, revoked ones too", action: "case-light.read" }, async ({ actor }) => {
    const rows = await mandatesOf(db, exchange.id, unitsSeen(actor, await unitsOf(db, exchange.id)));
    return ok({ body: { mandates: rows.map(mandateView) } });
  });
  endpoint(api, world, { method: "post", path: MANDATES, summary: "Give a chief representative a mandate with its approval seal", action: "approval-mandate.give", body: MandateBody }, async ({ actor, body, receivedAt }) => {
    const given = await giveMandate(world, actor, body, receivedAt);
    return given.ok ? created(given.value) : given;
  });
  endpoint(api, world, { method: "post", path: `${MANDATES}/:mandate/revocation`, summary: "Revoke a mandate and its seal, at once", action: "approval-mandate.give", body: ReasonBody }, async ({ actor, body, param, receivedAt }) => {
    const revoked = await revokeMandate(world, actor, param("mandate"), body.reason, receivedAt);
    return revoked.ok ? created(revoked.value) : revoked;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/sitting-days", summary: "Announce on which days the deputy head sits in the centre", action: "sitting.announce", body: SittingBody }, async ({ actor, body, receivedAt }) => {
    const announced = await announceSittings(world, actor, body.days, receivedAt);
    return announced.ok ? created(announced.value) : announced;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/sitting-days", summary: "Sitting days of one’s own unit from today on", action: "case-light.read" }, async ({ actor, receivedAt }) => {
    const unit = await unitOf(db, world, actor);
    return ok({ body: { unit, days: unit === null ? [] : await sittingsOf(db, exchange.id, unit, dayOf(receivedAt)) } });
  });
}

const mandateView = (row: Awaited<ReturnType<typeof mandatesOf>>[number]) => ({
  mandate: row.mandate, unit: row.unit, holder: row.holder, holderName: row.holder_name, items: row.items, powers: row.powers, limit: row.limit_fen === null ? null : moneyJson(BigInt(row.limit_fen)), from: row.from_on, until: row.until_on, seal: row.seal, document: row.document,
  revokedAt: row.revoked_at === null ? null : rfc3339(row.revoked_at.getTime() as Instant), reason: row.reason,
});
