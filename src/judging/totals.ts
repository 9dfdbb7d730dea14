import type { Explanation } from "../bidding/explain.js";
import { rankComprehensive, rankLowest, resultText, type PricedBid, type ScoredBid } from "../bidding/rank.js";
import type { Rejection } from "../bidding/rejection.js";
import type { Ranked } from "../bidding/ties.js";
import { canonical } from "../kernel/canonical-json.js";
import { moneyJson, yuan, type Fen, type MoneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { OpenedForm } from "../opening/form.js";
import type { Method } from "../tenders/form.js";
import { adjustmentsOf, declaredPrice, isSum, type Inputs } from "./inputs.js";
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
};

/** Everything a ranking follows from. */
export type Judged = { readonly method: Method; readonly ceiling: Fen | null; readonly bids: readonly JudgedBid[]; readonly sheets: readonly Sheet[]; readonly inputs: Inputs | null };

/** The bids that stand: opened whole and not rejected. */
export const validBids = (bids: readonly JudgedBid[]): JudgedBid[] => bids.filter(({ opened, rejection }) => opened && rejection === null);

type Comprehensive = Extract<Method, { kind: "comprehensive" }>;
type Priced = JudgedBid & { readonly price: Fen };

/**
 * Ranks the bids that stand by the method of the documents. Refused, by name, while something is missing: a price in a form, a
 * credit score, the k that was drawn, the draw between equals, the rejection of a price above the ceiling.
 */
export function rankBids({ method, ceiling, bids, sheets, inputs }: Judged): Result<readonly Ranked[]> {
  if (inputs !== null && inputs.kind !== method.kind) return refuse("evaluation-inputs-kind", { given: inputs.kind, wanted: method.kind });
  const priced = pricedBids(bids);
  if (!priced.ok) return priced;
  const ranking = method.kind === "comprehensive" ? byPoints(method, priced.value, sheets, inputs) : byPrice(method, priced.value, inputs);
  return ranking.ok ? belowCeiling(ranking.value, ceiling, bids) : ranking;
}

function pricedBids(bids: readonly JudgedBid[]): Result<readonly Priced[]> {
  const priced: Priced[] = [];
  for (const bid of validBids(bids)) {
    const price = bid.form?.price ?? null;
    if (price === null) return refuse("evaluation-incomplete", { what: `${bid.name}开标一览表中的投标报价` });
    priced.push({ ...bid, price });
  }
  return ok(priced);
}

function belowCeiling(ranking: readonly Ranked[], ceiling: Fen | null, bids: readonly JudgedBid[]): Result<readonly Ranked[]> {
  if (ceiling === null) return ok(ranking);
  const over = ranking.find(({ contractPrice }) => contractPrice > ceiling);
  return over === undefined ? ok(ranking) : refuse("price-over-ceiling", { bidder: nameIn(bids, over.bidder), price: yuan(over.contractPrice), ceiling: yuan(ceiling) });
}

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
    const declared = declaredPrice(name, price, row);
    if (!declared.ok) return declared;
    priced.push({ bidder, declared: declared.value, adjustments: adjustmentsOf(row, method), rejection: null });
  }
  const ranking = rankLowest({ kind: method.kind, ties: method.ties }, priced, entered?.order ?? []);
  const odd = ranking.ok ? ranking.value.find((each) => !isSum(BigInt(resultText(each).replace(".", "")))) : undefined;
  return odd === undefined ? ranking : refuse("corrected-price-range", { bidder: nameIn(bids, odd.bidder) });
}

/** A bid's end in totals.json. `price` is the one the contract would have; `total` is points or the evaluated price, two decimals. */
export type TotalRow = {
  readonly bidder: string; readonly rank: number | null; readonly price: MoneyJson | null; readonly total: string | null; readonly tree: Explanation | null; readonly rejection: Rejection | null;
};
export type Totals = { readonly v: "totals/2" } & LotPlace & { readonly results: readonly TotalRow[] };

/** totals.json: the ranked bids in order, then the others by their codes. */
export function totalsOf(place: LotPlace, bids: readonly JudgedBid[], ranking: readonly Ranked[]): Totals {
  const ranked = ranking.map((each): TotalRow => ({ bidder: each.bidder, rank: each.rank, price: moneyJson(each.contractPrice), total: resultText(each), tree: each.tree, rejection: null }));
  const rest = bids.filter(({ bidder }) => !ranking.some((each) => each.bidder === bidder)).toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1));
  return { v: "totals/2", ...place, results: [...ranked, ...rest.map(unranked)] };
}

const unranked = ({ bidder, form, rejection }: JudgedBid): TotalRow =>
  ({ bidder, rank: null, price: form?.price == null ? null : moneyJson(form.price), total: null, tree: null, rejection });

export const totalsBytes = (totals: Totals): Uint8Array<ArrayBuffer> => canonical(totals);

/** Totals as they were stored. */
export const readTotals = (bytes: Uint8Array): Totals => JSON.parse(Buffer.from(bytes).toString("utf8")) as Totals;

/** Why everything was rejected, in the words of the failure notice. */
export function rejectAllWords(bids: readonly JudgedBid[], lacking: string | null): string {
  const valid = validBids(bids).length;
  if (valid === 0) return "全部投标均被否决或者未能开启，没有有效投标。";
  return `否决不合格投标后有效投标只有 ${String(valid)} 个，评标委员会认定投标明显缺乏竞争，否决全部投标：${lacking ?? ""}`;
}
