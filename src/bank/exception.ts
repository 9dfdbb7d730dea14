type Words = { readonly zh: string; readonly en: string };

/** Why a credit lies in `unclear` until a person says what it is. */
export const CREDIT_FAULTS = {
  "payee-unknown": { zh: "收款号码无人使用", en: "to a number nobody holds" },
  "sub-account-closed": { zh: "子账户已关闭", en: "to a sub-account that is closed" },
  "other-currency": { zh: "币种不是人民币", en: "in another currency" },
  "amount-differs": { zh: "金额不符", en: "of another amount than is due" },
  "payer-differs": { zh: "付款人不符", en: "by another payer than may pay" },
  "came-late": { zh: "超过截止时间到账", en: "after its deadline" },
  "came-again": { zh: "已有投标保证，重复缴纳", en: "a second one: the guarantee is there already" },
  "not-due": { zh: "没有应收款项", en: "that nothing is due for" },
} as const satisfies Readonly<Record<string, Words>>;
export type CreditFault = keyof typeof CREDIT_FAULTS;

/** What is put before a person. `theirs` is what the bank says, `ours` what stands here. */
export const EXCEPTIONS = {
  ...CREDIT_FAULTS,
  "told-otherwise": { zh: "银行重复通知而内容不同", en: "told again by the bank in other words" },
  "reversed": { zh: "银行冲正入账", en: "a credit the bank took back" },
  "order-refused": { zh: "银行拒绝付款指令", en: "an order the bank refused" },
  "order-returned": { zh: "付款被退回", en: "a payment that came back" },
  "order-contradicted": { zh: "银行对付款指令的答复前后矛盾", en: "an order of which the bank says two things" },
  "missing-here": { zh: "银行已入账而本中心未收到通知", en: "on the statement, and never advised" },
  "missing-at-bank": { zh: "本中心有记录而银行对账单没有", en: "here, and not on the statement" },
  "statement-differs": { zh: "对账单与本中心记录的金额不一致", en: "of another amount on the statement" },
  "reversal-missing": { zh: "银行已冲正而未通知", en: "taken back on the statement, and never told" },
  "payment-missing": { zh: "对账单显示已付款而本中心未收到结果", en: "paid on the statement, and never told" },
  "return-missing": { zh: "对账单显示已退回而本中心未收到结果", en: "came back on the statement, and never told" },
  "payment-unknown": { zh: "对账单上的付款没有对应指令", en: "a payment on the statement that nobody ordered" },
  "clearing-differs": { zh: "与国库单一账户的清算额不一致", en: "cleared with the single account by another amount" },
  "paid-twice": { zh: "同一指令付款两次", en: "an order that was paid twice" },
} as const satisfies Readonly<Record<string, Words>>;
export type ExceptionKind = keyof typeof EXCEPTIONS;
