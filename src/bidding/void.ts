import type { Fen } from "../kernel/money.js";
import { yuan } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";

/** The only grounds on which a procurement is void, in the order of the article (政府采购法 36). The first is found by counting, the others are declared. */
export const VOID_GROUNDS = {
  "too-few": { zh: "符合专业条件的供应商或者对招标文件作实质响应的供应商不足三家", en: "fewer than three suppliers meet the conditions or respond in substance", article: "政府采购法第三十六条第一项" },
  "unlawful-conduct": { zh: "出现影响采购公正的违法、违规行为", en: "unlawful conduct that touches the fairness of the procurement", article: "政府采购法第三十六条第二项" },
  "over-budget": { zh: "投标人的报价均超过了采购预算，采购人不能支付", en: "every price is above the budget and the purchaser cannot pay", article: "政府采购法第三十六条第三项" },
  "need-cancelled": { zh: "因重大变故，采购任务取消", en: "a major change cancels the need", article: "政府采购法第三十六条第四项" },
} as const;
export type VoidGround = keyof typeof VOID_GROUNDS;
export const DECLARED_GROUNDS = ["unlawful-conduct", "over-budget", "need-cancelled"] as const satisfies readonly VoidGround[];
export type DeclaredGround = (typeof DECLARED_GROUNDS)[number];

/** Whether a ground that somebody declares holds by what is known: prices speak for themselves, the rest is the written finding. A single price above the budget makes that bid invalid and no more (87号令 63(4)). */
export function decideVoid(ground: DeclaredGround, { prices, budget, cannotPay }: { readonly prices: readonly Fen[]; readonly budget: Fen; readonly cannotPay: boolean }): Result<true> {
  if (ground !== "over-budget") return ok(true);
  if (!cannotPay) return refuse("purchaser-can-pay");
  if (prices.length === 0) return refuse("no-prices-yet");
  const within = prices.filter((price) => price <= budget).length;
  return within === 0 ? ok(true) : refuse("prices-within-budget", { within, budget: yuan(budget) });
}
