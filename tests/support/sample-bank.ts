import { at, day } from "../../src/kernel/time.js";
import type { BankView } from "../../src/web/pages/bank.js";
import type { ActionView } from "../../src/web/views.js";

const act = (name: string, label: string, fields: ActionView["fields"]): ActionView => ({ name, label, href: `/acts/${name}`, fields, warning: null, refusal: null, idempotencyKey: "0011", version: null });
const reason = { name: "reason", label: "理由", kind: "text", required: true } as const;

/** The desk of reconciliation with a matter that waits for a second person, and days that agree and do not. */
export const sampleBank: BankView = {
  matters: [
    { number: "7", what: "金额不符", account: "3417000200000001", facts: [["账户", "3417000200000001"], ["银行金额", "199,999.99 CNY"], ["付款人", "晨光第一建筑有限公司 6222000100020003"], ["附言", "缴费"], ["银行流水号", "T0000000012"]], foundAt: at("2026-09-01T10:05:00+08:00"), asked: { what: "已申请退回", why: "金额不足，退回重缴" }, acts: [act("bank-agree-7", "同意退回付款人", [reason]), act("bank-withdraw-7", "撤回申请", [reason])] },
    { number: "6", what: "对账单与本中心记录的金额不一致", account: "3417000400000001", facts: [["账户", "3417000400000001"], ["银行金额", "50,000.00 CNY"], ["本中心金额", "50,000.01 CNY"], ["付款指令号", "48201937465019283746"]], foundAt: at("2026-09-01T09:00:00+08:00"), asked: null, acts: [act("bank-note-6", "已核实，结案", [reason])] },
  ],
  alike: [{ what: "对账单显示已付款而本中心未收到结果", act: act("bank-many-payment-missing", "一并处理", [
    { name: "matters", label: "事项", kind: "checkboxes", values: ["4", "5"], options: [{ value: "4", label: "48201937465019283747　12,000.00 CNY" }, { value: "5", label: "48201937465019283748　8,000.00 CNY" }] },
    { name: "act", label: "处理方式", kind: "select", required: true, options: [{ value: "take", label: "按对账单补记" }, { value: "bank-error", label: "银行差错，等待冲正" }] }, reason,
  ]) }],
  days: [
    { day: "2026-08-31", name: "晨光市财政局非税收入汇缴专户", account: "3417000200000001", agrees: true, sums: { in: ["1,137,000.00", "1,137,000.00", "1,137,000.00"], out: ["0.00", "0.00", "0.00"] } },
    { day: "2026-08-31", name: "晨光市财政局零余额账户", account: "3417000400000001", agrees: false, sums: { in: ["0.00", "0.00", "0.00"], out: ["50,000.00", "50,000.01", "50,000.01"] } },
    { day: "2026-08-31", name: "晨光市公共资源交易中心保证金专户", account: "3417000100000001", agrees: true, sums: null },
  ],
  rates: {
    lines: [{ account: "3417000100000001", name: "晨光市公共资源交易中心保证金专户", from: day("2026-11-01"), percent: "0.036", yearDays: 365, source: "晨光银行公告〔2026〕3号", by: "周敏" }, { account: "3417000100000001", name: "晨光市公共资源交易中心保证金专户", from: day("2025-05-20"), percent: "0.05", yearDays: 360, source: "晨光银行公告〔2025〕1号", by: "周敏" }],
    state: act("deposit-rate", "登记存款利率", [{ name: "percent", label: "年利率（%）", kind: "text", required: true, hint: "小数，例如 0.05" }]),
  },
  books: [{ period: "2026-07", sha256: "5d".repeat(32), at: at("2026-08-03T10:00:00+08:00") }], bookActs: [],
  faults: [],
};
