import type { Fen } from "../kernel/money.js";
import { parseRatio, ratio, times } from "../kernel/ratio.js";
import { DAY_MS, startOf, type PlainDate } from "../kernel/time.js";
import { exactOf, freezeRules } from "../rules/rules.js";
import { fenIn } from "./formula.js";
import type { BillLine } from "./bill.js";

/** Whole days after the due day; none on it or before. */
export const daysLate = (dueOn: PlainDate, on: PlainDate): number => Math.max(0, Math.round((startOf(on) - startOf(dueOn)) / DAY_MS));

/**
 * The late charge of one line on a day, in fen: so much per cent of what is owed for each day after the due day, and never more than is owed itself.
 * Nothing where the item sets none. Law: 行政强制法 45 (SV-23).
 */
export function lateCharge({ item, payable }: Pick<BillLine, "item" | "payable">, dueOn: PlainDate, on: PlainDate): Fen {
  if (item.late === null || daysLate(dueOn, on) === 0) return 0n;
  const charge = fenIn(times(times(ratio(payable, 100n), parseRatio(item.late.percentPerDay)), ratio(BigInt(daysLate(dueOn, on)), 100n)));
  const most = fenIn(times(ratio(payable, 100n), times(exactOf(freezeRules(on), "SV-23"), ratio(1n, 100n))));
  return charge < most ? charge : most;
}

/** What a bill comes to on a day: its lines and their late charges. */
export const dueOf = (lines: readonly BillLine[], dueOn: PlainDate, on: PlainDate): { readonly payable: Fen; readonly late: Fen } => ({
  payable: lines.reduce((sum, each) => sum + each.payable, 0n), late: lines.reduce((sum, each) => sum + lateCharge(each, dueOn, on), 0n),
});
