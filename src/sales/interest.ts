import { daysBetween } from "../deposits/interest.js";
import type { Fen } from "../kernel/money.js";
import type { PlainDate } from "../kernel/time.js";
import type { Deal } from "./deal.js";

/** A bank's year of loans: a day bears a three hundred and sixtieth of the yearly rate (银发〔2005〕129号, from memory). */
export const LOAN_YEAR_DAYS = 360n;
const RATE_PLACES = 4;
const WHOLE = 100n * 10n ** BigInt(RATE_PLACES);

/** A rate in per cent a year as the contract writes it, in ten-thousandths of a per cent. */
function rateIn(text: string): bigint {
  const [whole = "0", places = ""] = text.split(".");
  return BigInt(whole + places.padEnd(RATE_PLACES, "0"));
}

/** What instalments bear. `from`: the last day of whoever pays at once, from which on payment is deferred; `until`: the day of the last payment, or the one it is looked at. */
export type InstalmentInterest = { readonly rate: string; readonly from: PlainDate; readonly until: PlainDate; readonly amount: Fen; /** Whether the whole price is there, and no more comes to it. */ readonly isWhole: boolean };

/**
 * The interest that the winner owes the transferor on instalments of property, at the rate of their contract; null where the price bears none. Each fen bears it for the days from the last
 * day of a price paid at once to its own payment, that day not counted; the sum is rounded once, half up. Law: 32号令 28 (延期付款期间的利息; PR-13…15).
 */
export function instalmentInterest({ contract, payments, price, paid }: Pick<Deal, "contract" | "payments" | "price" | "paid">, today: PlainDate): InstalmentInterest | null {
  const from = contract?.schedule[0]?.until;
  if (contract?.rate == null || from === undefined) return null;
  const isWhole = paid >= price;
  const until = isWhole ? payments.reduce((last, { valueOn }) => (valueOn > last ? valueOn : last), from) : today;
  const fenDays = payments.reduce((sum, { fen, valueOn }) => sum + BigInt(fen) * daysBetween(from, valueOn), 0n) + (price - paid) * daysBetween(from, until);
  const below = LOAN_YEAR_DAYS * WHOLE;
  return { rate: contract.rate, from, until, amount: (2n * fenDays * rateIn(contract.rate) + below) / (2n * below), isWhole };
}
