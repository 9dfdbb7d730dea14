import { compare, decimalText, isRatioText, parseRatio, ratio, total, type Rounding } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { RuleId } from "../rules/rules.js";
import type { CorrectionOrder } from "./correct.js";
import type { GroundList, RejectionGround } from "./rejection.js";
import type { TieStep } from "./ties.js";

/** Comprehensive evaluation as the documents write it (综合评估法, 12号令 34–37): points of 100, price by deviation from a benchmark. */
export type ComprehensiveMethod = {
  readonly kind: "comprehensive";
  /** Points; they add up to 100. */
  readonly weights: { readonly price: string; readonly technical: string; readonly credit: string };
  /** What one unit of the benchmark's rounding is: yuan, or 万元. */
  readonly unit: "yuan" | "wan";
  /** The choices of k, of which one is drawn at the opening: `0.02` lowers the mean by 2%. */
  readonly k: readonly string[];
  /** From this many valid bids on the highest and the lowest price leave the mean; null for never. */
  readonly trimAt: number | null;
  /** Points for each per cent above the benchmark, and below it. */
  readonly e1: string;
  readonly e2: string;
  /** Whether the documents drop each bid's highest and lowest technical score. */
  readonly trimTechnical: boolean;
  readonly ties: readonly TieStep[];
};

/** Lowest evaluated price (经评审的最低投标价法, 12号令 29–33). */
export type LowestMethod = { readonly kind: "lowest-evaluated"; readonly ties: readonly TieStep[] };

/** By how much small and micro firms' prices are lowered before they are compared, in per cent (财库〔2020〕46号 9; 财库〔2022〕19号). */
export type Deduction = {
  /** For such a firm, and for a consortium of such firms. */
  readonly small: string;
  /** For a consortium with such firms or a bid that subcontracts to them, from `shareFrom` per cent of the contract on; null where the documents give none. */
  readonly share: string | null;
  readonly shareFrom: string;
};

/** What an abnormally low price is held against: the mean of the conforming prices, the next lowest of them, the ceiling. */
export const LOW_PRICE_TESTS = ["mean", "next", "ceiling"] as const;
export type LowPriceTest = (typeof LOW_PRICE_TESTS)[number];

/**
 * Below which per cent of the mean, of the next lowest price and of the ceiling a price must be explained (财库〔2026〕2号). The
 * rule's mean takes in the tested price; documents may be stricter and leave it out, which raises the mean of the lowest.
 */
export type LowPriceShares = Readonly<Record<LowPriceTest, string>> & { readonly meanOf?: "all" | "others" };

/** What procurement's documents say by either method (87号令 53–57). */
export type ProcurementTerms = {
  /** Null where the tender is for small and micro firms alone: then all are equal. */
  readonly deduction: Deduction | null;
  /** Null where the documents set no limits: lawful only before 财库〔2026〕2号 was in force. */
  readonly lowPrice: LowPriceShares | null;
  /** The documents' order between bids that the law leaves equal; a draw decides where they say nothing (87号令 31, 68). */
  readonly ties: readonly TieStep[];
  /** Who draws where nothing else parts equals; where the documents do not say, the purchaser or the committee it entrusts (87号令 31, 68). */
  readonly drawBy?: "buyer" | "committee";
};

/** Points of 100 (综合评分法, 87号令 55): the price by the law's own formula, so that nothing can be trimmed (GP-26). */
export type ScoringMethod = ProcurementTerms & {
  readonly kind: "scoring";
  /** Points; they add up to 100 (GP-27). */
  readonly weights: { readonly price: string; readonly technical: string; readonly business: string };
  /** How weighted points are cut: the documents' way, two decimals half up unless they say otherwise. */
  readonly rounding: { readonly places: number; readonly mode: Rounding };
};

/** Lowest evaluated price (最低评标价法, 87号令 54): corrected and lowered for small firms, adjusted by nothing else. */
export type LowestPriceMethod = ProcurementTerms & { readonly kind: "lowest-price" };

/** The highest price wins, and nobody judges (价高者得, 39号令 13). */
export type HighestPriceMethod = { readonly kind: "highest-price"; readonly ties: readonly TieStep[] };

/** Points of 100 for a right that is granted: the price against the highest one, and what else the documents ask for (综合条件最佳者得, 39号令 13). */
export type HighestCompositeMethod = { readonly kind: "highest-composite"; /** Points; they add up to 100. */ readonly weights: { readonly price: string; readonly technical: string }; readonly ties: readonly TieStep[] };

export type EvaluationMethod = ComprehensiveMethod | LowestMethod | ScoringMethod | LowestPriceMethod | HighestPriceMethod | HighestCompositeMethod;

/** What the act behind a method says of it, whatever the documents say. */
type MethodLaw = {
  readonly zh: string;
  readonly en: string;
  /** The result is points, of which more are better; else a price, of which less is. */
  readonly scored: boolean;
  /** What that price is called. */
  readonly priceZh: string;
  /** Which price stands where a bid's own prices differ. */
  readonly correction: CorrectionOrder;
  /** The closed list of grounds on which a bid is refused, and those for a price above the ceiling, a bidder that does not qualify and a bid without its guarantee. */
  readonly grounds: GroundList;
  readonly overCeiling: RejectionGround;
  readonly unqualified: RejectionGround;
  readonly unguaranteed: RejectionGround;
  /** The law's own steps between equals, which come before the documents'. */
  readonly ties: readonly TieStep[];
  /** From which step on equals share a rank and only their order is decided; null where no two bids share one. */
  readonly sharedFrom: number | null;
  /** The budget is the ceiling where the documents set none. */
  readonly budgetIsCeiling: boolean;
  /** On what ground a bid below the lowest price that was announced, or below the reserve that was read out, is rejected; null where no price is too low by a number. */
  readonly belowFloor: RejectionGround | null;
  /** The row that says how many bids must conform; null where too few are the committee's to judge. */
  readonly conforming: RuleId | null;
};

