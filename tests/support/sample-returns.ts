import { at } from "../../src/kernel/time.js";
import type { ForfeitView } from "../../src/web/parts/forfeits.js";
import type { LotDeposits } from "../../src/web/parts/lot-deposits.js";
import type { ReturnRow, ReturnsView } from "../../src/web/pages/returns.js";
import type { ActionView, DateView } from "../../src/web/views.js";
import { computed, given, TWO_PLACES } from "../../src/bidding/explain.js";

const act = (name: string, label: string, more: Partial<ActionView> = {}): ActionView => ({ name, label, href: `/acts/${name}`, fields: [], warning: null, refusal: null, idempotencyKey: "0011", version: null, ...more });
const reason = { name: "reason", label: "决定理由（投标人可见）", kind: "textarea", required: true } as const;

/** A lot's deposits: one that is free, one of which a proposal waits for the second person, one that became the bond; and a charge. */
export const lotDepositsSample = (waiting: ForfeitView): LotDeposits => ({
  deposits: [
    { name: "晨光第一建筑有限公司", uscc: "91341702MA00000159", fen: 30_000_000n, state: "在保证金专户", openUntil: null, demand: null, forfeits: [], actions: [act("deposit-forfeit", "提出不予退还：晨光第一建筑有限公司", { warning: "提出后投标人即收到通知，可以陈述意见；决定前暂停退还，法定退还期限不停止计算。", fields: [{ name: "grounds.0.clause", label: "投标截止后撤销投标文件（招标投标法实施条例第三十五条，可以不退还）：招标文件条款", kind: "text" }] })] },
    { name: "青山市政工程有限公司", uscc: "91341702MA000004XN", fen: 30_000_000n, state: "已提出不予退还，等待决定", openUntil: at("2026-09-21T00:00:00+08:00"), demand: null, forfeits: [waiting], actions: [act("forfeit-keep", "决定不予退还：青山市政工程有限公司", { fields: [reason], warning: "决定后立即下达付款指令，不能撤回。" }), act("forfeit-drop", "决定予以退还：青山市政工程有限公司", { refusal: { code: "four-eyes", facts: {} } })] },
    { name: "晨曦建设集团有限公司", uscc: "91341702MA00000231", fen: 30_000_000n, state: "已转为履约保证金；履约保证金退付：待发送", openUntil: null, demand: null, forfeits: [], actions: [] },
    { name: "绿源环境工程有限公司", uscc: "91341702MA0000030T", fen: 30_000_000n, state: "已决定不予退还", openUntil: null, demand: "/api/v1/guarantees/BH-00112233445566AA/demand.pdf", forfeits: [], actions: [] },
  ],
  charges: [{ fen: 25_742n, number: "341700010123456789012397", payee: "晨光市公共资源交易中心保证金专户（chenguang-bank）", state: null, isPaid: false }],
});

const CHARGE = computed({ id: "charge", zh: "资金占用费（元）", en: "capital charge, yuan" }, "bond × days × rate × factor ÷ 100 ÷ year", [
  given({ id: "bond", zh: "投标保证金（元）", en: "bond, yuan" }, "200000"), given({ id: "days", zh: "逾期天数", en: "days late" }, "9"), given({ id: "rate", zh: "同期贷款基准利率（%/年）", en: "benchmark loan rate, % a year" }, "4.35"), given({ id: "factor", zh: "倍数", en: "factor" }, "1.2"), given({ id: "year", zh: "一年的天数", en: "days of a year" }, "365"),
], TWO_PLACES);
const place = { title: "晨光市第一中学教学设备采购", lot: null, href: "/desk/D3417000002Z00002001" };
const row = (name: string, due: DateView | null, more: Partial<ReturnRow["refund"]>, note: string | null = null, isToday = false): ReturnRow => ({
  place, isToday, note, refund: { form: "/api/v1/x", isThroughBank: true, isLetter: false, ended: null, name, uscc: "91341702MA00000159", kind: "转账", fen: 20_000_000n, cause: "未中标", due, paidOn: null, isLate: false, late: 0, charge: null, order: null, action: null, ...more },
});
const again = act("deposit-refund", "退付保证金", { warning: "按原付款账户下达一笔付款指令，金额含依法应付的银行利息；逾期资金占用费由招标人（采购人）另付。下达后不能撤回。" });

/** One of each. */
export const returnsSample = (due: DateView): ReturnsView => ({
  late: [row("晨光第一建筑有限公司", due, { isLate: true, late: 9, charge: CHARGE, action: again }), row("晨曦建设集团有限公司", due, { isLate: true, late: 2, cause: "已签订合同", action: again })],
  due: [row("青山市政工程有限公司", due, { action: again }, null, true), row("东湖智能科技有限公司", due, { kind: "银行保函", isThroughBank: false, action: act("refund", "登记退还", { fields: [{ name: "paidOn", label: "退还日期", kind: "date", required: true }, { name: "ownFault", label: "因投标人自身原因逾期的，写明原因", kind: "text" }] }) })],
  back: [row("南岭建设有限公司", due, { order: "200,003.33 元，已退回", action: { ...again, refusal: { code: "refund-account-wanted", facts: {} } } }, "银行退回：账户已销户。已通知投标人声明另一基本账户，声明后可以再次退付；其间的逾期由其自身原因造成，不计资金占用费。")],
  underWay: [row("北辰建设有限公司", due, { order: "200,000.00 元，银行已受理" })],
  kept: [row("西岭路桥有限公司", due, {}, "招标人（采购人）已提出不予退还，暂停退付；2026年9月20日（星期日）24时（北京时间） 前未决定即失效，法定退还期限不停止计算。"), row("云岭建工有限公司", null, { cause: "已签订合同" }, "已转为履约保证金；付款：待发送")],
  charges: [{ name: "晨光第一建筑有限公司", uscc: "91341702MA00000159", fen: 25_742n, number: "341700010123456789012397", place, state: "等待招标人（采购人）付款", note: null, action: null }, { name: "南岭建设有限公司", uscc: "91341702MA00000159", fen: 1_000n, number: "341700010123456789012398", place, state: "已退回", note: "银行退回：账户已销户。投标人已声明新的基本账户 6222000100020777（晨光银行），可以再次退付。", action: act("deposit-charge", "再次转付资金占用费", { warning: "付至投标人重新声明的账户；下达后不能撤回。" }) }],
  isCut: false, faults: [],
});
