import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { REJECTION_GROUNDS } from "../../bidding/rejection.js";
import { candidatesNotice } from "../../notices/candidates.js";
import type { AwardFacts, PublicityFacts } from "../../procedure/facts.js";
import { lawPeriod, type Lawful } from "../../procedure/law.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { dutyAsked } from "../../tenders/asked-dates.js";
import { determinationEnds, lotFacts, lawOf } from "../../tenders/facts.js";
import { lineOf } from "../../lines/lines.js";
import { lotOf } from "../../tenders/form.js";
import { ownerOf } from "../../tenders/owner.js";
import { issueNotice } from "../../tenders/use-cases/issue.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { LotKey } from "../../tenders/keys.js";
import { CLOCK, makeMove, moverOf, standingOf, type Mover } from "../../tenders/use-cases/move.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import { resultObjections } from "../../objections/queries.js";
import { complaintsEnd, type Objected } from "../../objections/windows.js";
import type { World } from "../../world.js";
import { candidateFacts, priceOf, readCandidates, type KeptCandidate } from "../candidates.js";
import { evaluationOf, type EvaluationRow } from "../queries.js";
import { writeEvaluation } from "../store.js";
import { judgedOf, type JudgedLot } from "./bids.js";
import type { Place } from "./panel.js";

/** A lot held by its tenderer after the report, with the report's candidates. */
export type Evaluated = JudgedLot & { readonly mover: Mover; readonly evaluation: EvaluationRow; readonly candidates: readonly KeptCandidate[]; /** Those to the result. */ readonly objections: readonly Objected[]; readonly lawful: Lawful };

/** Holds a lot for the tenderer's next act after the evaluation; refused where no report was submitted. */
export async function heldEvaluated(tx: Tx, world: World, actor: Actor, action: Action, words: string, place: Place): Promise<Result<Evaluated>> {
  const held = await heldTender(tx, world, actor, action, place.tenderId);
  if (!held.ok) return held;
  const tender = held.value;
  const lot = tender.lots.find((each) => each.lot === place.lot);
  const mover = moverOf(actor, words);
  if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  if (!mover.ok) return mover;
  const key = { exchangeId: world.exchange.id, tenderId: place.tenderId, lot: place.lot };
  const evaluation = await evaluationOf(tx, key);
  if (evaluation?.report_at == null) return refuse("evaluation-incomplete", { what: "评标报告" });
  const now = can(actor, action, ownerOf(tender), { procedure: lineOf(tender.row.line), standing: standingOf(lot) });
  if (!now.ok) return now;
  return ok({ tender, lot, parts: tender.parts.filter((part) => part.lot === lot.lot), key, mover: mover.value, evaluation, candidates: readCandidates(evaluation.candidates), objections: await resultObjections(tx, key), lawful: lawOf(tender, world.clock()) });
}

const instantOf = (date: Date | null): Instant => (date?.getTime() ?? 0) as Instant;

/** What the guards of publicity look at. */
export const publicityFacts = ({ evaluation, objections, lawful }: Pick<Evaluated, "evaluation" | "objections" | "lawful">, planned?: { readonly startsAt: Instant; readonly endsAt: Instant }): PublicityFacts => ({
  reportReceivedAt: instantOf(evaluation.report_at), openObjections: objections.filter(({ repliedAt }) => repliedAt === null).length,
  complaintsUntil: evaluation.publicity_from === null ? null : complaintsEnd(lawful, evaluation.publicity_from as PlainDate, objections),
  startsAt: planned?.startsAt ?? (evaluation.publicity_from === null ? instantOf(null) : startOf(evaluation.publicity_from as PlainDate)), endsAt: planned?.endsAt ?? instantOf(evaluation.publicity_until),
});

export type Publicity = { readonly notice: string; readonly number: string; readonly from: string; readonly until: string; readonly warnings: readonly Refusal[] };

/**
 * The tenderer publishes the candidates (E7). The publicity ends where EC-31 ends, rolled to a working day, or later where `until`
 * says so; a start later than EC-30 is warned. Law: 条例 54; 10号令 6.
 */
