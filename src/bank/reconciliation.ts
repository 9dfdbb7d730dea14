import { moneyJson } from "../kernel/money.js";
import { monthWords, tableOf, type Statement, type StatementField } from "../notices/statement.js";

type Both = { readonly in: string; readonly out: string };
/** A day of an account as it was looked at; `sums` null where they are shown to nobody. */
export type LookedAtDay = { readonly account: string; readonly name: string; readonly day: string; readonly agrees: boolean; readonly sums: { readonly bank: Both; readonly ours: Both; readonly booked: Both } | null };

const plain = (fen: string | undefined): string | null => (fen === undefined ? null : moneyJson(BigInt(fen)).amount);

const FIELDS: readonly StatementField<LookedAtDay>[] = [
  { zh: "日期", en: "day", kind: "plain", width: 4, of: ({ day }) => day }, { zh: "账户", en: "account", kind: "text", width: 6, of: ({ name }) => name }, { zh: "账号", en: "number", kind: "plain", width: 5, of: ({ account }) => account },
  { zh: "收入（银行）", en: "in by the bank", kind: "number", width: 4, of: ({ sums }) => plain(sums?.bank.in) }, { zh: "收入（记录）", en: "in by our records", kind: "number", width: 4, of: ({ sums }) => plain(sums?.ours.in) }, { zh: "收入（总账）", en: "in by the ledger", kind: "number", width: 4, of: ({ sums }) => plain(sums?.booked.in) },
  { zh: "支出（银行）", en: "out by the bank", kind: "number", width: 4, of: ({ sums }) => plain(sums?.bank.out) }, { zh: "支出（记录）", en: "out by our records", kind: "number", width: 4, of: ({ sums }) => plain(sums?.ours.out) }, { zh: "支出（总账）", en: "out by the ledger", kind: "number", width: 4, of: ({ sums }) => plain(sums?.booked.out) },
  { zh: "结果", en: "result", kind: "text", width: 3, of: ({ agrees }) => (agrees ? "一致" : "不一致") },
];

/** A month of reconciliation, day by day and account by account: three sums each way. */
export function reconciliationStatement(month: string, days: readonly LookedAtDay[]): Statement {
  const sum = (way: keyof Both): bigint => days.reduce((total, { sums }) => total + BigInt(sums?.bank[way] ?? "0"), 0n);
  return {
    name: `bank-${month}`, title: { zh: "银行对账月报", en: "Reconciliation of a month" }, subject: monthWords(month), ...tableOf(FIELDS, days), facts: [{ zh: "月份", en: "Month", value: monthWords(month) }, { zh: "已核对（账户日）", en: "Days of accounts looked at", value: String(days.length) }, { zh: "不一致", en: "Differ", value: String(days.filter(({ agrees }) => !agrees).length) }],
    sums: [{ zh: "银行收入合计（不含保证金账户）", en: "In by the bank, without accounts of deposits", fen: sum("in") }, { zh: "银行支出合计（不含保证金账户）", en: "Out by the bank, without accounts of deposits", fen: sum("out") }],
    remark: "银行对账单、本中心记录、总账三方逐日核对。保证金账户的金额不显示：开标前不得泄露投标人数量。金额单位为元。",
  };
}
