import type { Fen } from "../kernel/money.js";
import { parseRatio, ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { computed, given, TWO_PLACES, type Explanation } from "./explain.js";
import { checkMethod, METHOD_LAW, type HighestCompositeMethod, type HighestPriceMethod } from "./method.js";
import { isScore, meanOfMembers, type MemberScores } from "./rank.js";
import { ranked, type Ranked, type Standing } from "./ties.js";

/** An offer for a right that is granted. `submitted` is where the log has it; scores are empty where the price alone decides. */
export type HighestOffer = { readonly bidder: string; readonly price: Fen; readonly submitted: number; readonly technical: readonly MemberScores[] };

/**
 * Puts the offers for a right in order: the highest price first, or the most points; of equals the one that was submitted first. Law: 39号令 13, 19 (LD-17).
 * @param offers those that count: qualified, and none below lowest price or reserve
 */
export function rankHighest(method: HighestPriceMethod | HighestCompositeMethod, offers: readonly HighestOffer[]): Result<readonly Ranked[]> {
  const checked = checkMethod(method);
  if (!checked.ok) return checked;
  if (offers.length === 0) return refuse("no-valid-bids");
  if (offers.some(({ price }) => price <= 0n)) return refuse("price-not-positive");
  const standings = method.kind === "highest-price" ? ok(offers.map(byPrice)) : byPoints(method, offers);
  return standings.ok ? ranked(standings.value, "highest", { steps: [...METHOD_LAW[method.kind].ties, ...method.ties], drawn: [] }) : standings;
}

const priceLeaf = (id: string, price: Fen): Explanation => given({ id, zh: "投标报价（元）", en: "bid price, yuan" }, `${price.toString()}/100`);

function byPrice({ bidder, price, submitted }: HighestOffer): Standing {
  const tree = priceLeaf("bid", price);
  return { bidder, price, contractPrice: price, result: parseRatio(tree.value), technical: ratio(0n), tree, submitted };
}

function byPoints(method: HighestCompositeMethod, offers: readonly HighestOffer[]): Result<readonly Standing[]> {
  for (const { bidder, technical } of offers) {
    if (technical.length === 0 && parseRatio(method.weights.technical).n > 0n) return refuse("too-few-scores", { bidder, scores: 0 });
    const wrong = technical.flatMap(({ items }) => items).find(({ score, max }) => !isScore(score, max));
    if (wrong !== undefined) return refuse("score-out-of-range", { criterion: wrong.criterion, score: wrong.score, max: wrong.max });
  }
  const prices = offers.map(({ price }, at) => given({ id: `p${String(at + 1)}`, zh: `第${String(at + 1)}份有效报价（元）`, en: `valid price ${String(at + 1)}, yuan` }, `${price.toString()}/100`));
  const highest = computed({ id: "highest", zh: "最高有效报价（元）", en: "the highest valid price, yuan" }, `max(${prices.map(({ id }) => id).join(", ")})`, prices);
  return ok(offers.map((offer) => pointsOf(method, offer, highest)));
}

function pointsOf({ weights }: HighestCompositeMethod, { bidder, price, submitted, technical }: HighestOffer, highest: Explanation): Standing {
  const priced = computed({ id: "price", zh: "价格得分", en: "price score" }, "bid ÷ highest × weight", [priceLeaf("bid", price), highest, given({ id: "weight", zh: "价格分值", en: "points of the price" }, weights.price)], TWO_PLACES);
  const skill = meanOfMembers({ id: "technical", zh: "其他条件得分（评标小组成员平均值）", en: "score of the other terms, mean of the members" }, technical, "mean", TWO_PLACES);
  const tree = computed({ id: "total", zh: "综合得分", en: "total score" }, "price + technical", [priced, skill], TWO_PLACES);
  return { bidder, price, contractPrice: price, result: parseRatio(tree.value), technical: parseRatio(skill.value), tree, submitted };
}
