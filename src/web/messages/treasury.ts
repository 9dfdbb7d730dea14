import type { Language } from "../context.js";

/** The words of the pages of the treasury's payments. */
const zh = {
  title: "国库集中支付", requestsTitle: "支付申请", budgetsTitle: "预算指标和用款计划", contractsTitle: "付款合同", newTitle: "新建支付申请", day: "日期", show: "查看", before: "前一日", after: "后一日",
  lead: "指标控制用款计划，计划控制支付。支付令当日办理（SV-20），零余额账户日终清算为零（SV-22）。", states: "各状态支付申请", state: "状态", count: "笔数", amount: "金额（元）",
  toCheck: "待审核", toApprove: "待审批", toOrder: "待签发支付令", none: "没有。", late: "已过当日，尚未签发", orders: "当日支付令", orderNumber: "支付令号", orderedAt: "签发时间", valueOn: "支付日", paidOn: "付款日期",
  accounts: "零余额账户", account: "账号", accountName: "户名", balance: "余额（元）", isZero: "为零", notZero: "待清算", clearings: "当日清算", gave: "单一账户拨付（元）", payments: "笔数", at: "时间", clearLead: "清算后，每个零余额账户余额为零，已支付的申请转为已清算。",
  request: "申请号", contract: "合同", supplier: "收款单位", unit: "预算单位", indicator: "指标", month: "计划月份", mode: "支付方式", due: "法定付款期限", dueBy: (law: string, days: number, from: string) => `${law}：自${from}起${String(days)}日`, dueContract: "合同约定", why: "现状和原因", purpose: "用途",
  payee: "收款账户", invoice: "发票", invoiceNumber: "发票号码", receivedOn: "收到发票日期", invoiceAmount: "发票金额", steps: "办理过程", step: "步骤", by: "经办", reason: "原因", refunded: "已退款（元）", attempt: "签发次数", noRequests: "还没有支付申请。", noContracts: "还没有登记付款合同。", noIndicators: "还没有下达的指标。",
  pays: "申请付款", newLead: "收款账户应与合同约定一致。现金不予支付。",
  subject: "科目编码", subjectName: "科目名称", project: "项目", year: "年度", document: "文件名称和文号", planned: "已编计划（元）", unplanned: "未编计划（元）", records: "指标文件", plans: "用款计划", approved: "批准（元）", used: "已使用（元）", left: "余额（元）", asked: "计划申请", verdict: "批复", waits: "待批复", note: "说明", whole: "本月计划总额（不是增减额）",
  unitCode: "预算单位统一社会信用代码", unitName: "预算单位名称", monthHint: "例如 2026-09", adjustReason: "调整原因", planReason: "申请理由", noteHint: "不批准时必填",
  number: "合同编号", contractTitle: "合同名称", price: "合同价（元）", signedOn: "签订日期", small: "向中小企业采购", paymentDays: "合同约定的付款天数", paymentDaysHint: "中小企业最长60日；没有约定的留空，按30日", payeeName: "收款人", payeeBank: "开户银行", payeeAccount: "收款账号", payeeDocument: "变更依据（补充协议）", supplierCode: "供应商统一社会信用代码", supplierName: "供应商名称", fileHash: "文件的 SHA-256（64位）", invoiceHash: "发票文件的 SHA-256（64位）",
  tender: "招标项目编号", lot: "标段（包）", announced: "合同公告", isAnnounced: "已公告", notAnnounced: "未公告，不能支付", noAnnouncement: "不适用", accepted: "验收", acceptedOn: "验收日期", parts: "验收内容", acceptedAmount: "验收金额", acceptanceHash: "验收书的 SHA-256（64位）", payees: "收款账户变更", outside: "登记平台外合同", inside: "登记本平台合同", accountMode: "用于", accountUnit: "授权支付：单位统一社会信用代码", bankCode: "代理银行代码", transaction: "银行交易号", transactionHint: "退回零余额账户、尚待查的款项", lapseYear: "年度", csv: "支付申请（CSV）", csvDay: "当日支付令（CSV）", more: "办理",
};

