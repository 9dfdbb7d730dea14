import type { Fen } from "../kernel/money.js";
import { parseRatio, ratio } from "../kernel/ratio.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { countedBidders, mergeBrands } from "./brand.js";
import { correctPrice, type DeclaredPrice } from "./correct.js";
import { computed, given, type Explanation } from "./explain.js";
import { checkLowPrices, lowPriceAlarms, type LowPriceAlarm, type LowPriceFinding } from "./low-price.js";
import { checkMethod, METHOD_LAW, type LowestPriceMethod, type ScoringMethod } from "./method.js";
import { evaluatedPrice, type Firm } from "./preference.js";
import { isScore, meanOfMembers, type MemberScores } from "./rank.js";
import type { Rejection } from "./rejection.js";
import { ranked, type Ranked, type Standing, type TieStep } from "./ties.js";

/** A bid in procurement as it is judged. Scores are empty where the price alone decides. */
export type Offer = {
  readonly bidder: string;
  readonly declared: DeclaredPrice;
  readonly firm: Firm;
  /** Of the single or core product; null where brands do not matter. */
  readonly brand: string | null;
  readonly technical: readonly MemberScores[];
  readonly business: readonly MemberScores[];
  readonly rejection: Rejection | null;
};

/** What the ranking needs besides the offers. */
export type OfferCase = {
  /** The ceiling, or the budget where the documents set none (GP-20, GP-35). */
  readonly ceiling: Fen | null;
  /** Fewer conforming bidders than this, brands merged, make the tender void; with the article that says so (GP-19). */
  readonly conforming: { readonly min: number; readonly law: string; readonly lawEn: string };
  readonly findings: readonly LowPriceFinding[];
  /** The bidders in the order of a draw, where one was made. */
  readonly order: readonly string[];
};

/** A bid that is no candidate because another one offers its brand and stands better, and which one. */
export type SetAside = Ranked & { readonly behind: string };

export type OfferRanking = { readonly places: readonly Ranked[]; readonly setAside: readonly SetAside[]; readonly alarms: readonly LowPriceAlarm[] };

type Priced = Offer & { readonly corrected: Fen; readonly evaluated: Explanation };
type OfferMethod = ScoringMethod | LowestPriceMethod;

/**
 * Ranks the bids of a procurement by points or by price, on prices corrected and lowered for small firms; the contract keeps the
 * corrected bid price. Refused while a low price is not dealt with, where too few bidders conform once brands are merged, and where
 * equals wait for a draw. Law: 87号令 31, 54–60, 68; 政府采购法 36.
 */
export function rankOffers(method: OfferMethod, offers: readonly Offer[], given: OfferCase): Result<OfferRanking> {
  const checked = checkMethod(method);
  if (!checked.ok) return checked;
  const priced = offers.map((offer) => pricedOffer(offer, method));
  const conforming = priced.filter(({ rejection }) => rejection === null || rejection.ground === "price-unproven");
  if (conforming.some(({ corrected }) => corrected <= 0n)) return refuse("price-not-positive");
  const alarms = lowPriceAlarms(conforming.map(({ bidder, corrected: price }) => ({ bidder, price })), method.lowPrice, given.ceiling);
  const dealt = checkLowPrices(alarms, given.findings, conforming.filter(({ rejection }) => rejection !== null).map(({ bidder }) => bidder));
  if (!dealt.ok) return dealt;
  const valid = priced.filter(({ rejection }) => rejection === null);
  const validBids = countedBidders(valid);
  if (validBids < given.conforming.min) return refuse("too-few-conforming", { validBids, ...given.conforming });
  const ranking = method.kind === "scoring" ? byPoints(method, valid, given.order) : byPrice(method, valid, given.order);
  return ranking.ok ? ok({ ...ranking.value, alarms }) : ranking;
}

function pricedOffer(offer: Offer, method: OfferMethod): Priced {
  const { corrected, tree } = correctPrice(offer.declared, METHOD_LAW[method.kind].correction);
  return { ...offer, corrected, evaluated: evaluatedPrice(tree, offer.firm, method.deduction) };
}

type Places = Pick<OfferRanking, "places" | "setAside">;

/** The steps between equals: the law's, then the documents', then a draw, which decides where they say nothing (87号令 57, 68). */
const stepsOf = ({ kind, ties }: OfferMethod): TieStep[] => [...new Set<TieStep>([...METHOD_LAW[kind].ties, ...ties, "draw"])];

/** 综合评分法: all are scored against the lowest evaluated price of all; of each brand the best score alone is recommended. */
function byPoints(method: ScoringMethod, valid: readonly Priced[], drawn: readonly string[]): Result<Places> {
  const wrong = valid.map((offer) => oddScores(offer, method)).find((each) => !each.ok);
  if (wrong !== undefined) return wrong;
  const lowest = lowestOf(valid);
  const standings = valid.map((offer) => pointsOf(method, offer, lowest));
  // Between equal scores of one brand the lower price has no say: the documents, else a draw (87号令 31).
  const best = ranked(sharingBrands(valid, standings), "highest", { steps: [...new Set<TieStep>([...method.ties, "draw"])], drawn });
  if (!best.ok) return best;
  const { setAside } = mergeBrands(best.value.map(({ bidder }) => branded(valid, bidder)));
  const aside = new Set(setAside.map(({ bidder }) => bidder));
  const { sharedFrom } = METHOD_LAW[method.kind];
  const places = ranked(standings.filter(({ bidder }) => !aside.has(bidder)), "highest", { steps: stepsOf(method), drawn, sharedFrom });
  return places.ok ? ok({ places: places.value, setAside: best.value.filter(({ bidder }) => aside.has(bidder)).map((each) => behindOf(each, best.value, valid)) }) : places;
}

