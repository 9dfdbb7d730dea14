import { METHOD_LAW } from "../bidding/method.js";
import type { TieStep, Ranked } from "../bidding/ties.js";
import { resultText } from "../bidding/rank.js";
import { moneyJson, parseMoney, yuan, type Fen, type MoneyJson } from "../kernel/money.js";
import { must } from "../kernel/result.js";
import type { Answers } from "../notices/bid-answers.js";
import type { Award } from "../notices/award-notice.js";
import type { Candidate } from "../notices/candidates.js";
import type { Named } from "../notices/record.js";
import { answersIn } from "../opening/form.js";
import { repeated, type FormField } from "../procedure/bid-form.js";
import type { LotForm, Method } from "../tenders/form.js";
import type { JudgedBid } from "./totals.js";

/** A recommended bid as the report fixed it. `price` is the contract's; the answers are the bid's own, for days and quality the documents' where it says nothing. */
export type KeptCandidate = {
  readonly rank: number; readonly bidder: string; readonly name: string; readonly price: MoneyJson; readonly total: string;
  readonly answers: Answers;
};

/** What candidates are made from beside the ranking: the lot, what its bids answer, and how many there may be (EC-29). */
type Recommending = { readonly lot: LotForm; readonly fields: readonly FormField[]; readonly max: number };

/** The first of the ranking, at most `max` (EC-29). */
export const candidatesOf = (ranking: readonly Ranked[], bids: readonly JudgedBid[], { lot, fields, max }: Recommending): KeptCandidate[] =>
  ranking.slice(0, max).map((place) => {
    const bid = bids.find(({ bidder }) => bidder === place.bidder);
    const { days, quality, ...others } = answersIn(bid?.form ?? { whole: {} }, repeated(fields));
    return { rank: place.place, bidder: place.bidder, name: bid?.name ?? place.bidder, price: moneyJson(place.contractPrice), total: resultText(place), answers: { ...others, days: days ?? lot.termDays, quality: quality ?? lot.quality } };
  });

/** The candidates of a stored report; one from before answers stood by their question said days, quality and who leads by name. */
export const readCandidates = (stored: unknown): readonly KeptCandidate[] => ((stored ?? []) as readonly (KeptCandidate | FormerCandidate)[]).map((each) => ("answers" in each ? each : { ...each, answers: formerAnswers(each) }));

type FormerCandidate = Omit<KeptCandidate, "answers"> & { readonly days: number; readonly quality: string; readonly leader: { readonly name: string; readonly certificate: string; readonly certificateNumber: string } };

const formerAnswers = ({ days, quality, leader }: FormerCandidate): Answers =>
  ({ days, quality, "leader.name": leader.name, "leader.certificate": leader.certificate, "leader.certificateNumber": leader.certificateNumber });

const TIE_WORDS: Readonly<Record<TieStep, string>> = { "lower-price": "投标报价较低", "higher-technical": "技术得分较高", "first-submitted": "先提交", "draw": "抽签" };

/** A result in words: `综合得分 95.13 分`, `评标价 9,890,000.00 元`. @param total two decimals, as totals.json has it */
export const totalWords = ({ kind }: Method, total: string): string =>
  METHOD_LAW[kind].scored ? `综合得分 ${total} 分` : `${METHOD_LAW[kind].priceZh} ${yuan(BigInt(total.replace(".", "")))} 元`;

/** What put a bid in its place, with the step that decided between equals. */
export const basisOf = (method: Method, place: Ranked): string =>
  `${totalWords(method, resultText(place))}${place.decidedBy === null ? "" : `（与前一名相同，前一名${TIE_WORDS[place.decidedBy]}）`}`;

export const priceOf = (candidate: KeptCandidate): Fen => must(parseMoney(candidate.price));

/** A candidate as E7 prints it. */
export const candidateFacts = (candidate: KeptCandidate, method: Method): Candidate => ({
  rank: candidate.rank, name: candidate.name, uscc: candidate.bidder, price: priceOf(candidate), answers: candidate.answers,
  evaluation: `${totalWords(method, candidate.total)}，排序第 ${String(candidate.rank)}`, qualification: "经评标委员会评审，符合招标文件规定的资格能力条件",
});

/** What was won, as the documents of the award repeat it. */
export const awardOf = (candidate: KeptCandidate, lot: Named): Award => ({
  lot, winner: { name: candidate.name, uscc: candidate.bidder }, price: priceOf(candidate), answers: candidate.answers,
});
