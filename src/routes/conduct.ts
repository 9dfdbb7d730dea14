import { z } from "@hono/zod-openapi";
import { ActivityBody } from "../conduct/activity.js";
import { FormulaBody, scoreText, type Score } from "../conduct/appraisal.js";
import { FindingBody, GiftBody, InterestBody, stateOf, StepBody } from "../conduct/finding.js";
import { PatrolBody } from "../conduct/patrol.js";
import { activitiesBetween, findingsOf, formulasOf, giftsOf, interestsOf, patrolsBetween, seatsOf, type Finding } from "../conduct/queries.js";
import { appraise, publishFormula, recordActivity, type Appraisal, type Span } from "../conduct/use-cases/appraisal.js";
import { declareInterest, recordFinding, registerGift, takeStep } from "../conduct/use-cases/findings.js";
import { leaveSeat, makePatrol, missingDays, takeSeat } from "../conduct/use-cases/patrols.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { ratioText } from "../kernel/ratio.js";
import { dayOf, plusDays, rfc3339, type Instant } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api, type Asked } from "./endpoint.js";
import { created } from "./tenders.js";

const CONDUCT = "/api/v1/conduct";
const OWN = `${CONDUCT}/own`;
const LIST_MAX = 500;
/** What is shown where no days are asked for. */
const SPAN_DAYS = 90;

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

/** How people of the centre work: patrols, findings, what people say of themselves, appraisal. */
export function conductRoutes(api: Api, world: World): void {
  patrolRoutes(api, world);
  findingRoutes(api, world);
  ownRoutes(api, world);
  appraisalRoutes(api, world);
}

function patrolRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: `${CONDUCT}/patrols`, summary: "Patrols of a span of days with attendance, `?from=2026-09-01&until=2026-09-30`, and working days that have none", action: "conduct.read" }, async ({ c, receivedAt }) => {
    const span = spanAsked(c, receivedAt);
    return span.ok ? ok({ body: { ...span.value, patrols: await patrolsBetween(db, exchange.id, span.value.from, span.value.until), seats: await seatsOf(db, exchange.id), missing: await missingDays(world, dayOf(receivedAt)) } }) : span;
  });
  endpoint(api, world, { method: "post", path: `${CONDUCT}/patrols`, summary: "Record today’s patrol: everybody who sits at a window", action: "patrol.make", body: PatrolBody }, async ({ actor, body, receivedAt }) => made(await makePatrol(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CONDUCT}/seats`, summary: "Say who sits at a window from a day on", action: "seat.keep", body: z.strictObject({ number: z.int().min(1).max(9_999), actor: z.string().min(1).max(80), from: DayBody }) }, async ({ actor, body, receivedAt }) => made(await takeSeat(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CONDUCT}/seats/:actor/end`, summary: "End where somebody sits with a day", action: "seat.keep", body: z.strictObject({ until: DayBody }) }, async ({ body, param }) => made(await leaveSeat(world, param("actor"), body.until)));
}

function findingRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: `${CONDUCT}/findings`, summary: "Every finding with what was done about it", action: "finding.read" }, async () => ok({ body: { findings: (await findingsOf(db, exchange.id, { limit: LIST_MAX })).map(findingView) } }));
  endpoint(api, world, { method: "post", path: `${CONDUCT}/findings`, summary: "Record what was found about somebody", action: "finding.record", body: FindingBody }, async ({ actor, body, receivedAt }) => made(await recordFinding(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CONDUCT}/findings/:finding/steps`, summary: "Take a finding further: settle, notify, hear, silence, decide, drop, close", action: "finding.step", body: StepBody }, async ({ actor, body, param, receivedAt }) => made(await takeStep(world, actor, { ...body, finding: param("finding") }, receivedAt)));
  endpoint(api, world, { method: "get", path: `${CONDUCT}/gifts`, summary: "Gifts that were not taken", action: "finding.read" }, async () => ok({ body: { gifts: (await giftsOf(db, exchange.id, null, LIST_MAX)).map(giftView) } }));
  endpoint(api, world, { method: "get", path: `${CONDUCT}/interests`, summary: "What people declared of their interests", action: "finding.read" }, async () => ok({ body: { interests: (await interestsOf(db, exchange.id, null, LIST_MAX)).map(interestView) } }));
}

function ownRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: OWN, summary: "What is kept of how one works: attendance, findings one was told of, gifts, declarations, training", action: "own-conduct" }, async ({ actor, receivedAt }) => {
    const today = dayOf(receivedAt);
    const from = plusDays(today, -SPAN_DAYS);
    const [patrols, findings, gifts, interests, activities] = await Promise.all([patrolsBetween(db, exchange.id, from, today), findingsOf(db, exchange.id, { about: actor.id, limit: LIST_MAX }), giftsOf(db, exchange.id, actor.id, LIST_MAX), interestsOf(db, exchange.id, actor.id, LIST_MAX), activitiesBetween(db, exchange.id, from, today)]);
    return ok({ body: {
      attendance: patrols.flatMap(({ day, attendance }) => attendance.filter((each) => each.actor === actor.id).map(({ number, state }) => ({ day, number, state }))), findings: findings.filter(({ steps }) => steps.length > 0).map(findingView), gifts: gifts.map(giftView), interests: interests.map(interestView),
      activities: activities.filter(({ people }) => people.includes(actor.id)).map(({ activity, kind, title, day, minutes, words }) => ({ activity, kind, title, day, minutes, words })),
    } });
  });
  endpoint(api, world, { method: "post", path: `${OWN}/gifts`, summary: "Register a gift that one did not take", action: "own-conduct", body: GiftBody }, async ({ actor, body, receivedAt }) => made(await registerGift(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${OWN}/interests`, summary: "Declare one’s interests anew", action: "own-conduct", body: InterestBody }, async ({ actor, body, receivedAt }) => made(await declareInterest(world, actor, body, receivedAt)));
}

function appraisalRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/centre/appraisal", summary: "Units and windows appraised by the published formula over a span of days; every version of the formula", action: "anyone" }, async ({ c, receivedAt }) => {
    const span = spanAsked(c, receivedAt);
    if (!span.ok) return span;
    const formulas = await formulasOf(db, exchange.id);
    const worked = await appraise(world, span.value);
    return ok({ body: { ...span.value, formulas, ...(worked.ok ? publicView(worked.value) : { units: [], windows: [] }) } });
  });
  endpoint(api, world, { method: "get", path: `${CONDUCT}/appraisal`, summary: "Staff appraised by the published formula over a span of days", action: "finding.read" }, async ({ c, receivedAt }) => {
    const span = spanAsked(c, receivedAt);
    if (!span.ok) return span;
    const worked = await appraise(world, span.value);
    return worked.ok ? ok({ body: { ...span.value, formula: worked.value.formula.version, staff: worked.value.staff.map(({ score, ...each }) => ({ ...each, ...scoreView(score) })) } }) : worked;
  });
  endpoint(api, world, { method: "post", path: `${CONDUCT}/formulas`, summary: "Publish the formula of appraisal or its next version", action: "appraisal.publish", body: FormulaBody }, async ({ actor, body, receivedAt }) => made(await publishFormula(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "get", path: `${CONDUCT}/activities`, summary: "Activities and training of a span of days, with who was there", action: "conduct.read" }, async ({ c, receivedAt }) => {
    const span = spanAsked(c, receivedAt);
    return span.ok ? ok({ body: { ...span.value, activities: await activitiesBetween(db, exchange.id, span.value.from, span.value.until) } }) : span;
  });
  endpoint(api, world, { method: "post", path: `${CONDUCT}/activities`, summary: "Record an activity or a training with who was there", action: "activity.record", body: ActivityBody }, async ({ actor, body, receivedAt }) => made(await recordActivity(world, actor, body, receivedAt)));
}

/** The days that are asked for; the last ninety where none are named. */
export function spanAsked(c: Pick<Asked<unknown>["c"], "req">, now: Instant): Result<Span> {
  const [from, until] = [DayBody.safeParse(c.req.query("from") ?? plusDays(dayOf(now), -SPAN_DAYS)), DayBody.safeParse(c.req.query("until") ?? dayOf(now))];
  if (!from.success || !until.success) return refuse("wrong-parameter", { name: from.success ? "until" : "from", wanted: "2026-12-18" });
  return ok({ from: from.data, until: until.data });
}

const findingView = ({ row: { finding, source, kind, day, about, number, words }, steps }: Finding) => ({ finding, source, kind, day, about, number, words, state: stateOf(steps), steps: steps.map(({ step, sanction, words: said, at }) => ({ step, sanction, words: said, at: rfc3339(at) })) });
const giftView = ({ gift, actor_id: actor, offered_on: offeredOn, giver, what, disposal }: Awaited<ReturnType<typeof giftsOf>>[number]) => ({ gift, actor, offeredOn, giver, what, disposal });
const interestView = ({ actor_id: actor, serial, has_none: none, words, made_at }: Awaited<ReturnType<typeof interestsOf>>[number]) => ({ actor, serial, none, words, declaredAt: rfc3339(made_at.getTime() as Instant) });

/** A score with its parts, exact beside what is shown. */
const scoreView = ({ total, parts }: Score) => ({ score: scoreText(total), exact: total === null ? null : ratioText(total), parts: parts.map(({ measure, points, score }) => ({ measure, points: ratioText(points), score: score === null ? null : ratioText(score) })) });
const publicView = ({ formula, units, windows }: Appraisal) => ({ formula: formula.version, units: units.map(({ score, ...each }) => ({ ...each, ...scoreView(score) })), windows: windows.map(({ score, ...each }) => ({ ...each, ...scoreView(score) })) });
