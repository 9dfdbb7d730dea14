import type { Fen } from "../kernel/money.js";
import { ratio } from "../kernel/ratio.js";
import { holds, type FrozenRules } from "../rules/rules.js";

/** The only grounds on which a procurement is void, in the order of the article (政府采购法 36). */
export const VOID_GROUNDS = {
  "too-few": { zh: "符合专业条件的供应商或者对招标文件作实质响应的供应商不足三家", en: "fewer than three suppliers meet the conditions or respond in substance", article: "政府采购法 36(1)" },
  "unlawful-conduct": { zh: "出现影响采购公正的违法、违规行为", en: "unlawful conduct that touches the fairness of the procurement", article: "政府采购法 36(2)" },
  "over-budget": { zh: "投标人的报价均超过了采购预算，采购人不能支付", en: "every price is above the budget and the purchaser cannot pay", article: "政府采购法 36(3)" },
  "need-cancelled": { zh: "因重大变故，采购任务取消", en: "a major change cancels the need", article: "政府采购法 36(4)" },
} as const;
export type VoidGround = keyof typeof VOID_GROUNDS;

/** What decides whether a procurement is void. Facts that nobody found are null or false. */
export type VoidFacts = {
  /** Bidders that conform, those of one brand counted once. */
  readonly conforming: number;
  readonly prices: readonly Fen[];
  readonly budget: Fen;
  readonly canPayMore: boolean;
  readonly unlawfulConduct: string | null;
  readonly needCancelled: string | null;
};

/** The first ground that holds, or null: GP-19, conduct, GP-20, the need. A single price above the budget makes that bid invalid and no more (87号令 63(4)). */
export function voidGround({ conforming, prices, budget, canPayMore, unlawfulConduct, needCancelled }: VoidFacts, rules: FrozenRules): VoidGround | null {
  if (holds(rules, "GP-19", ratio(BigInt(conforming)))) return "too-few";
  if (unlawfulConduct !== null) return "unlawful-conduct";
  if (prices.length > 0 && prices.every((price) => price > budget) && !canPayMore) return "over-budget";
  return needCancelled === null ? null : "need-cancelled";
}

/** What may follow where too few came or conformed, with the article. `withTwo`: the two that are left may be negotiated with. */
export type NextStep = { readonly step: "end" | "mend-and-tender-again" | "other-method"; readonly withTwo: boolean; readonly article: string };

/**
 * The next step: none where the need is gone; a new tender where documents or procedure were at fault; else another method, with the
 * finance department's consent, by which two suppliers may be negotiated with. Law: 87号令 43; 74号令 27.
 * @param left suppliers that came, or that conform
 */
export function afterTooFew(left: number, { needCancelled, documentsSound, procedureSound }: { readonly needCancelled: boolean; readonly documentsSound: boolean; readonly procedureSound: boolean }): NextStep {
  if (needCancelled) return { step: "end", withTwo: false, article: "政府采购法 36(4)" };
  if (!documentsSound || !procedureSound) return { step: "mend-and-tender-again", withTwo: false, article: "87号令 43(1)" };
  return { step: "other-method", withTwo: left === 2, article: left === 2 ? "87号令 43(2); 74号令 27" : "87号令 43(2)" };
}
