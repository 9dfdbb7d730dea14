import type { Tx } from "../../db/database.js";
import { ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { planNotice } from "../../notices/plan-notice.js";
import type { World } from "../../world.js";
import { fenOf } from "../amounts.js";
import { linesOf, planCommon } from "../common.js";
import type { PlanForm } from "../plan.js";
import type { PlanRow } from "../queries/plans.js";
import { keepNotice, type Issued } from "./issue.js";

/** Makes the document of a plan, once: it has one notice and no tender yet. The plan is held. */
export async function issuePlan(world: World, tx: Tx, plan: PlanRow, form: PlanForm, at: Instant): Promise<Result<Issued>> {
  const built = planNotice(planCommon(plan, form, { exchange: world.exchange, mode: world.mode, publicUrl: world.publicUrl, id: `${plan.plan_id}-N1`, serial: 1, version: 1, publishedAt: at }), {
    needs: form.needs, budget: fenOf(form.budget), valuedAs: lineOf(plan.line).valuedAs, month: form.month, remarks: form.remarks,
    terms: { line: plan.line, budget: { ...form.budget }, month: form.month, needs: linesOf(form.needs), remarks: linesOf(form.remarks ?? "") },
  });
  return built.ok ? ok(await keepNotice(world, tx, built.value, { lot: null, title: `${form.title}${built.value.title}`, line: plan.line, area: plan.area, audience: null }, at)) : built;
}
