import { orderTable } from "../bank/order-table.js";
import type { PaymentOrder } from "../bank/order.js";
import type { Fen } from "../kernel/money.js";
import { dateInChinese, type PlainDate } from "../kernel/time.js";
import type { Statement } from "../notices/statement.js";

/** A deposit of an applicant that goes back or went back. @param law the article by which it is due, null where the notice alone says by when */
export type SaleRefundFacts = {
  readonly reference: string; readonly fen: Fen; readonly firm: string; readonly uscc: string; readonly title: string; readonly place: string; readonly why: string; readonly law: string | null; readonly due: PlainDate; readonly paidOn: PlainDate | null; readonly orders: readonly PaymentOrder[];
};

/** 交易保证金退还单: why and by when an applicant's deposit goes back, when it did, and what was paid. */
export function saleRefundForm({ reference, fen, firm, uscc, title, place, why, law, due, paidOn, orders }: SaleRefundFacts): Statement {
  const { paid, ...table } = orderTable(orders, { deposits: "交易保证金" });
  return {
    name: `refund-${reference}`, title: { zh: "交易保证金退还单", en: "Return of an applicant’s deposit" }, subject: title, ...table,
    facts: [
      { zh: "保证金编号", en: "Deposit", value: reference }, { zh: "申请人", en: "Applicant", value: `${firm}（${uscc}）` }, { zh: "项目编号、标的", en: "Sale and lot", value: place }, { zh: "退还事由", en: "Why", value: why },
      { zh: "依据", en: "Law", value: law ?? "公告载明的退还期限" }, { zh: "应退还日", en: "Due", value: dateInChinese(due) }, { zh: "退还日", en: "Given back", value: paidOn === null ? "尚未退还" : dateInChinese(paidOn) },
    ],
    sums: [{ zh: "保证金", en: "Deposit", fen }, { zh: "银行已付合计", en: "Paid by the bank", fen: paid }],
    remark: "保证金不计利息，退回原付款账户；原账户不能收款的，退至申请人其后登记的账户。金额单位为元。",
  };
}
