import type { Credit } from "../bank/credit.js";
import type { CreditFault } from "../bank/exception.js";
import type { PaymentOrder } from "../bank/order.js";
import type { Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { squeezed } from "../kernel/squeezed.js";

/** What a deposit is held to: the sum of the documents, the deadline of the lot, and the firm with the basic account it stated, null where it stated none. */
export type DepositTerms = { readonly wanted: Fen | null; readonly deadline: Instant; readonly hasEnded: boolean; readonly firm: string; readonly basicAccount: string | null };

/**
 * Why money is not taken as the deposit of a bid; null where it is. It is the exact sum, by the bank's value time before the deadline, from the firm's own
 * basic account. Law: 招标投标法实施条例 26 (从其基本账户转出); 87号令 37.
 */
export function depositFault({ fen, payer, valueAt }: Pick<Credit, "fen" | "payer" | "valueAt">, terms: DepositTerms): CreditFault | null {
  if (terms.wanted === null || terms.hasEnded) return "not-due";
  if (valueAt >= terms.deadline) return "came-late";
  if (terms.basicAccount === null || digits(payer.account) !== digits(terms.basicAccount) || squeezed(payer.name) !== squeezed(terms.firm)) return "payer-differs";
  return fen === terms.wanted ? null : "amount-differs";
}

/** An account number without what banks group its digits by. */
export const digits = (account: string): string => account.replace(/[\s-]/gu, "");

/** Which attempt a refund is, and from where it may go: never beside one that is under way or paid. */
export function nextRefund(orders: readonly PaymentOrder[]): Result<{ readonly attempt: number; readonly returned: PaymentOrder | null }> {
  const standing = orders.find(({ state }) => state !== "refused" && state !== "returned");
  if (standing !== undefined) return refuse("refund-ordered-already", { order: standing.number });
  return ok({ attempt: orders.length + 1, returned: orders.findLast(({ state }) => state === "returned") ?? null });
}
