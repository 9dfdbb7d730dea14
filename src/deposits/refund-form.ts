import { ORDER_STATES, type PaymentOrder } from "../bank/order.js";
import { REFUND_CAUSES, type RefundDuty } from "../bidding/refunds.js";
import { moneyJson, type Fen } from "../kernel/money.js";
import { dateInChinese, dayOf, type PlainDate } from "../kernel/time.js";
import { codeOf } from "../ledger/entry.js";
import { tableOf, type Statement, type StatementField } from "../notices/statement.js";

/** A guarantee that goes back or went back, with the orders that paid it. @param law the article by which it is due */
export type RefundFacts = {
  readonly reference: string; readonly kind: "letter" | "transfer" | "insurance"; readonly fen: Fen; readonly firm: string; readonly uscc: string; readonly title: string; readonly place: string;
  readonly duty: RefundDuty; readonly law: string; readonly paidOn: PlainDate | null; readonly late: number; readonly orders: readonly PaymentOrder[];
};

const KINDS = { letter: "保函", insurance: "保证保险", transfer: "转账" } as const;
const PARTS: Readonly<Record<string, string>> = { "deposits": "投标保证金", "deposit-interest": "银行利息", "late-interest": "逾期资金占用费", "late-charges": "逾期资金占用费" };

type Part = { readonly order: PaymentOrder; readonly code: string; readonly fen: Fen };
const FIELDS: readonly StatementField<Part>[] = [
  { zh: "付款指令", en: "order", kind: "plain", width: 6, of: ({ order }) => order.number }, { zh: "款项", en: "kind of money", kind: "text", width: 5, of: ({ code }) => PARTS[code] ?? code }, { zh: "金额", en: "amount", kind: "number", width: 5, of: ({ fen }) => moneyJson(fen).amount },
  { zh: "收款人", en: "payee", kind: "text", width: 6, of: ({ order }) => order.payee.name }, { zh: "收款账号", en: "account", kind: "plain", width: 6, of: ({ order }) => order.payee.account },
  { zh: "状态", en: "state", kind: "text", width: 4, of: ({ order }) => ORDER_STATES[order.state].zh }, { zh: "银行付款日", en: "paid on", kind: "plain", width: 4, of: ({ order }) => (order.paidAt === null ? null : dayOf(order.paidAt)) },
];

/** 投标保证退还单: why and by when a guarantee goes back, by which article, when it did, and what was paid. */
export function refundForm(given: RefundFacts): Statement {
  const { duty } = given;
  const parts = given.orders.flatMap((order) => order.against.map(({ account, fen }) => ({ order, code: codeOf(account) ?? "", fen })));
  const paid = parts.filter(({ order }) => order.state === "paid").reduce((sum, { fen }) => sum + fen, 0n);
  return {
    name: `refund-${given.reference}`, title: { zh: "投标保证退还单", en: "Return of a bid guarantee" }, subject: given.title, ...tableOf(FIELDS, parts),
    facts: [
      { zh: "投标保证编号", en: "Guarantee", value: given.reference }, { zh: "形式", en: "Kind", value: KINDS[given.kind] }, { zh: "投标人", en: "Firm", value: `${given.firm}（${given.uscc}）` }, { zh: "招标项目编号、标段", en: "Tender and lot", value: given.place },
      { zh: "退还事由", en: "Why", value: REFUND_CAUSES[duty.cause].zh }, { zh: "依据", en: "Law", value: given.law }, { zh: "应退还日", en: "Due", value: dateInChinese(duty.period.rolledDate) },
      { zh: "退还日", en: "Given back", value: given.paidOn === null ? "尚未退还" : dateInChinese(given.paidOn) }, { zh: "逾期天数", en: "Days late", value: String(given.late) },
    ],
    sums: [{ zh: "投标保证金额", en: "Guarantee", fen: given.fen }, ...(parts.length === 0 ? [] : [{ zh: "银行已付合计", en: "Paid by the bank", fen: paid }])],
    remark: "经银行缴纳的，由银行按付款指令退付；保函、保证保险和纸质凭证的退还由出纳登记，没有付款指令。金额单位为元。",
  };
}
