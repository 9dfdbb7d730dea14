import type { Json } from "../../kernel/canonical-json.js";
import { PLAN_VERDICTS } from "../../treasury/budget.js";
import { PAYMENT_MODES } from "../../treasury/payment.js";
import type { Language } from "../../web/context.js";
import { treasuryWords } from "../../web/messages/treasury.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, type Act, type Place } from "./acts.js";

const API = "/api/v1/treasury";
const enc = encodeURIComponent;
type Filled = Readonly<Record<string, Json>>;
const choices = (table: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));
const text = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "text", required: true, ...over });
const money = (name: string, label: string, over: Partial<Field> = {}): Field => ({ name, label, kind: "money", required: true, ...over });
const mode = (language: Language): Field => ({ name: "mode", label: treasuryWords(language).mode, kind: "select", required: true, value: "direct", options: choices(PAYMENT_MODES, language) });

const accountFields = (language: Language): Field[] => {
  const words = treasuryWords(language);
  return [text("number", words.account), text("bank", words.bankCode), text("branch", words.branch, { required: false }), text("name", words.accountName), { ...mode(language), label: words.accountMode }, text("unit", words.accountUnit, { required: false })];
};
const indicatorFields = (language: Language): Field[] => {
  const words = treasuryWords(language);
  return [text("unit", words.unitCode), text("unitName", words.unitName), text("subject", words.subject), text("subjectName", words.subjectName), text("project", words.project), { name: "year", label: words.year, kind: "number", required: true }, money("amount", words.amount), text("document", words.document)];
};
const adjustFields = (language: Language): Field[] => { const words = treasuryWords(language); return [money("amount", words.amount), text("document", words.document), text("reason", words.adjustReason)]; };
const planFields = (language: Language): Field[] => { const words = treasuryWords(language); return [text("month", words.month, { hint: words.monthHint }), mode(language), money("amount", words.whole), text("reason", words.planReason)]; };

/** What is decided of a plan that waits: `plan` is what the page shows. */
export const decisionFields = (language: Language, plan: { readonly month: string; readonly mode: string; readonly amount: string } = { month: "", mode: "", amount: "" }): Field[] => {
  const words = treasuryWords(language);
  const { approved, refused } = PLAN_VERDICTS;
  return [
    { name: "month", label: words.month, kind: "hidden", required: true, value: plan.month }, { name: "mode", label: words.mode, kind: "hidden", required: true, value: plan.mode }, { name: "amount", label: words.amount, kind: "hidden", required: true, value: plan.amount },
    { name: "verdict", label: words.verdict, kind: "select", required: true, value: "approved", options: choices({ approved, refused }, language) }, text("note", words.note, { required: false, hint: words.noteHint }),
  ];
};
const inYuan = (amount: Json): Json => ({ amount: amount ?? "", currency: "CNY" });

const payeeFields = (language: Language): Field[] => { const words = treasuryWords(language); return [text("payee.name", words.payeeName), text("payee.bank", words.payeeBank), text("payee.account", words.payeeAccount)]; };
const termFields = (language: Language): Field[] => {
  const words = treasuryWords(language);
  return [text("number", words.number), text("title", words.contractTitle), { name: "small", label: words.small, kind: "checkbox" }, { name: "paymentDays", label: words.paymentDays, kind: "number", hint: words.paymentDaysHint }, ...payeeFields(language)];
};
const insideFields = (language: Language): Field[] => { const words = treasuryWords(language); return [text("tender", words.tender), text("lot", words.lot, { value: "1" }), ...termFields(language)]; };
const outsideFields = (language: Language): Field[] => {
  const words = treasuryWords(language);
  return [text("supplier", words.supplierCode), text("supplierName", words.supplierName), money("price", words.price), { name: "signedOn", label: words.signedOn, kind: "date", required: true }, text("sha256", words.fileHash), ...termFields(language)];
};
const newPayeeFields = (language: Language): Field[] => [...payeeFields(language), text("document", treasuryWords(language).payeeDocument)];
const acceptanceFields = (language: Language): Field[] => {
  const words = treasuryWords(language);
  return [{ name: "acceptedOn", label: words.acceptedOn, kind: "date", required: true }, text("parts", words.parts), money("amount", words.acceptedAmount), text("sha256", words.acceptanceHash)];
};

/** A payment request; which contracts and indicators there are the page knows. */
export const requestFields = (language: Language): Field[] => {
  const words = treasuryWords(language);
  return [
    { name: "contract", label: words.contract, kind: "select", required: true, options: [] }, { name: "indicator", label: words.indicator, kind: "select", required: true, options: [] }, text("month", words.month, { hint: words.monthHint }), mode(language), money("amount", words.amount), text("purpose", words.purpose),
    ...payeeFields(language), text("invoice.number", words.invoiceNumber), { name: "invoice.receivedOn", label: words.receivedOn, kind: "date", required: true }, money("invoice.amount", words.invoiceAmount), text("invoice.sha256", words.invoiceHash),
  ];
};
const reasonFields = (language: Language): Field[] => [text("reason", treasuryWords(language).reason)];
const refundFields = (language: Language): Field[] => { const words = treasuryWords(language); return [text("transaction", words.transaction, { hint: words.transactionHint }), text("reason", words.reason)]; };
const yearFields = (language: Language): Field[] => [{ name: "year", label: treasuryWords(language).lapseYear, kind: "number", required: true }];

