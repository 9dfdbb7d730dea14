import { countedBidders } from "../bidding/brand.js";
import type { ConsortiumGrades } from "../bidding/grades.js";
import type { Explanation } from "../bidding/explain.js";
import type { LowPriceAlarm } from "../bidding/low-price.js";
import { METHOD_LAW, type LowPriceTest } from "../bidding/method.js";
import { rankComprehensive, rankLowest, resultText, type PricedBid, type ScoredBid } from "../bidding/rank.js";
import { rankHighest } from "../bidding/rank-highest.js";
import { rankOffers, type Offer, type OfferRanking } from "../bidding/rank-offers.js";
import { REJECTION_GROUNDS, type Rejection } from "../bidding/rejection.js";
import type { Ranked } from "../bidding/ties.js";
import { fromUtf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { moneyJson, yuan, type Fen, type MoneyJson } from "../kernel/money.js";
import type { Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { OpenedForm } from "../opening/form.js";
import { articleWords } from "../rules/articles.js";
import type { Method } from "../tenders/form.js";
import { adjustmentsOf, declaredPrice, isSum, type Inputs, type OfferInputs } from "./inputs.js";
import type { LotPlace } from "./method.js";
import { memberScores, type Sheet } from "./sheet.js";

/** A bidder of the closed list as its evaluation stands. */
export type JudgedBid = {
  readonly bidder: string;
  readonly name: string;
  /** Every part of the bid was opened; otherwise why not, in words, is in `cause`. */
  readonly opened: boolean;
  readonly cause: string | null;
  /** The opened form; null where the part with the form is not open. */
  readonly form: OpenedForm | null;
  readonly rejection: Rejection | null;
  /** Where the log has the bid that counts; a lower one was submitted first. */
  readonly submitted: number;
  /** Of a consortium: what it counts as by the grades its form states, firms by name. */
  readonly grades?: ConsortiumGrades;
};

/** Everything a ranking follows from. */
export type Judged = {
  readonly method: Method;
  /** The ceiling; the budget where the documents set none and the law behind the method lets it stand for one. */
  readonly ceiling: Fen | null;
  /** Below what no bid wins: the higher of the lowest price that was announced and the reserve that was read out, where the law behind the method knows such a floor; null elsewhere. */
  readonly floor: Fen | null;
  /** How many bids must conform, and the article; null where too few are the committee's to judge. */
  readonly conforming: { readonly min: number; readonly law: string; readonly lawEn: string } | null;
  readonly bids: readonly JudgedBid[]; readonly sheets: readonly Sheet[]; readonly inputs: Inputs | null;
};

/** Who is ranked, who is set aside for another bid of its brand, and the limits of low prices that were crossed. */
export type Ranking = Omit<OfferRanking, "places"> & { readonly places: readonly Ranked[] };

/** The bids that stand: opened whole and not rejected. */
export const validBids = (bids: readonly JudgedBid[]): JudgedBid[] => bids.filter(({ opened, rejection }) => opened && rejection === null);

type Comprehensive = Extract<Method, { kind: "comprehensive" }>;
type Priced = JudgedBid & { readonly price: Fen };

/**
 * Ranks the bids that stand by the method of the documents. Refused, by name, while something is missing: a price in a form, a
 * credit score, the k that was drawn, the draw between equals, a finding on a low price, the rejection of a price above the ceiling.
 */
export function rankBids(judged: Judged): Result<Ranking> {
  const { method, bids, inputs } = judged;
  if (inputs !== null && inputs.kind !== method.kind) return refuse("evaluation-inputs-kind", { given: inputs.kind, wanted: method.kind });
  const priced = pricedBids(bids, method.kind);
  if (!priced.ok) return priced;
  const ranking = rankingOf(judged, priced.value);
  if (!ranking.ok) return { ok: false, refusal: { ...ranking.refusal, facts: namedIn(bids, ranking.refusal.facts) } };
  const floored = aboveFloor(ranking.value, judged);
  return floored.ok ? belowCeiling(ranking.value, judged) : floored;
}

/**
 * Bidders that only a draw can part, in the order of their codes, once everything else of the ranking is there; none where nothing waits for a draw. A draw of these, and of no others, decides it.
 */
export function undecidedIn(judged: Judged): readonly string[] {
  const priced = pricedBids(judged.bids, judged.method.kind);
  if (!priced.ok || judged.inputs === null) return [];
  const equals = new Set<string>();
  for (let before = -1; before < equals.size;) {
    before = equals.size;
    const ranking = rankingOf({ ...judged, inputs: { ...judged.inputs, order: [...judged.inputs.order, ...equals] } }, priced.value);
    if (ranking.ok) break;
    if (ranking.refusal.code !== "tie-undecided") return [];
    for (const bidder of [ranking.refusal.facts["first"], ranking.refusal.facts["second"]]) if (typeof bidder === "string" && !judged.inputs.order.includes(bidder)) equals.add(bidder);
  }
  return [...equals].sort();
}

function rankingOf({ method, ceiling, conforming, sheets, inputs }: Judged, priced: readonly Priced[]): Result<Ranking> {
  switch (method.kind) {
    case "comprehensive": return onlyPlaces(byPoints(method, priced, sheets, inputs));
    case "lowest-evaluated": return onlyPlaces(byPrice(method, priced, inputs));
    case "highest-price": case "highest-composite": return onlyPlaces(byHighest(method, priced, sheets));
    case "scoring": case "lowest-price": return byOffers(method, priced, sheets, { inputs: inputs?.kind === method.kind ? inputs : null, ceiling, conforming });
  }
}

const onlyPlaces = (places: Result<readonly Ranked[]>): Result<Ranking> => (places.ok ? ok({ places: places.value, setAside: [], alarms: [] }) : places);

/**
 * Whether a bid's price is counted: it stands, or it was refused for that very price, which the tests of low prices still take in.
 * @param ground why it was rejected; null where it stands
 */
export const priceCounts = (kind: Method["kind"], ground: string | null): boolean => ground === null || (METHOD_LAW[kind].conforming !== null && ground === "price-unproven");

/** The bids that stand, each with its price; with those refused for a low price, which its tests still count, where there are such tests. */
function pricedBids(bids: readonly JudgedBid[], kind: Method["kind"]): Result<readonly Priced[]> {
  const priced: Priced[] = [];
  for (const bid of bids.filter(({ opened, rejection }) => opened && priceCounts(kind, rejection?.ground ?? null))) {
    const price = bid.form?.price ?? null;
    if (price === null) return refuse("evaluation-incomplete", { what: `${bid.name}开标一览表中的投标报价` });
    priced.push({ ...bid, price });
  }
  return ok(priced);
}

function belowCeiling(ranking: Ranking, { method, ceiling, bids }: Judged): Result<Ranking> {
  const over = ceiling === null ? undefined : [...ranking.places, ...ranking.setAside].find(({ contractPrice }) => contractPrice > ceiling);
  if (over === undefined || ceiling === null) return ok(ranking);
  const { zh: law, en: lawEn } = articleWords(REJECTION_GROUNDS[METHOD_LAW[method.kind].overCeiling].article);
  return refuse("price-over-ceiling", { bidder: nameIn(bids, over.bidder), price: yuan(over.contractPrice), ceiling: yuan(ceiling), law, lawEn });
}

/** Whoever is below the floor is rejected for it, and nobody who reaches it is. Law: 39号令 10, 19 (LD-17). */
function aboveFloor(ranking: Ranking, { method, floor, bids }: Judged): Result<Ranking> {
  const { belowFloor } = METHOD_LAW[method.kind];
  if (belowFloor === null || floor === null) return ok(ranking);
  const below = ranking.places.find(({ contractPrice }) => contractPrice < floor);
  if (below !== undefined) {
    const { zh: law, en: lawEn } = articleWords(REJECTION_GROUNDS[belowFloor].article);
    return refuse("price-below-floor", { bidder: nameIn(bids, below.bidder), price: yuan(below.contractPrice), floor: yuan(floor), law, lawEn });
  }
  const wronged = bids.find(({ form, rejection }) => rejection?.ground === belowFloor && (form?.price ?? 0n) >= floor);
  return wronged === undefined ? ok(ranking) : refuse("price-reaches-floor", { bidder: wronged.name, price: yuan(wronged.form?.price ?? 0n), floor: yuan(floor) });
}

/** The facts of a refusal with bidders by name: the ranking knows them by their codes alone. */
const namedIn = (bids: readonly JudgedBid[], facts: Refusal["facts"]): Refusal["facts"] => Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, typeof fact === "string" ? nameIn(bids, fact) : fact]));