const BY_ORDER_12 = { correction: "order-12", grounds: "article-51", overCeiling: "price-out-of-bounds", unqualified: "not-qualified", unguaranteed: "not-responsive", ties: [], sharedFrom: null, budgetIsCeiling: false, belowFloor: null, conforming: null, priceZh: "评标价" } as const;
const BY_ORDER_87 = { correction: "order-87", grounds: "article-63", overCeiling: "price-over-budget", unqualified: "qualification-missing", unguaranteed: "bond-not-given", budgetIsCeiling: true, belowFloor: null, conforming: "GP-19", priceZh: "评标价" } as const;
/** Of equal offers the first submitted one wins: Order 39 says it of listings (19), and here it goes for every offer that nobody saw. */
const BY_ORDER_39 = {
  correction: "order-12", grounds: "grant", overCeiling: "price-over-limit", unqualified: "grantee-unqualified", unguaranteed: "deposit-not-paid", ties: ["first-submitted"], sharedFrom: null, budgetIsCeiling: false, belowFloor: "price-under-floor", conforming: null,
  priceZh: "投标报价",
} as const;

/** 12号令 19 and 条例 51 behind the first two; 87号令 54–60, 63 and 财库〔2026〕2号 behind the next two; 39号令 13, 19 behind the last. */
export const METHOD_LAW: Readonly<Record<EvaluationMethod["kind"], MethodLaw>> = {
  "comprehensive": { zh: "综合评估法", en: "comprehensive evaluation", scored: true, ...BY_ORDER_12 },
  "lowest-evaluated": { zh: "经评审的最低投标价法", en: "the lowest evaluated price", scored: false, ...BY_ORDER_12 },
  "scoring": { zh: "综合评分法", en: "points of a hundred", scored: true, ties: ["lower-price"], sharedFrom: 1, ...BY_ORDER_87 },
  "lowest-price": { zh: "最低评标价法", en: "the lowest price", scored: false, ties: [], sharedFrom: 0, ...BY_ORDER_87 },
  "highest-price": { zh: "价高者得", en: "the highest price", scored: false, ...BY_ORDER_39 },
  "highest-composite": { zh: "综合条件最佳者得", en: "the best offer by points", scored: true, ...BY_ORDER_39 },
};

const HUNDRED = ratio(100n);

/** Checks a method before the documents are published: numbers that read, weights of 100, a k, a tie rule, no trimming to nothing. */
export function checkMethod(method: EvaluationMethod): Result<EvaluationMethod> {
  switch (method.kind) {
    case "comprehensive": return checkComprehensive(method);
    case "lowest-evaluated": return method.ties.length === 0 ? refuse("tie-rule-missing") : ok(method);
    case "scoring": return checkWeights(method, Object.values(method.weights), termNumbers(method));
    case "lowest-price": return checkNumbers(method, termNumbers(method));
    case "highest-price": return ok(method);
    case "highest-composite": return checkWeights(method, Object.values(method.weights), []);
  }
}

function checkComprehensive(method: ComprehensiveMethod): Result<EvaluationMethod> {
  if (method.ties.length === 0) return refuse("tie-rule-missing");
  const { weights: { price, technical, credit }, e1, e2, k, trimAt } = method;
  const weighed = checkWeights(method, [price, technical, credit], [e1, e2, ...k]);
  if (!weighed.ok) return weighed;
  if (k.length === 0 || k.some((each) => compare(parseRatio(each), ratio(1n)) >= 0)) return refuse("price-formula-missing");
  return trimAt !== null && trimAt < 3 ? refuse("trim-too-low", { trimAt }) : ok(method);
}

const termNumbers = ({ deduction, lowPrice }: ProcurementTerms): string[] =>
  [...(deduction === null ? [] : [deduction.small, deduction.shareFrom, ...(deduction.share === null ? [] : [deduction.share])]), ...(lowPrice === null ? [] : LOW_PRICE_TESTS.map((test) => lowPrice[test]))];

function checkNumbers(method: EvaluationMethod, texts: readonly string[]): Result<EvaluationMethod> {
  const wrong = texts.find((text) => !isRatioText(text) || parseRatio(text).n < 0n);
  return wrong === undefined ? ok(method) : refuse("method-number", { given: wrong.slice(0, 40) });
}

function checkWeights(method: EvaluationMethod, weights: readonly string[], others: readonly string[]): Result<EvaluationMethod> {
  const read = checkNumbers(method, [...weights, ...others]);
  if (!read.ok) return read;
  const points = total(weights.map(parseRatio));
  return compare(points, HUNDRED) === 0 ? ok(method) : refuse("weights-do-not-add-up", { total: decimalText(points, 2) });
}
