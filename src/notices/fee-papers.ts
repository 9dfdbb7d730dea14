import type { Json } from "../kernel/canonical-json.js";
import { yuan, type Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { code, column, day, fact, facts, link, money, note, paperOf, section, table, text, time, type PaperCommon } from "./blocks.js";
import type { NoticeRecord, Office, Section } from "./record.js";

/** The papers of a bill: E25, the receipts of each kind of book, and what takes a receipt back. */
export type FeePaperType = "payment-notice" | "fiscal-receipt" | "deposit-receipt" | "collection-receipt" | "red-receipt";
export const FEE_PAPERS = {
  "payment-notice": { zh: "缴款通知书", en: "Notice of payment" }, "fiscal-receipt": { zh: "非税收入票据（电子）", en: "Receipt for non-tax revenue" }, "deposit-receipt": { zh: "保证金收据（电子）", en: "Receipt for a deposit" },
  "collection-receipt": { zh: "代收服务费收据（电子）", en: "Receipt for fees of third parties" }, "red-receipt": { zh: "票据冲红", en: "Receipt taken back" },
} as const satisfies Readonly<Record<FeePaperType, { readonly zh: string; readonly en: string }>>;

/** What every paper of a bill says. `contact` is where its reader asks; `verifyUrl` is printed on every page. */
export type FeePaperCommon = PaperCommon & {
  readonly id: string; readonly number: string; readonly verifyUrl: string; readonly bill: string; readonly project: string; readonly payer: Office;
};

/** A line as papers print it; amounts in fen. */
export type PaperLine = { readonly code: string; readonly name: string; readonly unit: string; readonly unitCode: string; readonly category: string; readonly quantity: string | null; readonly standard: string; readonly article: string; readonly steps: string; readonly standardFen: Fen; readonly payable: Fen; readonly why: string | null };

export type PaymentNoticeFacts = {
  readonly lines: readonly PaperLine[]; readonly categories: readonly { readonly name: string; readonly standard: Fen; readonly payable: Fen }[]; readonly total: Fen; readonly standard: Fen; readonly cut: Fen; readonly cutPercent: string;
  readonly books: readonly { readonly name: string; readonly fen: Fen }[]; readonly paymentCode: string; readonly payee: { readonly name: string; readonly bank: string }; readonly dueOn: PlainDate; readonly late: readonly string[]; readonly terms: Json;
};

const LAW = "行政事业性收费、政府性基金收缴分离的规定；各项依据见“收费明细”";
const REVIEW_RIGHT = "对收费有异议的，可以自收到本通知之日起六十日内依法申请行政复议，或者在六个月内提起行政诉讼；保证金和经营服务性收费的争议依其约定或者民事诉讼解决。";

/** 缴款通知书 (rule book E25): twelve items or eighty, in four categories, one sum, one payment. */
export const paymentNotice = (common: FeePaperCommon, given: PaymentNoticeFacts): Result<NoticeRecord<FeePaperType>> => compose(common, "payment-notice", [
  section("一、缴款", "1. Payment", facts(
    fact("应缴总额", "Total to be paid", money(given.total)), fact("缴款码（收款账号）", "Payment code (account to pay into)", code(given.paymentCode)), fact("收款户名", "Payee", text(given.payee.name)), fact("开户行", "Bank", text(given.payee.bank)),
    fact("缴款期限", "To be paid by", day(given.dueOn)), ...given.books.map(({ name, fen }) => fact(`其中：${name}`, "Of which", money(fen))),
  ), note("本账单一次缴清，不接受分次缴款：金额须与应缴总额（逾期的，与当日应缴总额）完全一致。可以由他人代缴；票据开给缴款人，退付原路退回实际付款账户。窗口人员不经手现金。")),
  section("二、分类汇总", "2. By category", table(null, [column("类别", "Category", 4), column("原标准（元）", "Standard", 3, "right"), column("应缴（元）", "Payable", 3, "right")],
    given.categories.map((each) => [text(each.name), amount(each.standard), amount(each.payable)])), facts(fact("原标准合计", "Standards together", money(given.standard)), fact("减少", "Less", money(given.cut)), fact("降幅", "Cut", text(`${given.cutPercent}%`)))),
  section("三、收费明细", "3. Items", table(null, [column("编码", "Code", 2), column("项目", "Item", 4), column("执收单位", "Unit", 4), column("数量", "Quantity", 3), column("标准", "Standard", 5), column("应缴（元）", "Payable", 3, "right")],
    given.lines.map((each) => [code(each.code), text(each.name), text(`${each.unit}（${each.unitCode}）`), text(each.quantity), text(each.standard), amount(each.payable)]))),
  section("四、为什么收这笔钱", "4. Why this is charged", table(null, [column("项目", "Item", 3), column("依据", "Basis", 5), column("计算", "Working", 6)],
    given.lines.map((each) => [text(each.name), text(each.article), text(each.why === null ? each.steps : `${each.steps}；${each.why}`)]))),
  section("五、滞纳金和救济", "5. Late charges and review", ...(given.late.length === 0 ? [note("本账单没有加收滞纳金的项目。")] : [{ block: "list" as const, ordered: true, items: given.late }, note("滞纳金不超过应缴金额本身（行政强制法第四十五条）。")]), note(REVIEW_RIGHT)),
], given.terms);

export type ReceiptFacts = {
  readonly title: FeePaperType; readonly receiptCode: string; readonly receiptNumber: string; readonly checkCode: string; readonly lines: readonly (PaperLine & { readonly late: Fen })[]; readonly total: Fen; readonly payment: { readonly transaction: string; readonly bank: string; readonly at: Instant; readonly payer: string };
  readonly remark: string; readonly red: { readonly receiptNumber: string; readonly reason: string } | null; readonly terms: Json;
};

/** A receipt for one book of a bill, or the red one that takes it back: number, lines, sum in words and figures, the bank's payment. */
export const feeReceipt = (common: FeePaperCommon, given: ReceiptFacts): Result<NoticeRecord<FeePaperType>> => compose(common, given.title, [
  section("一、票据", "1. Receipt", facts(
    fact("票据代码", "Receipt code", code(given.receiptCode)), fact("票据号码", "Receipt number", code(given.receiptNumber)), fact("校验码", "Check code", code(given.checkCode)),
    ...(given.red === null ? [] : [fact("冲红的票据号码", "Takes back receipt", code(given.red.receiptNumber)), fact("冲红原因", "Why", text(given.red.reason))]),
    fact("金额合计", "Total", money(given.total)),
  )),
  section("二、明细", "2. Items", table(null, [column("编码", "Code", 2), column("项目", "Item", 4), column("执收单位", "Unit", 5), column("金额（元）", "Amount", 3, "right"), column("滞纳金（元）", "Late charge", 3, "right")],
    given.lines.map((each) => [code(each.code), text(each.name), text(`${each.unit}（${each.unitCode}）`), amount(each.payable), amount(each.late)]))),
  section("三、缴款", "3. Payment", facts(fact("实际付款人", "Paid by", text(given.payment.payer)), fact("到账时间", "Value time", time(given.payment.at)), fact("银行流水号", "Bank transaction", code(given.payment.transaction)), fact("代理银行", "Agent bank", text(given.payment.bank))), note(given.remark)),
], given.terms);

const amount = (fen: Fen) => text(yuan(fen));

function compose(common: FeePaperCommon, type: FeePaperType, sections: readonly Section[], terms: Json): Result<NoticeRecord<FeePaperType>> {
  const { zh: title } = FEE_PAPERS[type];
  const head = section("基本信息", "About this document", facts(
    fact("文件名称", "Document", text(title)), fact("文号", "Document number", code(common.number)), fact("账单编号", "Bill", code(common.bill)), fact("项目名称", "Project", text(common.project)), fact("缴款人", "Payer", text(common.payer.name)), fact("缴款人统一社会信用代码", "Payer’s credit code", code(common.payer.uscc)),
    fact("开具单位", "Issued by", text(common.issuer.name)), fact("统一社会信用代码", "Credit code", code(common.issuer.uscc)), fact("开具时间", "Issued", time(common.publishedAt)), fact("办理依据", "Legal basis", text(LAW)),
  ));
  const end = section("核验", "Verification", facts(fact("核验网址", "Verify at", link(common.verifyUrl)), fact("咨询、投诉", "Questions and complaints", text(`${common.issuer.name}一费清窗口`))), note("核验方法：扫描二维码或打开核验网址；PDF 内附 notice.json 与网页为同一份数据，电子签名可用任何 PDF 阅读器的签名面板查验。"));
  return paperOf(common, {
    type, id: common.id, number: common.number, title, subject: common.project, verifyUrl: common.verifyUrl,
    sections: [head, ...sections, end], terms,
  });
}
