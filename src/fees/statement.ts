import { orderTable } from "../bank/order-table.js";
import type { PaymentOrder } from "../bank/order.js";
import { moneyJson, type Fen } from "../kernel/money.js";
import { dateInChinese, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { tableOf, type Statement, type StatementField } from "../notices/statement.js";
import { BILL_STATES, BOOK_STATES, BOOKS, type Book } from "./bill.js";
import { lineSteps } from "./line.js";
import { bookOf } from "./money.js";
import type { Bill, PaidBook } from "./queries.js";

const plain = (fen: Fen): string => moneyJson(fen).amount;

const LINES: readonly StatementField<Bill["lines"][number]>[] = [
  { zh: "类别", en: "category", kind: "plain", width: 2, of: ({ item }) => item.category }, { zh: "编码", en: "code", kind: "plain", width: 3, of: ({ item }) => item.code }, { zh: "项目", en: "item", kind: "text", width: 6, of: ({ item }) => item.zh }, { zh: "执收单位", en: "unit", kind: "plain", width: 3, of: ({ unit }) => unit }, { zh: "性质", en: "nature", kind: "plain", width: 0, of: ({ item }) => item.nature },
  { zh: "数量", en: "quantity", kind: "plain", width: 3, of: ({ quantity }) => quantity }, { zh: "原标准", en: "standard", kind: "number", width: 5, of: ({ standard }) => plain(standard) }, { zh: "应缴", en: "payable", kind: "number", width: 5, of: ({ payable }) => plain(payable) }, { zh: "滞纳金", en: "late charge", kind: "number", width: 4, of: ({ late }) => plain(late) },
  { zh: "依据", en: "basis", kind: "text", width: 0, of: ({ item }) => `${item.basis.act} ${item.basis.article}` }, { zh: "计算", en: "working", kind: "text", width: 0, of: (line) => lineSteps(line).zh },
];

/** A payer's statement of one bill: every line, what is owed, and what was paid. */
export function billStatement({ row, lines }: Pick<Bill, "row" | "lines">): Statement {
  const sum = (of: (line: Bill["lines"][number]) => Fen): Fen => lines.reduce((total, line) => total + of(line), 0n);
  return {
    name: row.bill_no, title: { zh: "缴费明细对账单", en: "Statement of a bill" }, subject: row.project, ...tableOf(LINES, lines),
    facts: [{ zh: "账单编号", en: "Bill", value: row.bill_no }, { zh: "项目名称", en: "Project", value: row.project }, { zh: "缴款人", en: "Payer", value: `${row.payer_name}（${row.payer_uscc}）` }, { zh: "状态", en: "State", value: BILL_STATES[row.state].zh }],
    sums: [{ zh: "应缴合计", en: "Payable", fen: sum(({ payable }) => payable) }, { zh: "滞纳金合计", en: "Late charges", fen: sum(({ late }) => late) }, { zh: "已缴", en: "Paid", fen: BigInt(row.paid_fen ?? "0") }],
    remark: "金额单位为元。各项依据和计算过程见账单页面和 CSV、XLSX 格式。",
  };
}

/** 款项退付单: which book of a bill goes back, by which paper, to whom, and what of it is paid. */
export function bookRefundForm({ row, lines, books }: Pick<Bill, "row" | "lines" | "books">, book: Book, { orders, why }: { readonly orders: readonly PaymentOrder[]; readonly why: string }): Statement {
  const own = lines.filter((line) => bookOf(line) === book);
  const { paid, ...table } = orderTable(orders, {});
  const receipt = books.find((each) => each.book === book)?.receipt_number ?? null;
  return {
    name: `${row.bill_no}-${book}-refund`, title: { zh: "款项退付单", en: "Refund of a payment" }, subject: row.project, ...table,
    facts: [
      { zh: "账单编号", en: "Bill", value: row.bill_no }, { zh: "项目名称", en: "Project", value: row.project }, { zh: "缴款人", en: "Payer", value: `${row.payer_name}（${row.payer_uscc}）` }, { zh: "退付款项", en: "What goes back", value: BOOKS[book].zh },
      { zh: "收费项目", en: "Items", value: own.map(({ item }) => item.zh).join("、") }, ...(receipt === null ? [] : [{ zh: "冲回的票据", en: "Receipt taken back", value: receipt }]), { zh: "退付事由和批准文件", en: "Why, and the approving paper", value: why },
    ],
    sums: [{ zh: "应退金额", en: "To go back", fen: own.reduce((sum, { payable, late }) => sum + payable + late, 0n) }, { zh: "银行已付合计", en: "Paid by the bank", fen: paid }],
    remark: "款项按付款指令退回原缴款账户；原账户不能收款的，经两名经办人核实改付缴款人的另一账户。已缴国库的非税收入由财政部门办理退库。金额单位为元。",
  };
}

/** To the second, by Beijing time. */
const time = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant).slice(0, 19).replace("T", " "));

const BOOK_FIELDS: readonly StatementField<PaidBook>[] = [
  { zh: "账单编号", en: "bill", kind: "plain", width: 7, of: ({ bill_no }) => bill_no }, { zh: "项目", en: "project", kind: "text", width: 5, of: ({ project }) => project }, { zh: "缴款人", en: "payer", kind: "text", width: 5, of: ({ payer_name }) => payer_name }, { zh: "款项", en: "kind of money", kind: "text", width: 4, of: ({ book }) => BOOKS[book].zh },
  { zh: "金额", en: "amount", kind: "number", width: 6, of: ({ fen }) => plain(BigInt(fen)) }, { zh: "到账时间", en: "value time", kind: "plain", width: 7, of: ({ paid_at }) => time(paid_at) }, { zh: "银行流水号", en: "bank transaction", kind: "text", width: 0, of: ({ transaction }) => transaction },
  { zh: "票据号码", en: "receipt", kind: "plain", width: 6, of: ({ receipt_number }) => receipt_number }, { zh: "状态", en: "state", kind: "text", width: 4, of: ({ state }) => BOOK_STATES[state].zh },
];

/** What came in on a day by the bank's value time, book by book: for cashier and reviewer. A book is what belongs to one kind of money of one bill. */
export function dayStatement(day: PlainDate, books: readonly PaidBook[]): Statement {
  const sum = (own: readonly PaidBook[]): Fen => own.reduce((total, { fen }) => total + BigInt(fen), 0n);
  return {
    name: `fees-${day}`, title: { zh: "收缴日报", en: "Collections of a day" }, subject: dateInChinese(day), ...tableOf(BOOK_FIELDS, books), facts: [{ zh: "日期", en: "Day", value: dateInChinese(day) }, { zh: "账单", en: "Bills", value: String(new Set(books.map(({ bill_no }) => bill_no)).size) }],
    sums: [{ zh: "到账合计", en: "Came in", fen: sum(books) }, ...(Object.keys(BOOKS) as Book[]).map((book) => ({ zh: `其中：${BOOKS[book].zh}`, en: BOOKS[book].en, fen: sum(books.filter((each) => each.book === book)) }))],
    remark: "按银行记账时间归入当日；滞纳金含在所属款项内。金额单位为元。",
  };
}
