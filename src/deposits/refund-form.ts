import { orderTable } from "../bank/order-table.js";
import type { PaymentOrder } from "../bank/order.js";
import { REFUND_CAUSES, type RefundDuty } from "../bidding/refunds.js";
import type { Fen } from "../kernel/money.js";
import { dateInChinese, type PlainDate } from "../kernel/time.js";
import type { Statement } from "../notices/statement.js";

/** A guarantee that goes back or went back, with the orders that paid it. @param law the article by which it is due */
export type RefundFacts = {
  readonly reference: string; readonly kind: "letter" | "transfer" | "insurance"; readonly fen: Fen; readonly firm: string; readonly uscc: string; readonly title: string; readonly place: string;
  readonly duty: RefundDuty; readonly law: string; readonly paidOn: PlainDate | null; readonly late: number; readonly orders: readonly PaymentOrder[];
};

const KINDS = { letter: "保函", insurance: "保证保险", transfer: "转账" } as const;
const PARTS: Readonly<Record<string, string>> = { "deposits": "投标保证金", "deposit-interest": "银行利息", "late-interest": "逾期资金占用费", "late-charges": "逾期资金占用费" };

/** 投标保证退还单: why and by when a guarantee goes back, by which article, when it did, and what was paid. */
export function refundForm(given: RefundFacts): Statement {
  const { duty } = given;
  const { paid, ...table } = orderTable(given.orders, PARTS);
  return {
    name: `refund-${given.reference}`, title: { zh: "投标保证退还单", en: "Return of a bid guarantee" }, subject: given.title, ...table,
    facts: [
      { zh: "投标保证编号", en: "Guarantee", value: given.reference }, { zh: "形式", en: "Kind", value: KINDS[given.kind] }, { zh: "投标人", en: "Firm", value: `${given.firm}（${given.uscc}）` }, { zh: "招标项目编号、标段", en: "Tender and lot", value: given.place },
      { zh: "退还事由", en: "Why", value: REFUND_CAUSES[duty.cause].zh }, { zh: "依据", en: "Law", value: given.law }, { zh: "应退还日", en: "Due", value: dateInChinese(duty.period.rolledDate) },
      { zh: "退还日", en: "Given back", value: given.paidOn === null ? "尚未退还" : dateInChinese(given.paidOn) }, { zh: "逾期天数", en: "Days late", value: String(given.late) },
    ],
    sums: [{ zh: "投标保证金额", en: "Guarantee", fen: given.fen }, ...(given.orders.length === 0 ? [] : [{ zh: "银行已付合计", en: "Paid by the bank", fen: paid }])],
    remark: "经银行缴纳的，由银行按付款指令退付；保函、保证保险和纸质凭证的退还由出纳登记，没有付款指令。金额单位为元。",
  };
}
