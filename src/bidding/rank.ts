import type { Fen } from "../kernel/money.js";
import { compare, decimalText, parseRatio, ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { correctPrice, type DeclaredPrice } from "./correct.js";
import { computed, given, TWO_PLACES, type Explanation } from "./explain.js";
import { checkMethod, METHOD_LAW, type ComprehensiveMethod, type LowestMethod } from "./method.js";
import type { Rejection } from "./rejection.js";
import { ranked, type Ranked, type Standing } from "./ties.js";

/** One member's technical scores of one bid, by criterion. */
export type MemberScores = { readonly member: string; readonly items: readonly { readonly criterion: string; readonly score: string; readonly max: string; /** Leaves no judgement: every member must give the same. */ readonly objective?: boolean }[] };

export type ScoredBid = { readonly bidder: string; readonly price: Fen; readonly technical: readonly MemberScores[]; readonly credit: string; readonly rejection: Rejection | null };

/** An adjustment the documents quantify: an amount, or a quantity at a rate; negative amounts are credits. */
export type Adjustment = { readonly clause: string; readonly zh: string; readonly en: string } & ({ readonly amount: Fen } | { readonly quantity: string; readonly rate: Fen });

export type PricedBid = { readonly bidder: string; readonly declared: DeclaredPrice; readonly adjustments: readonly Adjustment[]; readonly rejection: Rejection | null };

const UNIT_FEN = { yuan: 100n, wan: 1_000_000n } as const;

/**
 * Ranks the bids that are not rejected by points. Each place carries the tree of its total.
 * @param drawn `k` as drawn at the opening; `order` the bidders as drawn by the committee where a tie came to that
 */
export function rankComprehensive(method: ComprehensiveMethod, bids: readonly ScoredBid[], drawn: { readonly k: string; readonly order: readonly string[] }): Result<readonly Ranked[]> {
  const checked = checkMethod(method);
  if (!checked.ok) return checked;
  if (!method.k.includes(drawn.k)) return refuse("k-not-in-documents", { k: drawn.k });
  const valid = bids.filter(({ rejection }) => rejection === null);
  if (valid.length === 0) return refuse("no-valid-bids");
  if (valid.some(({ price }) => price <= 0n)) return refuse("price-not-positive");
  for (const bid of valid) {
    const scores = checkScores(bid, method);
    if (!scores.ok) return scores;
  }
  const benchmark = benchmarkOf(method, valid, drawn.k);
  if (parseRatio(benchmark.value).n <= 0n) return refuse("benchmark-not-positive");
  return ranked(valid.map((bid) => pointsOf(method, bid, benchmark)), "highest", { steps: method.ties, drawn: drawn.order });
}

/** Technical scores within their maxima from every member, and a credit score within its weight. */
function checkScores(bid: ScoredBid, { weights, trimTechnical }: ComprehensiveMethod): Result<true> {
  if (bid.technical.length < (trimTechnical ? 3 : 1)) return refuse("too-few-scores", { bidder: bid.bidder, scores: bid.technical.length });
  const credit = { criterion: "credit", score: bid.credit, max: weights.credit };
  const wrong = [credit, ...bid.technical.flatMap(({ items }) => items)].find(({ score, max }) => !isScore(score, max));
  return wrong === undefined ? ok(true) : refuse("score-out-of-range", { criterion: wrong.criterion, score: wrong.score, max: wrong.max });
}

/** Whether a score is a plain decimal of at most two places from 0 to `max`. */
export const isScore = (score: string, max: string): boolean => /^\d{1,4}(\.\d{1,2})?$/.test(score) && compare(parseRatio(score), parseRatio(max)) <= 0;

function benchmarkOf({ unit, trimAt }: ComprehensiveMethod, valid: readonly ScoredBid[], k: string): Explanation {
  const prices = valid.map(({ price }, at) => given({ id: `p${String(at + 1)}`, zh: `第${String(at + 1)}份有效报价`, en: `valid price ${String(at + 1)}` }, priceText(price, unit)));
  const trims = trimAt !== null && valid.length >= trimAt;
  const mean = computed(trims
    ? { id: "mean", zh: "有效报价去掉一个最高价和一个最低价后的平均值", en: "mean of valid prices without the highest and the lowest" }
    : { id: "mean", zh: "有效报价的平均值", en: "mean of valid prices" }, `${trims ? "trimmedMean" : "mean"}(${prices.map(({ id }) => id).join(", ")})`, prices);
  return computed({ id: "benchmark", zh: "评标基准价", en: "benchmark price" }, "mean × (1 − k)", [mean, given({ id: "k", zh: "下浮系数", en: "reduction k" }, k)], TWO_PLACES);
}

const priceText = (price: Fen, unit: ComprehensiveMethod["unit"]): string => `${price.toString()}/${UNIT_FEN[unit].toString()}`;

function pointsOf(method: ComprehensiveMethod, bid: ScoredBid, benchmark: Explanation): Standing {
  const technical = technicalOf(bid.technical, method.trimTechnical);
  const children = [pricePointsOf(method, bid.price, benchmark), technical, given({ id: "credit", zh: "信用得分", en: "credit score" }, bid.credit)];
  const tree = computed({ id: "total", zh: "综合得分", en: "total score" }, "price + technical + credit", children, TWO_PLACES);
  return { bidder: bid.bidder, price: bid.price, contractPrice: bid.price, result: parseRatio(tree.value), technical: parseRatio(technical.value), tree };
}

/** dev > 0 costs e1 a per cent, dev < 0 costs e2 a per cent; never below zero points. */
function pricePointsOf({ weights, unit, e1, e2 }: ComprehensiveMethod, price: Fen, benchmark: Explanation): Explanation {
  const dev = computed({ id: "dev", zh: "报价偏差率（%）", en: "deviation of the price, %" }, "(bid − benchmark) ÷ benchmark × 100",
    [given({ id: "bid", zh: "投标报价", en: "bid price" }, priceText(price, unit)), benchmark], TWO_PLACES);
  return computed({ id: "price", zh: "价格得分", en: "price score" }, "max(0, full − max(0, dev) × e1 − max(0, 0 − dev) × e2)", [
    given({ id: "full", zh: "价格满分", en: "full price points" }, weights.price), dev,
    given({ id: "e1", zh: "高于基准价每1%扣分", en: "points for each 1% above" }, e1), given({ id: "e2", zh: "低于基准价每1%扣分", en: "points for each 1% below" }, e2),
  ], TWO_PLACES);
}

const technicalOf = (scores: readonly MemberScores[], trims: boolean): Explanation => (trims
  ? meanOfMembers({ id: "technical", zh: "技术得分（去掉一个最高分和一个最低分后的平均值）", en: "technical score, mean without the highest and the lowest" }, scores, "trimmedMean", TWO_PLACES)
  : meanOfMembers({ id: "technical", zh: "技术得分（评委平均值）", en: "technical score, mean of the members" }, scores, "mean", TWO_PLACES));

/** The members' sums, and what is made of them. */
export function meanOfMembers(name: Pick<Explanation, "id" | "zh" | "en">, scores: readonly MemberScores[], made: "mean" | "trimmedMean", rounding: Explanation["rounding"]): Explanation {
  const members = scores.map(({ items }, at) => {
    const criteria = items.map(({ criterion, score }, index) => given({ id: `c${String(index + 1)}`, zh: criterion, en: criterion }, score));
    return computed({ id: `m${String(at + 1)}`, zh: `评委${String(at + 1)}`, en: `member ${String(at + 1)}` }, criteria.length === 0 ? "0" : `sum(${criteria.map(({ id }) => id).join(", ")})`, criteria);
  });
  return computed(name, `${made}(${members.map(({ id }) => id).join(", ")})`, members, rounding);
}

/** Ranks by evaluated price, the lowest first; the contract price stays the corrected bid price. @param order as drawn by the committee for ties */
export function rankLowest(method: LowestMethod, bids: readonly PricedBid[], order: readonly string[]): Result<readonly Ranked[]> {
  const checked = checkMethod(method);
  if (!checked.ok) return checked;
  const valid = bids.filter(({ rejection }) => rejection === null);
  if (valid.length === 0) return refuse("no-valid-bids");
  return ranked(valid.map(evaluatedOf), "lowest", { steps: method.ties, drawn: order });
}

function evaluatedOf({ bidder, declared, adjustments }: PricedBid): Standing {
  const { corrected, tree: price } = correctPrice(declared, METHOD_LAW["lowest-evaluated"].correction);
  const parts = adjustments.map((each, at) => adjustmentOf(each, `a${String(at + 1)}`));
  const tree = computed({ id: "evaluated", zh: "评标价（元）", en: "evaluated price, yuan" }, ["corrected", ...parts.map(({ id }) => id)].join(" + "), [price, ...parts]);
  return { bidder, price: corrected, contractPrice: corrected, result: parseRatio(tree.value), technical: ratio(0n), tree };
}

function adjustmentOf(adjustment: Adjustment, id: string): Explanation {
  const name = { id, zh: `${adjustment.zh}（招标文件${adjustment.clause}）`, en: `${adjustment.en} (clause ${adjustment.clause})` };
  if ("amount" in adjustment) return given(name, `${adjustment.amount.toString()}/100`);
  return computed(name, "quantity × rate", [
    given({ id: "quantity", zh: "数量", en: "quantity" }, adjustment.quantity), given({ id: "rate", zh: "单位金额（元）", en: "yuan for each" }, `${adjustment.rate.toString()}/100`),
  ], TWO_PLACES);
}

/** The points or evaluated price of a place, as a page shows it: two decimals, or as many as the documents keep. */
export const resultText = ({ tree }: Pick<Ranked, "tree">): string => decimalText(parseRatio(tree.value), Math.max(2, tree.rounding?.places ?? 2));

