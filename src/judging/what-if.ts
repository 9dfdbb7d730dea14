import type { RejectionGround } from "../bidding/rejection.js";
import { resultText } from "../bidding/rank.js";
import { yuan, type Fen } from "../kernel/money.js";
import { ok, type Result } from "../kernel/result.js";
import { rankBids, type Judged } from "./totals.js";

/** What a reader supposes instead: other prices, scores by `<expert> <bidder> <criterion>`, another k, who is rejected and who is not. */
export type Supposed = {
  readonly prices: ReadonlyMap<string, Fen>; readonly scores: ReadonlyMap<string, string>; readonly k: string | null; readonly rejected: ReadonlyMap<string, boolean>;
};
export const NOTHING_SUPPOSED: Supposed = { prices: new Map(), scores: new Map(), k: null, rejected: new Map() };
const SUPPOSED_GROUND: RejectionGround = "not-responsive";

export const scoreKey = (expert: string, bidder: string, criterion: string): string => `${expert} ${bidder} ${criterion}`;

/** The evaluation as it would have been. Nothing else changes: what was drawn between equals stays drawn, and a finding on a low price stays found. */
export function suppose(judged: Judged, { prices, scores, k, rejected }: Supposed): Judged {
  const { inputs } = judged;
  return {
    ...judged,
    inputs: k !== null && inputs?.kind === "comprehensive" ? { ...inputs, k } : inputs,
    bids: judged.bids.map((bid) => ({
      ...bid, form: bid.form === null ? null : { ...bid.form, price: prices.get(bid.bidder) ?? bid.form.price },
      rejection: (rejected.get(bid.bidder) ?? bid.rejection !== null) ? (bid.rejection ?? { ground: SUPPOSED_GROUND, clause: "", finding: "" }) : null,
    })),
    sheets: judged.sheets.map((sheet) => ({
      ...sheet, scores: sheet.scores.map(({ bidder, items }) => ({ bidder, items: items.map((item) => ({ ...item, score: scores.get(scoreKey(sheet.expert, bidder, item.criterion)) ?? item.score })) })),
    })),
  };
}

/** A bidder's end: its rank, null where it is not ranked, and its result and contract price as printed. */
export type Standing = { readonly bidder: string; readonly rank: number | null; readonly total: string; readonly price: string };

/** Who stands where, in the order of recommendation, then those without a rank. */
export function standings(judged: Judged): Result<Standing[]> {
  const ranking = rankBids(judged);
  if (!ranking.ok) return ranking;
  const { places, setAside } = ranking.value;
  const ranked = [...places.map((each) => ({ ...each, place: each.rank })), ...setAside.map((each) => ({ ...each, place: null }))].map((each): Standing => ({ bidder: each.bidder, rank: each.place, total: resultText(each), price: yuan(each.contractPrice) }));
  const rest = judged.bids.filter(({ bidder }) => !ranked.some((each) => each.bidder === bidder)).map(({ bidder, form }): Standing => ({ bidder, rank: null, total: "", price: form?.price == null ? "" : yuan(form.price) }));
  return ok([...ranked, ...rest]);
}
