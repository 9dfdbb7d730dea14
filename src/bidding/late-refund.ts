import type { Fen } from "../kernel/money.js";
import { ratioText } from "../kernel/ratio.js";
import { DAY_MS, startOf, type PlainDate } from "../kernel/time.js";
import { exactOf, type FrozenRules } from "../rules/rules.js";
import { computed, given, TWO_PLACES, type Explanation } from "./explain.js";

/** A bond that went back late. The law names the rate and neither it nor the days of a year, so both are said with the case. */
export type LateRefund = {
  readonly bond: Fen;
  readonly dueOn: PlainDate;
  readonly paidOn: PlainDate;
  /** The central bank's benchmark loan rate of the time, per cent a year. */
  readonly rate: string;
  readonly yearDays: 360 | 365;
  /** The delay is the bidder's own, such as a closed account. */
  readonly ownFault: boolean;
};

/** What a late refund costs, as a tree: the bond for the days it was late at the benchmark rate raised by a fifth; nothing where the fault is the bidder's own. Law: 87号令 38 (GP-15). */
export function lateRefundCharge({ bond, dueOn, paidOn, rate, yearDays, ownFault }: LateRefund, rules: FrozenRules): Explanation {
  const days = ownFault ? 0 : Math.max(0, Math.round((startOf(paidOn) - startOf(dueOn)) / DAY_MS));
  return computed({ id: "charge", zh: "资金占用费（元）", en: "capital charge, yuan" }, "bond × days × rate × factor ÷ 100 ÷ year", [
    given({ id: "bond", zh: "投标保证金（元）", en: "bond, yuan" }, `${bond.toString()}/100`),
    given({ id: "days", zh: ownFault ? "逾期天数（投标人自身原因，不计）" : "逾期天数", en: ownFault ? "days late, not counted: the bidder's own fault" : "days late" }, String(days)),
    given({ id: "rate", zh: "同期贷款基准利率（%/年）", en: "benchmark loan rate, % a year" }, rate), given({ id: "factor", zh: "倍数", en: "factor" }, ratioText(exactOf(rules, "GP-15"))),
    given({ id: "year", zh: "一年的天数", en: "days of a year" }, String(yearDays)),
  ], TWO_PLACES);
}
