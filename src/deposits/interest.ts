import type { Fen } from "../kernel/money.js";
import { DAY_MS, startOf, type PlainDate } from "../kernel/time.js";

/**
 * What agent banks list for demand deposits, in millionths of a per cent a year, from each day on. A setting, not law: 条例 57 gives the bank's interest of the
 * same time, and the contract of the deposits' account sets it. The row is the listed rate of the large banks since their cut of 20 May 2025 (0.05 %).
 */
const DEMAND_RATES: readonly { readonly from: string; readonly millionths: bigint }[] = [{ from: "2025-05-20", millionths: 50_000n }];
/** 人民币存款计结息: the daily rate is the yearly one by 360. */
const YEAR_DAYS = 360n;
const WHOLE = 100n * 1_000_000n;

/**
 * The bank's interest on a deposit, to the fen, half up: for the days from its value day to the day it goes back, the last one not counted, at the rate listed
 * on that day. Nothing before the first row.
 */
export function bankInterest(fen: Fen, from: PlainDate, until: PlainDate): Fen {
  const days = BigInt(Math.max(0, Math.round((startOf(until) - startOf(from)) / DAY_MS)));
  const rate = DEMAND_RATES.findLast((row) => row.from <= until)?.millionths ?? 0n;
  const below = YEAR_DAYS * WHOLE;
  return (2n * fen * days * rate + below) / (2n * below);
}
