import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { code, column, day, fact, facts, HOW_CHECKED, link, money, note, paperOf, section, table, text, time, type PaperCommon } from "./blocks.js";
import type { NoticeRecord } from "./record.js";

/** The papers of a payment: what goes to the bank, and what says that it paid. */
export type TreasuryPaperType = "payment-order" | "payment-voucher";
type Words = { readonly zh: string; readonly en: string };
/** Their titles, by who pays: the treasury, or a unit within its quota. */
export const TREASURY_PAPERS = {
  "payment-order": { direct: { zh: "财政直接支付令", en: "Order of a direct payment" }, authorised: { zh: "财政授权支付凭证", en: "Voucher of an authorised payment" } },
  "payment-voucher": { direct: { zh: "财政直接支付凭证（付款回单）", en: "Direct payment: slip of the bank" }, authorised: { zh: "财政授权支付付款回单", en: "Authorised payment: slip of the bank" } },
} as const satisfies Readonly<Record<TreasuryPaperType, Readonly<Record<"direct" | "authorised", Words>>>>;

/** What a paper of a payment says. Amounts in fen; `paid` is null on an order. `salt` keeps it from being guessed out of its hash. */
export type PaymentFacts = {
  readonly request: string; readonly attempt: number; readonly mode: "direct" | "authorised"; readonly modeName: string; readonly amount: Fen; readonly purpose: string; readonly order: string; readonly orderedAt: Instant; readonly valueOn: PlainDate; readonly account: { readonly name: string; readonly number: string };
  readonly paid: { readonly at: Instant; readonly transaction: string | null } | null; readonly payee: { readonly name: string; readonly bank: string; readonly account: string };
  readonly budget: { readonly indicator: string; readonly unit: string; readonly uscc: string; readonly subject: string; readonly project: string; readonly month: string };
  readonly contract: { readonly number: string; readonly title: string; readonly price: Fen; readonly signedOn: PlainDate; readonly announced: string }; readonly accepted: readonly { readonly on: PlainDate; readonly parts: string; readonly fen: Fen; readonly sha256: string }[];
  readonly invoice: { readonly number: string; readonly receivedOn: PlainDate; readonly amount: Fen; readonly sha256: string }; readonly steps: readonly { readonly at: Instant; readonly step: string; readonly by: string }[]; readonly salt: string;
};

const LAW = "《中华人民共和国预算法》第六十一条；《中华人民共和国预算法实施条例》第六十六条";

/** 支付令, or the slip that says it was paid. Law: 预算法 61; 预算法实施条例 66. */
export function paymentPaper(common: PaperCommon, type: TreasuryPaperType, given: PaymentFacts): Result<NoticeRecord<TreasuryPaperType>> {
  const title = TREASURY_PAPERS[type][given.mode].zh;
  const number = `${given.request}-${String(given.attempt)}`;
  const url = `${common.publicUrl}/treasury/requests/${given.request}`;
  const head = section("基本信息", "About this document", facts(
    fact("文件名称", "Document", text(title)), fact("编号", "Number", code(number)), fact("开具单位", "Issued by", text(common.issuer.name)), fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)), fact("开具时间", "Issued", time(common.publishedAt)), fact("办理依据", "Legal basis", text(LAW)),
  ));
  return paperOf(common, {
    type, id: `${type}-${number}`, number, title, subject: given.purpose, verifyUrl: url,
    sections: [head, ...bodyOf(given), ending(url)], terms: { v: "payment/1", request: given.request, attempt: given.attempt, order: given.order, salt: given.salt },
  });
}

const bodyOf = (given: PaymentFacts) => [
  section("一、支付", "1. Payment", facts(
    fact("支付金额", "Amount", money(given.amount)), fact("支付方式", "Mode", text(given.modeName)), fact("用途", "For", text(given.purpose)), fact("支付令号", "Order", code(given.order)), fact("签发时间", "Ordered", time(given.orderedAt)), fact("支付日", "Pays on", day(given.valueOn)),
    ...(given.paid === null ? [] : [fact("银行付款时间", "Paid at", time(given.paid.at)), fact("银行流水号", "Bank transaction", code(given.paid.transaction))]), fact("付款账户（零余额账户）", "From", text(given.account.name)), fact("付款账号", "Account", code(given.account.number)),
  )),
  section("二、收款人", "2. Payee", facts(fact("收款人", "Payee", text(given.payee.name)), fact("开户银行", "Bank", text(given.payee.bank)), fact("收款账号", "Account", code(given.payee.account))), note("收款账户为合同约定的账户。以转账支付，不支付现金。")),
  section("三、预算", "3. Budget", facts(
    fact("预算单位", "Unit", text(given.budget.unit)), fact("统一社会信用代码", "Credit code", code(given.budget.uscc)), fact("预算指标", "Indicator", code(given.budget.indicator)), fact("科目", "Subject", text(given.budget.subject)), fact("项目", "Project", text(given.budget.project)), fact("用款计划月份", "Plan of", text(given.budget.month)),
  )),
  section("四、合同、验收和发票", "4. Contract, acceptance, invoice", facts(
    fact("合同编号", "Contract number", code(given.contract.number)), fact("合同名称", "Contract", text(given.contract.title)), fact("合同价", "Price", money(given.contract.price)), fact("签订日期", "Signed on", day(given.contract.signedOn)), fact("合同公告", "Announcement", text(given.contract.announced)),
    fact("发票号码", "Invoice", code(given.invoice.number)), fact("收到发票日期", "Received on", day(given.invoice.receivedOn)), fact("发票金额", "Amount of the invoice", money(given.invoice.amount)), fact("发票文件摘要（SHA-256）", "sha256 of the invoice", code(given.invoice.sha256)),
  ), table("验收", [column("日期", "On", 3), column("内容", "What", 6), column("金额（元）", "Worth", 3, "right"), column("验收书摘要（SHA-256）", "sha256 of its record", 6)], given.accepted.map((each) => [day(each.on), text(each.parts), text(inYuan(each.fen)), code(each.sha256)]))),
  section("五、办理过程", "5. What was done", table(null, [column("时间", "At", 4), column("步骤", "Step", 5), column("经办", "By", 4)], given.steps.map((each) => [time(each.at), text(each.step), text(each.by)])), note("提交、审核、审批由不同的人办理并签名，签名随操作记录由公开日志每小时固定。")),
];

const inYuan = (fen: Fen): string => `${String(fen / 100n)}.${String(fen % 100n).padStart(2, "0")}`;

const ending = (url: string) => section("核验", "Verification", facts(fact("查询网址（须登录）", "Look it up, signed in", link(url))), HOW_CHECKED);
