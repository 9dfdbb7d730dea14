import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor, Organisation } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { isSamePerson } from "../../identity/queries.js";
import { keepApproval } from "../../identity/use-cases/approvals.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { tellPlanReviewers } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { correctionOf, decideFollow, planCode, readPlan, type FollowedPlan, type PlanCorrection, type PlanForm } from "../plan.js";
import { areasOf } from "../queries.js";
import { planById, waitingCorrection, type PlanRow } from "../queries/plans.js";
import { insertPlan, keepPlanCorrection, lockPlan, nextSerial, publishPlanCorrection, updatePlan, updateTender } from "../store.js";
import { issuePlan } from "./issue-plan.js";
import { heldTender } from "./held.js";
import { isUnderHand } from "./register.js";
import { correctionVersion, planVersion } from "./versions.js";

type Drafted = { readonly plan: string; readonly version: number };

/** Drafts a tender plan or a procurement intention of the actor's own office. */
export const draftPlan = (world: World, actor: Actor, { line, form }: { readonly line: string; readonly form: PlanForm }, at: Instant): Promise<Result<Drafted>> =>
  inTransaction(world.db, async (tx) => {
    const office = officeOf(actor, "plan.draft");
    if (!office.ok) return office;
    const area = await knownArea(tx, world, form);
    if (!area.ok) return area;
    const exchangeId = world.exchange.id;
    const plan = planCode(world.exchange.platformCode, await nextSerial(tx, exchangeId, "plans", `${world.exchange.platformCode}P`));
    await insertPlan(tx, {
      exchange_id: exchangeId, plan_id: plan, line, tenderer_name: office.value.name, tenderer_uscc: office.value.uscc, area: form.area, form: JSON.stringify(form), drafted_by: actor.id, drafted_at: new Date(at),
    });
    await tellPlanReviewers(tx, world, { plan, office: office.value.uscc, after: "" }, actor, at);
    return ok({ plan, version: 1 });
  });

/** Replaces a plan that is not out yet; who wrote it last may not publish it. @param version what the writer saw */
export const redraftPlan = (world: World, actor: Actor, planId: string, { form, version }: { readonly form: PlanForm; readonly version: number }, at: Instant): Promise<Result<Drafted>> =>
  inTransaction(world.db, async (tx) => {
    const held = await heldPlan(tx, world, actor, "plan.draft", planId);
    if (!held.ok) return held;
    if (held.value.version !== version) return refuse("stale", { version: held.value.version });
    const area = await knownArea(tx, world, form);
    if (!area.ok) return area;
    await updatePlan(tx, world.exchange.id, planId, { form: JSON.stringify(form), area: form.area, version: version + 1, drafted_by: actor.id, drafted_at: new Date(at) });
    return ok({ plan: planId, version: version + 1 });
  });

/** A second officer publishes a plan: record, PDF and log entry in one transaction. Law: 财库〔2020〕10号. */
export const publishPlan = (world: World, actor: Actor, planId: string, at: Instant): Promise<Result<{ notice: string; number: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPlan(tx, world, actor, "plan.publish", planId);
    if (!held.ok) return held;
    if (await isSamePerson(tx, world.exchange.id, actor.id, held.value.drafted_by)) return refuse("four-eyes");
    const issued = await issuePlan(world, tx, held.value, readPlan(held.value.form), { edition: 1, correction: null }, at);
    if (!issued.ok) return issued;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "plan", object: planId, version: planVersion(held.value), preparedBy: held.value.drafted_by }, at);
    if (!approved.ok) return approved;
    await updatePlan(tx, world.exchange.id, planId, { published_by: actor.id, published_at: new Date(at), number: issued.value.number, edition: 1, counts_from: new Date(at) });
    return ok({ notice: issued.value.id, number: issued.value.number });
  });

/** Drafts a correction of a published plan, or writes the one that waits anew; a second officer publishes it. */
export const correctPlan = (world: World, actor: Actor, planId: string, { form, reason, version }: PlanCorrection, at: Instant): Promise<Result<Drafted>> =>
  inTransaction(world.db, async (tx) => {
    const held = await heldPlan(tx, world, actor, "plan.draft", planId, "published");
    if (!held.ok) return held;
    const waiting = await waitingCorrection(tx, world.exchange.id, planId);
    if ((waiting?.version ?? 0) !== version) return refuse("stale", { version: waiting?.version ?? 0 });
    const area = await knownArea(tx, world, form);
    if (!area.ok) return area;
    const decided = correctionOf(held.value, form, at);
    if (!decided.ok) return decided;
    await keepPlanCorrection(tx, {
      exchange_id: world.exchange.id, plan_id: planId, edition: (held.value.edition ?? 0) + 1, version: version + 1, form: JSON.stringify(form), area: form.area, reason, drafted_by: actor.id, drafted_at: new Date(at),
    });
    await tellPlanReviewers(tx, world, { plan: planId, office: held.value.tenderer_uscc, after: String(held.value.edition) }, actor, at);
    return ok({ plan: planId, version: version + 1 });
  });