export const publishCandidates = (world: World, actor: Actor, place: Place, until: Instant | null, at: Instant): Promise<Result<Publicity>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluated(tx, world, actor, "candidates.publish", "公示中标候选人", place);
    if (!held.ok) return held;
    const { tender, lot, key, mover, candidates } = held.value;
    const endsAt = until ?? lawPeriod(lawOf(tender, at), "publicityDays", dayOf(at)).endsAt;
    const publicity = publicityFacts(held.value, { startsAt: at, endsAt });
    const moved = await makeMove(tx, world, { tender, lot }, "publishCandidates", mover, lotFacts(tender, lot.lot, at, actor.id, { publicity }));
    if (!moved.ok) return moved;
    const { bids } = await judgedOf(tx, world, held.value);
    const rejected = bids.flatMap(({ name: bidder, rejection }) => (rejection === null ? [] : [{ name: bidder, reason: `${REJECTION_GROUNDS[rejection.ground].zh}；招标文件条款：${rejection.clause}；${rejection.finding}` }]));
    const { method, name } = lotOf(tender.form, lot.lot);
    const issued = await issueNotice(world, tx, { tender, lots: [lot.lot], at, build: (common) => candidatesNotice(common, {
      lot: { code: lot.code, name }, candidates: candidates.map((each) => candidateFacts(each, method)), rejected, publicity: { from: at, to: endsAt, asked: dutyAsked(lawOf(tender, at), "publicityDays", at, endsAt) },
      objection: { way: "公示期间登录交易平台，或者以书面形式（写明事实、理由并签字盖章）提出", to: `${common.contact.name}，${common.contact.address ?? ""}，${common.contact.phone ?? ""}` }, other: null,
    }) });
    if (!issued.ok) return issued;
    await writeEvaluation(tx, key, { publicity_from: dayOf(at), publicity_until: new Date(endsAt) });
    return ok({ notice: issued.value.id, number: issued.value.number, from: rfc3339(at), until: rfc3339(endsAt), warnings: moved.value });
  });

/** What the guards of award and letters look at. */
export const awardFacts = ({ candidates }: Pick<Evaluated, "candidates">, rank: number, determinedAt: Instant, letters = { bidders: 0, ready: 0 }): AwardFacts =>
  ({ rank, candidates: candidates.length, determinedAt, bidders: letters.bidders, lettersReady: letters.ready });

export type Decided = { readonly winner: string; readonly name: string; readonly rank: number; readonly warnings: readonly Refusal[] };

/**
 * The tenderer determines the winner once publicity is over: the first candidate where the law binds it (EC-33), with a written
 * reason for any other. The decision's hash is logged. Law: 条例 54, 55.
 */
export const determineWinner = (world: World, actor: Actor, place: Place, given: { readonly rank: number; readonly reason: string }, at: Instant): Promise<Result<Decided>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEvaluated(tx, world, actor, "award.decide", "确定中标人", place);
    if (!held.ok) return held;
    const { tender, lot, key, mover, candidates } = held.value;
    const facts = lotFacts(tender, lot.lot, at, actor.id, { publicity: publicityFacts(held.value), award: awardFacts(held.value, given.rank, at) });
    const moved = await makeMove(tx, world, { tender, lot }, "determineWinner", mover, facts);
    if (!moved.ok) return moved;
    const chosen = candidates.find(({ rank }) => rank === given.rank);
    if (chosen === undefined) return refuse("no-such-candidate", { rank: given.rank });
    if (given.rank !== 1 && given.reason.trim() === "") return refuse("reason-empty");
    await keepDecision(tx, world, key, { chosen, reason: given.reason }, at);
    return ok({ winner: chosen.bidder, name: chosen.name, rank: chosen.rank, warnings: moved.value });
  });

type Decision = { readonly chosen: KeptCandidate; readonly reason: string };

/** Fixes the winner: the decision's hash in the log, who and at what price with the evaluation. */
export async function keepDecision(tx: Tx, world: World, key: LotKey, { chosen, reason }: Decision, at: Instant): Promise<void> {
  const decision = canonical({ v: "award/1", exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot, rank: chosen.rank, bidder: chosen.bidder, price: { ...chosen.price }, reason, decidedAt: rfc3339(at) });
  await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "award.decided", tender: key.tenderId, lot: key.lot, sha256: sha256Hex(decision) });
  await writeEvaluation(tx, key, { winner: chosen.bidder, award_fen: priceOf(chosen).toString(), award_reason: reason, decided_at: new Date(at) });
}

const SILENCE = "采购人收到评标报告后在法定期限内未按评标报告推荐的中标候选人顺序确定中标人，又不能说明合法理由，视同确定评标报告推荐的顺序排名第一的中标候选人为中标人。";

/**
 * Where the line's law ends the purchaser's silence, the first of the report is deemed the winner at the end of the period. Law:
 * 政府采购法实施条例 43; 87号令 68. @returns whether the lot moved
 */
export const deemWinner = (world: World, tenderId: string, lot: string): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const row = tender?.lots.find((each) => each.lot === lot);
    if (tender === null || row?.stage !== "evaluated") return false;
    const at = world.clock();
    const until = determinationEnds(tender, row);
    if (until === null || at < until) return false;
    const key = { exchangeId: world.exchange.id, tenderId, lot };
    const [chosen] = readCandidates((await evaluationOf(tx, key))?.candidates);
    if (chosen === undefined) return false;
    const moved = await makeMove(tx, world, { tender, lot: row }, "deemWinner", CLOCK, lotFacts(tender, lot, at, null));
    if (!moved.ok) return false;
    await keepDecision(tx, world, key, { chosen, reason: SILENCE }, at);
    return true;
  });

/** The candidate who was determined. @throws {RangeError} if none was: the stage says so. */
export function winnerOf({ candidates, evaluation }: Evaluated): KeptCandidate {
  const winner = candidates.find(({ bidder }) => bidder === evaluation.winner);
  if (winner === undefined) throw new RangeError("the winner is no candidate");
  return winner;
}
