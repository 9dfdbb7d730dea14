import type { Fen } from "../kernel/money.js";
import { ratioText } from "../kernel/ratio.js";
import { DAY_MS, startOf, type PlainDate } from "../kernel/time.js";
import { lawExact, lawId, lawSets, lawWhole, type Lawful } from "../procedure/law.js";
import { isAmong } from "../rules/rules.js";
import { computed, given, TWO_PLACES, type Explanation } from "./explain.js";

/** A bond that went back late, or is still out on the day that is asked about. */
export type LateRefund = {
  readonly bond: Fen;
  readonly dueOn: PlainDate;
  readonly paidOn: PlainDate;
  /** The delay is the bidder's own, such as a closed account. */
  readonly ownFault: boolean;
};

/** What the law leaves open: the benchmark rate of the time in per cent a year, and how many days a year has. */
export type RateTerms = { readonly rate: string; readonly yearDays: number };

/** The terms that the rule rows set; null where the line's law knows no charge for a late refund, or the tender's rules are older than the rows. */
export const rateTermsOf = (lawful: Lawful): RateTerms | null =>
  (lawSets(lawful, "lateRefundFactor") && isAmong(lawful.rules, lawId(lawful, "loanRate")) ? { rate: ratioText(lawExact(lawful, "loanRate")), yearDays: lawWhole(lawful, "yearDays") } : null);

/** By how many days a refund is late. */
export const daysLate = ({ dueOn, paidOn }: Pick<LateRefund, "dueOn" | "paidOn">): number => Math.max(0, Math.round((startOf(paidOn) - startOf(dueOn)) / DAY_MS));

/**
 * What a late refund costs, as a tree: the bond for the days it was late at the benchmark rate raised by a fifth; nothing where the
 * fault is the bidder's own. Law: 87号令 38 (GP-15).
 */
export function lateRefundCharge(late: LateRefund, lawful: Lawful, { rate, yearDays }: RateTerms): Explanation {
  const days = late.ownFault ? 0 : daysLate(late);
  return computed({ id: "charge", zh: "资金占用费（元）", en: "capital charge, yuan" }, "bond × days × rate × factor ÷ 100 ÷ year", [
    given({ id: "bond", zh: "投标保证金（元）", en: "bond, yuan" }, `${late.bond.toString()}/100`),
    given({ id: "days", zh: late.ownFault ? "逾期天数（投标人自身原因，不计）" : "逾期天数", en: late.ownFault ? "days late, not counted: the bidder's own fault" : "days late" }, String(days)),
    given({ id: "rate", zh: "同期贷款基准利率（%/年）", en: "benchmark loan rate, % a year" }, rate),
    given({ id: "factor", zh: "倍数", en: "factor" }, ratioText(lawExact(lawful, "lateRefundFactor"))), given({ id: "year", zh: "一年的天数", en: "days of a year" }, String(yearDays)),
  ], TWO_PLACES);
}
