type Words = { readonly zh: string; readonly en: string };

/** Why a credit lies in `unclear` until a person says what it is. */
export const CREDIT_FAULTS = {
  "payee-unknown": { zh: "收款号码无人使用", en: "to a number nobody holds" },
  "sub-account-closed": { zh: "子账户已关闭", en: "to a sub-account that is closed" },
  "other-currency": { zh: "币种不是人民币", en: "in another currency" },
  "amount-differs": { zh: "金额不符", en: "of another amount than is due" },
  "payer-differs": { zh: "付款人不符", en: "by another payer than may pay" },
  "came-late": { zh: "超过截止时间到账", en: "after its deadline" },
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
  "order-amount": { zh: "银行付款金额与指令不符", en: "a payment of another amount than was ordered" },
} as const satisfies Readonly<Record<string, Words>>;
export type ExceptionKind = keyof typeof EXCEPTIONS;
