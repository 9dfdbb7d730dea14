import type { Language } from "../context.js";

/** The words of the desk of reconciliation. */
const zh = {
  title: "银行对账", lead: "银行对账单、本中心记录、总账三方逐日核对：银行到账合计＝已收合计＝已记账合计。不一致的事项在此处理；退回款项、改付另一账户须由两人办理。",
  books: "结账", booksLead: "月结后不再向该月及以前的月份记账，更正以新的分录进行；月末全部余额的哈希写入公开日志。", noBooks: "还没有结账。", month: "月份（例如 2026-11）", year: "年份", closedAt: "结账时间", hash: "余额哈希（在公开日志中）", period: "期间",
  matters: "待处理事项", none: "没有待处理的事项。", days: "逐日核对", noDays: "尚未收到对账单。", account: "账户", day: "日期", agrees: "一致", differs: "不一致", state: "结果", inflow: "收入（银行／记录／记账）", outflow: "支出（银行／记录／记账）",
  quiet: "保证金账户的金额不显示：开标前不得泄露投标人数量。", theirs: "银行金额", ours: "本中心金额", payer: "付款人", words: "附言", found: "发现时间", asked: "已申请退回", reason: "理由", sub: "转入的子账户号码", transaction: "银行流水号", order: "付款指令号", payee: "收款人", unpaid: "银行未付或退回的原因", payeeAccount: "改付账号（同一收款人）", payeeBank: "开户行", askedRepay: "已申请改付", many: "一并处理", manyLead: "同类事项可以一并处理，全部成功或者全部不变；不处理的请取消勾选。", which: "事项", how: "处理方式",
};
const en: typeof zh = {
  title: "Bank reconciliation", lead: "Each day is held three ways: by the bank's statement, by our records, by the ledger; what came in is what was paid and what was booked. What differs is settled here; money goes back, or to another account, by two people.",
  books: "Closing the books", booksLead: "Once a month is closed nothing is booked into it or before it: a mistake is taken back by a new entry. The hash of every balance at its end goes into the public log.", noBooks: "Nothing is closed yet.", month: "Month (2026-11)", year: "Year", closedAt: "Closed at", hash: "Hash of the balances (in the log)", period: "Period",
  matters: "Waiting for a person", none: "Nothing is waiting.", days: "Day by day", noDays: "No statement has come yet.", account: "Account", day: "Day", agrees: "agrees", differs: "differs", state: "Result", inflow: "In (bank / records / ledger)", outflow: "Out (bank / records / ledger)",
  quiet: "Sums of deposit accounts are not shown: before an opening they would tell how many bid.", theirs: "By the bank", ours: "By our records", payer: "Payer", words: "Payer's words", found: "Found", asked: "Asked to go back", reason: "Reason", sub: "Sub-account it is assigned to", transaction: "Bank's number", order: "Order", payee: "Payee", unpaid: "Why it was not paid or came back", payeeAccount: "Account of the same payee", payeeBank: "Its bank", askedRepay: "Asked to be paid again", many: "Settle alike", manyLead: "Matters of one kind may be settled together, all or none; take the tick from those that are not.", which: "Matters", how: "What is done",
};
export type BankWords = typeof zh;
export const bankWords = (language: Language): BankWords => (language === "zh" ? zh : en);
