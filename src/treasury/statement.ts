import { moneyJson, type Fen } from "../kernel/money.js";
import { monthWords, tableOf, type Statement, type StatementField } from "../notices/statement.js";
import { PAYMENT_MODES, PAYMENT_STATES } from "./payment.js";
import type { RequestLine } from "./queries.js";

const plain = (fen: Fen): string => moneyJson(fen).amount;

const FIELDS: readonly StatementField<RequestLine>[] = [
  { zh: "付款日", en: "value day", kind: "plain", width: 4, of: ({ value_on }) => value_on }, { zh: "申请号", en: "request", kind: "plain", width: 5, of: ({ request }) => request }, { zh: "合同编号", en: "contract", kind: "text", width: 4, of: ({ contract_number }) => contract_number }, { zh: "收款单位", en: "supplier", kind: "text", width: 6, of: ({ supplier_name }) => supplier_name },
  { zh: "预算单位", en: "unit", kind: "plain", width: 0, of: ({ unit }) => unit }, { zh: "指标", en: "indicator", kind: "plain", width: 0, of: ({ indicator }) => indicator }, { zh: "计划月份", en: "month of the plan", kind: "plain", width: 0, of: ({ month }) => month.slice(0, 7) }, { zh: "支付方式", en: "mode", kind: "text", width: 4, of: ({ mode }) => PAYMENT_MODES[mode].zh },
  { zh: "金额", en: "amount", kind: "number", width: 5, of: ({ amount_fen }) => plain(BigInt(amount_fen)) }, { zh: "退款", en: "refunded", kind: "number", width: 4, of: ({ refunded_fen }) => plain(BigInt(refunded_fen)) }, { zh: "状态", en: "state", kind: "text", width: 5, of: ({ state }) => PAYMENT_STATES[state].zh }, { zh: "支付令号", en: "order", kind: "plain", width: 0, of: ({ order_number }) => order_number },
];
const PAID: ReadonlySet<string> = new Set(["paid", "settled"]);

/** A month of payments by the value day of their orders: a unit's own, a supplier's own, or all. @param whose in words */
export function monthStatement(month: string, whose: string, rows: readonly RequestLine[]): Statement {
  const sum = (own: readonly RequestLine[], of: (row: RequestLine) => string): Fen => own.reduce((total, row) => total + BigInt(of(row)), 0n);
  const [paid, back] = [rows.filter(({ state }) => PAID.has(state)), rows.filter(({ state }) => state === "bank-returned")];
  return {
    name: `treasury-${month}`, title: { zh: "国库集中支付月度对账单", en: "Payments of a month" }, subject: `${monthWords(month)} ${whose}`, ...tableOf(FIELDS, rows), facts: [{ zh: "月份", en: "Month", value: monthWords(month) }, { zh: "范围", en: "Whose", value: whose }, { zh: "笔数", en: "Payments", value: String(rows.length) }],
    sums: [{ zh: "支付令合计", en: "Ordered", fen: sum(rows, ({ amount_fen }) => amount_fen) }, { zh: "已支付", en: "Paid", fen: sum(paid, ({ amount_fen }) => amount_fen) }, { zh: "退款恢复计划", en: "Refunded", fen: sum(paid, ({ refunded_fen }) => refunded_fen) }, { zh: "银行退回", en: "Sent back by the bank", fen: sum(back, ({ amount_fen }) => amount_fen) }],
    remark: "按支付令的付款日归入当月。金额单位为元。",
  };
}
