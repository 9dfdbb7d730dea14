import { yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";

/** What was decided about a plan of a month. `lapsed`: what was left at the end of the year is taken back. */
export const PLAN_VERDICTS = { approved: { zh: "批准", en: "approved" }, refused: { zh: "不批准", en: "refused" }, lapsed: { zh: "年终注销", en: "lapsed with the year" } } as const;
export type PlanVerdict = keyof typeof PLAN_VERDICTS;

/** An indicator as it stands: what the budget gives, what plans of its months take. */
export type IndicatorStanding = { readonly amount: Fen; readonly planned: Fen };

/** An indicator is adjusted to no less than its plans hold. Law: 预算法 13, 72. */
export const decideIndicator = (amount: Fen, { planned }: Pick<IndicatorStanding, "planned">): Result<Fen> => (amount < planned ? refuse("indicator-below-plans", { planned: yuan(planned) }) : ok(amount));

/**
 * The plan of a month becomes another one: all months of the indicator together within it, and no less than is used. Law: 预算法 13, 57.
 * @param wanted the month's whole plan, not the change
 */
export function decidePlan(wanted: Fen, { approved, used }: { readonly approved: Fen; readonly used: Fen }, { amount, planned }: IndicatorStanding): Result<Fen> {
  if (wanted < used) return refuse("plan-below-used", { used: yuan(used) });
  const room = amount - planned + approved;
  return wanted > room ? refuse("over-indicator", { wanted: yuan(wanted), left: yuan(room) }) : ok(wanted);
}

/** A plan is of a month of the indicator's year. */
export const decideMonth = (month: PlainDate, year: number): Result<PlainDate> => (Number(month.slice(0, 4)) === year ? ok(month) : refuse("plan-other-year", { year, month: month.slice(0, 7) }));
