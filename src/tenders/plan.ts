import { z } from "zod";
import { ok, refuse, type Result } from "../kernel/result.js";
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
