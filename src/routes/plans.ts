import { z } from "@hono/zod-openapi";
import { actsFor } from "../identity/can.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { isLine } from "../lines/lines.js";
import { FollowedPlanBody, PlanBody, PlanCorrectionBody, readPlan } from "../tenders/plan.js";
import { planById, tendersOfPlan, waitingCorrection, type PlanRow } from "../tenders/queries/plans.js";
import { correctPlan, draftPlan, followPlan, publishCorrection, publishPlan, redraftPlan } from "../tenders/use-cases/plans.js";
import type { Actor } from "../identity/actor.js";
import { correctionToApprove, planToApprove } from "../tenders/use-cases/versions.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const PLAN = "/api/v1/plans/:plan";

/** Tender plans and procurement intentions, from draft to publication, and which of them a tender follows. */
export function planRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: "/api/v1/plans", summary: "Draft a tender plan or a procurement intention", action: "plan.draft",
    body: z.strictObject({ line: z.string().max(40).refine(isLine, "a trading line of this exchange"), form: PlanBody }) }, async ({ actor, body, receivedAt }) => {
    const made = await draftPlan(world, actor, body, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "put", path: PLAN, summary: "Replace a plan that is not published", action: "plan.draft", body: z.strictObject({ version: z.int().min(1), form: PlanBody }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await redraftPlan(world, actor, param("plan"), body, receivedAt);
    return made.ok ? ok({ body: made.value }) : made;
  });
  endpoint(api, world, { method: "post", path: `${PLAN}/publication`, summary: "Publish a plan (a second officer)", action: "plan.publish", object: (param, actor) => planToApprove(world, actor, param("plan")) }, async ({ actor, param, receivedAt }) => {
    const published = await publishPlan(world, actor, param("plan"), receivedAt);
    return published.ok ? created(published.value) : published;
  });
  endpoint(api, world, { method: "put", path: `${PLAN}/correction`, summary: "Draft a correction of a published plan, or write the one that waits anew", action: "plan.draft", body: PlanCorrectionBody }, async ({ actor, body, param, receivedAt }) => {
    const made = await correctPlan(world, actor, param("plan"), body, receivedAt);
    return made.ok ? ok({ body: made.value }) : made;
  });
  endpoint(api, world, { method: "post", path: `${PLAN}/correction/publication`, summary: "Publish the correction of a plan (a second officer)", action: "plan.publish", object: (param, actor) => correctionToApprove(world, actor, param("plan")) }, async ({ actor, param, receivedAt }) => {
    const published = await publishCorrection(world, actor, param("plan"), receivedAt);
    return published.ok ? created(published.value) : published;
  });
  endpoint(api, world, { method: "get", path: PLAN, summary: "A plan; before its publication its own office alone reads it", action: "anyone" }, ({ c, param }) => planView(world, c.get("reader"), param("plan")));
  endpoint(api, world, { method: "put", path: "/api/v1/tenders/:tender/plan", summary: "Name the plan or intention a draft follows, or why there was none", action: "tender.draft", body: FollowedPlanBody }, async ({ actor, body, param }) => {
    const followed = await followPlan(world, actor, param("tender"), body);
    return followed.ok ? ok({ body: followed.value }) : followed;
  });
}

async function planView({ db, exchange }: World, actor: Actor | null, planId: string): Promise<Result<Answer>> {
  const row = await planById(db, exchange.id, planId);
  const isOwn = actor?.role === "tenderer" && row !== null && actsFor(actor, { tenderer: row.tenderer_uscc, code: undefined });
  if (row === null || (row.published_at === null && !isOwn)) return refuse("not-found", { what: planId });
  const followed = await tendersOfPlan(db, exchange.id, planId);
  const waiting = isOwn ? await waitingCorrection(db, exchange.id, planId) : null;
  return ok({ body: {
    plan: row.plan_id, line: row.line, tenderer: { name: row.tenderer_name, uscc: row.tenderer_uscc }, version: row.version, form: readPlan(row.form), ...publicationOf(row), followedBy: followed.map(({ tender_id }) => tender_id),
    correction: waiting === null ? null : { version: waiting.version, reason: waiting.reason, form: readPlan(waiting.form) },
  } });
}

/** When it was published, which version of its document stands, and since when its days count; all null of a draft. */
function publicationOf({ plan_id, published_at, edition, counts_from }: PlanRow) {
  const timeOf = (at: Date | null): string | null => (at === null ? null : rfc3339(at.getTime() as Instant));
  return { publishedAt: timeOf(published_at), notice: published_at === null ? null : `${plan_id}-N1`, edition, countsFrom: timeOf(counts_from) };
}