const requestApi = (verb: string) => ({ item }: Place): string => `${API}/requests/${enc(item)}${verb === "" ? "" : `/${verb}`}`;
const requestPage = ({ item }: Place): string => paths.payment(item);
const ofRequest = (action: Act["action"], zh: string, en: string, verb: string, over: Partial<Act> = {}): Act => ({ action, zh, en, method: "POST", api: requestApi(verb), page: requestPage, then: (_, place) => requestPage(place), ...over });
const ofBudget = (action: Act["action"], zh: string, en: string, api: Act["api"], over: Partial<Act>): Act => ({ action, zh, en, method: "POST", api, page: () => paths.budgets, then: () => paths.budgets, ...over });
const ofContract = (action: Act["action"], zh: string, en: string, api: Act["api"], over: Partial<Act>): Act => ({ action, zh, en, method: "POST", api, page: () => paths.payContracts, then: () => paths.payContracts, ...over });
const ofDay = (action: Act["action"], zh: string, en: string, at: string, over: Partial<Act> = {}): Act => ({ action, zh, en, method: "POST", api: () => `${API}/${at}`, page: () => paths.treasury, then: () => paths.treasury, ...over });

/** Budgets, plans and contracts, payments from their request to the clearing. */
export const TREASURY_ACTS: Readonly<Record<string, Act>> = {
  "indicator": ofBudget("indicator.keep", "下达预算指标", "Enter a budget indicator", () => `${API}/indicators`, { fields: indicatorFields }),
  "adjust-indicator": ofBudget("indicator.keep", "调整指标", "Adjust the indicator", ({ item }) => `${API}/indicators/${enc(item)}/records`, { fields: adjustFields }),
  "ask-plan": ofBudget("spending.ask", "申请用款计划", "Ask for a plan", ({ item }) => `${API}/indicators/${enc(item)}/plans`, { fields: planFields }),
  "decide-plan": ofBudget("spending.decide", "批复用款计划", "Decide on the plan", ({ item }) => `${API}/indicators/${enc(item)}/plans/decision`, { fields: (language) => decisionFields(language), body: (filled) => ({ ...(filled as Filled), amount: inYuan((filled as Filled)["amount"] ?? null) }) }),
  "lapse-year": ofBudget("spending.decide", "年终注销额度", "Let plans lapse with the year", () => `${API}/lapses`, { fields: yearFields, warning: { zh: "未使用的用款计划额度全部注销。", en: "What is left of the year’s plans is gone." } }),
  "pay-contract": ofContract("payment.contract", treasuryWords("zh").inside, treasuryWords("en").inside, () => `${API}/contracts`, { fields: insideFields, body: (filled) => ({ kind: "tender", ...(filled as Filled) }) }),
  "outside-contract": ofContract("payment.contract", treasuryWords("zh").outside, treasuryWords("en").outside, () => `${API}/contracts`, { fields: outsideFields, body: (filled) => ({ kind: "outside", ...(filled as Filled) }) }),
  "contract-payee": ofContract("payment.contract", "变更收款账户", "Change the account", ({ item }) => `${API}/contracts/${enc(item)}/payees`, { fields: newPayeeFields }),
  "accept-outside": ofContract("payment.contract", "登记验收", "Record an acceptance", ({ item }) => `${API}/contracts/${enc(item)}/acceptances`, { fields: acceptanceFields }),
  "accept-contract": ofContract("acceptance.record", "登记合同验收", "Record what was accepted", (place) => `${lotApi(place)}/acceptances`, { fields: acceptanceFields, warning: { zh: "验收登记写入公开日志，不能修改。", en: "It is logged and cannot be changed." } }),
  "pay-request": { action: "payment.draft", zh: "保存草稿", en: "Save the draft", method: "POST", api: () => `${API}/requests`, fields: requestFields, page: () => paths.newPayment, then: ({ request }) => paths.payment(String(request)) },
  "pay-change": ofRequest("payment.draft", "修改支付申请", "Change the request", "", { method: "PUT", fields: requestFields }),
  "pay-submit": ofRequest("payment.submit", "提交", "Submit", "submission"),
  "pay-check": ofRequest("payment.check", "审核通过", "Check: it is right", "check"),
  "pay-approve": ofRequest("payment.approve", "审批通过", "Approve", "approval"),
  "pay-order": ofRequest("payment.order", "签发支付令", "Order the payment", "order", { warning: { zh: "支付令发往代理银行，不能撤回。", en: "The order goes to the bank and cannot be taken back." } }),
  "pay-voucher": ofRequest("voucher.issue", "签发财政授权支付凭证", "Issue the voucher", "voucher", { warning: { zh: "凭证即支付令，发往代理银行，不能撤回。", en: "The voucher is the order: it goes to the bank and cannot be taken back." } }),
  "pay-return": ofRequest("payment.return", "退回", "Send back", "returns", { fields: reasonFields }),
  "pay-cancel": ofRequest("payment.draft", "作废", "Cancel", "cancellation", { fields: reasonFields }),
  "pay-refund": ofRequest("payment.refund", "登记退款", "Take a refund back into the budget", "refunds", { fields: refundFields }),
  "zero-account": ofDay("treasury.account", "登记零余额账户", "Enter a zero-balance account", "accounts", { fields: accountFields }),
  "clear-day": ofDay("treasury.clear", "日终清算", "Clear the day", "clearings"),
};
