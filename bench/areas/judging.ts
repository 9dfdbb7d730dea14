import { rankBids, totalsBytes, totalsOf, type Judged, type Totals } from "../../src/judging/totals.js";
import { must } from "../../src/kernel/result.js";
import { SCORING } from "../../tests/support/procurement-method.js";
import { beside, figure, seconds, type Figure } from "../figure.js";

const ROUNDS = 15;
const CRITERIA = 60;
/** A large procurement, and one larger than any is. */
const CASES = [{ bids: 100, members: 5, goal: 50 }, { bids: 200, members: 9, goal: 100 }] as const;
type Case = (typeof CASES)[number];

export async function measure(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const each of CASES) figures.push(...await measured(each));
  return figures;
}

/** The totals of a procurement judged by points, a tree under each; and totals.json with all of them, as the report keeps it. */
async function measured(each: Case): Promise<Figure[]> {
  const judged = largeCase(each);
  const ranked = (): Totals => totalsOf({ exchange: "chenguang", tender: "T", lot: "1" }, judged, must(rankBids(judged)));
  const totals = ranked();
  const { ranking, writing, plain, means } = await beside(ROUNDS, {
    ranking: () => milliseconds(ranked), writing: () => milliseconds(() => totalsBytes(totals)), plain: () => milliseconds(() => JSON.stringify(totals)), means: () => milliseconds(() => bareMeans(judged)),
  });
  const size = `${String(each.bids)} bids × ${String(CRITERIA)} criteria × ${String(each.members)} members`;
  return [
    figure({ name: `totals, ${size}`, value: ranking, unit: "ms", goal: each.goal, better: "lower", limit: { name: "the same sums in floating point, without trees", value: means } }),
    figure({ name: `their totals.json, canonical, ${size}`, value: writing, unit: "ms", better: "lower", limit: { name: "JSON.stringify", value: plain } }),
  ];
}

const milliseconds = async (work: () => unknown): Promise<number> => (await seconds(work)) * 1_000;

function largeCase({ bids, members }: Case): Judged {
  const criteria = Array.from({ length: CRITERIA }, (_, at) => ({ id: `c${String(at)}`, title: `第${String(at + 1)}项`, full: at < 50 ? "1" : "2", standard: "逐项比对", group: at < 50 ? "technical" as const : "business" as const, objective: false }));
  const bidders = Array.from({ length: bids }, (_, at) => `B${String(at).padStart(3, "0")}`);
  const score = (member: number, bid: number, at: number): string => ((((bid * 31 + at * 17 + member * 7) % 97) + 3) / 100).toFixed(2);
  return {
    method: { ...SCORING, criteria }, ceiling: 200_000_000n, floor: null, conforming: { min: 3, law: "", lawEn: "" },
    bids: bidders.map((bidder, at) => ({ bidder, name: bidder, opened: true, cause: null, rejection: null, submitted: at, form: { price: 100_000_000n + BigInt(at) * 10_007n, address: "", items: [], whole: {} } })),
    sheets: Array.from({ length: members }, (_, member) => ({
      v: "sheet/1" as const, exchange: "chenguang", tender: "T", lot: "1", part: "bid", expert: `M${String(member)}`,
      scores: bidders.map((bidder, bid) => ({ bidder, items: criteria.map(({ id }, at) => ({ criterion: id, score: score(member, bid, at), reason: "" })) })),
    })),
    inputs: { kind: "scoring", offers: bidders.map((bidder) => ({ bidder, firm: { kind: "other" as const }, brand: null, words: null, body: null, lines: [] })), lowPrices: [], order: bidders },
  };
}

/** What the sheets hold, added up carelessly: how fast these cores read it at best. */
const bareMeans = ({ sheets }: Judged): number => sheets.flatMap(({ scores }) => scores).reduce((sum, { items }) => sum + items.reduce((points, { score }) => points + Number(score), 0), 0);
