import { compare, decimalText, parseRatio, type Ratio } from "../kernel/ratio.js";
import type { Refusal } from "../kernel/refusal.js";
import { refuse } from "../kernel/result.js";
import type { Bought, Traded } from "../procedure/procedure.js";
import { articleWords } from "../rules/articles.js";
import { exactOf, furtherOf, holds, isAmong, rangeOf, rule, type FrozenRules, type RuleId } from "../rules/rules.js";
import { LOW_PRICE_TESTS, type Deduction, type EvaluationMethod, type LowPriceShares } from "./method.js";

const SMALL_FIRMS = { construction: "GP-29", goods: "GP-28", services: "GP-28" } as const;
/** The row for a share in goods and services; a share in works is not lowered here, for no row of it is confirmed. */
const SHARE = { construction: null, goods: "GP-31", services: "GP-31" } as const;
const LOW_PRICES = { mean: "GP-33", next: "GP-34", ceiling: "GP-35" } as const;

/**
 * The first number of a method that leaves the bounds of the law, before the documents are published: the
 * deductions, the share that earns one, and the limits of low prices, which documents may raise and not lower. Methods without such
 * numbers have no fault. Law: 财库〔2020〕46号 9; 财库〔2022〕19号; 财库〔2026〕2号 (GP-28 to GP-31, GP-33 to GP-35).
 */
export function methodFault(method: EvaluationMethod, traded: Traded, rules: FrozenRules): Refusal | null {
  if (!("deduction" in method) || traded === "right") return null;
  return deductionFault(method.deduction, traded, rules) ?? lowPriceFault(method.lowPrice, rules);
}

function deductionFault(deduction: Deduction | null, bought: Bought, rules: FrozenRules): Refusal | null {
  if (deduction === null) return null;
  const own = boundsFault(deduction.small, SMALL_FIRMS[bought], rules);
  if (own !== null || deduction.share === null) return own;
  if (!holds(rules, "GP-30", parseRatio(deduction.shareFrom))) return refuse("share-too-low", { given: deduction.shareFrom, min: text(exactOf(rules, "GP-30")), ...cited(rules, "GP-30") }).refusal;
  const id = SHARE[bought];
  return id === null ? refuse("deduction-out-of-bounds", { given: deduction.share, min: "0", max: "0", ...cited(rules, SMALL_FIRMS[bought]) }).refusal : boundsFault(deduction.share, id, rules);
}

function boundsFault(given: string, id: RuleId, rules: FrozenRules): Refusal | null {
  const { min, max } = rangeOf(rules, id);
  return holds(rules, id, parseRatio(given)) ? null : refuse("deduction-out-of-bounds", { given, min: text(min), max: text(max), ...cited(rules, id) }).refusal;
}

/** The limits belong to documents published since they are law; before, only the committee judged. */
function lowPriceFault(shares: LowPriceShares | null, rules: FrozenRules): Refusal | null {
  if (!isAmong(rules, LOW_PRICES.mean)) return null;
  if (shares === null) return refuse("low-price-limits-missing", cited(rules, LOW_PRICES.mean)).refusal;
  for (const test of LOW_PRICE_TESTS) {
    const [id, given] = [LOW_PRICES[test], parseRatio(shares[test])];
    const [min, max] = [exactOf(rules, id), furtherOf(rules, id, "raised")];
    if (compare(given, min) < 0 || compare(given, max) > 0) return refuse("low-price-share", { given: shares[test], min: text(min), max: text(max), ...cited(rules, id) }).refusal;
  }
  return null;
}

/** What a draft begins with: the least that the law lets documents say. */
export function leastTerms(bought: Bought, rules: FrozenRules): { readonly deduction: Deduction; readonly lowPrice: LowPriceShares | null } {
  const share = SHARE[bought];
  const least = (id: RuleId): string => text(rangeOf(rules, id).min);
  return {
    deduction: { small: least(SMALL_FIRMS[bought]), share: share === null ? null : least(share), shareFrom: text(exactOf(rules, "GP-30")) },
    lowPrice: isAmong(rules, LOW_PRICES.mean) ? { mean: text(exactOf(rules, LOW_PRICES.mean)), next: text(exactOf(rules, LOW_PRICES.next)), ceiling: text(exactOf(rules, LOW_PRICES.ceiling)) } : null,
  };
}

const text = (value: Ratio): string => decimalText(value, value.d === 1n ? 0 : 2);

const cited = (rules: FrozenRules, id: RuleId): { readonly law: string; readonly lawEn: string } => {
  const { zh, en } = articleWords(rule(rules, id).article);
  return { law: zh, lawEn: en };
};
