import { at } from "../../src/kernel/time.js";
import type { ForfeitView } from "../../src/web/parts/forfeits.js";
import type { LotDeposits } from "../../src/web/parts/lot-deposits.js";
import type { ActionView } from "../../src/web/views.js";

const act = (name: string, label: string, more: Partial<ActionView> = {}): ActionView => ({ name, label, href: `/acts/${name}`, fields: [], warning: null, refusal: null, idempotencyKey: "0011", version: null, ...more });
const reason = { name: "reason", label: "决定理由（投标人可见）", kind: "textarea", required: true } as const;

/** A lot's deposits: one that is free, one of which a proposal waits for the second person, one that became the bond; and a charge. */
export const lotDepositsSample = (waiting: ForfeitView): LotDeposits => ({
  deposits: [
    { name: "晨光第一建筑有限公司", uscc: "91341702MA00000159", fen: 30_000_000n, state: "在保证金专户", openUntil: null, forfeits: [], actions: [act("deposit-forfeit", "提出不予退还：晨光第一建筑有限公司", { warning: "提出后投标人即收到通知，可以陈述意见；决定前暂停退还，法定退还期限不停止计算。", fields: [{ name: "grounds.0.clause", label: "投标截止后撤销投标文件（招标投标法实施条例第三十五条，可以不退还）：招标文件条款", kind: "text" }] })] },
    { name: "青山市政工程有限公司", uscc: "91341702MA000004XN", fen: 30_000_000n, state: "已提出不予退还，等待决定", openUntil: at("2026-09-21T00:00:00+08:00"), forfeits: [waiting], actions: [act("forfeit-keep", "决定不予退还：青山市政工程有限公司", { fields: [reason], warning: "决定后立即下达付款指令，不能撤回。" }), act("forfeit-drop", "决定予以退还：青山市政工程有限公司", { refusal: { code: "four-eyes", facts: {} } })] },
    { name: "晨曦建设集团有限公司", uscc: "91341702MA00000231", fen: 30_000_000n, state: "已转为履约保证金；履约保证金退付：待发送", openUntil: null, forfeits: [], actions: [] },
  ],
  charges: [{ fen: 25_742n, number: "341700010123456789012397", payee: "晨光市公共资源交易中心保证金专户（chenguang-bank）", state: null, isPaid: false }],
});