/** A bidder's name; its code where it has none. */
export const nameIn = (bids: readonly JudgedBid[], bidder: string): string => bids.find((each) => each.bidder === bidder)?.name ?? bidder;

function byPoints(method: Comprehensive, bids: readonly Priced[], sheets: readonly Sheet[], inputs: Inputs | null): Result<readonly Ranked[]> {
  const entered = inputs?.kind === "comprehensive" ? inputs : null;
  const k = entered?.k ?? onlyOf(method.k);
  if (k === null) return refuse("evaluation-incomplete", { what: "抽取的下浮系数 k" });
  const scored: ScoredBid[] = [];
  for (const { bidder, name, price } of bids) {
    const credit = creditOf(method, entered, bidder);
    if (credit === null) return refuse("evaluation-incomplete", { what: `${name}的信用得分` });
    scored.push({ bidder, price, credit, rejection: null, technical: memberScores(sheets, bidder, method.criteria) });
  }
  return rankComprehensive(method, scored, { k, order: entered?.order ?? [] });
}

const onlyOf = (values: readonly string[]): string | null => (values.length === 1 ? (values[0] ?? null) : null);

/** A bid's credit score; `0` where the documents give credit no points, null where it is still to be entered. */
function creditOf(method: Comprehensive, inputs: Extract<Inputs, { kind: "comprehensive" }> | null, bidder: string): string | null {
  const entered = inputs?.credits.find((each) => each.bidder === bidder)?.score;
  return entered ?? (/^0(\.0+)?$/.test(method.weights.credit) ? "0" : null);
}

