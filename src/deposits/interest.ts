import type { Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { DAY_MS, startOf, type PlainDate } from "../kernel/time.js";

/** What a bank gives on an account from a day on: millionths of a per cent a year, and how many days its year has. The word is the bank's, by the paper that whoever stated it names. */
export type DepositRate = { readonly from: PlainDate; readonly millionths: bigint; readonly yearDays: number };

/** The rate of a day: that which began last, by the newest word on it; null where none had begun. @param rates as they were stated, the first first */
export function rateOn(rates: readonly DepositRate[], day: PlainDate): DepositRate | null {
  const begun = rates.filter(({ from }) => from <= day);
  return begun.reduce<DepositRate | null>((last, each) => (last === null || each.from >= last.from ? each : last), null);
}

/** Whether a rate may be stated: the first from any day; a later one from today on, so that what was paid by one is never paid by another. */
export function decideRate(rates: readonly DepositRate[], given: DepositRate, today: PlainDate): Result<DepositRate> {
  return rates.length > 0 && given.from < today ? refuse("deposit-rate-past", { from: given.from, today }) : ok(given);
}

const WHOLE = 100n * 1_000_000n;

/**
 * The bank's interest on a deposit, to the fen, half up: for the days from its value day to the day it goes back, the last one not counted, at the rate of the
 * day it goes back, whole and not in pieces. Law: 条例 57 (银行同期存款利息); that one rate counts for all days is 人民币单位存款管理办法's of deposits on demand, from memory.
 */
export function bankInterest(fen: Fen, from: PlainDate, until: PlainDate, { millionths, yearDays }: Pick<DepositRate, "millionths" | "yearDays">): Fen {
  const below = BigInt(yearDays) * WHOLE;
  return (2n * fen * daysBetween(from, until) * millionths + below) / (2n * below);
}

/** Days from one to another; none where the other is before. */
export const daysBetween = (from: PlainDate, until: PlainDate): bigint => BigInt(Math.max(0, Math.round((startOf(until) - startOf(from)) / DAY_MS)));