/**
 * A second officer publishes a correction: the next version of the plan's document, with what it changes, and the log entry that names the version before.
 * The earlier version stays where it is. Law: 财库〔2020〕10号.
 */
export const publishCorrection = (world: World, actor: Actor, planId: string, at: Instant): Promise<Result<{ notice: string; version: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldPlan(tx, world, actor, "plan.publish", planId, "published");
    if (!held.ok) return held;
    const waiting = await waitingCorrection(tx, world.exchange.id, planId);
    if (waiting === null) return refuse("not-found", { what: `${planId} 的更正` });
    if (await isSamePerson(tx, world.exchange.id, actor.id, waiting.drafted_by)) return refuse("four-eyes");
    const form = readPlan(waiting.form);
    const decided = correctionOf(held.value, form, at);
    if (!decided.ok) return decided;
    const issued = await issuePlan(world, tx, held.value, form, { edition: waiting.edition, correction: { ...decided.value, reason: waiting.reason } }, at);
    if (!issued.ok) return issued;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "plan", object: `${planId}/${String(waiting.edition)}`, version: correctionVersion(waiting), preparedBy: waiting.drafted_by }, at);
    if (!approved.ok) return approved;
    await publishPlanCorrection(tx, world.exchange.id, planId, waiting.edition, actor.id, new Date(at));
    await updatePlan(tx, world.exchange.id, planId, { form: JSON.stringify(form), area: waiting.area, edition: waiting.edition, counts_from: new Date(decided.value.countsFrom) });
    return ok({ notice: issued.value.id, version: waiting.edition });
  });

/** Names the plan a tender follows, or why there was none, while its notice is under its preparer's hand. Law: 财库〔2020〕10号. */
export const followPlan = (world: World, actor: Actor, tenderId: string, { plan, exempt }: FollowedPlan): Promise<Result<FollowedPlan>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.draft", tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    if (!isUnderHand(tender)) return refuse("tender-not-draft", { tender: tenderId });
    if (plan !== null && exempt !== null) return refuse("wrong-form", { where: "exempt", why: "采购意向和不公开的理由只能填一项", whyEn: "a plan or a reason, not both" });
    const decided = plan === null ? ok(null) : decideFollow(await planById(tx, world.exchange.id, plan), plan, { line: tender.row.line, tenderer: tender.project.tenderer_uscc });
    if (!decided.ok) return decided;
    await updateTender(tx, world.exchange.id, tenderId, { plan_id: plan, plan_exempt: exempt, version: tender.row.version + 1 });
    return ok({ plan, exempt });
  });

function officeOf(actor: Actor, action: Action): Result<Organisation> {
  const may = can(actor, action, actor.organisation === null ? {} : { tenderer: actor.organisation.uscc });
  if (!may.ok) return may;
  return actor.organisation === null ? refuse("not-yours", { role: actor.role, action: "招标计划、采购意向" }) : ok(actor.organisation);
}

/** The actor's own plan, locked: one that is not out yet, or one that is. */
async function heldPlan(tx: Tx, world: World, actor: Actor, action: Action, planId: string, wanted: "draft" | "published" = "draft"): Promise<Result<PlanRow>> {
  const row = await lockPlan(tx, world.exchange.id, planId);
  const may = can(actor, action, row === undefined ? {} : { tenderer: row.tenderer_uscc });
  if (!may.ok) return may;
  if (row === undefined) return refuse("not-found", { what: planId });
  if ((row.published_at === null) === (wanted === "draft")) return ok(row);
  return wanted === "draft" ? refuse("plan-published", { plan: planId }) : refuse("plan-not-published", { plan: planId });
}

async function knownArea(tx: Tx, world: World, { area }: PlanForm): Promise<Result<true>> {
  return area === null || (await areasOf(tx, world.exchange.id)).some((each) => each.area === area) ? ok(true) : refuse("area-unknown", { area });
}