function byPrice(method: Extract<Method, { kind: "lowest-evaluated" }>, bids: readonly Priced[], inputs: Inputs | null): Result<readonly Ranked[]> {
  const entered = inputs?.kind === "lowest-evaluated" ? inputs : null;
  const priced: PricedBid[] = [];
  for (const { bidder, name, price } of bids) {
    const row = entered?.prices.find((each) => each.bidder === bidder);
    const declared = declaredPrice(name, price, row, METHOD_LAW[method.kind].correction);
    if (!declared.ok) return declared;
    priced.push({ bidder, declared: declared.value, adjustments: adjustmentsOf(row, method), rejection: null });
  }
  const ranking = rankLowest({ kind: method.kind, ties: method.ties }, priced, entered?.order ?? []);
  const odd = ranking.ok ? ranking.value.find((each) => !isSum(BigInt(resultText(each).replace(".", "")))) : undefined;
  return odd === undefined ? ranking : refuse("corrected-price-range", { bidder: nameIn(bids, odd.bidder) });
}

/** A right that is granted: prices as they were opened, scores where a committee gave any. */
const byHighest = (method: Extract<Method, { kind: "highest-price" | "highest-composite" }>, bids: readonly Priced[], sheets: readonly Sheet[]): Result<readonly Ranked[]> =>
  rankHighest(method, bids.map(({ bidder, price, submitted }) => ({ bidder, price, submitted, technical: "criteria" in method ? memberScores(sheets, bidder, method.criteria) : [] })));

/** The brand of a bid where the documents let brands count. */
const brandIn = ({ method, inputs }: Pick<Judged, "method" | "inputs">, bidder: string): string | null =>
  ("coreProduct" in method && method.coreProduct !== null && inputs !== null && "offers" in inputs ? (inputs.offers.find((each) => each.bidder === bidder)?.brand ?? null) : null);

/** How many bidders conform: the bids that stand, those of one brand counted as one (87号令 31). */
export const conformingIn = (judged: Pick<Judged, "method" | "inputs" | "bids">): number => countedBidders(validBids(judged.bids).map(({ bidder }) => ({ bidder, brand: brandIn(judged, bidder) })));

type OfferMethod = Extract<Method, { kind: "scoring" | "lowest-price" }>;
type Entered = { readonly inputs: OfferInputs | null } & Pick<Judged, "ceiling" | "conforming">;

/** Procurement: every offer as the chair entered it, its scores by group, and what was found of low prices. */
function byOffers(method: OfferMethod, bids: readonly Priced[], sheets: readonly Sheet[], { inputs, ceiling, conforming }: Entered): Result<Ranking> {
  const criteria = "criteria" in method ? method.criteria : [];
  const offers: Offer[] = [];
  for (const bid of bids) {
    const entered = enteredOffer(method, bid, inputs);
    if (!entered.ok) return entered;
    const scoresIn = (group: "technical" | "business") => memberScores(sheets, bid.bidder, criteria.filter((each) => each.group === group));
    offers.push({ bidder: bid.bidder, ...entered.value, technical: scoresIn("technical"), business: scoresIn("business"), rejection: bid.rejection });
  }
  return rankOffers(method, offers, { ceiling, conforming: conforming ?? { min: 1, law: "", lawEn: "" }, findings: inputs?.lowPrices ?? [], order: inputs?.order ?? [] });
}

/** What the chair entered of an offer; the first thing still missing is refused by name. */
function enteredOffer(method: OfferMethod, { bidder, name, price }: Priced, inputs: OfferInputs | null): Result<Pick<Offer, "declared" | "firm" | "brand">> {
  const row = inputs?.offers.find((each) => each.bidder === bidder);
  if (row === undefined) return refuse("evaluation-incomplete", { what: `${name}的企业类型和报价核对情况` });
  const brand = brandIn({ method, inputs }, bidder);
  if (method.coreProduct !== null && brand === null) return refuse("evaluation-incomplete", { what: `${name}核心产品的品牌` });
  const declared = declaredPrice(name, price, row, METHOD_LAW[method.kind].correction);
  return declared.ok ? ok({ declared: declared.value, firm: row.firm, brand }) : declared;
}

