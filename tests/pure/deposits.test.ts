import { expect, test } from "vitest";
import type { OrderState, PaymentOrder } from "../../src/bank/order.js";
import { depositFault, nextRefund, type DepositTerms } from "../../src/deposits/decide.js";
import { bankInterest } from "../../src/deposits/interest.js";
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

test("the bank's interest counts the first day and not the last, to the fen, half up", () => {
  expect(bankInterest(20_000_000n, day("2026-10-21"), day("2026-11-10"))).toBe(556n); // 200,000 × 20 × 0.05 % ÷ 360 = 5.5556
  expect(bankInterest(20_000_000n, day("2026-10-21"), day("2026-10-21"))).toBe(0n);
  expect([bankInterest(3_599_999n, day("2026-10-01"), day("2026-10-02")), bankInterest(360_000n, day("2026-10-01"), day("2026-10-02")), bankInterest(359_999n, day("2026-10-01"), day("2026-10-02"))]).toEqual([5n, 1n, 0n]);
  expect(bankInterest(20_000_000n, day("2025-05-01"), day("2025-05-19"))).toBe(0n);
});

test("a refund is ordered beside none that is under way or paid, and again only where the last was refused or came back", () => {
  const order = (state: OrderState) => ({ state, number: "1" }) as PaymentOrder;
  for (const state of ["queued", "sent", "accepted", "paid"] as const) expect(nextRefund([order("refused"), order(state)]).ok).toBe(false);
  expect(nextRefund([])).toMatchObject({ ok: true, value: { attempt: 1, returned: null } });
  expect(nextRefund([order("refused")])).toMatchObject({ ok: true, value: { attempt: 2, returned: null } });
  expect(nextRefund([order("returned")])).toMatchObject({ ok: true, value: { attempt: 2, returned: { state: "returned" } } });
});
