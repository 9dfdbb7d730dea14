import { z } from "zod";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { lineOf } from "../lines/lines.js";
import type { Title } from "../procedure/procedure.js";
import { fieldChanges, type FieldChange } from "./amend.js";
import { ContactBody, MoneyBody, text } from "./form.js";
import type { PlanRow } from "./queries/plans.js";

/** A plan as it is entered: what 财库〔2020〕10号 asks of a procurement intention; a tender plan of works says the same. */
export const PlanBody = z.strictObject({
  title: text(120),
  needs: text(5_000),
  /** The estimate or budget, in the line's word. */
  budget: MoneyBody,
  /** The month in which tendering or procurement is expected to begin. */
  month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "write a month: 2026-09"),
  remarks: text(1_000).nullable(),
  contact: ContactBody,
  complaints: ContactBody,
  /** A district the exchange serves; null is the whole of its area. */
  area: z.string().regex(/^\d{6}$/, "six digits of GB/T 2260").nullable().default(null),
});
export type PlanForm = z.infer<typeof PlanBody>;

/** The plan a tender follows, or why none was published: one of them, never both. */
export const FollowedPlanBody = z.strictObject({ plan: z.string().max(40).nullable(), exempt: text(1_000).nullable() });
export type FollowedPlan = z.infer<typeof FollowedPlanBody>;

const SERIAL_DIGITS = 5;

/** The code of a plan, ours: platform code, P and a serial of five digits. */
export const planCode = (platform: string, serial: number): string => `${platform}P${String(serial).padStart(SERIAL_DIGITS, "0")}`;

export const readPlan = (stored: unknown): PlanForm => stored as PlanForm;

/** Whether a tender may follow a plan: published, of the same tenderer and the same line. */
export function decideFollow(plan: PlanRow | null, named: string, tender: { readonly line: string; readonly tenderer: string }): Result<PlanRow> {
  if (plan?.tenderer_uscc !== tender.tenderer) return refuse("not-found", { what: named });
  if (plan.published_at === null) return refuse("plan-not-published", { plan: named });
  return plan.line === tender.line ? ok(plan) : refuse("plan-of-another-line", { plan: named });
}

/** A correction of a published plan: all of it as it is to stand, and why. `version` is the draft its writer saw, 0 for none. */
export const PlanCorrectionBody = z.strictObject({ version: z.int().min(0), reason: text(1_000), form: PlanBody });
export type PlanCorrection = z.infer<typeof PlanCorrectionBody>;

/** What a correction changes, and since when the plan counts as published with it. */
export type DecidedCorrection = { readonly fields: readonly Omit<FieldChange, "lot">[]; readonly restarts: boolean; readonly countsFrom: Instant };

/**
 * The four contents that the law has published ahead: 项目名称、需求概况、预算金额、预计采购时间. Its thirty days are there so that suppliers know these; of a
 * content that was something else until now they have known for no day. Whom to ask and remarks leave the days as they are. Law: 财库〔2020〕10号.
 */
const CONTENTS: ReadonlySet<string> = new Set(["title", "needs", "budget", "month"]);

/** A correction changes something. One that touches the contents the law has published lets the days begin again with it. */
export function decideCorrection(before: PlanForm, after: PlanForm, { countsFrom, at, valuedAs }: { readonly countsFrom: Instant; readonly at: Instant; readonly valuedAs: Title }): Result<DecidedCorrection> {
  const fields = fieldChanges({
    title: ["项目名称", "Project"], needs: ["需求概况", "What is needed"], budget: [valuedAs.zh, valuedAs.en], month: ["预计时间", "Expected"], remarks: ["备注", "Remarks"],
    contact: ["联系人", "Contact"], complaints: ["投诉受理", "Complaints"], area: ["项目所在地区", "Area"],
  }, before, after);
  if (fields.length === 0) return refuse("plan-unchanged");
  const restarts = fields.some(({ path }) => CONTENTS.has(path.split(".")[0] ?? path));
  return ok({ fields, restarts, countsFrom: restarts ? at : countsFrom });
}

/** What a correction of this plan would change, were it published at `at`. */
export const correctionOf = (plan: PlanRow, form: PlanForm, at: Instant) =>
  decideCorrection(readPlan(plan.form), form, { countsFrom: (plan.counts_from?.getTime() ?? at) as Instant, at, valuedAs: lineOf(plan.line).valuedAs });