const en: typeof zh = {
  title: "Treasury payments", requestsTitle: "Payment requests", budgetsTitle: "Budgets and spending plans", contractsTitle: "Contracts to pay under", newTitle: "New payment request", day: "Day", show: "Show", before: "Day before", after: "Day after",
  lead: "An indicator bounds plans, a plan bounds payments. Orders are acted on the same day (SV-20); zero-balance accounts hold nothing after the clearing (SV-22).", states: "Payments by state", state: "State", count: "Number", amount: "Yuan",
  toCheck: "To check", toApprove: "To approve", toOrder: "To order", none: "None.", late: "its day is over and it is not ordered", orders: "Orders of the day", orderNumber: "Order", orderedAt: "Ordered", valueOn: "Pays on", paidOn: "Paid on",
  accounts: "Zero-balance accounts", account: "Account", accountName: "Name", balance: "Balance, yuan", isZero: "zero", notZero: "to be cleared", clearings: "Clearings of the day", gave: "From the single account, yuan", payments: "Payments", at: "At", clearLead: "After the clearing each zero-balance account holds nothing, and what was paid is cleared.",
  request: "Request", contract: "Contract", supplier: "Payee", unit: "Unit", indicator: "Indicator", month: "Month of the plan", mode: "Mode", due: "Due by law", dueBy: (law, days, from) => `${law}: ${String(days)} days from ${from}`, dueContract: "set by the contract", why: "Where it stands, and why", purpose: "For",
  payee: "Account", invoice: "Invoice", invoiceNumber: "Number of the invoice", receivedOn: "Invoice received on", invoiceAmount: "Amount of the invoice", steps: "What happened", step: "Step", by: "By", reason: "Reason", refunded: "Refunded, yuan", attempt: "Times ordered", noRequests: "No payment is asked for yet.", noContracts: "No contract is entered yet.", noIndicators: "No indicator is entered yet.",
  pays: "Ask for a payment", newLead: "The account is that of the contract. Nothing is paid in cash.",
  subject: "Code of the subject", subjectName: "Subject", project: "Project", year: "Year", document: "Document and its number", planned: "Planned, yuan", unplanned: "Not planned, yuan", records: "Documents", plans: "Plans", approved: "Approved, yuan", used: "Used, yuan", left: "Left, yuan", asked: "Plans asked for", verdict: "Decision", waits: "waits", note: "Note", whole: "The month’s whole plan, not the change",
  unitCode: "Credit code of the unit", unitName: "Name of the unit", monthHint: "such as 2026-09", adjustReason: "Why it is adjusted", planReason: "Why", noteHint: "needed where it is refused",
  number: "Number of the contract", contractTitle: "Contract", price: "Price, yuan", signedOn: "Signed on", small: "With a small or medium firm", paymentDays: "Days of payment the contract sets", paymentDaysHint: "60 at most with a small or medium firm; empty where it sets none: 30", payeeName: "Payee", payeeBank: "Bank", payeeAccount: "Account", payeeDocument: "By which document", supplierCode: "Credit code of the supplier", supplierName: "Supplier", fileHash: "SHA-256 of the file, 64 digits", invoiceHash: "SHA-256 of the invoice’s file, 64 digits",
  tender: "Tender code", lot: "Lot", announced: "Announcement", isAnnounced: "announced", notAnnounced: "not announced: nothing is paid", noAnnouncement: "not needed", accepted: "Acceptance", acceptedOn: "Accepted on", parts: "What was accepted", acceptedAmount: "Worth", acceptanceHash: "SHA-256 of its record, 64 digits", payees: "Accounts of the contract", outside: "Enter a contract from outside", inside: "Enter a contract of a lot", accountMode: "For", accountUnit: "Authorised payment: credit code of the unit", bankCode: "Short name of the agent bank", transaction: "The bank’s number", transactionHint: "money that came back to the zero-balance account and is not identified yet", lapseYear: "Year", csv: "Payment requests (CSV)", csvDay: "Orders of the day (CSV)", more: "Do",
};

export type TreasuryWords = typeof zh;
const WORDS: Readonly<Record<Language, TreasuryWords>> = { zh, en };
export const treasuryWords = (language: Language): TreasuryWords => WORDS[language];
