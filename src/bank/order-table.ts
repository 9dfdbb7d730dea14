import type { Fen } from "../kernel/money.js";
import { moneyJson } from "../kernel/money.js";
import { dayOf } from "../kernel/time.js";
import { ACCOUNT_PLAN, codeOf } from "../ledger/entry.js";
import { tableOf, type Statement, type StatementField } from "../notices/statement.js";
import { ORDER_STATES, type PaymentOrder } from "./order.js";

type Part = { readonly order: PaymentOrder; readonly what: string; readonly fen: Fen };
const FIELDS: readonly StatementField<Part>[] = [
  { zh: "付款指令", en: "order", kind: "plain", width: 6, of: ({ order }) => order.number }, { zh: "款项", en: "kind of money", kind: "text", width: 5, of: ({ what }) => what }, { zh: "金额", en: "amount", kind: "number", width: 5, of: ({ fen }) => moneyJson(fen).amount },
  { zh: "收款人", en: "payee", kind: "text", width: 6, of: ({ order }) => order.payee.name }, { zh: "收款账号", en: "account", kind: "plain", width: 6, of: ({ order }) => order.payee.account },
  { zh: "状态", en: "state", kind: "text", width: 4, of: ({ order }) => ORDER_STATES[order.state].zh }, { zh: "银行付款日", en: "paid on", kind: "plain", width: 4, of: ({ order }) => (order.paidAt === null ? null : dayOf(order.paidAt)) },
];

/** Orders as a paper lists them, a row for each account one pays out of, and what of them is paid. @param names of accounts by their code, where a paper calls one otherwise than the plan */
export function orderTable(orders: readonly PaymentOrder[], names: Readonly<Record<string, string>>): Pick<Statement, "columns" | "rows"> & { readonly paid: Fen } {
  const parts = orders.flatMap((order) => order.against.map(({ account, fen }): Part => { const code = codeOf(account); return { order, what: code === null ? account : (names[code] ?? ACCOUNT_PLAN[code].zh), fen }; }));
  return { ...tableOf(FIELDS, parts), paid: parts.filter(({ order }) => order.state === "paid").reduce((sum, { fen }) => sum + fen, 0n) };
}
