import { expect, test } from "vitest";
import { day } from "../../src/kernel/time.js";
import type { Deal } from "../../src/sales/deal.js";
import { instalmentInterest } from "../../src/sales/interest.js";

// G13: 9,450,000 yuan, three tenths by 17 November, the rest within a year at three per cent.
type Payment = readonly [valueOn: string, fen: bigint];
const PRICE = 945_000_000n;
const dealt = (payments: readonly Payment[], rate: string | null = "3.0", price = PRICE) => ({
  price, paid: payments.reduce((sum, [, fen]) => sum + fen, 0n), contract: { rate, schedule: [{ until: day("2026-11-17"), paid: "283500000" }, { until: day("2027-11-10"), paid: price.toString() }] },
  payments: payments.map(([valueOn, fen]) => ({ fen: fen.toString(), valueOn: day(valueOn) })),
}) as unknown as Pick<Deal, "contract" | "payments" | "price" | "paid">;
const interest = (payments: readonly Payment[], today: string, rate?: string | null, price?: bigint) => instalmentInterest(dealt(payments, rate, price), day(today));

test("what is paid by the last day of whoever pays at once bears nothing; the day after it bears a day", () => {
  const first = ["2026-11-17", 283_500_000n] as const;
  expect(interest([first], "2026-11-17")).toMatchObject({ amount: 0n, until: "2026-11-17", isWhole: false });
  expect(interest([first], "2026-11-18")?.amount).toBe(55_125n);
  expect(interest([["2026-11-18", 283_500_000n], ["2026-11-18", 661_500_000n]], "2026-11-18")?.amount, "the first one a day late").toBe(78_750n);
});

test("each payment bears to its own day, that one not counted; with the last one it stands still", () => {
  const payments = [["2026-11-17", 283_500_000n], ["2027-05-16", 300_000_000n], ["2027-11-10", 361_500_000n]] as const;
  const due = { amount: 4_500_000n + 10_784_750n, until: "2027-11-10", isWhole: true };
  for (const today of ["2027-11-10", "2028-01-01"]) expect(interest(payments, today)).toMatchObject(due);
  expect(interest(payments.slice(0, 2), "2027-11-10")).toMatchObject({ ...due, isWhole: false });
});

test("the sum is rounded once: half a fen is up, less is nothing", () => {
  // One day at 0.0001 per cent: 180,000,000 fen bear half a fen.
  expect(interest([], "2026-11-18", "0.0001", 180_000_000n)?.amount).toBe(1n);
  expect(interest([], "2026-11-18", "0.0001", 179_999_999n)?.amount).toBe(0n);
  expect(interest([["2026-11-18", 90_000_000n], ["2026-11-18", 90_000_000n]], "2026-11-18", "0.0001", 180_000_000n)?.amount, "not by payments").toBe(1n);
});

test("a price paid at once bears none, nor one without a contract", () => {
  expect(interest([], "2027-01-01", null)).toBeNull();
  expect(instalmentInterest({ ...dealt([]), contract: null }, day("2027-01-01"))).toBeNull();
});