/**
 * A bid's end in totals.json. `price` is the one the contract would have; `total` is points or the evaluated price, two decimals or as
 * many as the documents keep. `rank` may be shared where the law lets equals share it; the rows are in the order of recommendation.
 * `behind` names the bid of the same brand that this one stands behind.
 */
export type TotalRow = {
  readonly bidder: string; readonly rank: number | null; readonly price: MoneyJson | null; readonly total: string | null; readonly tree: Explanation | null; readonly rejection: Rejection | null; readonly behind?: string;
};
/** A price below a limit: the limit's tree, and what the committee found after asking. */
export type LowPriceRow = { readonly bidder: string; readonly test: LowPriceTest; readonly price: MoneyJson; readonly limit: Explanation; readonly proved: boolean; readonly finding: string };
export type Totals = { readonly v: "totals/2" } & LotPlace & { readonly results: readonly TotalRow[]; readonly lowPrices?: readonly LowPriceRow[] };

/** totals.json: the ranked bids in order, then those set aside for their brand, then the others by their codes; and the low prices, where the method tests for them. */
export function totalsOf(place: LotPlace, { method, bids, inputs }: Pick<Judged, "method" | "bids" | "inputs">, { places, setAside, alarms }: Ranking): Totals {
  const ranked = places.map((each): TotalRow => ({ bidder: each.bidder, rank: each.rank, price: moneyJson(each.contractPrice), total: resultText(each), tree: each.tree, rejection: null }));
  const aside = setAside.map((each): TotalRow => ({ bidder: each.bidder, rank: null, price: moneyJson(each.contractPrice), total: resultText(each), tree: each.tree, rejection: null, behind: each.behind }));
  const rest = bids.filter(({ bidder }) => ![...places, ...setAside].some((each) => each.bidder === bidder)).toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1));
  const results = [...ranked, ...aside, ...rest.map(unranked)];
  return METHOD_LAW[method.kind].conforming === null ? { v: "totals/2", ...place, results } : { v: "totals/2", ...place, results, lowPrices: alarms.map((alarm) => lowPriceRow(alarm, inputs)) };
}

function lowPriceRow({ bidder, test, price, limit }: LowPriceAlarm, inputs: Inputs | null): LowPriceRow {
  const found = inputs !== null && "lowPrices" in inputs ? inputs.lowPrices.find((each) => each.bidder === bidder) : undefined;
  return { bidder, test, price: moneyJson(price), limit, proved: found?.proved ?? false, finding: found?.finding ?? "" };
}

const unranked = ({ bidder, form, rejection }: JudgedBid): TotalRow =>
  ({ bidder, rank: null, price: form?.price == null ? null : moneyJson(form.price), total: null, tree: null, rejection });

/** Nobody is ranked. */
export const NOBODY: Ranking = { places: [], setAside: [], alarms: [] };

/** totals.json by what is entered: with the ranking, or with nobody ranked where too few bids stand for one. */
export function standingTotals(place: LotPlace, judged: Judged): Result<Uint8Array<ArrayBuffer>> {
  const ranking = rankBids(judged);
  const isEmpty = validBids(judged.bids).length === 0 || (judged.conforming !== null && conformingIn(judged) < judged.conforming.min);
  return ranking.ok || isEmpty ? ok(totalsBytes(totalsOf(place, judged, ranking.ok ? ranking.value : NOBODY))) : ranking;
}

export const totalsBytes = (totals: Totals): Uint8Array<ArrayBuffer> => canonical(totals);

/** Totals as they were stored. */
export const readTotals = (bytes: Uint8Array): Totals => JSON.parse(fromUtf8(bytes)) as Totals;

/** Why everything was rejected, in the words of the failure notice. */
export function rejectAllWords(judged: Judged, lacking: string | null): string {
  const { bids, conforming } = judged;
  const valid = validBids(bids).length;
  if (valid === 0) return "全部投标均被否决或者未能开启，没有有效投标。";
  const counted = conformingIn(judged);
  if (conforming !== null) return `符合要求的投标人只有 ${String(counted)} 家${counted < valid ? "（提供相同品牌产品的按一家计算，87号令第三十一条）" : ""}，不足 ${String(conforming.min)} 家。`;
  return `否决不合格投标后有效投标只有 ${String(valid)} 个，评标委员会认定投标明显缺乏竞争，否决全部投标：${lacking ?? ""}`;
}
