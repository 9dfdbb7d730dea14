import type { Fen } from "../kernel/money.js";
import { compare, ratio, type Ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { DAY_MS, plusDays, startOf, type PlainDate } from "../kernel/time.js";
import { addCalendar, dayClass, type Period } from "../rules/calendar.js";
import { periodOf } from "../rules/period.js";
import { exactOf, furtherOf, holds, type FrozenRules, type RuleId } from "../rules/rules.js";

/** How much of a period is left. */
export const LIGHTS = { green: { zh: "正常", en: "in time" }, yellow: { zh: "即将到期", en: "due soon" }, red: { zh: "已逾期", en: "overdue" } } as const;
export type Light = keyof typeof LIGHTS;

/** When a payment is due and by which rule; `contract` where the contract itself sets the days within the rule. */
export type Due = { readonly from: PlainDate; readonly on: PlainDate; readonly rule: RuleId; readonly days: number; readonly byContract: boolean };

/** From what the days run: acceptance for small and medium firms, receipt of the invoice for all. `days`: what the contract sets; null where it is silent. */
export type DueFacts = { readonly acceptedOn: PlainDate | null; readonly invoicedOn: PlainDate | null; readonly small: boolean; readonly days: number | null };

/** A contract with a small or medium firm sets no more days than the law lets it. Law: 保障中小企业款项支付条例 9. */
export function decideDays(rules: FrozenRules, days: number | null, small: boolean): Result<number | null> {
  const max = furtherOf(rules, "GP-60", "byContract");
  return small && days !== null && compare(ratio(BigInt(days)), max) > 0 ? refuse("payment-days", { days, max: Number(max.n) }) : ok(days);
}

/** The first day on which a payment is due; null while nothing is accepted or invoiced. Law: 保障中小企业款项支付条例 9; 财库〔2019〕38号. */
export function dueOf(rules: FrozenRules, { acceptedOn, invoicedOn, small, days }: DueFacts): Due | null {
  const due = (from: PlainDate, rule: RuleId, period: Period, byContract = false): Due => ({ from, on: period.rolledDate, rule, days: period.count, byContract });
  const dues = [
    ...(small && acceptedOn !== null ? [due(acceptedOn, "GP-60", days === null ? periodOf(rules, "GP-60", acceptedOn) : addCalendar(acceptedOn, days), days !== null)] : []),
    ...(invoicedOn === null ? [] : [due(invoicedOn, "GP-64", periodOf(rules, "GP-64", invoicedOn))]),
  ];
  return dues.toSorted((one, other) => (one.on < other.on ? -1 : 1))[0] ?? null;
}

/** What was accepted and nobody has asked to pay: how much, and the day of the oldest acceptance in it; null where all is asked for. @param accepted the first first */
export function unaskedOf(accepted: readonly { readonly on: PlainDate; readonly fen: Fen }[], asked: Fen): { readonly on: PlainDate; readonly fen: Fen } | null {
  let [left, sum] = [asked, 0n];
  let on: PlainDate | null = null;
  for (const each of accepted) {
    const more = each.fen > left ? each.fen - left : 0n;
    left -= each.fen - more;
    if (more > 0n) on ??= each.on;
    sum += more;
  }
  return on === null ? null : { on, fen: sum };
}

const calendarDays = (from: PlainDate, until: PlainDate): bigint => BigInt(Math.round((startOf(until) - startOf(from)) / DAY_MS));

/** Working days after `today` up to a day; below nothing once that day is over. */
export function workingDaysLeft(today: PlainDate, until: PlainDate): number {
  const [from, to, sign] = today <= until ? [today, until, 1] : [until, today, -1];
  let count = 0;
  for (let date = plusDays(from, 1); date <= to; date = plusDays(date, 1)) count += dayClass(date) === "WORK" ? 1 : 0;
  return sign === 1 ? count : -Math.max(1, count);
}

const whole = (count: number): Ratio => ratio(BigInt(count));

/** The light of a period: red when it is over, yellow when a fifth of its days or one working day is left (SV-18, SV-19). */
export function lightOf(rules: FrozenRules, { from, on }: Pick<Due, "from" | "on">, today: PlainDate): Light {
  const left = workingDaysLeft(today, on);
  if (holds(rules, "SV-19", whole(left))) return "red";
  const [all, remain] = [calendarDays(from, on), calendarDays(today, on)];
  const isShort = compare(ratio(remain * 100n), ratio(all * exactOf(rules, "SV-18").n, exactOf(rules, "SV-18").d)) <= 0;
  return isShort || compare(whole(left), furtherOf(rules, "SV-18", "workingDays")) <= 0 ? "yellow" : "green";
}
