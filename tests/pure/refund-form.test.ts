import { expect, test } from "vitest";
import type { PaymentOrder } from "../../src/bank/order.js";
import { refundForm } from "../../src/deposits/refund-form.js";
import { at, day } from "../../src/kernel/time.js";

// 投标保证退还单: each part of each order is a line, and only what the bank paid is counted as paid.
const order = (number: string, state: PaymentOrder["state"], paidOn: string | null): PaymentOrder => ({
  number, state, paidAt: paidOn === null ? null : at(`${paidOn}T10:00:00+08:00`), payee: { name: "晨曦建设集团有限公司", account: "6222000100020003", bank: "晨光银行" },
  against: [{ account: "deposits/34170001", fen: 20_000_000n }, { account: "deposit-interest/34170001", fen: 361n }],
}) as unknown as PaymentOrder;
const given = (orders: readonly PaymentOrder[]) => refundForm({
  reference: "BH-1", kind: "transfer", fen: 20_000_000n, firm: "晨曦建设集团有限公司", uscc: "91341702MA000004XN", title: "教学设备采购", place: "T/1", law: "87号令第二十九条", paidOn: null, late: 0, orders,
  duty: { cause: "terminated", number: "terminationRefundDays", from: day("2026-09-29"), period: { rolledDate: day("2026-10-12"), endsAt: at("2026-10-13T00:00:00+08:00") } as never },
});

test("deposit and interest are lines of their own; an order that came back is shown and not counted", () => {
  const form = given([order("1", "returned", "2026-10-20"), order("2", "paid", "2026-10-21")]);
  expect(form.rows.map((row) => [row[0], row[1], row[2], row[6]])).toEqual([
    ["1", "投标保证金", "200000.00", "2026-10-20"], ["1", "银行利息", "3.61", "2026-10-20"], ["2", "投标保证金", "200000.00", "2026-10-21"], ["2", "银行利息", "3.61", "2026-10-21"],
  ]);
  expect(form.sums.map(({ fen }) => fen)).toEqual([20_000_000n, 20_000_361n]);
  expect(form.facts.map(({ value }) => value)).toEqual(expect.arrayContaining(["BH-1", "87号令第二十九条", "2026年10月12日（星期一）", "尚未退还"]));
  expect([given([]).rows, given([]).sums.length], "recorded by hand: no sum of the bank").toEqual([[], 1]);
});