/** The standings that share their brand with another: only among them does a brand decide. */
const sharingBrands = (valid: readonly Priced[], standings: readonly Standing[]): Standing[] => standings.filter(({ bidder }) => {
  const mine = branded(valid, bidder);
  return mine.brand !== null && valid.some((other) => other.bidder !== bidder && countedBidders([mine, other]) === 1);
});

const branded = (valid: readonly Priced[], bidder: string): { readonly bidder: string; readonly brand: string | null } => ({ bidder, brand: valid.find((each) => each.bidder === bidder)?.brand ?? null });

function behindOf(each: Ranked, order: readonly Ranked[], valid: readonly Priced[]): SetAside {
  const mine = branded(valid, each.bidder);
  const first = order.find(({ bidder }) => countedBidders([mine, branded(valid, bidder)]) === 1);
  return { ...each, behind: first?.bidder ?? each.bidder };
}

/** 最低评标价法: of each brand the lowest bid alone is evaluated; equal evaluated prices share their rank (87号令 31, 56). */
function byPrice(method: LowestPriceMethod, valid: readonly Priced[], drawn: readonly string[]): Result<Places> {
  const standings = valid.map(priceStanding);
  const bidPrices = sharingBrands(valid, standings).map((each): Standing => ({ ...each, result: ratio(each.price) }));
  const cheapest = ranked(bidPrices, "lowest", { steps: [...new Set<TieStep>([...method.ties, "draw"])], drawn });
  if (!cheapest.ok) return cheapest;
  const aside = new Set(mergeBrands(cheapest.value.map(({ bidder }) => branded(valid, bidder))).setAside.map(({ bidder }) => bidder));
  const places = ranked(standings.filter(({ bidder }) => !aside.has(bidder)), "lowest", { steps: stepsOf(method), drawn, sharedFrom: METHOD_LAW[method.kind].sharedFrom });
  return places.ok ? ok({ places: places.value, setAside: cheapest.value.filter(({ bidder }) => aside.has(bidder)).map((each) => behindOf(each, cheapest.value, valid)) }) : places;
}

const priceStanding = ({ bidder, corrected, evaluated }: Priced): Standing =>
  ({ bidder, price: corrected, contractPrice: corrected, result: parseRatio(evaluated.value), technical: ratio(0n), tree: evaluated });

/** Every group scored by somebody, within its full points, and alike where the criterion is objective (87号令 64). */
function oddScores({ bidder, technical, business }: Priced, { weights }: ScoringMethod): Result<true> {
  for (const [scores, weight] of [[technical, weights.technical], [business, weights.business]] as const) {
    if (scores.length === 0 && parseRatio(weight).n > 0n) return refuse("too-few-scores", { bidder, scores: 0 });
    const wrong = scores.flatMap(({ items }) => items).find(({ score, max }) => !isScore(score, max));
    if (wrong !== undefined) return refuse("score-out-of-range", { criterion: wrong.criterion, score: wrong.score, max: wrong.max });
    const [first] = scores;
    const parted = first?.items.find(({ objective, score }, at) => objective === true && scores.some(({ items }) => items[at]?.score !== score));
    if (parted !== undefined) return refuse("objective-scores-differ", { bidder, criterion: parted.criterion });
  }
  return ok(true);
}

/** 评标基准价: the lowest evaluated price of all that conform; the highest and the lowest are never left out (GP-26). */
function lowestOf(valid: readonly Priced[]): Explanation {
  const prices = valid.map(({ evaluated }, at) => given({ id: `e${String(at + 1)}`, zh: `第${String(at + 1)}份评标价（元）`, en: `evaluated price ${String(at + 1)}, yuan` }, evaluated.value));
  return computed({ id: "lowest", zh: "评标基准价：最低评标价（元）", en: "benchmark: the lowest evaluated price, yuan" }, `min(${prices.map(({ id }) => id).join(", ")})`, prices);
}

function pointsOf(method: ScoringMethod, { bidder, corrected, evaluated, technical, business }: Priced, lowest: Explanation): Standing {
  const { weights, rounding } = method;
  const price = computed({ id: "price", zh: "价格得分", en: "price score" }, "lowest ÷ evaluated × 100 × weight ÷ 100", [lowest, evaluated, given({ id: "weight", zh: "价格权重（%）", en: "weight of the price, %" }, weights.price)], rounding);
  const skill = groupOf({ id: "technical", zh: "技术得分（评委平均值）", en: "technical score, mean of the members" }, technical, rounding);
  const tree = computed({ id: "total", zh: "综合得分", en: "total score" }, "price + technical + business", [
    price, skill, groupOf({ id: "business", zh: "商务得分（评委平均值）", en: "business score, mean of the members" }, business, rounding),
  ], rounding);
  return { bidder, price: corrected, contractPrice: corrected, result: parseRatio(tree.value), technical: parseRatio(skill.value), tree };
}

const groupOf = (name: Pick<Explanation, "id" | "zh" | "en">, scores: readonly MemberScores[], rounding: Explanation["rounding"]): Explanation =>
  (scores.length === 0 ? given(name, "0") : meanOfMembers(name, scores, "mean", rounding));
