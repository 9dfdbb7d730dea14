import { yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { isSamePayee, type Asked, type ContractStanding } from "./payment.js";

/** The plan of a month as it stands without this request. */
export type PlanStanding = { readonly approved: Fen; readonly used: Fen };

/**
 * Whether a request can be paid as things stand: to the account of its contract, which is announced and accepted, within its price and
 * what was accepted, and within the plan of its month, which has come. Law: 政府采购法实施条例 45, 50, 51; 预算法 13, 61.
 */
export function decidePayable(asked: Asked, contract: ContractStanding, plan: PlanStanding | null, on: PlainDate): Result<true> {
  if (!isSamePayee(asked.payee, contract.payee)) return refuse("payee-not-contract", { account: contract.payee.account });
  if (contract.mustAnnounce && !contract.isAnnounced) return refuse("contract-not-announced");
  if (contract.accepted === 0n) return refuse("contract-not-accepted");
  const bounds = withinContract(asked.amount, contract);
  if (!bounds.ok) return bounds;
  return withinPlan(asked, plan, on);
}

function withinContract(amount: Fen, { price, accepted, taken }: ContractStanding): Result<true> {
  if (amount > accepted - taken) return refuse("over-accepted", { amount: yuan(amount), left: yuan(left(accepted, taken)) });
  return amount > price - taken ? refuse("over-contract", { amount: yuan(amount), left: yuan(left(price, taken)) }) : ok(true);
}

const left = (all: Fen, taken: Fen): Fen => (all > taken ? all - taken : 0n);

function withinPlan({ amount, month }: Asked, plan: PlanStanding | null, on: PlainDate): Result<true> {
  const opens = isPlanOpen(month, on);
  if (!opens.ok) return opens;
  const free = plan === null ? 0n : left(plan.approved, plan.used);
  return amount > free ? refuse("over-plan", { month: month.slice(0, 7), amount: yuan(amount), left: yuan(free) }) : ok(true);
}

/** A month's plan is used from its first day to the end of its year, and never after. */
export function isPlanOpen(month: PlainDate, on: PlainDate): Result<true> {
  if (month.slice(0, 4) !== on.slice(0, 4)) return refuse("plan-year", { month: month.slice(0, 7), on });
  return month.slice(0, 7) > on.slice(0, 7) ? refuse("plan-not-yet", { month: month.slice(0, 7) }) : ok(true);
}

/** An order of this year's budget is paid in this year. Law: 预算法 18. */
export const payableOn = (valueOn: PlainDate, month: PlainDate): Result<PlainDate> => (valueOn.slice(0, 4) === month.slice(0, 4) ? ok(valueOn) : refuse("pays-next-year", { valueOn }));
