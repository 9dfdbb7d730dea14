import { gradeLines } from "../bidding/grades.js";
import { REJECTION_GROUNDS } from "../bidding/rejection.js";
import { resultText } from "../bidding/rank.js";
import { moneyFen } from "../tenders/amounts.js";
import { at, type Instant } from "../kernel/time.js";
import type { EvaluationReportFacts, ReportStand } from "../notices/evaluation-report.js";
import type { Named } from "../notices/record.js";
import type { LotForm } from "../tenders/form.js";
import type { AskedBidder } from "./bid-questions.js";
import { basisOf, priceOf, type KeptCandidate } from "./candidates.js";
import { methodWords } from "./method.js";
import { comparedCriteria, comparedScores, isScored } from "./scores.js";
import { nameIn, validBids, type Judged, type JudgedBid, type Ranking } from "./totals.js";

type Member = { readonly name: string; readonly kind: "expert" | "representative"; readonly chair: boolean };

/** What the committee says beside the numbers: matters before contract. */
export type Remarks = { readonly beforeContract: readonly string[] };

export type ReportCase = {
  readonly lot: Named; readonly form: LotForm; readonly place: string; readonly from: Instant; readonly to: Instant; /** Who buys, in the words of the line: its representatives sit on the committee. */ readonly buyer: string; readonly members: readonly Member[];
  readonly opening: EvaluationReportFacts["opening"]; readonly judged: Judged; readonly ranking: Ranking; readonly candidates: readonly KeptCandidate[]; readonly remarks: Remarks; readonly asked: readonly AskedBidder[];
  readonly chosen: string;
  /** How each member stands to the result. */
  readonly stands: readonly ReportStand[]; readonly changes: EvaluationReportFacts["changes"]; readonly ids: EvaluationReportFacts["ids"];
};

/** The evaluation report's facts (E5), from the evaluation alone. Law: 12号令 42. */
export function reportFacts({ lot, form, place, from, to, buyer, members, opening, judged, ranking, candidates, remarks, asked, stands, changes, chosen, ids }: ReportCase): EvaluationReportFacts {
  const { method, bids, sheets } = judged;
  return {
    lot, evaluatedFrom: from, evaluatedTo: to, place, ceiling: moneyFen(form.ceiling), bidders: bids.length, opening,
    committee: members.map(({ name, kind, chair }) => ({ name, role: `${kind === "expert" ? "专家" : `${buyer}代表`}${chair ? "（主任委员）" : ""}`, speciality: "", office: null })),
    conforming: validBids(bids).flatMap((bid) => (bid.form?.price == null ? [] : [{ name: bid.name, uscc: bid.bidder, price: bid.form.price }])),
    consortia: bids.flatMap(({ name, grades }) => (grades === undefined ? [] : gradeLines(grades, String, "zh").map((line) => `${name}：${line}`))),
    rejections: [...bids.flatMap(rejectionRow), ...bids.flatMap(unopenedRow)],
    method: methodWords(method), criteria: isScored(method) ? comparedCriteria(method) : [],
    comparison: [...ranking.places, ...ranking.setAside].map((each) => ({
      bidder: nameIn(bids, each.bidder), bidPrice: bids.find(({ bidder }) => bidder === each.bidder)?.form?.price ?? each.price,
      evaluatedPrice: isScored(method) ? null : BigInt(resultText(each).replace(".", "")),
      scores: isScored(method) ? comparedScores(method, sheets, each) : [], total: isScored(method) ? resultText(each) : null,
    })),
    ranking: ranking.places.map((each) => ({ rank: each.rank, name: nameIn(bids, each.bidder), basis: basisOf(method, each) })),
    draw: drawOf(judged),
    candidates: candidates.map((each) => ({ rank: each.rank, name: each.name, price: priceOf(each) })), ...remarks, clarifications: asked.map((each) => askedRow(each, bids)), stands, changes, chosen, ids,
  };
}

const askedRow = ({ question, sha256, answer }: AskedBidder, bids: readonly JudgedBid[]): EvaluationReportFacts["clarifications"][number] => ({
  bidder: nameIn(bids, question.bidder), question: question.question, askedAt: at(question.askedAt), until: at(question.until), asked: sha256, answer: answer?.answer ?? "", answeredAt: answer?.answeredAt ?? null, answered: answer?.sha256 ?? null,
});

const drawOf = ({ bids, inputs }: Judged): EvaluationReportFacts["draw"] => (inputs?.draw === undefined ? null : { ...inputs.draw, order: inputs.order.map((bidder) => nameIn(bids, bidder)) });

type RejectionRow = EvaluationReportFacts["rejections"][number];

const rejectionRow = ({ name, rejection }: JudgedBid): RejectionRow[] =>
  rejection === null ? [] : [{ name, ground: `${REJECTION_GROUNDS[rejection.ground].zh}（${REJECTION_GROUNDS[rejection.ground].article}）`, clause: rejection.clause, reason: rejection.finding }];

/** A bid that did not open was not evaluated: no rejection, but the report says so. */
const unopenedRow = ({ name, opened, cause, rejection }: JudgedBid): RejectionRow[] =>
  opened || rejection !== null ? [] : [{ name, ground: "未能开启，未参加评审", clause: "", reason: cause ?? "" }];

/** Why a bidder did not win, in the words of its letter (E11). */
export function whyNot(bid: JudgedBid, own: { readonly rank: number | null; readonly words: string | null; readonly behind: string | null }, winner: { readonly name: string; readonly rank: number }): string {
  if (bid.rejection !== null) {
    const { ground, clause, finding } = bid.rejection;
    return `你单位的投标被否决：${REJECTION_GROUNDS[ground].zh}（${REJECTION_GROUNDS[ground].article}）；招标文件条款：${clause}；认定的事实：${finding}。`;
  }
  if (own.behind !== null) return `你单位${own.words ?? ""}；与${own.behind}提供相同品牌的产品，按一家投标人计算，你单位不作为中标候选人（87号令第三十一条）。`;
  if (own.rank === null) return `你单位的投标文件未能开启，未参加评审${bid.cause === null ? "" : `：${bid.cause}`}。`;
  return `你单位${own.words ?? ""}，列第 ${String(own.rank)} 名；中标人为第 ${String(winner.rank)} 名 ${winner.name}。`;
}
