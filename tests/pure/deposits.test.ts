import { expect, test } from "vitest";
import type { OrderState, PaymentOrder } from "../../src/bank/order.js";
import { depositFault, nextRefund, type DepositTerms } from "../../src/deposits/decide.js";
import { bankInterest, decideRate, rateOn, type DepositRate } from "../../src/deposits/interest.js";
import { refuse } from "../../src/kernel/result.js";
import { at, day, plusMs } from "../../src/kernel/time.js";

const DEADLINE = at("2026-10-08T09:30:00+08:00");
const TERMS: DepositTerms = { wanted: 20_000_000n, deadline: DEADLINE, hasEnded: false, firm: "晨光（集团）建设有限公司", basicAccount: "6222000100020003" };
const CREDIT = { fen: 20_000_000n, payer: { name: "晨光(集团)建设有限公司", account: "6222 0001 0002 0003", bank: "晨光银行" }, valueAt: plusMs(DEADLINE, -1) };

test("the exact sum from the firm's own account a millisecond before the deadline is taken; each thing that differs has its reason", () => {
  expect(depositFault(CREDIT, TERMS)).toBeNull();
  expect(depositFault({ ...CREDIT, valueAt: DEADLINE }, TERMS)).toBe("came-late");
  expect([depositFault({ ...CREDIT, fen: 19_999_999n }, TERMS), depositFault({ ...CREDIT, fen: 20_000_001n }, TERMS)]).toEqual(["amount-differs", "amount-differs"]);
  expect(depositFault({ ...CREDIT, payer: { ...CREDIT.payer, name: "晨光(集团)建设有限公司一分公司" } }, TERMS)).toBe("payer-differs");
  expect(depositFault({ ...CREDIT, payer: { ...CREDIT.payer, account: "6222000100020004" } }, TERMS)).toBe("payer-differs");
  expect(depositFault(CREDIT, { ...TERMS, basicAccount: null })).toBe("payer-differs");
  expect([depositFault(CREDIT, { ...TERMS, wanted: null }), depositFault(CREDIT, { ...TERMS, hasEnded: true })]).toEqual(["not-due", "not-due"]);
});

const RATE = { from: day("2025-05-20"), millionths: 50_000n, yearDays: 360 } as const;
const oneDay = (fen: bigint, over: Partial<DepositRate> = {}): bigint => bankInterest(fen, day("2026-10-01"), day("2026-10-02"), { ...RATE, ...over });

test("the bank's interest counts the first day and not the last, to the fen, half up, by a year of as many days as its bank says", () => {
  expect(bankInterest(20_000_000n, day("2026-10-21"), day("2026-11-10"), RATE)).toBe(556n); // 200,000 × 20 × 0.05 % ÷ 360 = 5.5556
  expect(bankInterest(20_000_000n, day("2026-10-21"), day("2026-11-10"), { ...RATE, yearDays: 365 })).toBe(548n); // 5.4795
  expect(bankInterest(20_000_000n, day("2026-10-21"), day("2026-10-21"), RATE)).toBe(0n);
  expect([oneDay(3_599_999n), oneDay(360_000n), oneDay(359_999n), oneDay(360_000n, { millionths: 0n })]).toEqual([5n, 1n, 0n, 0n]);
});

test("a rate is in force from its day on, the newest word on a day counts, and nothing that is over changes", () => {
  const cut = { ...RATE, from: day("2026-10-08"), millionths: 40_000n };
  const rates = [RATE, cut, { ...cut, millionths: 45_000n }];
  expect([day("2025-05-19"), day("2025-05-20"), day("2026-10-07"), day("2026-10-08")].map((on) => rateOn(rates, on)?.millionths)).toEqual([undefined, 50_000n, 50_000n, 45_000n]);
  expect(decideRate([], RATE, day("2026-09-01")).ok).toBe(true);
  expect(decideRate([RATE], { ...cut, from: day("2026-09-01") }, day("2026-09-01")).ok).toBe(true);
  expect(decideRate([RATE], { ...cut, from: day("2026-08-31") }, day("2026-09-01"))).toEqual(refuse("deposit-rate-past", { from: "2026-08-31", today: "2026-09-01" }));
});

test("a refund is ordered beside none that is under way or paid, and again only where the last was refused or came back", () => {
  const order = (state: OrderState) => ({ state, number: "1" }) as PaymentOrder;
  for (const state of ["queued", "sent", "accepted", "paid"] as const) expect(nextRefund([order("refused"), order(state)]).ok).toBe(false);
  expect(nextRefund([])).toMatchObject({ ok: true, value: { attempt: 1, returned: null } });
  expect(nextRefund([order("refused")])).toMatchObject({ ok: true, value: { attempt: 2, returned: null } });
  expect(nextRefund([order("returned")])).toMatchObject({ ok: true, value: { attempt: 2, returned: { state: "returned" } } });
});
