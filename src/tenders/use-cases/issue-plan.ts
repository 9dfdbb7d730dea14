import type { Tx } from "../../db/database.js";
import { ok, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { versionInChinese } from "../../notices/blocks.js";
import { planNotice, type PlanCorrectionFacts } from "../../notices/plan-notice.js";
import { lawCited, lawSets, lawWhole } from "../../procedure/law.js";
import { atLeast } from "../../rules/calendar.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { fenOf } from "../amounts.js";
import { dutyAsked } from "../asked-dates.js";
import { linesOf, planCommon } from "../common.js";
import type { DecidedCorrection, PlanForm } from "../plan.js";
import type { PlanRow } from "../queries/plans.js";
import { keepNotice, type Issued } from "./issue.js";

/** The edition that a plan's document is made for; the first corrects nothing. */
export type Edition = { readonly edition: number; readonly correction: (DecidedCorrection & { readonly reason: string }) | null };

/** Makes one version of the document of a plan: it has one notice and no tender yet. The plan is held. */
export async function issuePlan(world: World, tx: Tx, plan: PlanRow, form: PlanForm, { edition, correction }: Edition, at: Instant): Promise<Result<Issued>> {
  const said = correction === null ? {} : { correction: { reason: linesOf(correction.reason), fields: correction.fields.map(({ path, before, after }) => ({ path, before, after })), restarts: correction.restarts } };
  const built = planNotice(planCommon(plan, form, { exchange: world.exchange, mode: world.mode, publicUrl: world.publicUrl, id: `${plan.plan_id}-N1`, serial: 1, version: edition, publishedAt: at }), {
    needs: form.needs, budget: fenOf(form.budget), valuedAs: lineOf(plan.line).valuedAs, month: form.month, remarks: form.remarks, correction: correction === null ? null : { reason: correction.reason, fields: correction.fields, counting: countingOf(plan, correction, at) },
    terms: { line: plan.line, budget: { ...form.budget }, month: form.month, needs: linesOf(form.needs), remarks: linesOf(form.remarks ?? ""), ...said },
  });
  if (!built.ok) return built;
  const title = `${form.title}${built.value.title}${edition === 1 ? "" : `（${versionInChinese(edition)}）`}`;
  return ok(await keepNotice(world, tx, built.value, { lot: null, title, line: plan.line, area: form.area, audience: null }, at));
}

function countingOf(plan: PlanRow, { restarts, countsFrom: from }: DecidedCorrection, at: Instant): PlanCorrectionFacts["counting"] {
  const lawful = { rules: freezeRules(dayOf(at)), law: lineOf(plan.line).law };
  if (!lawSets(lawful, "intentionDays")) return null;
  const earliest = atLeast(from, lawWhole(lawful, "intentionDays")).instant;
  return { restarts, from, earliest, asked: dutyAsked(lawful, "intentionDays", from, earliest), law: lawCited(lawful, "intentionDays").law };
}
